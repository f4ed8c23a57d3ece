import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../cluster/run.ts'
import { cases } from './cases.ts'
import { chartTools, kubeScorePath, render } from './tools.ts'

beforeAll(() => chartTools().then(() => {}), 3_600_000)

interface Scored {
  object_name: string
  type_meta: { kind: string }
  checks: { check: { id: string }; grade: number; skipped: boolean; comments: { summary: string }[] | null }[]
}
const ALL_OK = 10

/** What kube-score minds and we do not, and why. */
const argued: { id: string; kind?: string; only?: string[]; because: string; summary: RegExp }[] = [
  { id: 'container-resources', summary: /^CPU limit is not set$/, because: 'a CPU limit makes bursts slower and protects nobody: the request does' },
  {
    id: 'container-image-pull-policy',
    summary: /./,
    because: 'versions do not move, a digest can be set, and an image that was loaded into a node has to be usable without a registry',
  },
  {
    id: 'pod-networkpolicy',
    kind: 'Pod',
    summary: /./,
    because: 'the test Pod lives for seconds, listens nowhere and is asked to try what it must not reach',
  },
  { id: 'pod-networkpolicy', kind: 'Deployment', only: ['network-policy-off'], summary: /./, because: 'it was switched off' },
  { id: 'deployment-replicas', summary: /few replicas/, because: 'one is enough: it keeps nothing that another could not list again' },
  { id: 'deployment-has-poddisruptionbudget', only: ['replicas-without-pdb'], summary: /./, because: 'it was switched off' },
  { id: 'deployment-strategy', only: ['journal', 'journal-existing-claim'], summary: /./, because: 'two Pods must not write one journal' },
]

const used = new Set<string>()

describe('kube-score', () => {
  it.each(Object.entries({ defaults: {}, ...cases }))('%s', async (name, values) => {
    const { stdout } = await run(kubeScorePath, ['score', '--kubernetes-version', 'v1.30', '--output-format', 'json', '-'], {
      stdin: (await render(values)).stdout,
      allowFailure: true,
    })
    const scored = JSON.parse(stdout) as Scored[]
    expect(scored.length).toBeGreaterThan(0)
    const minded = scored.flatMap(({ object_name: object, type_meta: { kind }, checks }) =>
      checks
        .filter(({ grade, skipped }) => !skipped && grade < ALL_OK)
        .flatMap(({ check, comments }) => (comments ?? [{ summary: '' }]).map(({ summary }) => ({ object, kind, id: check.id, summary }))),
    )
    const left = minded.filter(({ id, kind, summary }) => {
      const found = argued.find(
        (each) => each.id === id && (each.kind ?? kind) === kind && (each.only?.includes(name) ?? true) && each.summary.test(summary),
      )
      if (found) used.add(found.because)
      return found === undefined
    })
    expect(left).toEqual([])
  })

  it('argues about nothing that is not minded', () => {
    expect(argued.map(({ because }) => because).filter((because) => !used.has(because))).toEqual([])
  })
})
