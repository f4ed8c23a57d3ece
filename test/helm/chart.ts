import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load, loadAll } from 'js-yaml'

export const chart = fileURLToPath(new URL('../../helm', import.meta.url))

/** A value of the chart, as its schema tells it. */
export interface ValueSchema {
  $ref?: string
  type?: string | string[]
  description?: string
  default?: unknown
  enum?: unknown[]
  properties?: Record<string, ValueSchema>
  additionalProperties?: boolean | ValueSchema
  items?: ValueSchema
  definitions?: Record<string, ValueSchema>
}

export const schema = JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8')) as ValueSchema

/** Every value that can be set by itself, with the groups on the way, in the schema's order. `global` is Helm's, not ours. */
export function values(node: ValueSchema = schema, path: string[] = []): { path: string[]; node: ValueSchema; group: boolean }[] {
  return Object.entries(node.properties ?? {})
    .filter(([name]) => name !== 'global')
    .flatMap(([name, each]) => {
      const here = [...path, name]
      const group = each.properties !== undefined
      return [{ path: here, node: each, group }, ...(group ? values(each, here) : [])]
    })
}

export interface KubernetesObject {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  [field: string]: unknown
}

export const parse = (manifests: string): KubernetesObject[] => loadAll(manifests).filter(Boolean) as KubernetesObject[]
export const parseOne = (text: string): unknown => load(text)
