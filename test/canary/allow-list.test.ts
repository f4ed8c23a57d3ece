import { describe, expect, it } from 'vitest'
import type { Kind } from '../../server/cluster/kinds.ts'
import { expanded, readAllowList } from './allow-list.ts'
import { fieldsOf } from './fields.ts'
import { keptOf } from './kept.ts'
import { readTaken } from './taken.ts'

const entries = readAllowList()
const fields = fieldsOf(readTaken().documents)

describe('docs/data.md', () => {
  it('has a section for every watched kind', () => {
    const named = new Set(entries.filter(({ kinds }) => kinds.length < fields.size).flatMap(({ kinds }) => kinds))
    // Of it nothing is kept besides what is kept of every kind.
    expect([...fields.keys()].filter((kind) => !named.has(kind))).toEqual(['ControllerRevision'])
  })

  it.each([...fields.keys()])('lists what is kept of a %s, and nothing else', (kind) => {
    const listed = entries.filter((entry) => entry.kept && entry.kinds.includes(kind))
    const all = fields.get(kind)!.paths.map(({ text }) => text)
    expect(keptOf(kind, fields.get(kind)!).toSorted()).toEqual(all.filter((path) => listed.some((entry) => entry.covers(path))).toSorted())
  })

  it('lists nothing that does not exist', () => {
    const unknown = entries.filter(({ kinds, covers }) => !kinds.some((kind) => pathsOf(kind).some(covers)))
    expect(unknown.map(({ text }) => text)).toEqual([])
  })

  it('lists nothing twice', () => {
    const twice = [...fields.keys()].flatMap((kind) => {
      const listed = entries.filter(({ kinds }) => kinds.includes(kind))
      return pathsOf(kind).filter((path) => listed.filter(({ covers }) => covers(path)).length > 1)
    })
    expect(twice).toEqual([])
  })
})

it('braces with a comma are alternatives', () => {
  expect(expanded('spec.{a,b{key}}[].{c,d{}}')).toEqual(['spec.a[].c', 'spec.a[].d{}', 'spec.b{key}[].c', 'spec.b{key}[].d{}'])
})

function pathsOf(kind: Kind): string[] {
  return fields.get(kind)!.paths.map(({ text }) => text)
}
