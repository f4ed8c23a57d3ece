import type { Delta } from '../cluster/delta.ts'
import type { Card } from '../wire/component.ts'
import type { Pulse } from '../wire/pulse.ts'
import type { World } from '../world/world.ts'
import { newestRenewal, read } from './pulse/read.ts'

/**
 * Whether the instances of each component are alive. Judged on ticks alone, so that a replay judges the same; a pulse is told when its state
 * or detail changes, never when it merely goes on.
 */
export function createPulses(cards: readonly Card[], world: World) {
  /** Per card, by node; '' for the one without a place. */
  const last = new Map(cards.map(({ id }) => [id, new Map<string, Pulse>()]))

  /** Lists are arriving: what is not there yet is not absent. */
  let listing = false

  function judge(card: Card, newest: number, now: number, told: Pulse[]): void {
    const instances = last.get(card.id) as Map<string, Pulse>
    const met = new Set<string>()
    for (const { state, since, why, detail, node } of read(card.liveness, cards, world, newest)) {
      const before = instances.get(node ?? '')
      met.add(node ?? '')
      if (before?.state === state && before.why === why && before.detail === detail) continue
      const pulse: Pulse = { component: card.id, state, since: before?.state === state ? before.since : (since ?? now), why }
      if (node !== undefined) pulse.node = node
      if (detail !== undefined) pulse.detail = detail
      instances.set(node ?? '', pulse)
      told.push(pulse)
    }
    if (met.size === instances.size) return
    // An instance whose node or Pod is no more.
    for (const [node, pulse] of instances) {
      if (met.has(node)) continue
      instances.delete(node)
      told.push({ ...pulse, state: 'absent', since: now, why: 'pulse.absent' })
    }
  }

  return {
    offer({ change, seen }: Delta): Pulse[] {
      const told: Pulse[] = []
      if (change === 'listed') listing = true
      if (change !== 'tick') return told
      const newest = newestRenewal(world) ?? seen
      if (!listing) for (const card of cards) judge(card, newest, seen, told)
      listing = false
      return told
    },
    all: () => [...last.values()].flatMap((instances) => [...instances.values()]),
  }
}
