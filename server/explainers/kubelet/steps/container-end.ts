import type { Delta } from '../../../cluster/delta.ts'
import type { ContainerStatus, Pod, Terminated } from '../../../cluster/kinds.ts'
import type { Facts } from '../../../wire/step.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { field } from '../../evidence.ts'
import { slot } from '../../slot.ts'
import { allStatuses, lastIndex, runningAt, stateOf, statusOf } from '../instance.ts'
import { containerPaths, failedProbe, fromEvent, fromStatus, reported, statusPath, told } from '../pod.ts'

const ends = [
  { key: 'kubelet.killing', via: 'same' },
  { key: 'client.deletion-requested', via: 'same' },
  { key: 'kubelet.started', via: 'same' },
] as const

interface End {
  name: string
  index: number
  end: Terminated
}

/** Instances whose end this status tells for the first time, as the present state or as the last. */
function ended(was: Pod, now: Pod): End[] {
  return allStatuses(now).flatMap((status) => {
    const earlier = statusOf(was, status.name)
    const known = [...(earlier ? tell(earlier) : [])].map((one) => one.index)
    return tell(status).filter((one) => !known.includes(one.index))
  })
}

function tell(status: ContainerStatus): End[] {
  const { name, restartCount, terminated, last } = status
  return [...(terminated ? [{ name, index: restartCount, end: terminated }] : []), ...(last ? [{ name, index: lastIndex(status), end: last }] : [])]
}

function endFacts({ name, index, end }: End): Facts {
  const ran = end.startedAt !== undefined && end.finishedAt !== undefined ? end.finishedAt - end.startedAt : undefined
  return {
    container: slot.text(name),
    instance: slot.number(index),
    exit: slot.number(end.exitCode),
    reason: slot.text(end.reason ?? 'Error'),
    ...(ran !== undefined && ran >= 0 && { ran: slot.duration(ran) }),
  }
}

/** It was asked to stop: then no exit code is a failure. */
function leaving(pod: Pod): boolean {
  return pod.meta.deletionTimestamp !== undefined
}

/** The ends that this write tells of, of containers that crashed or of all others. */
function endsOf(delta: Delta<'Pod'>, crashed: boolean): Draft[] | undefined {
  const own = reported(delta)
  return (
    own &&
    ended(own.was, own.now)
      .filter((one) => (one.end.exitCode !== 0 && !leaving(own.now)) === crashed)
      .map((one) => endOf(delta, own.now, own.was, one))
  )
}

/** How one container ends, by itself or because it is told to. Event notes: pkg/kubelet/kuberuntime/kuberuntime_container.go. */
export const containerEnd = {
  'container-ended': step({
    on: 'Pod',
    when: containerPaths,
    because: ends,
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => endsOf(delta, false),
  }),
  'container-crashed': step({
    on: 'Pod',
    when: containerPaths,
    because: ends,
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => endsOf(delta, true),
  }),
  'crash-looping': step({
    on: ['Pod', 'Event'],
    when: [...containerPaths, 'BackOff'],
    reads: ['Pod'],
    because: [
      { key: 'kubelet.container-crashed', via: 'same' },
      { key: 'kubelet.container-ended', via: 'same' },
    ],
    floor: 'derived',
    ceiling: 'observed',
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
      return (
        own &&
        allStatuses(own.now).flatMap((status) => {
          const earlier = statusOf(own.was, status.name)
          if (
            status.waiting?.reason !== 'CrashLoopBackOff' ||
            (earlier?.waiting?.reason === 'CrashLoopBackOff' && earlier.restartCount === status.restartCount)
          )
            return []
          const delay = status.waiting.message?.match(/back-off (\S+) restarting/)?.[1]
          const facts = { container: slot.text(status.name), restarts: slot.number(status.restartCount), ...(delay && { delay: slot.text(delay) }) }
          return [
            fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [
              field(delta, `${statusPath(own.now, status.name)}.state`, stateOf(earlier), stateOf(status)),
            ]),
          ]
        })
      )
    },
  }),
  killing: step({
    on: 'Event',
    when: ['Killing'],
    reads: ['Pod'],
    floor: 'observed',
    ceiling: 'observed',
    because: [
      { key: 'client.deletion-requested', via: 'same' },
      { key: 'kubelet.probe-failed', via: 'trigger' },
      { key: 'kubelet.evicted', via: 'same' },
    ],
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
  return fromStatus(delta, now, `${one.name}/${one.index}`, endFacts(one), [
    field(delta, path, stateOf(statusOf(was, one.name)), `exit code ${one.end.exitCode} ${one.end.reason ?? ''}`.trim()),
  ])
}
