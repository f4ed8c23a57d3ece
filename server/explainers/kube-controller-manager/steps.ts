import type { Delta } from '../../cluster/delta.ts'
import type { KubeObject } from '../../cluster/kinds.ts'
import type { Env, World } from '../../world/world.ts'
import { creator, ownerOf } from '../author.ts'
import { objects } from '../client/change.ts'
import { appeared, field, given } from '../evidence.ts'
import { step, type Draft, type Steps } from '../explainer.ts'
import { became, isNew, ref } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'
import { steps as attachDetach } from './attach-detach/steps.ts'
import { steps as cronjob } from './cronjob/steps.ts'
import { steps as daemonset } from './daemonset/steps.ts'
import { steps as deployment } from './deployment/steps.ts'
import { steps as garbageCollector } from './garbage-collector/steps.ts'
import { steps as job } from './job/steps.ts'
import { steps as nodeIpam } from './node-ipam/steps.ts'
import { steps as nodeLifecycle } from './node-lifecycle/steps.ts'
import { steps as podGc } from './pod-gc/steps.ts'
import { steps as protection } from './pvc-protection/steps.ts'
import { steps as replicaset } from './replicaset/steps.ts'
import { steps as publisher } from './root-ca-publisher/steps.ts'
import { steps as statefulset } from './statefulset/steps.ts'
import { steps as taintEviction } from './taint-eviction/steps.ts'
import { byProcess, unique } from './written.ts'

/** Kinds of which every write by this process has a step of its own. */
const settled = new Set([
  'EndpointSlice',
  'Endpoints',
  'CronJob',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Namespace',
  'ResourceQuota',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
])
const statuses = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'])

const siblings: Steps[] = [
  deployment,
  replicaset,
  statefulset,
  daemonset,
  job,
  cronjob,
  nodeLifecycle,
  nodeIpam,
  taintEviction,
  podGc,
  attachDetach,
  protection,
  publisher,
  garbageCollector,
]

/** Their definitions by kind. */
const concerned = new Map<string, Steps[string][]>()
for (const definition of siblings.flatMap((steps) => Object.values(steps))) {
  for (const kind of [definition.on].flat()) concerned.set(kind, [...(concerned.get(kind) ?? []), definition])
}

function claimed(delta: Delta, world: World, env: Env): boolean {
  return (concerned.get(delta.kind) ?? []).some(({ match }) => {
    const found: unknown = match?.(delta, world, env)
    return Array.isArray(found) ? found.length > 0 : found !== undefined
  })
}

const reason = ['kcm.process', 'cmd/kube-controller-manager/names/controller_names.go'] as const

function unclaimed(delta: Delta, world: World, env: Env): Draft | undefined {
  const now = delta.now as KubeObject | undefined
  const entry = now && (isNew(delta) ? creator(now) : byProcess(delta))
  if (!now || entry?.manager !== 'kube-controller-manager') return undefined
  if (settled.has(delta.kind) && (delta.was || delta.kind !== 'PersistentVolumeClaim')) return undefined
  if (delta.was && (entry.subresource === 'scale' || (entry.subresource === 'status' && statuses.has(delta.kind)))) return undefined
  if (claimed(delta, world, env)) return undefined
  const path = delta.changed.paths.find((one) => delta.changed.owner(one) === entry) ?? 'metadata'
  return {
    subject: ref(now),
    discriminator: delta.was ? unique(delta, entry) : '',
    passage: passage(delta, delta.was ? 'update' : 'create'),
    facts: { object: slot.ref(ref(now)), ...(delta.was && { path: slot.text(path) }) },
    evidence: [delta.was ? field(delta, path, undefined, undefined) : appeared(delta), given(...reason)],
  }
}

/** What the process does as a whole, and writes of it that none of its controllers' steps tells: never shown as a client's. */
export const steps = {
  written: step({
    on: objects,
    floor: 'derived',
    ceiling: 'observed',
    because: [{ key: 'client.created', via: 'same' }],
    match: (delta, world, env) => unclaimed(delta as Delta, world, env),
  }),
  'leader-changed': step({
    on: 'Lease',
    when: ['spec.holderIdentity'],
    change: ['added', 'updated', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const { was, now } = delta
      const holder = became(was, now, (lease) => lease.spec.holderIdentity)
      if (!now || !holder || now.meta.namespace !== 'kube-system' || now.meta.name !== 'kube-controller-manager') return undefined
      const owner = ownerOf(delta, 'spec.holderIdentity')
      return {
        subject: ref(now),
        discriminator: `${holder}/${now.spec.leaseTransitions ?? 0}`,
        passage: passage(delta, 'update'),
        facts: { holder: slot.text(holder) },
        evidence: [field(delta, 'spec.holderIdentity', was?.spec.holderIdentity, holder), ...(owner ? [] : [given(...reason)])],
      }
    },
  }),
} satisfies Steps
