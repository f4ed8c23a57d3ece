import type { Delta } from '../cluster/delta.ts'
import type { Draft } from '../explainers/explainer.ts'
import { define } from './definition.ts'

/** The one step that no component makes: we could not watch a kind, and say so instead of nothing. */
export const gapDefinition = define({ on: 'Lease', opens: 'failure', floor: 'observed', ceiling: 'observed' }, 'watch.gap', 'unknown')

export function gapDraft({ kind, seen, gap = { from: seen, to: seen } }: Delta): Draft {
  return {
    subject: { kind, apiVersion: '', name: kind, uid: `watch:${kind}` },
    discriminator: `${gap.from}-${gap.to}`,
    component: 'unknown',
    facts: {
      kind: { type: 'text', value: kind },
      from: { type: 'time', at: gap.from },
      to: { type: 'time', at: gap.to },
      took: { type: 'duration', ms: gap.to - gap.from },
    },
    evidence: [],
    at: gap,
  }
}
