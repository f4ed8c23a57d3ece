import type { Card } from '../../server/wire/component.ts'
import type { Step } from '../../server/wire/step.ts'

/** The card of whoever acted: its own, or that of the nearest part of its name ('client/helm' speaks from the seat of 'client'). */
export function cardOf(component: string, cards: readonly Card[]): Card | undefined {
  for (let id = component; id; id = id.slice(0, Math.max(id.lastIndexOf('/'), 0))) {
    const card = cards.find((candidate) => candidate.id === id)
    if (card) return card
  }
  return undefined
}

export const lane = (cards: readonly Card[], wanted: Card['lane']): Card[] =>
  cards.filter((card) => card.lane === wanted).toSorted((a, b) => a.order - b.order)

/** Where on the map it happens: 'cast:<card>', 'more', 'bar', 'store' or 'node:<name>/<card>'. */
export function seatOf(step: Step, cards: readonly Card[]): string {
  const card = cardOf(step.component, cards)
  if (!card) return 'cast:'
  if (card.lane === 'node') return step.node ? `node:${step.node}/${card.id}` : 'bar'
  return card.lane === 'cast' ? `cast:${card.id}` : card.lane
}

/** The letter on a token. */
export const verbLetter = { create: 'C', update: 'U', patch: 'U', delete: 'D', bind: 'B', unknown: '?' } as const
