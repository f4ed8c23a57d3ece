import type { ContainerStatus, Pod, Terminated } from '../../../cluster/kinds.ts'
import type { Facts } from '../../../wire/step.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { field } from '../../evidence.ts'
import { slot } from '../../slot.ts'
import { allStatuses, lastIndex, runningAt, startedBy, statusOf } from '../instance.ts'
import { containerPaths, failedProbe, fromEvent, fromStatus, imageOf, reported, statusPath, told } from '../pod.ts'

const before = [
  { key: 'kubelet.pulled', via: 'same' }, { key: 'kubelet.image-present', via: 'same' }, { key: 'kubelet.container-crashed', via: 'same' },
  { key: 'kubelet.container-ended', via: 'same' }, { key: 'kubelet.sandbox-ready', via: 'same' }, { key: 'kubelet.admitted', via: 'same' },
] as const

const ends = [
  { key: 'kubelet.killing', via: 'same' }, { key: 'client.deletion-requested', via: 'same' }, { key: 'kubelet.started', via: 'same' },
] as const

interface End { name: string; index: number; end: Terminated }

/** Instances whose end this status tells for the first time, as the present state or as the last. */
function ended(was: Pod, now: Pod): End[] {
  return allStatuses(now).flatMap(status => {
    const earlier = statusOf(was, status.name)
    const known = [...(earlier ? tell(earlier) : [])].map(one => one.index)
    return tell(status).filter(one => !known.includes(one.index))
  })
}

function tell(status: ContainerStatus): End[] {
  const { name, restartCount, terminated, last } = status
  return [...(terminated ? [{ name, index: restartCount, end: terminated }] : []), ...(last ? [{ name, index: lastIndex(status), end: last }] : [])]
}

function endFacts({ name, index, end }: End): Facts {
  const ran = end.startedAt !== undefined && end.finishedAt !== undefined ? end.finishedAt - end.startedAt : undefined
  return {
    container: slot.text(name), instance: slot.number(index), exit: slot.number(end.exitCode), reason: slot.text(end.reason ?? 'Error'),
    ...(ran !== undefined && ran >= 0 && { ran: slot.duration(ran) }),
  }
}

/** It was asked to stop: then no exit code is a failure. */
function leaving(pod: Pod): boolean {
  return pod.meta.deletionTimestamp !== undefined
}

const waits = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError', 'PreCreateHookError', 'PreStartHookError', 'PostStartHookError'])

