import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Kind } from '../../server/cluster/kinds.ts'
import { type ControlPlane, startControlPlane } from '../bench/real/control-plane.ts'
import { readAllowList } from './allow-list.ts'
import { openApi } from './api.ts'
import { createCanaries } from './canaries.ts'
import { type Documents, fieldsOf, readDocuments } from './fields.ts'
import { openGround } from './ground.ts'
import { type Channel, openOutputs } from './outputs.ts'
import { plantAll, removeAll } from './planting.ts'
import { readTaken } from './taken.ts'

/**
 * An API server of its own, because canaries are Nodes, Namespaces and Leases too, which controllers and everybody else's tests would take for real ones.
 * Every object of taken.json.zst is created, touched and deleted, while everything that Cutaway has an output for runs at log level debug.
 */
const taken = readTaken()
const entries = readAllowList()
const fields = fieldsOf(taken.documents)
const canaries = createCanaries()
const folder = mkdtempSync(join(tmpdir(), 'cutaway-canary-'))
let plane: ControlPlane
let documents: Documents
let said: Record<Channel, string>

beforeAll(async () => {
  plane = await startControlPlane(folder)
  const api = openApi(plane.client)
  documents = await readDocuments(api)
  const ground = await openGround(api, canaries, documents)
  const outputs = await openOutputs(api, plane.kubeconfig, folder)
  await outputs.reached(await plantAll(ground, taken.kinds))
  await removeAll(ground, api, taken.kinds)
  said = await outputs.close()
  api.close()
})

afterAll(async () => {
  await plane.stop()
  rmSync(folder, { recursive: true })
})

/** Fields in which a canary was planted, as 'Kind path'. */
const planted = (Object.keys(taken.kinds) as Kind[]).flatMap((kind) =>
  taken.kinds[kind].objects.flatMap((group) => Object.keys(group.fields).map((path) => ({ kind, path }))),
)
const listed = planted.filter(({ kind, path }) => entries.some(({ kinds, covers }) => kinds.includes(kind) && covers(path))).map(nameOf)
const foundIn = (channel: Channel) => [...new Set(canaries.in(said[channel]).map(nameOf))]

describe('a canary in every string field of every watched kind', () => {
  it('is in every field of the schemas of this API server that it takes, or is known to be refused', () => {
    expect(documents, 'another Kubernetes: node test/canary/main.ts').toEqual(taken.documents)
    const unknown = [...fields].flatMap(([kind, { paths }]) => {
      const { objects, refused } = taken.kinds[kind]
      const known = new Set([...objects.flatMap((group) => Object.keys(group.fields)), ...Object.values(refused).flat()])
      return paths.filter(({ text, notFree }) => !notFree && !known.has(text)).map(({ text }) => `${kind} ${text}`)
    })
    expect(unknown).toEqual([])
    expect(planted.length).toBeGreaterThan(4000)
  })

  it.each(['recording', 'journal'] as const)('is found in a %s exactly where docs/data.md lists the field', (channel) => {
    expect(foundIn(channel).toSorted()).toEqual([...new Set(listed)].toSorted())
  })

  it.each(['socket', 'HTTP', 'page of a recording', 'tail', 'tail -o json'] as const)(
    'is found in %s only where docs/data.md lists the field',
    (channel) => {
      const found = foundIn(channel)
      expect(found.filter((field) => !listed.includes(field))).toEqual([])
      expect(found.length, 'and it tells of what was planted').toBeGreaterThan(10)
    },
  )

  it.each(['logs', 'metrics and state', 'logs and health after broken lines'] as const)('is found nowhere in %s', (channel) => {
    expect(foundIn(channel)).toEqual([])
    expect(said[channel]).toContain('Lease')
  })

  it('is taken for every entry of docs/data.md, except where the API server takes no text of anybody', () => {
    const unproven = entries.flatMap(({ text, kinds, covers }) => {
      const without = kinds.filter((kind) => {
        const free = fields.get(kind)!.paths.filter((path) => !path.notFree && covers(path.text))
        return free.length > 0 && !planted.some((place) => place.kind === kind && covers(place.path))
      })
      return without.length === 0 ? [] : [`${without.length === fields.size ? 'every kind' : without.join(', ')}: ${text}`]
    })
    expect(unproven).toEqual([])
  })
})

function nameOf({ kind, path }: { kind: string; path: string }): string {
  return `${kind} ${path}`
}
