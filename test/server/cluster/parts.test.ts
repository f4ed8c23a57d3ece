import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Fields } from '../../../server/cluster/field-set.ts'
import { readLine } from '../../../server/cluster/ingest.ts'
import type { Kind, KubeObject } from '../../../server/cluster/kinds.ts'
import { project } from '../../../server/cluster/project.ts'
import type { Raw } from '../../../server/cluster/raw.ts'
import { readMaterial } from '../../bench/stand-in/material.ts'
import { samples } from '../../support/cluster-samples.ts'
import { random } from '../../support/random.ts'

interface Line {
  kind: Kind
  text: string
}

const material = readMaterial()
const changes: Line[] = [...samples.filter(({ phase }) => phase === 'watch'), ...material.life]
/** Kinds whose changes were not recorded: as if the object that was there had just been changed. */
const furniture: Line[] = [...samples.filter(({ phase }) => phase === 'list'), ...material.furniture]
const lines = [...changes, ...furniture.map(({ kind, text }) => ({ kind, text: `{"type":"MODIFIED","object":${text}}` }))]
const byUid = Map.groupBy(lines, ({ text }) => uidOf(text))
const byKind = Map.groupBy(lines, ({ kind }) => kind)

function uidOf(text: string): string {
  return /"uid":"([^"]*)"/.exec(text)?.[1] ?? ''
}

/** What every line must be read as: by JSON.parse, as a whole, remembering nothing. */
function whole({ kind, text }: Line): unknown {
  try {
    const { type, object } = JSON.parse(text) as Raw
    return isChange(type) ? [type, plain(project(kind, object))] : 'no change'
  } catch {
    return 'broken'
  }
}

function inParts({ kind, text }: Line): unknown {
  try {
    const read = readLine(kind, text)
    return 'object' in read ? [read.type, plain(read.object)] : 'no change'
  } catch (error) {
    return error instanceof TypeError && error.message === 'not a watch event' ? 'no change' : 'broken'
  }
}

function isChange(type: unknown): boolean {
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED'
}

/** Sets of fields by what they hold: texts of equal ones may differ in their escapes. */
function plain(object: KubeObject): unknown {
  const managed = object.meta.managed.map((entry) => ({
    ...entry,
    fields: entry.fields instanceof Fields ? (JSON.parse(entry.fields.text) as unknown) : undefined,
  }))
  return { ...object, meta: { ...object.meta, managed } }
}

const marks = `,"creationTimestamp": ,"managedFields":[ ,{"manager": ,"spec":{ ,"status":{ ]}, }]} "uid":" "name":" "annotations":{ "labels":{
  "fieldsV1": "subresource": "time": "ownerReferences": "resourceVersion":`.split(/\s+/)
const pieces = [...marks, ...'{}[]":,\\0a &', '{}', '"}', 'null', '\u0001']

