import { afterAll, describe, test } from 'vitest'
import { bars } from '../accuracy/bars.ts'
import { judge, type Verdict } from '../accuracy/referee.ts'
import { figures, report } from '../accuracy/report.ts'
import { writes } from '../accuracy/writes.ts'
import { openCluster } from '../cluster/cluster.ts'
import { situationFolders, type SituationFolder } from './folders.ts'
import { play } from './stage/play.ts'
import { tellLive, type LiveTelling } from './tell/live.ts'
import { ofNamespace } from './tell/of-namespace.ts'
import { breaches } from './told/laws.ts'
import { mismatch } from './told/match.ts'
import { print } from './told/print.ts'
import { tree } from './told/tree.ts'

const clusterName = process.env['CUTAWAY_CLUSTER'] || 'cutaway'
const verdicts = new Map<string, Verdict>()

afterAll(() => console.log(`\nThe referee on the live cluster\n${report(verdicts)}`))

// Side by side, each in a namespace of its own: most of their time is waiting until nothing more happens.
describe.concurrent('on a live cluster', () => {
  test.for(situationFolders().map((folder) => [folder.name, folder] as const))(
    '%s is told as expected, and the audit log agrees',
    async ([name, folder], { expect }) => {
      const { steps, faults, verdict } = await happen(folder)
      verdicts.set(name, verdict)
      expect(faults).toEqual({})
      expect(breaches(steps)).toEqual([])
      const stories = tree(steps)
      const wrong = mismatch(folder.expected(), stories)
      expect.soft(wrong && `${wrong.message}\n\ntold was:\n${print(stories)}`).toBeUndefined()
      expect(figures([verdict]), report(new Map([[name, verdict]]))).toSatisfy(bars)
    },
  )
})

/** Plays the situation on the cluster while the server's own pipeline watches. */
async function happen(folder: SituationFolder) {
  let telling: LiveTelling | undefined
  let where = ''
  const told = () => ofNamespace(telling?.steps() ?? [], where)
  const { namespace, audit } = await play(
    folder,
    clusterName,
    async (watched, note) => {
      where = watched
      telling = await tellLive(openCluster(clusterName).kubeconfig, (heard) => heard === watched && note())
      return telling.stop
    },
    () => mismatch(folder.expected(), tree(told())) === undefined,
  )
  const steps = telling?.steps() ?? []
  return { steps: ofNamespace(steps, namespace), faults: telling?.faults(), verdict: judge(steps, writes(audit, telling?.known), namespace) }
}
