import type { Kind } from '../../server/cluster/kinds.ts'
import { apiVersionOf, type Resource, resources } from '../../server/cluster/resources.ts'
import type { Api } from './api.ts'
import { everywhere, ofKind } from './named-keys.ts'
import { type FieldPath, fieldPaths, named, resolve, type Schema, type Schemas, schemaOf } from './schema.ts'

export interface Fields {
  resource: Resource
  schemas: Schemas
  schema: Schema
  paths: FieldPath[]
}

/** The API server's own schemas of the watched kinds, by path below /openapi/v3, without their words. */
export type Documents = Record<string, Schemas>

const documentOf = (resource: Resource): string => `${resource.group ? 'apis' : 'api'}/${apiVersionOf(resource)}`

export async function readDocuments(api: Api): Promise<Documents> {
  const documents: Documents = {}
  for (const resource of Object.values(resources)) {
    const path = documentOf(resource)
    if (documents[path]) continue
    const { status, body } = await api.call('GET', `/openapi/v3/${path}`)
    if (status !== 200) throw new Error(`GET /openapi/v3/${path}: ${status}`)
    const all = (body['components'] as { schemas: Schemas }).schemas
    const used: Schemas = (documents[path] = {})
    for (const { group, version, kind } of Object.values(resources).filter((one) => documentOf(one) === path)) {
      const root = schemaOf(all, group, version, kind)
      keep(
        all,
        Object.keys(all).find((name) => all[name] === root)!,
        used,
      )
    }
  }
  return documents
}

/** Every field of every watched kind. */
export function fieldsOf(documents: Documents): Map<Kind, Fields> {
  return new Map(
    Object.values(resources).map((resource) => {
      const { kind, group, version } = resource
      const schemas = documents[documentOf(resource)]!
      const schema = schemaOf(schemas, group, version, kind)
      const paths = fieldPaths(schemas, schema, kind)
      for (const [map, key] of [...everywhere, ...(ofKind[kind] ?? [])]) paths.push(named(paths, map, key))
      return [kind, { resource, schemas, schema, paths }]
    }),
  )
}

/** The schema and all that it refers to. */
function keep(all: Schemas, name: string, used: Schemas): void {
  if (used[name]) return
  used[name] = wordless(all[name] ?? {})
  each(all[name] ?? {}, (schema) => {
    const found = resolve(all, schema)
    if (found.name) keep(all, found.name, used)
  })
}

function each(schema: Schema, look: (schema: Schema) => void): void {
  look(schema)
  for (const child of [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties]) if (child) each(child, look)
}

function wordless(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (typeof value === 'string' && key === 'description' ? undefined : value)),
  ) as Schema
}