function mutator(next: () => number) {
  const upTo = (count: number) => Math.floor(next() * count)
  const oneOf = <T>(all: readonly T[]): T => all[upTo(all.length)]!
  /** Anywhere, or where parts meet. */
  const spot = (text: string) => {
    const mark = next() < 0.5 ? text.indexOf(oneOf(marks), upTo(text.length)) : -1
    return mark < 0 ? upTo(text.length) : mark + (next() < 0.3 ? upTo(20) : 0)
  }
  /** Another state of the same object, another object of its kind, any other. */
  const other = ({ kind, text }: Line) => oneOf(oneOf([byUid.get(uidOf(text)) ?? lines, byKind.get(kind)!, lines])).text
  const renamed = (text: string, field: string) => text.replace(new RegExp(`"${field}":"[^"]*"`), `"${field}":"another"`)
  const shuffled = (value: Raw, depth = 0): Raw => {
    if (depth > 2 || typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const fields = Object.entries(value as object).map(([field, inner]) => ({ field, inner: shuffled(inner, depth + 1), at: next() }))
    return Object.fromEntries(fields.toSorted((a, b) => a.at - b.at).map(({ field, inner }) => [field, inner]))
  }

  const mutations: ((line: Line) => string)[] = [
    // The end is missing, a piece is, a piece is there twice.
    ({ text }) => text.slice(0, spot(text)),
    ({ text }) => removed(text, spot(text), next() < 0.5 ? 1 + upTo(8) : upTo(400)),
    ({ text }) => removed(text, ...between(spot(text), spot(text))),
    ({ text }) => twice(text, spot(text), upTo(300)),
    // Something is in its place, or there too.
    ({ text }) => inserted(text, spot(text), 1, oneOf(pieces)),
    ({ text }) => inserted(text, spot(text), 0, oneOf(pieces)),
    // Two lines became one: anywhere, at the same mark, inside managedFields; a piece of one is inside of another.
    (line) => line.text.slice(0, spot(line.text)) + from(other(line), spot),
    (line) => joinedAt(oneOf(marks), line.text, other(line)),
    (line) => joinedAt('"fieldsV1":', line.text, other(line), upTo(300), upTo(300)),
    (line) => inserted(line.text, spot(line.text), 0, from(other(line), spot).slice(0, upTo(200))),
    // Whole, and not what it was.
    (line) => line.text.replace(uidOf(line.text), uidOf(other(line))),
    ({ text }) => renamed(text, oneOf(['name', 'namespace', 'manager'])),
    ({ text }) => text.replace(/"resourceVersion":"\d+"/, `"resourceVersion":"${upTo(1_000_000)}"`),
    ({ kind, text }) => (whole({ kind, text }) === 'broken' ? text : JSON.stringify(shuffled(JSON.parse(text)))),
  ]

  return {
    oneOf,
    mutated(line: Line): Line {
      const text = oneOf(mutations)(line)
      return { kind: line.kind, text: next() < 0.3 ? oneOf(mutations)({ kind: line.kind, text }) : text }
    },
    chance: (share: number) => next() < share,
  }
}

function from(text: string, spot: (text: string) => number): string {
  return text.slice(spot(text))
}

function between(a: number, b: number): [number, number] {
  return [Math.min(a, b), Math.abs(a - b)]
}

function removed(text: string, at: number, count: number): string {
  return text.slice(0, at) + text.slice(at + count)
}

function twice(text: string, at: number, count: number): string {
  return text.slice(0, at + count) + text.slice(at)
}

function inserted(text: string, at: number, over: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + over)
}

function joinedAt(mark: string, first: string, second: string, after = 0, on = 0): string {
  const [a, b] = [first.indexOf(mark), second.indexOf(mark)]
  return a < 0 || b < 0 ? first + second : first.slice(0, a + after) + second.slice(b + on)
}

describe('a line read in parts', () => {
  it('is read as JSON.parse reads it, whatever befell it and whatever was read before; and so is the next one', () => {
    const count = 6_000
    const { mutated, oneOf, chance } = mutator(random(20_261_121))
    const wrong: unknown[] = []
    const seen = { broken: 0, 'no change': 0, change: 0 }
    const compare = (line: Line, of: string) => {
      const expected = whole(line)
      const read = inParts(line)
      if (!isDeepStrictEqual(read, expected)) wrong.push({ of, line: line.text, read, expected })
      seen[typeof expected === 'string' ? (expected as 'broken' | 'no change') : 'change']++
    }
    for (let i = 0; i < count && wrong.length === 0; i++) {
      const line = oneOf(lines)
      if (chance(0.8)) inParts({ kind: line.kind, text: oneOf(byUid.get(uidOf(line.text))!).text })
      if (chance(0.5)) inParts(line)
      compare(mutated(line), 'mutated')
      compare(line, 'real, after it')
    }
    expect(wrong).toEqual([])
    // Of the mutated ones some are whole.
    expect(seen.broken).toBeGreaterThan(count / 3)
    expect(seen.change).toBeGreaterThan(count * 1.2)
  })
})
