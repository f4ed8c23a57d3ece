import type { Delta } from '../../cluster/delta.ts'
import type { KubeObject, Pod } from '../../cluster/kinds.ts'
import type { World } from '../../world/world.ts'
import { client, creator, isOwn, isProcess } from '../author.ts'
import { appeared, field, rule, vanished } from '../evidence.ts'
import { step, type Draft, type Steps } from '../explainer.ts'
import { controllerOf, isNew, ref } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'
import { type Act, changeDraft, clientChange, objects, type Objects } from './change.ts'
import { authorName, authorOf, finalizers, spokenDeletion } from './deletion.ts'

/** A change of one kind by anyone who is no component. */
function change(act: Act, on: readonly Objects[], when: readonly string[], opens: 'intent' | undefined = 'intent') {
  return step({
    on,
    when,
    ...(opens && { opens }),
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta: Delta<Objects>) => {
      const found = clientChange(delta)
      return found?.act === act ? changeDraft(delta, found) : undefined
    },
  })
}

const workloads = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'] as const

/** ServiceAccounts are made without field tracking: the service account controller tells of them. */
const untracked = new Set(['ServiceAccount'])

function created(delta: Delta<Objects>): Draft | undefined {
  const { now } = delta
  if (!now || !isNew(delta)) return undefined
  const by = creator(now)
  if (by ? isOwn(by.manager, delta.kind) : untracked.has(delta.kind)) return undefined
  const owner = controllerOf(now)
  return {
    subject: ref(now),
    discriminator: '',
    component: client(by),
    ...(by && isProcess(by.manager) && { conflict: true as const }),
    facts: { object: slot.ref(ref(now)), ...(by && { manager: slot.text(by.manager) }) },
    evidence: [appeared(delta)],
    passage: passage(delta, 'create'),
    offers: [...(owner ? [`children-of:${owner.uid}`] : []), ...places(now)],
    ...(owner && { seeks: { owner: owner.uid } }),
  }
}

function deletion(delta: Delta<Objects | 'Event'>, world: World): Draft | undefined {
  if (delta.kind === 'Event') {
    const event = delta.now
    const found = event && spokenDeletion(event, world)
    return (
      found && {
        ...deletionOf(found.object, found.author.component, found.author.cause),
        evidence: found.author.evidence,
        at: { from: event.last, to: event.last },
      }
    )
  }
  const { was, now } = delta
  const marked = now
    ? was && now.meta.deletionTimestamp !== undefined && was.meta.deletionTimestamp === undefined
    : was && was.meta.deletionTimestamp === undefined
  const object = (now ?? was) as KubeObject | undefined
  if (!marked || !object) return undefined
  const author = authorOf(object, delta, world)
  const grace = object.meta.deletionGracePeriodSeconds
  const draft = deletionOf(object, author?.component ?? 'unknown', author?.cause)
  const routed = object.kind === 'Service' && {
    implied: { 'kube-proxy.rules-removed': { service: slot.ref(ref(object)), nodes: slot.number(world.count('Node')) } },
  }
  return {
    ...draft,
    ...routed,
    facts: { ...draft.facts, ...(now && grace !== undefined && { grace: slot.duration(grace * 1000) }) },
    passage: passage(delta, 'delete'),
    evidence: [
      now ? field(delta, 'metadata.deletionTimestamp', undefined, new Date(object.meta.deletionTimestamp as number).toISOString()) : vanished(delta),
      ...(author?.evidence ?? []),
    ],
  }
}

/** Ids by which others name the object who do not know its uid: the address of a Pod, the name of a Service. */
function places(object: KubeObject): string[] {
  if (object.kind === 'Service') return [`service:${object.meta.namespace ?? ''}/${object.meta.name}`]
  if (object.kind !== 'Pod') return []
  const { spec, status } = object as Pod
  return status.podIP && !spec.hostNetwork ? [`ip:${status.podIP}`] : []
}

