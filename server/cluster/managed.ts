import { internFields } from './field-set.ts'
import { instant } from './instant.ts'
import { intern } from './intern.ts'
import type { ManagedEntry } from './kinds.ts'
import type { Raw } from './raw.ts'

/** Field order of Go's ManagedFieldsEntry (apimachinery/pkg/apis/meta/v1/types.go), up to fieldsV1. */
const entry =
  /\{"manager":"([^"\\]*)","operation":"(Update|Apply)","apiVersion":"[^"\\]*"(?:,"time":"([^"\\]*)")?,"fieldsType":"FieldsV1","fieldsV1":/y
const NEXT = ',{"manager":'
const SUBRESOURCE = ',"subresource":"'

/**
 * Entries out of the text of a managedFields array, without parsing the sets: their texts are looked up whole.
 * A text in another form than the API server's encoder writes is parsed.
 */
export function readManagedText(text: string): ManagedEntry[] {
  const entries: ManagedEntry[] = []
  for (let from = 1; from < text.length - 1;) {
    // Quotes inside a JSON string are escaped, so these marks are never part of one; sets hold no array and no 'manager'.
    const next = text.indexOf(NEXT, from)
    const end = next < 0 ? text.length - 1 : next
    entry.lastIndex = from
    const head = entry.exec(text)
    if (!head) return readManaged(JSON.parse(text) as Raw)
    const fields = entry.lastIndex
    const sub = text.lastIndexOf(SUBRESOURCE, end)
    const after = sub > fields ? sub : end - 1
    entries.push({
      manager: intern(head[1] ?? ''),
      operation: head[2] === 'Apply' ? 'Apply' : 'Update',
      subresource: sub > fields ? intern(text.slice(sub + SUBRESOURCE.length, end - 2)) : undefined,
      time: instant(head[3]),
      fields: internFields(text.slice(fields, after)),
    })
    from = end + 1
  }
  return entries
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
