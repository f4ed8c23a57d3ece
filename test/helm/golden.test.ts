import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { cases } from './cases.ts'
import { parse } from './chart.ts'
import { goldens } from './golden.ts'
import { chartTools, render } from './tools.ts'

const folder = new URL('golden/', import.meta.url)
let rendered: Map<string, string>
beforeAll(async () => {
  await chartTools()
  rendered = await goldens()
}, 3_600_000)

const files = ['defaults.yaml', ...Object.keys(cases).map((name) => `${name}.diff`)]

it('there is a golden for every toggle and none without', () => {
  expect(readdirSync(folder).toSorted()).toEqual(files.toSorted())
})

// Meant to be different: `node test/helm/write.ts --golden`, and read the diff.
it.each(files)('%s', (name) => {
  expect(rendered.get(name)).toBe(readFileSync(new URL(name, folder), 'utf8'))
})

describe('helm 3 and helm 4 render the same', () => {
  it.each(Object.entries({ defaults: {}, ...cases }))('%s', async (_, values) => {
    const [older, newer] = await Promise.all((['helm 3', 'helm 4'] as const).map(async (helm) => objects((await render(values, { helm })).stdout)))
    expect(older).toEqual(newer)
    expect(older!.length).toBeGreaterThan(4)
  })
})

function objects(manifests: string) {
  const all = parse(manifests).map((object) => (object.kind === 'Secret' ? { ...object, data: Object.keys(object['data'] as object) } : object))
  return all.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
}
const nameOf = ({ kind, metadata }: { kind: string; metadata: { name: string; namespace?: string } }) =>
  `${kind} ${metadata.namespace} ${metadata.name}`
