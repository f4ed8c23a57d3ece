import { changeOf, type Lives, liveInstance } from './lives.ts'
import type { Change } from './state.ts'

export interface PopulationOptions {
  nodes: number
  pods: number
  /** ms since epoch. */
  now: number
}

/** Deployments are as old as days, except for one in ten: their Events are not forgotten yet. */
const OLD = 3 * 24 * 3_600_000
const YOUNG = 30 * 60_000
const WITH_EVENTS = 10
const NAMESPACES = 20
/** Numbers of instances that are no Deployments. */
const FIRST_NODE = 1_000_000

export function nodeNames(nodes: number): string[] {
  return Array.from({ length: nodes }, (_, number) => `node-${String(number).padStart(4, '0')}`)
}

/** Everything that is there before anything happens, each as an ADDED. */
export function* population(lives: Lives, { nodes, pods, now }: PopulationOptions): Generator<Change> {
  const names = nodeNames(nodes)
  yield* furniture(lives, names, now)
  for (let number = 0; number * lives.pods < pods; number++) {
    const isYoung = number % WITH_EVENTS === 0
    const instance = liveInstance(lives, number, names, now - (isYoung ? YOUNG : OLD) - number * 1000)
    for (const moment of lives.settled) {
      if (moment.kind !== 'Event' || isYoung) yield { ...changeOf(moment, number, instance), type: 'ADDED' }
    }
  }
}

/** kube-system as it is once; what every Namespace and every Node has as often as there are some. */
function* furniture(lives: Lives, names: readonly string[], now: number): Generator<Change> {
  for (const [at, { kind, name, isOurs, template }] of lives.furniture.entries()) {
    const perNode = name === 'cutaway-worker'
    const isOther = name === 'cutaway-worker2' || name === 'cutaway-control-plane'
    const times = perNode ? names.length : isOurs ? NAMESPACES : 1
    if (isOther && (kind === 'Node' || kind === 'Lease')) continue
    for (let number = 0; number < times; number++) {
      const [self, ...others] = [names[number % names.length] ?? '', ...names]
      const instance = liveInstance(lives, FIRST_NODE + at * 10_000 + number, [self, ...others], now - OLD)
      // Slot 0 is this node itself.
      const own = { ...instance, namespace: `team-${number % NAMESPACES}`, node: (slot: number) => (slot === 0 ? self : (names[slot] ?? self)) }
      yield { kind, type: 'ADDED', uid: `f${at}/${number}`, render: (resourceVersion) => template.render(own, resourceVersion) }
    }
  }
}
