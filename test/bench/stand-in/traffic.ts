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

/**
 * Changes without end in order of time: lives of Deployments, one after the other has begun, so that on average `rate` changes come a second.
 * Inside a life the distances are those of the real cluster, and as many lives run at once as the rate needs. Where one alone is faster than the rate,
 * its changes come at even distances instead, and the times that they tell are moved along.
 */
export function* traffic(lives: Lives, { rate, nodes, begin, first }: TrafficOptions): Generator<{ at: number; change: Change }> {
  const names = nodeNames(nodes)
  const every = (lives.moments.length / rate) * 1000
  const pace = every > lives.duration ? evenly(lives, every) : truly(lives)
  const running: { number: number; begin: number; next: number; instance: ReturnType<typeof liveInstance> }[] = []
  let started = 0
  for (;;) {
    const nextStart = begin + started * every
    let soonest: (typeof running)[number] | undefined
    let when = nextStart
    for (const life of running) {
      const at = life.begin + pace.after(life.next)
      if (at < when) [soonest, when] = [life, at]
    }
    if (!soonest) {
      const number = first + started++
      running.push({ number, begin: nextStart, next: 0, instance: liveInstance(lives, number, names, nextStart, pace.moved) })
      continue
    }
    const moment = lives.moments[soonest.next++]
    if (moment) yield { at: when, change: changeOf(moment, soonest.number, soonest.instance) }
    if (soonest.next >= lives.moments.length) running.splice(running.indexOf(soonest), 1)
  }
}

interface Pace {
  /** ms from the begin of a life to its change number `index`. */
  after(index: number): number
  /** The same for any time of the material, ms since its first line. */
  moved(after: number): number
}

function truly({ moments }: Lives): Pace {
  return { after: (index) => moments[index]?.after ?? 0, moved: (after) => after }
}

function evenly({ moments }: Lives, duration: number): Pace {
  const distance = duration / moments.length
  return {
    after: (index) => index * distance,
    moved(after) {
      const next = moments.findIndex((moment) => moment.after >= after)
      if (next < 0) return duration + after - (moments.at(-1)?.after ?? 0)
      return next === 0 ? Math.min(0, after) : next * distance
    },
  }
}
