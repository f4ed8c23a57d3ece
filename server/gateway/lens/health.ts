import type { Health, KindHealth } from '../../wire/health.ts'
import { keep, keepEach, sift, withhold } from './sieve.ts'

/** How well Cutaway watches concerns everybody; how much there is, and when something last happened, only those who see it. `seen`: how many objects of a kind are. */
export function healthSeen(health: Health, seen: (kind: string) => number): Health {
  return sift(health, {
    state: keep,
    since: keep,
    kinds: (kinds) => kinds.map((kind) => kindSeen(kind, seen)),
    // Their number grows with what happens anywhere.
    faults: () => ({}),
    journal: (journal) => sift(journal, { state: keep, since: keep, why: keep }),
  })
}

function kindSeen(health: KindHealth, seen: (kind: string) => number): KindHealth {
  return sift(health, {
    kind: keep,
    state: keep,
    since: keep,
    // Moves with every change anywhere.
    line: withhold,
    objects: () => seen(health.kind),
    relists: keep,
    gaps: keep,
    // For the operator; it quotes the API server, which may name a namespace.
    note: withhold,
    // Kinds and verbs; where it is missing names namespaces.
    rule: (rule) => sift(rule, { role: keep, apiGroups: keepEach, resources: keepEach, verbs: keepEach, namespaces: withhold }),
  })
}
