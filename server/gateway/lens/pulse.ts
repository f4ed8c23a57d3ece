import type { Card } from '../../wire/component.ts'
import type { Pulse } from '../../wire/pulse.ts'
import { seesNamespace, type Sight } from '../sight.ts'
import { keep, type Sieve } from './sieve.ts'

/** Components whose pulse is read from objects that are seen: somebody else's is not told at all. */
export function componentsSeen(cards: readonly Card[], sight: Sight): ReadonlySet<string> {
  const seen = ({ liveness }: Card): boolean => {
    switch (liveness.by) {
      case 'lease':
      case 'daemonset':
      case 'deployment':
        return seesNamespace(sight, liveness.namespace)
      case 'mirror-pod':
        return seesNamespace(sight, 'kube-system')
      case 'node-lease':
      case 'runtime-version':
        return sight.cluster
      case 'with': {
        const other = cards.find(({ id }) => id === liveness.component)
        return other !== undefined && other.liveness.by !== 'with' && seen(other)
      }
      case 'none':
        return true
    }
  }
  return new Set(cards.filter(seen).map(({ id }) => id))
}

/** `node` and `detail` are read from where the pulse is. */
export const pulseSieve: Sieve<Pulse> = { component: keep, node: keep, state: keep, since: keep, why: keep, detail: keep }
