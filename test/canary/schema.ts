/** Where a value may stand in an object: a field, an item of a list, a key or a value of a map, one named key of a map. */
export type Segment = { field: string } | { item: true } | { key: true } | { value: true } | { at: string }

export interface FieldPath {
  /** 'spec.containers[].env[].value', 'metadata.labels{key}', 'metadata.labels{}', 'metadata.annotations[cutaway.test/x]'. */
  text: string
  segments: readonly Segment[]
  /** Schema and field that hold it; what one kind takes there, another takes too. */
  home: string
  form: 'text' | 'bytes' | 'quantity' | 'time' | 'integer' | 'boolean'
  /** Why it can hold no text of somebody's own. */
  notFree?: string
}

export interface Schema {
  type?: string
  format?: string
  description?: string
  enum?: string[]
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  $ref?: string
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

export type Schemas = Record<string, Schema>

/** The schema that is meant, and its name if it has one. */
export function resolve(schemas: Schemas, schema: Schema): { schema: Schema; name: string } {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  if (!ref) return { schema, name: '' }
  const name = ref.slice(ref.lastIndexOf('/') + 1)
  return { schema: schemas[name] ?? {}, name }
}

export function schemaOf(schemas: Schemas, group: string, version: string, kind: string): Schema {
  const found = Object.values(schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some((one) => one.group === group && one.version === version && one.kind === kind),
  )
  if (!found) throw new Error(`the API server's OpenAPI has no ${group}/${version} ${kind}`)
  return found
}

/** Every place for a string, a number or a boolean below this schema. */
export function fieldPaths(schemas: Schemas, root: Schema, kindName: string): FieldPath[] {
  const found: FieldPath[] = []
  walk(root, kindName, '', [])
  return found

  function walk(given: Schema, home: string, text: string, segments: Segment[]): void {
    const { schema, name } = resolve(schemas, given)
    const inside = name || home
    const leaf = (form: FieldPath['form'], notFree?: string) =>
      void found.push({ text, segments, home: name.startsWith('io.k8s.apimachinery') ? home : inside, form, ...(notFree && { notFree }) })
    if (schema.oneOf) return leaf(name.endsWith('Quantity') ? 'quantity' : 'text')
    if (schema.type === 'string') {
      if (schema.enum) return leaf('text', `one of ${schema.enum.join(', ')}`)
      if (schema.format === 'date-time') return leaf('time', 'a time')
      return leaf(schema.format === 'byte' ? 'bytes' : 'text')
    }
    if (schema.type === 'integer' || schema.type === 'number') return leaf('integer', 'a number')
    if (schema.type === 'boolean') return leaf('boolean', 'true or false')
    if (schema.type === 'array') return walk(schema.items ?? {}, inside, `${text}[]`, [...segments, { item: true }])
    if (schema.type !== 'object') return
    for (const [field, child] of Object.entries(schema.properties ?? {}))
      walk(child, `${inside}.${field}`, text ? `${text}.${field}` : field, [...segments, { field }])
    // An object without a schema of its own (FieldsV1, RawExtension) may hold anything.
    const values = schema.additionalProperties ?? (schema.properties ? undefined : { type: 'string' })
    if (!values) return
    found.push({ text: `${text}{key}`, segments: [...segments, { key: true }], home: `${inside}{key}`, form: 'text' })
    if (!name.endsWith('FieldsV1')) walk(values, `${inside}{}`, `${text}{}`, [...segments, { value: true }])
  }
}

/** The path of one named key of a map that `fieldPaths` has found. */
export function named(paths: readonly FieldPath[], map: string, key: string): FieldPath {
  const values = paths.find(({ text }) => text === `${map}{}`)
  if (!values) throw new Error(`the API server's OpenAPI has no map ${map}`)
  return { ...values, text: `${map}[${key}]`, home: `${values.home}[${key}]`, segments: [...values.segments.slice(0, -1), { at: key }] }
}
