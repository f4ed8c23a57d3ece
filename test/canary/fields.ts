import { apiVersionOf, type Resource, resources } from '../../server/cluster/resources.ts'
import type { Kind } from '../../server/cluster/kinds.ts'
import type { Api } from './api.ts'
import { everywhere, ofKind } from './extras.ts'
import { named, type Schema, type Schemas, schemaOf, type StringPath, stringPaths } from './schema.ts'

export interface Fields {
  resource: Resource
  schemas: Schemas
  schema: Schema
  paths: StringPath[]
}

/** Every place for a string in every watched kind, by the API server's own OpenAPI. */
export async function fieldsOf(api: Api): Promise<Map<Kind, Fields>> {
  const documents = new Map<string, Schemas>()
  const all = new Map<Kind, Fields>()
  for (const [kind, resource] of Object.entries(resources) as [Kind, Resource][]) {
    const { group, version } = resource
    const path = `/openapi/v3/${group ? 'apis' : 'api'}/${apiVersionOf(resource)}`
    let schemas = documents.get(path)
    if (!schemas) {
      const { status, body } = await api.call('GET', path)
      if (status !== 200) throw new Error(`GET ${path}: ${status}`)
      documents.set(path, (schemas = (body['components'] as { schemas: Schemas }).schemas))
    }
    const schema = schemaOf(schemas, group, version, kind)
    const paths = stringPaths(schemas, schema, kind)
    for (const [map, key] of [...everywhere, ...(ofKind[kind] ?? [])]) paths.push(named(paths, map, key))
    all.set(kind, { resource, schemas, schema, paths })
  }
  return all
}
