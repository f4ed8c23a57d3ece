import { Fields, internFields } from './field-set.ts'
import { intern } from './intern.ts'
import type { Kind, Kinds, KubeObject, ManagedEntry } from './kinds.ts'

/** A projected object as plain JSON: field sets as their fieldsV1, withheld annotations as null. */
export function encode(object: KubeObject): unknown {
  const { managed, annotations, ...meta } = object.meta
  return {
    ...object,
    meta: {
      ...meta,
      ...(annotations && { annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, value ?? null])) }),
      managed: managed.map(({ fields, ...entry }) => ({ ...entry, fields: fields instanceof Fields ? (JSON.parse(fields.text) as unknown) : {} })),
    },
  }
}

interface Encoded {
  kind: Kind
  meta: Omit<KubeObject['meta'], 'managed' | 'annotations'> & {
    annotations?: Record<string, string | null>
    managed: (Omit<ManagedEntry, 'fields'> & { fields: unknown })[]
  }
}

/**
 * The object that `encode` wrote.
 * @throws TypeError when it is not one
 */
export function decode<K extends Kind>(kind: K, json: unknown): Kinds[K] {
  const object = json as Encoded | undefined
  if (object?.kind !== kind || !object.meta?.uid || !Array.isArray(object.meta.managed)) throw new TypeError(`not an encoded ${kind}`)
  const { managed, annotations, ...meta } = object.meta
  return {
    ...object,
    meta: {
      ...meta,
      namespace: intern(meta.namespace),
      ...(annotations && { annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, value ?? undefined])) }),
      managed: managed.map(({ fields, ...entry }) => ({ ...entry, manager: intern(entry.manager), fields: internFields(JSON.stringify(fields)) })),
    },
  } as unknown as Kinds[K]
}
