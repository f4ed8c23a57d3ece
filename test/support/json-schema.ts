interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string
  const?: unknown
  enum?: unknown[]
  minimum?: number
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema
  items?: Schema
  oneOf?: Schema[]
}

const known = new Set([
  '$schema',
  '$defs',
  '$ref',
  'title',
  'description',
  'type',
  'const',
  'enum',
  'minimum',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'oneOf',
])

/**
 * What of `value` breaks the schema, as 'path: why'; empty if nothing does. Knows the part of JSON Schema that ours use and throws on any other word. A property that the schema does not name is a breach
 * too, so that a new field cannot be forgotten.
 */
export function schemaBreaches(value: unknown, schema: Schema, root: Schema = schema, path = ''): string[] {
  const strange = Object.keys(schema).filter((word) => !known.has(word))
  if (strange.length > 0) throw new Error(`the schema at ${path || '/'} uses ${strange.join(', ')}`)
  if (schema.$ref) return schemaBreaches(value, root.$defs![schema.$ref.replace('#/$defs/', '')]!, root, path)
  if (schema.oneOf) {
    const fitting = schema.oneOf.filter((each) => schemaBreaches(value, each, root, path).length === 0)
    return fitting.length === 1 ? [] : [`${path}: fits ${fitting.length} of ${schema.oneOf.length}: ${JSON.stringify(value)}`]
  }
  if ('const' in schema && value !== schema.const) return [`${path}: is not ${String(schema.const)}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${path}: ${String(value)} is none of ${schema.enum.join(', ')}`]
  if (schema.type && !isA(schema.type, value)) return [`${path}: ${JSON.stringify(value)} is no ${schema.type}`]
  if (schema.minimum !== undefined && (value as number) < schema.minimum) return [`${path}: less than ${schema.minimum}`]
  if (Array.isArray(value)) return schema.items ? value.flatMap((item, at) => schemaBreaches(item, schema.items!, root, `${path}/${at}`)) : []
  if (typeof value !== 'object' || value === null) return []
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${path}/${name}: is missing`)
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const own = schema.properties?.[name] ?? schema.additionalProperties
    if (own) return schemaBreaches(each, own, root, `${path}/${name}`)
    return schema.properties ? [`${path}/${name}: is not in the schema`] : []
  })
  return [...missing, ...wrong]
}

function isA(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}