function deletionOf(object: KubeObject, component: string, cause: string | undefined): Omit<Draft, 'evidence'> {
  const owner = controllerOf(object)
  return {
    subject: ref(object),
    discriminator: '',
    component,
    facts: { object: slot.ref(ref(object)), ...(component !== 'unknown' && { author: slot.text(authorName(component)) }) },
    offers: [...(owner ? [`children-of:${owner.uid}`] : []), ...places(object)],
    ...(cause && { seeks: { owner: cause } }),
  }
}

export const steps = {
  created: step({ on: objects, change: ['added', 'relisted'], opens: 'intent', floor: 'correlated', ceiling: 'observed', match: created }),
  scaled: change('scaled', workloads, ['spec.replicas']),
  'image-set': change('image-set', [...workloads, 'Pod'], ['spec']),
  restarted: change('restarted', workloads, ['spec.template']),
  'template-changed': change('template-changed', workloads, ['spec.template']),
  paused: change('paused', workloads, ['spec.paused']),
  resumed: change('resumed', workloads, ['spec.paused']),
  cordoned: change('cordoned', ['Node'], ['spec.unschedulable']),
  uncordoned: change('uncordoned', ['Node'], ['spec.unschedulable']),
  tainted: change('tainted', ['Node'], ['spec.taints']),
  annotated: change('annotated', objects, ['metadata'], undefined),
  'status-written': change('status-written', objects, ['status'], undefined),
  edited: step({
    on: objects,
    opens: 'intent',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta) => {
      const found = clientChange(delta)
      return found?.act === 'edited' ? changeDraft(delta, found) : undefined
    },
  }),
  'deletion-requested': step({
    on: [...objects, 'Event'],
    when: ['metadata.deletionTimestamp', 'SuccessfulDelete', 'TaintManagerEviction', 'Preempted'],
    opens: 'intent',
    reads: ['Namespace', 'Node', 'Service', 'Job', 'Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'CronJob'],
    because: [
      { key: 'kube-controller-manager/deployment.replicaset-scaled', via: 'owner' },
      { key: 'client.scaled', via: 'owner' },
      { key: 'client.image-set', via: 'owner' },
      { key: 'client.restarted', via: 'owner' },
      { key: 'client.template-changed', via: 'owner' },
      { key: 'client.deletion-requested', via: 'owner' },
      { key: 'kube-controller-manager/job.completed', via: 'same' },
      { key: 'kube-apiserver.eviction-granted', via: 'same' },
      { key: 'kube-scheduler.preempted', via: 'same' },
      { key: 'kube-controller-manager/taint-eviction.marked', via: 'same' },
      { key: 'kube-controller-manager/pod-gc.marked', via: 'same' },
    ],
    implies: [{ key: 'kube-proxy.rules-removed', open: true }],
    floor: 'correlated',
    ceiling: 'observed',
    match: deletion,
  }),
  finalized: step({
    on: objects,
    change: ['deleted', 'relisted'],
    because: [{ key: 'client.deletion-requested', via: 'same' }],
    floor: 'correlated',
    ceiling: 'derived',
    match: (delta) => {
      const { was, now } = delta
      const last = was?.meta.finalizers?.at(-1) ?? (delta.kind === 'Namespace' ? 'kubernetes' : undefined)
      if (!was || now || was.meta.deletionTimestamp === undefined || !last || delta.kind === 'Pod') return undefined
      const component = delta.kind === 'Namespace' ? 'kube-controller-manager/namespace' : (finalizers.get(last) ?? 'unknown')
      return {
        subject: ref(was),
        discriminator: '',
        component,
        passage: passage(delta, 'update'),
        facts: { object: slot.ref(ref(was)), finalizer: slot.text(last) },
        evidence: [
          vanished(delta),
          ...(component === 'unknown' ? [] : [rule('deletion.finalizer', 'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go')]),
        ],
      }
    },
  }),
} satisfies Steps