/** The life of one container. Event notes: pkg/kubelet/kuberuntime/kuberuntime_container.go. */
export const container = {
  created: step({
    on: 'Event', when: ['Created'], reads: ['Pod'], because: before, floor: 'observed', ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      if (!found?.container) return undefined
      const index = startedBy(statusOf(found.pod, found.container), found.event)
      return fromEvent(found, `${found.container}/${index}`, { container: slot.text(found.container), instance: slot.number(index) })
    },
  }),
  started: step({
    on: ['Pod', 'Event'], when: [...containerPaths, 'Started'], reads: ['Pod'], floor: 'derived', ceiling: 'observed',
    because: [{ key: 'kubelet.created', via: 'same' }, ...before],
    implies: [{ key: 'container-runtime.container-started', after: { key: 'kubelet.created', via: 'same' } }],
    match: (delta, world): Draft | Draft[] | undefined => {
      const found = told(delta, world)
      if (found) {
        if (!found.container) return undefined
        const index = startedBy(statusOf(found.pod, found.container), found.event)
        const draft = fromEvent(found, `${found.container}/${index}`, {
          container: slot.text(found.container), instance: slot.number(index), image: slot.text(imageOf(found.pod, found.container)),
        })
        return { ...draft, implied: { 'container-runtime.container-started': draft.facts } }
      }
      const own = reported(delta)
      return own && allStatuses(own.now).flatMap(status => {
        const at = status.running?.startedAt ?? status.terminated?.startedAt
        const earlier = statusOf(own.was, status.name)
        const knew = earlier && (earlier.running ?? earlier.terminated) && earlier.restartCount === status.restartCount
        if (at === undefined || knew) return []
        const facts = { container: slot.text(status.name), instance: slot.number(status.restartCount), image: slot.text(imageOf(own.now, status.name)) }
        const path = `${statusPath(own.now, status.name)}.state`
        const draft = fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [field(delta, path, word(earlier), word(status))])
        return [{ ...draft, implied: { 'container-runtime.container-started': draft.facts } }]
      })
    },
  }),
  'container-ended': step({
    on: 'Pod', when: containerPaths, because: ends, floor: 'derived', ceiling: 'observed',
    match: delta => {
      const own = reported(delta)
      return own && ended(own.was, own.now).filter(one => one.end.exitCode === 0 || leaving(own.now)).map(one => endOf(delta, own.now, own.was, one))
    },
  }),
  'container-crashed': step({
    on: 'Pod', when: containerPaths, because: ends, opens: 'failure', floor: 'derived', ceiling: 'observed',
    match: delta => {
      const own = reported(delta)
      return own && ended(own.was, own.now).filter(one => one.end.exitCode !== 0 && !leaving(own.now)).map(one => endOf(delta, own.now, own.was, one))
    },
  }),
  'crash-looping': step({
    on: ['Pod', 'Event'], when: [...containerPaths, 'BackOff'], reads: ['Pod'], because: [{ key: 'kubelet.container-crashed', via: 'same' }, { key: 'kubelet.container-ended', via: 'same' }],
    floor: 'derived', ceiling: 'observed',
    match: (delta, world): Draft | Draft[] | undefined => {
      const found = told(delta, world)
      if (found) {
        const status = statusOf(found.pod, found.container)
        // A running container cannot be backing off: the Event is late, its instance is no longer known.
        if (!found.event.note.startsWith('Back-off restarting') || !status || status.running) return undefined
        const facts = { container: slot.text(found.container), restarts: slot.number(status.restartCount) }
        return fromEvent(found, `${found.container}/${status.restartCount}`, facts)
      }
      const own = reported(delta)
      return own && allStatuses(own.now).flatMap(status => {
        const earlier = statusOf(own.was, status.name)
        if (status.waiting?.reason !== 'CrashLoopBackOff' || (earlier?.waiting?.reason === 'CrashLoopBackOff' && earlier.restartCount === status.restartCount)) return []
        const delay = status.waiting.message?.match(/back-off (\S+) restarting/)?.[1]
        const facts = { container: slot.text(status.name), restarts: slot.number(status.restartCount), ...(delay && { delay: slot.text(delay) }) }
        return [fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [field(delta, `${statusPath(own.now, status.name)}.state`, word(earlier), word(status))])]
      })
    },
  }),
  'create-failed': step({
    on: ['Pod', 'Event'], when: [...containerPaths, 'Failed', 'FailedPostStartHook'], reads: ['Pod'], because: before, opens: 'failure', floor: 'derived', ceiling: 'observed',
    match: (delta, world): Draft | Draft[] | undefined => {
      const found = told(delta, world)
      if (found) {
        const error = found.event.note.match(/^(?:Error: (?!\w+$)|Internal Pre)(.+)/s)?.[1] ?? (found.event.reason === 'FailedPostStartHook' ? found.event.note : undefined)
        if (!error || !found.container || /^Failed to pull image/.test(found.event.note)) return undefined
        const index = statusOf(found.pod, found.container)?.restartCount ?? 0
        return fromEvent(found, `${found.container}/${index}`, { container: slot.text(found.container), error: slot.text(error) })
      }
      const own = reported(delta)
      return own && allStatuses(own.now).flatMap(status => {
        const earlier = statusOf(own.was, status.name)
        if (!waits.has(status.waiting?.reason ?? '') || earlier?.waiting?.reason === status.waiting?.reason) return []
        const facts = { container: slot.text(status.name), error: slot.text(status.waiting?.message ?? status.waiting?.reason ?? '') }
        return [fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [field(delta, `${statusPath(own.now, status.name)}.state`, word(earlier), word(status))])]
      })
    },
  }),
  killing: step({
    on: 'Event', when: ['Killing'], reads: ['Pod'], floor: 'observed', ceiling: 'observed',
    because: [{ key: 'client.deletion-requested', via: 'same' }, { key: 'kubelet.probe-failed', via: 'trigger' }, { key: 'kubelet.evicted', via: 'same' }],
    match: (delta, world) => {
      const found = told(delta, world)
      if (!found) return undefined
      const index = runningAt(statusOf(found.pod, found.container), found.event.last)
      const draft = fromEvent(found, `${found.container}/${index}`, { container: slot.text(found.container), note: slot.text(found.event.note) })
      // A readiness probe never kills, and a failed probe only if the note says so.
      const probe = found.event.note.match(/failed (liveness|startup) probe/)?.[1]
      return probe === undefined ? draft : { ...draft, seeks: { ...draft.seeks, trigger: failedProbe(found, probe) } }
    },
  }),
} satisfies Steps

function endOf(delta: Parameters<typeof fromStatus>[0], now: Pod, was: Pod, one: End): Draft {
  const status = statusOf(now, one.name)
  const path = `${statusPath(now, one.name)}.${status?.terminated ? 'state' : 'lastState'}`
  return fromStatus(delta, now, `${one.name}/${one.index}`, endFacts(one), [field(delta, path, word(statusOf(was, one.name)), `exit code ${one.end.exitCode} ${one.end.reason ?? ''}`.trim())])
}

function word(status: ContainerStatus | undefined): string | undefined {
  if (!status) return undefined
  if (status.running) return 'running'
  if (status.terminated) return `terminated: ${status.terminated.reason ?? ''} ${status.terminated.exitCode}`
  return `waiting: ${status.waiting?.reason ?? ''}`
}
