import { describe, expect, it } from 'vitest'
import { resources } from '../../../server/cluster/resources.ts'
import { keyOf, seesNamespace } from '../../../server/gateway/sight.ts'
import { cards, catalogueOf } from '../../../server/pipeline.ts'
import { situationFolders } from '../../situations/folders.ts'
import type { Step } from '../../../server/wire/step.ts'
import { readTape, type TapeRead } from '../../situations/tell/replay.ts'
import { merged, namespaceOf, play, replayed, leaksInto, sightsOf, tablesOf, textOf, type Viewing } from './lens-kit.ts'

/** What the texts and the cards say is not read from any cluster. */
const vocabulary = JSON.stringify([catalogueOf('en'), cards, resources])
const folders = situationFolders()

/** Each recording together with what happened in another one's namespace. */
const pairs = folders.map((folder, at) => [folder, folders[(at + 1) % folders.length]!] as const)

async function pair([one, other]: (typeof pairs)[number]): Promise<{ tape: TapeRead; a: string; b: string }> {
  const [a, b] = [one.namespace(), other.namespace()]
  return { tape: merged(await readTape(one.tape), await readTape(other.tape), b), a, b }
}

describe.each(pairs.map((both) => [`${both[0].name} beside ${both[1].name}`, both] as const))('%s', (_, both) => {
  it('every viewer gets what they may see, numbered without holes, and the snapshot is what they got', async () => {
    const { tape, a, b } = await pair(both)
    const played = play(tape, [...sightsOf([a, b, 'kube-system']), { namespaces: 'all', cluster: false }])
    const whole = JSON.stringify(played.entries)
    for (const viewing of played.viewings) {
      const name = keyOf(viewing.sight)
      const text = textOf(viewing)
      if (![a, b].every((namespace) => seesNamespace(viewing.sight, namespace)))
        expect(leaksInto(whole, played, viewing.sight, vocabulary).length, name).toBeGreaterThan(5)
      expect(leaksInto(text, played, viewing.sight, vocabulary), name).toEqual([])
      expect(
        viewing.entries.map(({ seq }) => seq - viewing.first.seq),
        name,
      ).toEqual(viewing.entries.map((_, at) => at + 1))
      const [page, snapshot] = [replayed(viewing), tablesOf(viewing.last)]
      for (const table of ['objects', 'steps', 'stories', 'pulses'] as const) expect(page[table], `${name} ${table}`).toEqual(snapshot[table])
      expect([...page.steps.keys()], name).toEqual([...snapshot.steps.keys()])
    }
  })

  it('what happens in b changes nothing for who sees a, but when a second look is taken', async () => {
    const { tape, a, b } = await pair(both)
    const without = { ...tape, records: tape.records.filter((record) => namespaceOf(record) !== b) }
    for (const sight of sightsOf([a, 'kube-system'])) {
      const [[one], [other]] = [play(tape, [sight]).viewings, play(without, [sight]).viewings]
      const name = keyOf(sight)
      expect(one!.first, name).toEqual(other!.first)
      expect(told(one!), name).toEqual(told(other!))
      expect(one!.entries.length, name).toBe(other!.entries.length)
      expect({ ...one!.last, steps: byId(one!.last.steps) }, name).toEqual({ ...other!.last, steps: byId(other!.last.steps) })
    }
  })
})

const byId = (steps: Step[]) => steps.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((step) => ({ ...step, seq: 0 }))

/**
 * Steps whose proof may come late are looked at again when the next change of any object is heard. The amendment that it may bring, and the story after
 * it, bear that time and are numbered in that place: they are compared one by one, everything else in its order and with its times.
 */
function told({ entries }: Viewing): Record<string, unknown[]> {
  const told: Record<string, unknown[]> = {}
  for (const { seq: _, at, ...entry } of entries) {
    if ('amend' in entry) (told[entry.amend.id] ??= []).push({ ...entry.amend, seq: 0 })
    else if ('story' in entry) (told[`story ${entry.story.id}`] ??= []).push(entry.story)
    else (told['in order'] ??= []).push([at, 'step' in entry ? { ...entry.step, seq: 0 } : entry])
  }
  return told
}
