import type { Delta } from '../../cluster/delta.ts'
import type { Event, Pod } from '../../cluster/kinds.ts'
import type { Ref, Slot } from '../../wire/step.ts'
import type { World } from '../../world/world.ts'
import { ownerOf, wrote } from '../author.ts'
import { field, given, rule, said } from '../evidence.ts'
import { step, type Draft, type Steps } from '../explainer.ts'
import { about, became, isChange, ref, turned } from '../match.ts'
import { passage } from '../passage.ts'
import { nodeRef, slot } from '../slot.ts'
import { parseFitError } from './fit-error.ts'

const created = [
  { key: 'client.created', via: 'same' },
  { key: 'kube-controller-manager/replicaset.pod-created', via: 'same' },
  { key: 'kube-controller-manager/statefulset.pod-created', via: 'same' },
  { key: 'kube-controller-manager/daemonset.pod-created', via: 'same' },
  { key: 'kube-controller-manager/job.pod-created', via: 'same' },
] as const

/**
 * Who says it of this Pod: kube-scheduler, whose profiles all post as one process, or another scheduler as itself. A Pod of the default scheduler
 * belongs to kube-scheduler alone; what anybody else says of it is not believed.
 */
function scheduler(event: Event, pod: Pod | undefined): { component?: string } | undefined {
  const poster = event.meta.managed[0]?.manager
  if (poster === 'kube-scheduler' || (poster === undefined && event.component === 'default-scheduler')) return {}
  return isDefault(pod) ? undefined : { component: `client/${poster ?? event.component}` }
}

function podOf({ uid }: Ref, world: World): Pod | undefined {
  return world.get('Pod', uid) ?? (world.departed(uid) as Pod | undefined)
}

