import { step, type Draft, type Steps } from '../../explainer.ts'
import { field } from '../../evidence.ts'
import { slot } from '../../slot.ts'
import { allStatuses, startedBy, stateOf, statusOf } from '../instance.ts'
import { containerPaths, fromEvent, fromStatus, imageOf, reported, statusPath, told } from '../pod.ts'

const before = [
  { key: 'kubelet.pulled', via: 'same' },
  { key: 'kubelet.image-present', via: 'same' },
  { key: 'kubelet.container-crashed', via: 'same' },
  { key: 'kubelet.container-ended', via: 'same' },
  { key: 'kubelet.sandbox-ready', via: 'same' },
  { key: 'kubelet.admitted', via: 'same' },
] as const

const waits = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
])

/** How one container begins. Event notes: pkg/kubelet/kuberuntime/kuberuntime_container.go. */
export const container = {
  created: step({
    on: 'Event',
    when: ['Created'],
    reads: ['Pod'],
    because: before,
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      if (!found?.container) return undefined
      const index = startedBy(statusOf(found.pod, found.container), found.event)
      return fromEvent(found, `${found.container}/${index}`, { container: slot.text(found.container), instance: slot.number(index) })
    },
  }),
  started: step({
    on: ['Pod', 'Event'],
    when: [...containerPaths, 'Started'],
    reads: ['Pod'],
    floor: 'derived',
    ceiling: 'observed',
    because: [{ key: 'kubelet.created', via: 'same' }, ...before],
    implies: [{ key: 'container-runtime.container-started', after: { key: 'kubelet.created', via: 'same' } }],
    match: (delta, world): Draft | Draft[] | undefined => {
      const found = told(delta, world)
      if (found) {
        if (!found.container) return undefined
        const index = startedBy(statusOf(found.pod, found.container), found.event)
        const draft = fromEvent(found, `${found.container}/${index}`, {
          container: slot.text(found.container),
          instance: slot.number(index),
          image: slot.text(imageOf(found.pod, found.container)),
        })
        return { ...draft, implied: { 'container-runtime.container-started': draft.facts } }
      }
      const own = reported(delta)
      return (
        own &&
        allStatuses(own.now).flatMap((status) => {
          const at = status.running?.startedAt ?? status.terminated?.startedAt
          const earlier = statusOf(own.was, status.name)
          const knew = earlier && (earlier.running ?? earlier.terminated) && earlier.restartCount === status.restartCount
          if (at === undefined || knew) return []
          const facts = {
            container: slot.text(status.name),
            instance: slot.number(status.restartCount),
            image: slot.text(imageOf(own.now, status.name)),
          }
          const path = `${statusPath(own.now, status.name)}.state`
          const draft = fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [
            field(delta, path, stateOf(earlier), stateOf(status)),
          ])
          return [{ ...draft, implied: { 'container-runtime.container-started': draft.facts } }]
        })
      )
    },
  }),
  'create-failed': step({
    on: ['Pod', 'Event'],
    when: [...containerPaths, 'Failed', 'FailedPostStartHook'],
    reads: ['Pod'],
    because: before,
    opens: 'failure',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world): Draft | Draft[] | undefined => {
      const found = told(delta, world)
      if (found) {
        const error =
          found.event.note.match(/^(?:Error: (?!\w+$)|Internal Pre)(.+)/s)?.[1] ??
          (found.event.reason === 'FailedPostStartHook' ? found.event.note : undefined)
        if (!error || !found.container || found.event.note.startsWith('Failed to pull image')) return undefined
        const index = statusOf(found.pod, found.container)?.restartCount ?? 0
        return fromEvent(found, `${found.container}/${index}`, { container: slot.text(found.container), error: slot.text(error) })
      }
      const own = reported(delta)
      return (
        own &&
        allStatuses(own.now).flatMap((status) => {
          const earlier = statusOf(own.was, status.name)
          if (!waits.has(status.waiting?.reason ?? '') || earlier?.waiting?.reason === status.waiting?.reason) return []
          const facts = { container: slot.text(status.name), error: slot.text(status.waiting?.message ?? status.waiting?.reason ?? '') }
          return [
            fromStatus(delta, own.now, `${status.name}/${status.restartCount}`, facts, [
              field(delta, `${statusPath(own.now, status.name)}.state`, stateOf(earlier), stateOf(status)),
            ]),
          ]
        })
      )
    },
  }),
} satisfies Steps
