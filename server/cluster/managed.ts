import { internFields } from './field-set.ts'
import { instant } from './instant.ts'
import { intern } from './intern.ts'
import type { ManagedEntry } from './kinds.ts'
import type { Raw } from './raw.ts'

/** Field order of Go's ManagedFieldsEntry (apimachinery/pkg/apis/meta/v1/types.go), up to fieldsV1. */
const head =
  /\{"manager":"([ !#-[\]-~]*)","operation":"(Update|Apply)","apiVersion":"[\w./]*"(?:,"time":"([\w:.+-]*)")?,"fieldsType":"FieldsV1","fieldsV1":/y
const NEXT = ',{"manager":'
/** After fieldsV1. */
const tail = /(?:,"subresource":"(\w+)")?\}/y
const SUBRESOURCE = ',"subresource":"'

/** Entries and the text of each; no texts where the whole had to be parsed. */
export interface ManagedText {
  entries: ManagedEntry[]
  texts: string[]
}

/**
 * Entries out of the text of a managedFields array, without parsing the sets: their texts are looked up whole.
 * A text in another form than the API server's encoder writes is parsed. Entries that are as before are those of before: a write touches one.
 */
export function readManagedText(text: string, before: ManagedText = none): ManagedText {
  const entries: ManagedEntry[] = []
  const texts: string[] = []
  for (let from = 1; from < text.length - 1;) {
    const old = before.texts[entries.length]
    let end = old === undefined ? -1 : from + old.length
    const same = end > 0 && text.slice(from, end) === old && (end === text.length - 1 || text.startsWith(NEXT, end))
    // Quotes inside a JSON string are escaped, so this mark is never part of one; sets hold no array and no 'manager'.
    if (!same && (end = text.indexOf(NEXT, from)) < 0) end = text.length - 1
    const one = same ? before.entries[entries.length] : readEntry(text, from, end)
    if (!one) return { entries: readManaged(JSON.parse(text) as Raw), texts: [] }
    entries.push(one)
    texts.push(text.slice(from, end))
    from = end + 1
  }
  return { entries, texts }
}

const none: ManagedText = { entries: [], texts: [] }

function readEntry(text: string, from: number, end: number): ManagedEntry | undefined {
  head.lastIndex = from
  const [, manager = '', operation, time] = head.exec(text) ?? []
  if (!operation) return undefined
  const fields = head.lastIndex
  const sub = text.lastIndexOf(SUBRESOURCE, end)
  tail.lastIndex = sub > fields ? sub : end - 1
  const after = tail.lastIndex
  const [, subresource] = tail.exec(text) ?? []
  if (tail.lastIndex !== end) return undefined
  return {
    manager: intern(manager),
    operation: operation === 'Apply' ? 'Apply' : 'Update',
    subresource: intern(subresource),
    time: instant(time),
    fields: internFields(text.slice(fields, after)),
  }
}

/** The same out of a parsed array: items of a list, tapes. */
export function readManaged(raw: Raw): ManagedEntry[] {
  if (!Array.isArray(raw)) return []
  return raw.map((one: Raw) => ({
    manager: intern(one.manager ?? ''),
    operation: one.operation === 'Apply' ? 'Apply' : 'Update',
    subresource: intern(one.subresource || undefined),
    time: instant(one.time),
    fields: internFields(JSON.stringify(one.fieldsV1 ?? {})),
  }))
}
