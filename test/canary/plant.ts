import type { Json } from './api.ts'
import { companions } from './companions.ts'
import { resolve, type Schema, type Schemas, type FieldPath } from './schema.ts'

export interface Planted {
  path: FieldPath
  value: unknown
}

/** Lists whose items are one of several things: every thing gets an item of its own. */
const choices = new Set(['volumes', 'env', 'envFrom', 'sources'])
/** What goes with whichever thing an item is. */
const withAll: Record<string, string> = { name: '', key: '', prefix: 'configMapRef' }

const slots = new WeakMap<object, string>()

/** The object with every canary in its place, and what the schema requires beside them; `where` has Kubernetes' name of each place. */
export function plant(schemas: Schemas, schema: Schema, base: Json, planted: readonly Planted[]): { object: Json; where: Map<FieldPath, string> } {
  const object = structuredClone(base)
  const where = new Map(planted.map(({ path, value }) => [path, put(object, path, value)]))
  complete(schemas, schema, object, '', '')
  return { object, where }
}

function put(root: Json, { segments, form }: FieldPath, value: unknown): string {
  let here: Json | unknown[] = root
  let where = ''
  let list = ''
  for (const [i, segment] of segments.entries()) {
    const last = i === segments.length - 1
    const next = segments[i + 1]
    const empty = (): unknown => (last ? value : next && 'item' in next ? [] : {})
    if ('item' in segment) {
      const items = here as unknown as unknown[]
      const field = next && 'field' in next ? next.field : ''
      const slot = choices.has(list) ? (withAll[field] ?? field) : ''
      let at = items.findIndex((item) => typeof item === 'object' && item !== null && (slots.get(item) ?? '') === slot)
      if (at < 0 || last) {
        const item = empty()
        at = items.push(item) - 1
        if (typeof item === 'object' && item !== null) slots.set(item, slot)
      }
      where += `[${at}]`
      if (!last) here = items[at] as Json
      continue
    }
    const map = here as Json
    if ('key' in segment) {
      map[String(value)] = form === 'quantity' || where.endsWith('fieldsV1') ? {} : fillerOf(where)
      return `${where}[${String(value)}]`
    }
    const name = 'field' in segment ? segment.field : 'at' in segment ? segment.at : keyOf(where)
    where += 'field' in segment ? `${where && '.'}${name}` : `[${name}]`
    if ('field' in segment) list = name
    if (last) map[name] = value
    else here = (map[name] ??= empty()) as Json
  }
  return where
}

const quantities = /\.(?:limits|requests|capacity|allocatable|hard|used|overhead|allocatedResources|capacityStatus|defaultRequest)$/

/** A key that is taken beside a value. */
const keyOf = (map: string) => (quantities.test(map) ? 'canary.test/thing' : 'canary')
/** A value that is taken beside a key. */
const fillerOf = (map: string) =>
  quantities.test(map) ? '1' : map.endsWith('binaryData') ? 'eA==' : map.endsWith('disruptedPods') ? '2026-01-01T00:00:00Z' : 'x'

/** Adds what is wanted beside and missing. */
function complete(schemas: Schemas, given: Schema, value: unknown, slot: string, inside: string): void {
  const { schema, name } = resolve(schemas, given)
  if (Array.isArray(value)) {
    for (const item of value)
      complete(schemas, schema.items ?? {}, item, typeof item === 'object' && item !== null ? (slots.get(item) ?? '') : '', inside)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const object = value as Json
  for (const [field, one] of Object.entries(companionsOf(name, object, inside))) object[field] ??= structuredClone(one)
  for (const field of schema.required ?? []) {
    if (!(field in object)) object[field] = filler(schemas, schema.properties?.[field] ?? {}, field, slot)
  }
  for (const [field, child] of Object.entries(object))
    complete(schemas, schema.properties?.[field] ?? schema.additionalProperties ?? {}, child, '', field)
}

function filler(schemas: Schemas, given: Schema, field: string, slot: string): unknown {
  const { schema, name } = resolve(schemas, given)
  if (schema.enum) return schema.enum[0]
  if (name.endsWith('Quantity')) return '1'
  if (schema.oneOf || schema.type === 'integer') return 1
  if (schema.type === 'boolean') return false
  if (schema.type === 'array') return []
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z'
  if (schema.type === 'string') return field === 'name' && slot ? `x-${slot.toLowerCase()}` : field === 'mountPath' ? '/x' : 'x'
  return {}
}

function companionsOf(name: string, object: Json, inside: string): Json {
  const found = companions[name.slice(name.lastIndexOf('.') + 1)]
  return typeof found === 'function' ? found(object, inside) : (found ?? {})
}
