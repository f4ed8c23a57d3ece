import type { Delta } from '../../../cluster/delta.ts'
import type { Event, Workload } from '../../../cluster/kinds.ts'
import type { World } from '../../../world/world.ts'
import { createdBy, wrote } from '../../author.ts'
import { appeared, field, given, said } from '../../evidence.ts'
import { step, type Draft, type StepDefinition, type Steps } from '../../explainer.ts'
import { became, condition, controllerOf, emittedBy, isNew, ownerRef, ref, turned } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'
import { occurrence, statusEntry, statusEvidence } from '../status.ts'
import { generationOf, parseScaling } from './scaling.ts'

const owned = ['deployment.replicaset', 'pkg/controller/deployment/sync.go'] as const
const reported = ['deployment.status', 'pkg/controller/deployment/sync.go'] as const

const intents = [
  { key: 'client.image-set', via: 'owner' },
  { key: 'client.restarted', via: 'owner' },
  { key: 'client.template-changed', via: 'owner' },
  { key: 'client.scaled', via: 'owner' },
  { key: 'kube-controller-manager/hpa.scaled', via: 'owner' },
  { key: 'client.resumed', via: 'owner' },
  { key: 'client.edited', via: 'owner' },
  { key: 'client.created', via: 'owner' },
] as const

interface Spoken {
  event: Event
  set: Workload
  deployment: Workload
  generation: number
  from: number
  to: number
}

function spoken(event: Event | undefined, world: World): Spoken | undefined {
  const scaling = event && emittedBy(event, 'deployment-controller') ? parseScaling(event.note) : undefined
  const deployment = scaling && event && world.find('Deployment', event.about.namespace, event.about.name)
  const set = deployment && world.find('ReplicaSet', deployment.meta.namespace, scaling.replicaSet)
  const generation = event && set && deployment && generationOf(event, set, deployment, world)
  return event && scaling && set && deployment && generation !== undefined ? { event, set, deployment, generation, ...scaling } : undefined
}

function basics(set: Workload): Pick<Draft, 'subject' | 'seeks' | 'offers'> & { facts: Record<string, ReturnType<typeof slot.ref>> } {
  const owner = controllerOf(set)
  return {
    subject: ref(set),
    facts: { replicaset: slot.ref(ref(set)), ...(owner && { deployment: slot.ref(ownerRef(set, owner)) }) },
    ...(owner && { offers: [`replicasets-of:${owner.uid}`], seeks: { owner: owner.uid, trigger: `replicasets-of:${owner.uid}` } }),
  }
}

function created(delta: Delta<'ReplicaSet' | 'Event'>, world: World): Draft | undefined {
  if (delta.kind === 'Event') {
    const found = spoken(delta.now, world)
    if (!found || found.generation !== 1) return undefined
    const { facts, ...rest } = basics(found.set)
    return {
      ...rest,
      discriminator: '',
      at: { from: found.event.first, to: found.event.first },
      facts: { ...facts, replicas: slot.number(found.to) },
      evidence: [said(found.event, ref(found.deployment))],
    }
  }
  const { now } = delta
  if (!now || !isNew(delta) || controllerOf(now)?.kind !== 'Deployment' || !createdBy(now, 'kube-controller-manager')) return undefined
  const { facts, ...rest } = basics(now)
  return {
    ...rest,
    discriminator: '',
    passage: passage(delta, 'create'),
    facts: { ...facts, replicas: slot.number(now.spec.replicas ?? 1) },
    evidence: [appeared(delta), given(...owned)],
  }
}

function scaled(delta: Delta<'ReplicaSet' | 'Event'>, world: World): Draft | undefined {
  if (delta.kind === 'Event') {
    const found = spoken(delta.now, world)
    if (!found || found.generation === 1) return undefined
    const { facts, ...rest } = basics(found.set)
    return {
      ...rest,
      discriminator: String(found.generation),
      at: { from: found.event.last, to: found.event.last },
      facts: { ...facts, from: slot.number(found.from), to: slot.number(found.to) },
      evidence: [said(found.event, ref(found.deployment))],
    }
  }
  const { was, now } = delta
  const to = became(was, now, (set) => set.spec.replicas)
  if (!was || !now || to === undefined || controllerOf(now)?.kind !== 'Deployment' || !wrote(delta, 'kube-controller-manager', '')) return undefined
  const { facts, ...rest } = basics(now)
  return {
    ...rest,
    discriminator: String(now.meta.generation ?? ''),
    passage: passage(delta, 'update'),
    facts: { ...facts, from: slot.number(was.spec.replicas ?? 1), to: slot.number(to) },
    evidence: [field(delta, 'spec.replicas', was.spec.replicas, to), given(...owned)],
  }
}

