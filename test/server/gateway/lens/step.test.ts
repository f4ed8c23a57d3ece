import { describe, expect, it } from 'vitest'
import { createLens } from '../../../../server/gateway/lens.ts'
import { keyOf, seesNamespace } from '../../../../server/gateway/sight.ts'
import { replayed, sightsOf, tablesOf, textOf, type Viewing } from '../lens-kit.ts'
import { NAMESPACES, randomWorld } from './random-world.ts'

const SEEDS = [1, 2, 3, 4, 5]

/** As many viewers as there are sights, two of each; the later half of them comes when a hundred changes were made. */
function watched(seed: number) {
  const world = randomWorld(seed, 400)
  const sights = sightsOf(NAMESPACES)
  const viewings: Viewing[] = []
  const begin = () => {
    for (const sight of [...sights, ...sights]) {
      const now = world.contents()
      const lens = createLens({ sight, cards: [], now, step: world.step, evidence: world.evidence })
      const first = lens.contents(now)
      viewings.push({ sight, lens, first, entries: [], last: first })
    }
  }
  begin()
  let whole = ''
  let turn = 0
  for (const entries of world.play()) {
    for (const entry of entries) for (const { lens, entries: got } of viewings) got.push(...lens.entry(entry))
    whole += JSON.stringify(entries)
    if (++turn === 100) begin()
  }
  for (const viewing of viewings) viewing.last = viewing.lens.contents(world.contents())
  return { world, viewings, whole, sights }
}

describe.each(SEEDS.map((seed) => [seed]))('a random world (seed %i)', (seed) => {
  const { world, viewings, whole, sights } = watched(seed)

  it('has something to hide', () => {
    for (const place of [...NAMESPACES, 'nodewide', 'audit']) expect(whole).toContain(`${place}~`)
  })

  it.each(viewings.map((viewing, at) => [`${keyOf(viewing.sight)} from ${at < 2 * sights.length ? 'the start' : 'the middle'}`, viewing] as const))(
    'is shown to %s as far as it is theirs',
    (_, viewing) => {
      const { sight } = viewing
      const text = textOf(viewing)
      for (const place of NAMESPACES) if (!seesNamespace(sight, place)) expect(text).not.toContain(place)
      expect(text).not.toContain('audit~')
      // A volume's name is in its claim, its uid is not; all others are not even named.
      if (!sight.cluster) expect(text.match(/nodewide~(?!name)\w*/)).toBeNull()
      expect(viewing.entries.map(({ seq }) => seq)).toEqual(viewing.entries.map((_, at) => viewing.first.seq + at + 1))
      const ids = new Set(['elsewhere', ...viewing.last.steps.map(({ id }) => id)])
      const named = viewing.last.steps.flatMap(({ causes, evidence }) => [
        ...causes.map(({ id }) => id),
        ...evidence.flatMap((one) => (one.type === 'implied' ? [one.of] : [])),
      ])
      expect(named.filter((id) => !ids.has(id))).toEqual([])
      const [page, snapshot] = [replayed(viewing), tablesOf(viewing.last)]
      for (const table of ['objects', 'steps', 'stories'] as const) expect(page[table], table).toEqual(snapshot[table])
    },
  )

  it('is the same for two with the same sight', () => {
    for (const half of [0, 2 * sights.length]) {
      for (const at of sights.keys()) {
        const [one, other] = [viewings[half + at]!, viewings[half + at + sights.length]!]
        expect(JSON.stringify([one.first, one.entries, one.last])).toBe(JSON.stringify([other.first, other.entries, other.last]))
      }
    }
  })

  it('tells by deep link no more than by what it sent, and of the unseen nothing', () => {
    let refused = 0
    for (const { lens, last, sight } of viewings) {
      const told = new Map(last.steps.map((step) => [step.id, step]))
      for (const step of world.contents().steps) {
        const link = lens.step(step)
        if (told.has(step.id)) expect(link).toEqual(told.get(step.id))
        if (!link) refused++
        if (link) for (const place of NAMESPACES) if (!seesNamespace(sight, place)) expect(JSON.stringify(link)).not.toContain(place)
        for (const part of step.evidence.flatMap((one) => (one.type === 'stored' ? [one.part] : []))) {
          const evidence = lens.evidence(step, world.evidence(step.id, part)!)
          if (evidence) for (const place of NAMESPACES) if (!seesNamespace(sight, place)) expect(JSON.stringify(evidence)).not.toContain(place)
        }
      }
    }
    expect(refused).toBeGreaterThan(100)
  })

  it('shows all of its steps to who sees every namespace and the cluster', () => {
    const all = viewings.find(({ sight }) => sight.cluster && NAMESPACES.every((place) => seesNamespace(sight, place)))!
    expect(all.last.steps.map(({ id }) => id).toSorted()).toEqual(
      world
        .contents()
        .steps.map(({ id }) => id)
        .toSorted(),
    )
  })
})
