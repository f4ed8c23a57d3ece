import { changeOf, type Lives, liveInstance } from './lives.ts'
import { nodeNames } from './population.ts'
import type { Change } from './state.ts'

export interface TrafficOptions {
  /** Changes a second, on average. */
  rate: number
  nodes: number
  /** ms since epoch: when the first life begins. */
  begin: number
  /** The first life's number: above those of the population. */
  first: number
}

/** Slowest and fastest that a life may pass; between them as many lives as needed run at once, at their true pace. */
const SLOWEST = 10

/**
 * Changes without end in order of time: lives of Deployments, one after the other has begun, so that on average `rate` changes come a second.
 * Inside a life the distances are those of the real cluster (stretched where one life alone is faster than the rate).
 */
export function* traffic(lives: Lives, { rate, nodes, begin, first }: TrafficOptions): Generator<{ at: number; change: Change }> {
  const names = nodeNames(nodes)
  const every = (lives.moments.length / rate) * 1000
  const stretch = Math.min(SLOWEST, Math.max(1, every / lives.duration))
  const running: { number: number; begin: number; next: number; instance: ReturnType<typeof liveInstance> }[] = []
  let started = 0
  for (;;) {
    const nextStart = begin + started * every
    let soonest: (typeof running)[number] | undefined
    let when = nextStart
    for (const life of running) {
      const at = life.begin + (lives.moments[life.next]?.after ?? 0) * stretch
      if (at < when) [soonest, when] = [life, at]
    }
    if (!soonest) {
      const number = first + started++
      running.push({ number, begin: nextStart, next: 0, instance: liveInstance(lives, number, names, nextStart, stretch) })
      continue
    }
    const moment = lives.moments[soonest.next++]
    if (moment) yield { at: when, change: changeOf(moment, soonest.number, soonest.instance) }
    if (soonest.next >= lives.moments.length) running.splice(running.indexOf(soonest), 1)
  }
}
