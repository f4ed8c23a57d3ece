import { afterAll, expect, test } from 'vitest'
import { situationFolders } from '../situations/folders.ts'
import { readTape, replay } from '../situations/tell/replay.ts'
import { bars } from './bars.ts'
import { judge, type Verdict } from './referee.ts'
import { figures, report } from './report.ts'
import { readSlice } from './slice.ts'
import { writes } from './writes.ts'

const verdicts = new Map<string, Verdict>()

afterAll(() => console.log(`\nThe referee on recordings\n${report(verdicts)}`))

test.each(situationFolders().map((folder) => [folder.name, folder] as const))('%s', async (name, folder) => {
  const told = replay(await readTape(folder.tape))
  const verdict = judge(told.steps(), writes(readSlice(folder.audit), told.known), folder.namespace())
  verdicts.set(name, verdict)
  expect(verdict.writes.length).toBeGreaterThan(0)
  expect(figures([verdict]), report(new Map([[name, verdict]]))).toSatisfy(bars)
})
