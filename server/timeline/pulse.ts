import type { Delta } from '../cluster/delta.ts'
import type { Card } from '../wire/component.ts'
import type { Pulse } from '../wire/pulse.ts'
import type { World } from '../world/world.ts'
import { read } from './pulse/read.ts'

/**
 * Whether the instances of each component are alive. Judged on ticks alone, so that a replay judges the same; a pulse is told when its state
 * or detail changes, never when it merely goes on.
 */
export function createPulses(cards: readonly Card[], world: World) {
  const last = new Map<string, Pulse>()

  function* judge(card: Card, now: number): Generator<Pulse> {
    const met = new Set<string>()
    for (const { state, since, why, detail, node } of read(card.liveness, cards, world, now)) {
      const key = `${card.id}\n${node ?? ''}`
      const before = last.get(key)
      met.add(key)
      if (before?.state === state && before.why === why && before.detail === detail) continue
      const from = before?.state === state ? before.since : (since ?? now)
      const pulse: Pulse = {
        component: card.id,
        ...(node !== undefined && { node }),
        state,
        since: from,
        why,
        ...(detail !== undefined && { detail }),
      }
      last.set(key, pulse)
      yield pulse
    }
    // An instance whose node or Pod is no more.
    for (const [key, pulse] of last) {
      if (pulse.component !== card.id || met.has(key)) continue
      last.delete(key)
      yield { ...pulse, state: 'absent', since: now, why: 'pulse.absent' }
    }
  }

  return {
    offer({ change, seen }: Delta): Pulse[] {
      return change === 'tick' ? cards.flatMap((card) => [...judge(card, seen)]) : []
    },
    all: () => [...last.values()],
  }
}
