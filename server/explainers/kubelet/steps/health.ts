import type { Pod } from '../../../cluster/kinds.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { ownerOf } from '../../author.ts'
import { field, said } from '../../evidence.ts'
import { condition, ref, second, turned } from '../../match.ts'
import { slot } from '../../slot.ts'
import { failedProbe, fromEvent, fromStatus, reported, told } from '../pod.ts'

const READY = 'status.conditions[type=Ready]'

/** The kubelet brought Ready to this status; the node lifecycle controller writes False too, for nodes that fell silent. */
function readiness(delta: Parameters<typeof reported>[0], status: 'True' | 'False'): { own: { was: Pod; now: Pod }; draft: Draft } | undefined {
  const own = reported(delta)
  const now = own && turned(own.was, own.now, 'Ready', status)
  const before = own && condition(own.was, 'Ready')
  if (!own || !now || before?.status === status || ownerOf(delta, READY)?.manager !== 'kubelet') return undefined
  return {
    own,
    draft: fromStatus(delta, own.now, second(now.lastTransitionTime), { ...(now.reason && { reason: slot.text(now.reason) }) }, [
      field(delta, READY, before?.status, status),
    ]),
  }
}

function phase(delta: Parameters<typeof reported>[0], name: string): Draft | undefined {
  const own = reported(delta)
  // Of a Pod that was asked to stop the last phase is no outcome of its work.
  if (!own || own.now.status.phase !== name || own.was.status.phase === name || own.now.meta.deletionTimestamp !== undefined) return undefined
  const { reason, message } = own.now.status
  return fromStatus(delta, own.now, '', { ...(reason && { reason: slot.text(reason) }), ...(message && { message: slot.text(message) }) }, [
    field(delta, 'status.phase', own.was.status.phase, name),
  ])
}

/** Whether the Pod works, as the kubelet sees it. */
export const health = {
  'probe-failed': step({
    on: 'Event',
    when: ['Unhealthy'],
    reads: ['Pod'],
    because: [{ key: 'kubelet.started', via: 'same' }],
    opens: 'failure',
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      const parts = found?.event.note.match(/^(Liveness|Readiness|Startup) probe (failed|errored)(?: and resulted in \w+ state)?: (.*)/s)
      if (!found || !parts) return undefined
      const type = (parts[1] as string).toLowerCase()
      const draft = fromEvent(found, `${found.container}/${type}/${second(found.event.first)}`, {
        container: slot.text(found.container),
        probe: slot.text(type),
        output: slot.text(parts[3] ?? ''),
      })
      return { ...draft, offers: [...(draft.offers ?? []), failedProbe(found, type)] }
    },
  }),
  ready: step({
    on: 'Pod',
    when: [READY],
    because: [
      { key: 'kubelet.started', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
    ],
    closes: true,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => readiness(delta, 'True')?.draft,
  }),
  'not-ready': step({
    on: 'Pod',
    when: [READY],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.container-crashed', via: 'same' },
      { key: 'kubelet.container-ended', via: 'same' },
      { key: 'kubelet.killing', via: 'same' },
      { key: 'kubelet.probe-failed', via: 'same' },
      { key: 'client.deletion-requested', via: 'same' },
    ],
    match: (delta) => {
      const found = readiness(delta, 'False')
      // Every Pod begins not ready: that is no news.
      return found && condition(found.own.was, 'Ready')?.status === 'True' ? found.draft : undefined
    },
  }),
  succeeded: step({
    on: 'Pod',
    when: ['status.phase'],
    because: [
      { key: 'kubelet.container-ended', via: 'same' },
      { key: 'kubelet.started', via: 'same' },
    ],
    closes: true,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => phase(delta, 'Succeeded'),
  }),
  failed: step({
    on: 'Pod',
    when: ['status.phase'],
    because: [
      { key: 'kubelet.container-crashed', via: 'same' },
      { key: 'kubelet.container-ended', via: 'same' },
      { key: 'kubelet.evicted', via: 'same' },
    ],
    closes: true,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => phase(delta, 'Failed'),
  }),
  evicted: step({
    on: ['Pod', 'Event'],
    when: ['status.reason', 'Evicted'],
    reads: ['Pod'],
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      if (found) return fromEvent(found, '', { message: slot.text(found.event.note) })
      const own = reported(delta)
      if (!own || own.now.status.reason !== 'Evicted' || own.was.status.reason === 'Evicted') return undefined
      return fromStatus(delta, own.now, '', { message: slot.text(own.now.status.message ?? '') }, [
        field(delta, 'status.reason', own.was.status.reason, 'Evicted'),
      ])
    },
  }),
  'sandbox-failed': trouble(['FailedCreatePodSandBox', 'NetworkNotReady']),
  'sandbox-changed': trouble(['SandboxChanged']),
  'mount-failed': trouble(['FailedMount', 'FailedMapVolume']),
} satisfies Steps

/** One step per Event of a trouble that only an Event tells; its repetitions join it. */
function trouble(reasons: readonly string[]) {
  return step({
    on: 'Event',
    when: reasons,
    reads: ['Pod'],
    because: [
      { key: 'kubelet.admitted', via: 'same' },
      { key: 'kube-scheduler.bound', via: 'same' },
    ],
    opens: 'failure',
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      const found = told(delta, world)
      if (!found) return undefined
      const draft = fromEvent(found, `${found.event.reason}/${second(found.event.first)}`, { error: slot.text(found.event.note) })
      return { ...draft, at: { from: found.event.first, to: found.event.first }, evidence: [said(found.event, ref(found.pod))] }
    },
  })
}
