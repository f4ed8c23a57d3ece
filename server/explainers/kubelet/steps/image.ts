import { step, type Steps } from '../../explainer.ts'
import { field } from '../../evidence.ts'
import { slot } from '../../slot.ts'
import { allStatuses, preparedAt, statusOf } from '../instance.ts'
import { containerPaths, fromEvent, fromStatus, imageOf, reported, statusPath, told, type Told } from '../pod.ts'

const before = [
  { key: 'kubelet.pull-failed', via: 'same' },
  { key: 'kubelet.container-crashed', via: 'same' },
  { key: 'kubelet.sandbox-ready', via: 'same' },
  { key: 'kubelet.admitted', via: 'same' },
  { key: 'kube-scheduler.bound', via: 'same' },
] as const

const unavailable = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])

/** Go's time.Duration as it prints itself, in ms: "1m2.5s", "850ms". */
function goDuration(text: string): number {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, µs: 0.001, us: 0.001, ns: 0.000001 }
  let ms = 0
  for (const [, value, unit] of text.matchAll(/([\d.]{1,20})(h|ms|m|s|µs|us|ns)/g)) ms += Number(value) * (units[unit as string] ?? 0)
  return ms
}

function about({ event, pod, container }: Told, image: string) {
  return {
    discriminator: `${container}/${image}/${preparedAt(statusOf(pod, container), event.first)}`,
    facts: { container: slot.text(container), image: slot.text(image) },
  }
}

function quantity(bytes: number): string {
  return bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)}Mi` : `${Math.ceil(bytes / 2 ** 10)}Ki`
}

const quoted = (note: string) => note.match(/image "([^"]+)"/)?.[1] ?? ''

/** How the image came onto the node. Notes: pkg/kubelet/images/image_manager.go. */
export const image = {
  pulling: step({
    on: 'Event',
    when: ['Pulling'],
    reads: ['Pod'],
    because: before,
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      if (!found) return undefined
      const { discriminator, facts } = about(found, quoted(found.event.note))
      return fromEvent(found, discriminator, facts)
    },
  }),
  pulled: step({
    on: 'Event',
    when: ['Pulled'],
    reads: ['Pod'],
    because: [{ key: 'kubelet.pulling', via: 'same' }, ...before],
    floor: 'observed',
    ceiling: 'observed',
    implies: [{ key: 'container-runtime.image-pulled', after: { key: 'kubelet.pulling', via: 'same' } }],
    match: (delta, world) => {
      const found = told(delta, world)
      const parts = found?.event.note.match(/^Successfully pulled image "([^"]+)" in (\S+)(?: \((\S+) including waiting\))?/)
      if (!found || !parts) return undefined
      const size = found.event.note.match(/Image size: (\d{1,15}) bytes/)?.[1]
      const { discriminator, facts } = about(found, parts[1] as string)
      const draft = fromEvent(found, discriminator, {
        ...facts,
        took: slot.duration(goDuration(parts[2] as string)),
        ...(parts[3] && { waited: slot.duration(goDuration(parts[3])) }),
        ...(size && { size: slot.quantity(quantity(Number(size))) }),
      })
      return { ...draft, implied: { 'container-runtime.image-pulled': draft.facts } }
    },
  }),
  'image-present': step({
    on: 'Event',
    when: ['Pulled'],
    reads: ['Pod'],
    because: before,
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      const name = found?.event.note.match(/^Container image "([^"]+)" already present on machine/)?.[1]
      if (!found || name === undefined) return undefined
      const { discriminator, facts } = about(found, name)
      return fromEvent(found, discriminator, facts)
    },
  }),
  'pull-failed': step({
    on: ['Pod', 'Event'],
    when: [...containerPaths, 'Failed', 'BackOff', 'ErrImageNeverPull', 'InspectFailed'],
    reads: ['Pod'],
    because: [{ key: 'kubelet.pulling', via: 'same' }, ...before.slice(1)],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world) => {
      const found = told(delta, world)
      if (found) {
        const { note, reason } = found.event
        const word = note.match(/^Error: (\w+)$/)?.[1]
        const isPull =
          reason === 'ErrImageNeverPull' ||
          reason === 'InspectFailed' ||
          /^(?:Failed to pull image|Back-off pulling image) /.test(note) ||
          (word && unavailable.has(word))
        if (!isPull) return undefined
        const name = imageOf(found.pod, found.container)
        const { discriminator, facts } = about(found, name)
        return fromEvent(found, discriminator, { ...facts, ...(!word && { error: slot.text(note) }) })
      }
      const own = reported(delta)
      if (!own) return undefined
      return allStatuses(own.now).flatMap((status) => {
        const reason = status.waiting?.reason ?? ''
        const earlier = statusOf(own.was, status.name)?.waiting?.reason
        // Back and forth between the two words of a pull that keeps failing is no news.
        if (!unavailable.has(reason) || unavailable.has(earlier ?? '')) return []
        const name = imageOf(own.now, status.name)
        const discriminator = `${status.name}/${name}/${preparedAt(status, delta.seen)}`
        const facts = { container: slot.text(status.name), image: slot.text(name), error: slot.text(status.waiting?.message ?? reason) }
        return [fromStatus(delta, own.now, discriminator, facts, [field(delta, `${statusPath(own.now, status.name)}.state`, earlier, reason)])]
      })
    },
  }),
} satisfies Steps