function isDefault(pod: Pod | undefined): boolean {
  return (pod?.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler'
}

function known(pod: Pod): { component?: string } {
  return isDefault(pod) ? {} : { component: 'unknown' }
}

function unfit(subject: Ref, reason: string, message: string): Pick<Draft, 'subject' | 'discriminator' | 'facts'> {
  const { nodes, reasons, whole } = parseFitError(message)
  const words = reasons.length ? reasons.map((r) => `${r.count} ${r.reason}`) : [whole ?? reason]
  return {
    // The Event's note is cut at 1024 characters, the condition's message is not.
    subject,
    discriminator: message.slice(0, 900),
    facts: {
      pod: slot.ref(subject),
      reasons: slot.list(words.map((w) => slot.text(w) as Slot)),
      message: slot.text(message),
      ...(nodes !== undefined && { nodes: slot.number(nodes) }),
    },
  }
}

function bound(delta: Delta<'Pod' | 'Event'>, world: World): Draft | undefined {
  if (delta.kind === 'Event') {
    const event = delta.now
    const node = event?.note.match(/^Successfully assigned \S+ to (\S+)$/)?.[1]
    const subject = event && about(event, world)
    const by = event && subject && scheduler(event, podOf(subject, world))
    if (!event || !node || !subject || !by) return undefined
    return {
      subject,
      discriminator: '',
      ...by,
      at: { from: event.first, to: event.first },
      evidence: [said(event, subject)],
      facts: { pod: slot.ref(subject), node: slot.ref(nodeRef(node, world.find('Node', undefined, node)?.meta.uid)) },
      offers: [`node:${node}`],
    }
  }
  const { was, now } = delta
  const node = became(was, now, (pod) => pod.spec.nodeName)
  if (!now || !node || (!was && delta.change !== 'relisted')) return undefined
  if (now.meta.managed.some((e) => e.fields.owns('spec.nodeName'))) return undefined
  const subject = ref(now)
  return {
    subject,
    discriminator: '',
    ...known(now),
    offers: [`node:${node}`],
    passage: passage(delta, 'bind'),
    facts: { pod: slot.ref(subject), node: slot.ref(nodeRef(node, world.find('Node', undefined, node)?.meta.uid)) },
    evidence: [field(delta, 'spec.nodeName', undefined, node), rule('scheduler.binding', 'pkg/registry/core/pod/storage/storage.go')],
  }
}

function unschedulable(delta: Delta<'Pod' | 'Event'>, world: World): Draft | undefined {
  if (delta.kind === 'Event') {
    const event = delta.now
    const subject = event && about(event, world)
    const by = event && subject && scheduler(event, podOf(subject, world))
    if (!event || !subject || !by || event.note.startsWith('skip schedule deleting pod')) return undefined
    return {
      ...unfit(subject, 'Unschedulable', event.note),
      ...by,
      at: { from: event.first, to: event.first },
      evidence: [said(event, subject)],
    }
  }
  const { was, now } = delta
  const failed = turned(was, now, 'PodScheduled', 'False')
  const before = was?.status.conditions?.find((c) => c.type === 'PodScheduled')
  const path = 'status.conditions[type=PodScheduled]'
  const current = failed ?? now?.status.conditions?.find((c) => c.type === 'PodScheduled' && c.status === 'False' && c.message !== before?.message)
  // SchedulingGated is set by the API server when the Pod is created.
  if (!now || !was || !current || current.reason === 'SchedulingGated') return undefined
  const owner = ownerOf(delta, path)
  if (owner && owner.manager !== 'kube-scheduler') return undefined
  return {
    ...unfit(ref(now), current.reason ?? 'Unschedulable', current.message ?? current.reason ?? ''),
    passage: passage(delta, 'patch'),
    evidence: [field(delta, path, before?.message, current.message), given('scheduler.pod-scheduled', 'pkg/scheduler/schedule_one.go')],
  }
}

export const steps = {
  bound: step({
    on: ['Pod', 'Event'],
    when: ['spec.nodeName', 'Scheduled'],
    reads: ['Node'],
    because: [{ key: 'kube-scheduler.unschedulable', via: 'same' }, ...created],
    floor: 'correlated',
    ceiling: 'observed',
    match: bound,
  }),
  unschedulable: step({
    on: ['Pod', 'Event'],
    when: ['status.conditions', 'FailedScheduling'],
    because: [{ key: 'kube-scheduler.unschedulable', via: 'same' }, ...created],
    floor: 'correlated',
    ceiling: 'observed',
    match: unschedulable,
  }),
  nominated: step({
    on: 'Pod',
    when: ['status.nominatedNodeName'],
    because: [{ key: 'kube-scheduler.unschedulable', via: 'same' }, ...created],
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta) => {
      const { was, now } = delta
      const node = became(was, now, (pod) => pod.status.nominatedNodeName)
      if (!now || !was || !node || !wrote(delta, 'kube-scheduler')) return undefined
      return {
        subject: ref(now),
        discriminator: node,
        passage: passage(delta, 'patch'),
        facts: { pod: slot.ref(ref(now)), node: slot.ref(nodeRef(node)) },
        evidence: [
          field(delta, 'status.nominatedNodeName', was.status.nominatedNodeName, node),
          given('scheduler.nomination', 'pkg/scheduler/schedule_one.go'),
        ],
      }
    },
  }),
  preempted: step({
    on: ['Pod', 'Event'],
    when: ['status.conditions[type=DisruptionTarget]', 'Preempted'],
    opens: 'clock',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      if (delta.kind === 'Event') {
        const event = delta.now
        const subject = event && about(event, world)
        return (
          subject && {
            subject,
            discriminator: '',
            facts: { pod: slot.ref(subject), note: slot.text(event.note) },
            evidence: [said(event, subject)],
            at: { from: event.first, to: event.first },
          }
        )
      }
      const target = turned(delta.was, delta.now, 'DisruptionTarget', 'True')
      if (!delta.now || target?.reason !== 'PreemptionByScheduler') return undefined
      return {
        subject: ref(delta.now),
        discriminator: '',
        passage: passage(delta, 'patch'),
        facts: { pod: slot.ref(ref(delta.now)), note: slot.text(target.message ?? '') },
        evidence: [
          field(delta, 'status.conditions[type=DisruptionTarget]', undefined, target.reason),
          given('scheduler.preemption', 'pkg/scheduler/framework/preemption/executor.go'),
        ],
      }
    },
  }),
  'volume-node-chosen': step({
    on: 'PersistentVolumeClaim',
    when: ['metadata.annotations'],
    because: [
      { key: 'kube-controller-manager/statefulset.claim-created', via: 'same' },
      { key: 'client.created', via: 'same' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const read = (claim: { meta: { annotations?: Record<string, string | undefined> } }) =>
        claim.meta.annotations?.['volume.kubernetes.io/selected-node']
      const node = isChange(delta) ? became(delta.was, delta.now, read) : undefined
      if (!delta.now || !node || !wrote(delta, 'kube-scheduler')) return undefined
      return {
        subject: ref(delta.now),
        discriminator: node,
        passage: passage(delta, 'update'),
        facts: { claim: slot.ref(ref(delta.now)), node: slot.ref(nodeRef(node)) },
        evidence: [
          field(delta, 'metadata.annotations[volume.kubernetes.io/selected-node]', undefined, node),
          given('scheduler.selected-node', 'pkg/scheduler/framework/plugins/volumebinding/binder.go'),
        ],
      }
    },
  }),
} satisfies Steps
