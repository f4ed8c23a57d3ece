import { encode } from '../../server/cluster/codec.ts'
import type { Kind } from '../../server/cluster/kinds.ts'
import { project } from '../../server/cluster/project.ts'
import type { Raw } from '../../server/cluster/raw.ts'
import type { Json } from './api.ts'
import type { Fields } from './fields.ts'
import { plant } from './plant.ts'
import type { FieldPath } from './schema.ts'

const values: Record<FieldPath['form'], [unknown, unknown]> = {
  // Of some words are kept, whatever else they are.
  text: ['one', 'Apply'],
  bytes: ['b25l', 'dHdv'],
  quantity: ['1', '2'],
  time: ['2026-11-21T09:00:00.000001Z', '2026-11-21T10:00:00.000001Z'],
  integer: [1, 2],
  boolean: [true, false],
}

/** The fields of a kind whose value the projection lets through: of two objects that differ in nothing else it makes different ones. */
export function keptOf(kind: Kind, { schemas, schema, paths }: Fields): string[] {
  return paths
    .filter((path) => {
      const [one, other] = values[path.form].map((value) => projected({ path, value }))
      return one !== other
    })
    .map(({ text }) => text)

  function projected(planted: { path: FieldPath; value: unknown }): string {
    const metadata = { name: 'x', uid: 'u', resourceVersion: '1', managedFields: [] }
    const { object } = plant(schemas, schema, { metadata }, [planted])
    const kept = encode(project(kind, object as Raw)) as { spec?: Json }
    // Of a Pod template this is a digest: it tells that something is different, and nothing else.
    if (kept.spec) delete kept.spec['template']
    return JSON.stringify(kept)
  }
}