/** Annotations only: desired-replicas, revision and their kind. */
function annotated(delta: Delta<'ReplicaSet'>): Draft | undefined {
  const { was, now } = delta
  const entry = wrote(delta, 'kube-controller-manager', '')
  if (!was || !now || !entry || was.spec.replicas !== now.spec.replicas || controllerOf(now)?.kind !== 'Deployment') return undefined
  if (delta.changed.paths.some((path) => path.startsWith('metadata.ownerReferences') || path.startsWith('metadata.finalizers'))) return undefined
  const path = delta.changed.paths.find((p) => p.startsWith('metadata.annotations'))
  if (!path) return undefined
  const key = path.match(/\[(.+)\]$/)?.[1] ?? ''
  return {
    ...basics(now),
    discriminator: occurrence(entry, now.meta.annotations),
    passage: passage(delta, 'update'),
    evidence: [field(delta, path, was.meta.annotations?.[key], now.meta.annotations?.[key]), given(...owned)],
  }
}

/** The same test as DeploymentComplete in pkg/controller/deployment/util/deployment_util.go. */
function complete({ meta, spec, status }: Workload): boolean {
  const desired = spec.replicas ?? 1
  return (
    (status.observedGeneration ?? 0) >= (meta.generation ?? 0) &&
    (status.updatedReplicas ?? 0) === desired &&
    (status.replicas ?? 0) === desired &&
    (status.availableReplicas ?? 0) === desired
  )
}

function counted(delta: Delta<'Deployment'>): Draft | undefined {
  const { now } = delta
  const entry = statusEntry(delta)
  if (!now || !entry) return undefined
  const { status, spec } = now
  const progress = condition(now, 'Progressing')
  return {
    subject: ref(now),
    discriminator: occurrence(entry, [status, now.meta.annotations?.['deployment.kubernetes.io/revision']]),
    passage: passage(delta, 'update'),
    seeks: { trigger: `replicasets-of:${now.meta.uid}` },
    facts: {
      deployment: slot.ref(ref(now)),
      desired: slot.number(spec.replicas ?? 1),
      available: slot.number(status.availableReplicas ?? 0),
      ready: slot.number(status.readyReplicas ?? 0),
      updated: slot.number(status.updatedReplicas ?? 0),
      ...(progress?.reason && { progress: slot.text(progress.reason) }),
    },
    evidence: statusEvidence(delta, reported),
  }
}

const counts: StepDefinition['because'] = [
  { key: 'kube-controller-manager/replicaset.status-reported', via: 'trigger' },
  { key: 'kube-controller-manager/deployment.replicaset-created', via: 'trigger' },
  { key: 'kube-controller-manager/deployment.replicaset-scaled', via: 'trigger' },
  ...intents.map(({ key }) => ({ key, via: 'same' as const })),
]

export const steps = {
  'replicaset-created': step({
    on: ['ReplicaSet', 'Event'],
    when: ['ScalingReplicaSet'],
    reads: ['Deployment', 'ReplicaSet'],
    because: intents,
    floor: 'correlated',
    ceiling: 'observed',
    match: created,
  }),
  'replicaset-scaled': step({
    on: ['ReplicaSet', 'Event'],
    when: ['spec.replicas', 'ScalingReplicaSet'],
    reads: ['Deployment', 'ReplicaSet'],
    because: [
      ...intents,
      { key: 'kube-controller-manager/replicaset.status-reported', via: 'trigger' },
      { key: 'kube-controller-manager/deployment.replicaset-created', via: 'trigger' },
    ],
    floor: 'correlated',
    ceiling: 'observed',
    match: scaled,
  }),
  'replicaset-annotated': step({
    on: 'ReplicaSet',
    when: ['metadata.annotations'],
    because: intents,
    floor: 'derived',
    ceiling: 'observed',
    match: annotated,
  }),
  'status-reported': step({
    on: 'Deployment',
    when: ['status', 'metadata.annotations'],
    because: counts,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const done = delta.now && delta.was && complete(delta.now) && !complete(delta.was)
      return done || turned(delta.was, delta.now, 'Progressing', 'False') ? undefined : counted(delta)
    },
  }),
  'rolled-out': step({
    on: 'Deployment',
    when: ['status'],
    because: counts,
    closes: true,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => (delta.now && delta.was && complete(delta.now) && !complete(delta.was) ? counted(delta) : undefined),
  }),
  stalled: step({
    on: 'Deployment',
    when: ['status.conditions[type=Progressing]'],
    because: counts,
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const progress = turned(delta.was, delta.now, 'Progressing', 'False')
      const draft = progress && counted(delta)
      return draft && { ...draft, facts: { ...draft.facts, message: slot.text(progress.message ?? progress.reason ?? '') } }
    },
  }),
} satisfies Steps
