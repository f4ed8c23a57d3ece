import { below } from '../author.ts'
import { field } from '../evidence.ts'
import { step, type Steps } from '../explainer.ts'
import { second } from '../match.ts'
import { fromStatus, reported } from './pod.ts'
import { container } from './steps/container.ts'
import { containerEnd } from './steps/container-end.ts'
import { departure } from './steps/departure.ts'
import { health } from './steps/health.ts'
import { image } from './steps/image.ts'
import { node } from './steps/node.ts'
import { start } from './steps/start.ts'

const news = { ...start, ...image, ...container, ...containerEnd, ...health }

export const steps = {
  ...news,
  ...departure,
  ...node,
  /** A write of the status that none of the others makes news of: a condition that follows, an observed generation. */
  'status-reported': step({
    on: 'Pod',
    when: ['status'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'client.deletion-requested', via: 'same' },
      { key: 'kubelet.ready', via: 'same' },
      { key: 'kubelet.started', via: 'same' },
      { key: 'kubelet.container-ended', via: 'same' },
      { key: 'kubelet.container-crashed', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
      { key: 'kube-scheduler.bound', via: 'same' },
      { key: 'client.created', via: 'same' },
    ],
    match: (delta, world, env) => {
      const own = reported(delta)
      if (!own) return undefined
      for (const other of Object.values(news) as { match?: (...all: unknown[]) => unknown }[]) {
        const found = other.match?.(delta, world, env)
        if (Array.isArray(found) ? found.length : found) return undefined
      }
      const paths = delta.changed.paths.filter((path) => below(path, 'status'))
      return fromStatus(delta, own.now, `${second(own.entry.time)}/${paths.join()}`, {}, [
        field(delta, paths[0] ?? 'status', undefined, paths.join(' ')),
      ])
    },
  }),
} satisfies Steps
