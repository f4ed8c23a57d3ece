import { describe, expect, test } from 'vitest'
import type { Step } from '../../server/wire/step.ts'
import { situationFolders, type SituationFolder } from './folders.ts'
import { ofNamespace } from './tell/of-namespace.ts'
import { readTape, replay } from './tell/replay.ts'
import { shuffle } from './tell/shuffle.ts'
import { breaches } from './told/laws.ts'
import { mismatch } from './told/match.ts'
import { print } from './told/print.ts'
import { tree } from './told/tree.ts'

/** A step as far as it may not depend on when its proofs arrived. */
const essence = ({ id, key, component, node, subject, grade, identity, causes, story, facts }: Step): object => ({
  id,
  key,
  component,
  node,
  subject,
  grade,
  identity,
  causes,
  story,
  facts,
})
const byId = (a: Step, b: Step): number => (a.id < b.id ? -1 : 1)

describe.each(situationFolders().map((folder) => [folder.name, folder] as const))('%s', (_, folder: SituationFolder) => {
  test('is told as expected', async () => {
    const told = replay(await readTape(folder.tape))
    const steps = ofNamespace(told.steps(), folder.namespace())
    expect(told.faults()).toEqual({})
    expect(breaches(steps)).toEqual([])
    const stories = tree(steps)
    const wrong = mismatch(folder.expected(), stories)
    expect(wrong && `${wrong.message}\n\ntold was:\n${print(stories)}`).toBeUndefined()
  })

  test('is told the same when kinds arrive up to 250 ms apart', async () => {
    const tape = await readTape(folder.tape)
    const straight = ofNamespace(replay(tape).steps(), folder.namespace()).toSorted(byId).map(essence)
    for (const seed of [1, 2, 3]) {
      const shuffled = replay({ ...tape, records: shuffle(tape.records, 250, seed) })
      expect(ofNamespace(shuffled.steps(), folder.namespace()).toSorted(byId).map(essence), `seed ${seed}`).toEqual(straight)
    }
  })
})
