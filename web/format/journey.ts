import type { Card } from '../../server/wire/component.ts'
import type { Step } from '../../server/wire/step.ts'
import { cardOf, seatOf, verbLetter } from './cards.ts'
import { inertly } from './inert.ts'

/** One token at rest on the edge between a seat and the API server (or from there into etcd), in the order in which they travel. */
export interface Token {
  id: string
  seat: string
  /** request: towards the API server; watch: away from it; store: into etcd. */
  kind: 'request' | 'watch' | 'store'
  letter: string
  hue: Card['hue']
  /** 0 travels first. */
  hop: number
  /** Belongs to the cause, not to the step itself. */
  past: boolean
  /** What the request is about, API verb first. */
  label?: string
}

/** The way of one step: what it was told (if its cause went through the API server), what it asked for, what was stored. */
export function journeyOf(step: Step, cause: Step | undefined, cards: readonly Card[], short: (step: Step) => string): Token[] {
  const tokens: Token[] = []
  const seat = seatOf(step, cards)
  const hue = cardOf(step.component, cards)?.hue ?? 'person'
  const told = cause?.passage && seat !== 'bar' && seat !== 'store'
  if (told) {
    const from = seatOf(cause, cards)
    const before = cardOf(cause.component, cards)?.hue ?? 'person'
    // what comes from the same node comes by the same edge
    if (edgeOf(from) !== edgeOf(seat))
      tokens.push({
        id: `${cause.id} request`,
        seat: from,
        kind: 'request',
        letter: verbLetter[cause.passage!.verb],
        hue: before,
        hop: 0,
        past: true,
      })
    tokens.push({ id: `${step.id} watch`, seat, kind: 'watch', letter: 'W', hue, hop: 0, past: false })
  }
  if (!step.passage) return tokens
  const letter = verbLetter[step.passage.verb]
  const label = inertly(`${step.passage.verb === 'unknown' ? '' : `${step.passage.verb} `}${short(step)}`)
  tokens.push({ id: `${step.id} request`, seat, kind: 'request', letter, hue, hop: told ? 1 : 0, past: false, label })
  if (step.passage.resourceVersion)
    tokens.push({ id: `${step.id} store`, seat: 'store', kind: 'store', letter, hue: 'store', hop: told ? 2 : 1, past: false })
  return tokens
}

const edgeOf = (seat: string) => seat.split('/', seat.startsWith('node:') ? 1 : undefined).join('/')

/** The gates to be lit for a step's passage. */
export function gatesOf(step: Step | undefined): Set<string> {
  if (!step?.passage) return new Set()
  return new Set([...(step.passage.gates ?? []), ...(step.passage.resourceVersion ? ['store', 'watch'] : [])])
}
