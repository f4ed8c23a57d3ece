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
/** All objects as the API server holds them, as text. */
let held: string
let said: Record<Channel, string>

beforeAll(async () => {
  plane = await startControlPlane(folder)
  const api = openApi(plane.client)
  documents = await readDocuments(api)
  const ground = await openGround(api, canaries, documents)
  const outputs = await openOutputs(api, plane.kubeconfig, folder)
  const { versions, objects } = await plantAll(ground, taken.kinds)
  held = JSON.stringify(objects)
  await outputs.reached(versions)
  await removeAll(ground, api, taken.kinds)
  said = await outputs.close()
  api.close()
})

afterAll(async () => {
  await plane.stop()
  rmSync(folder, { recursive: true })
})

const foundIn = (text: string) => [...new Set(canaries.in(text).map(nameOf))].toSorted()
/** What was found there of what docs/data.md lists. */
const listed = (found: readonly string[]) =>
  found.filter((name) => {
    const [kind, path] = name.split(' ') as [Kind, string]
    return entries.some(({ kinds, covers }) => kinds.includes(kind) && covers(path))
  })

/** Entries of docs/data.md that no canary can prove, and why the API server takes none there. */
const refused = [
  // Written by the API server itself.
  'every kind: metadata.uid',
  'every kind: metadata.resourceVersion',
  // Only that of the request's address.
  'every kind: metadata.namespace',
  'Event: involvedObject.namespace',
  // Only names of fields that are set, and the words Apply and Update.
  'every kind: metadata.managedFields[].operation',
  'every kind: metadata.managedFields[].fieldsV1{key}',
  // Only certain words.
  'Deployment, ReplicaSet, StatefulSet, DaemonSet: spec.selector.matchExpressions[].operator',
  'PodDisruptionBudget: spec.selector.matchExpressions[].operator',
  'Pod: spec.containers[].restartPolicy',
  'Pod: spec.initContainers[].restartPolicy',
  // Only small numbers, percentages, a schedule.
  'Deployment: spec.strategy.rollingUpdate.maxSurge',
  'Deployment: spec.strategy.rollingUpdate.maxUnavailable',
  'DaemonSet: spec.updateStrategy.rollingUpdate.maxSurge',
  'StatefulSet, DaemonSet: spec.updateStrategy.rollingUpdate.maxUnavailable',
  'PodDisruptionBudget: spec.minAvailable',
  'PodDisruptionBudget: spec.maxUnavailable',
  'Pod: metadata.annotations[controller.kubernetes.io/pod-deletion-cost]',
  'DaemonSet: metadata.annotations[deprecated.daemonset.template.generation]',
  'CronJob: spec.schedule',
  // Only addresses of the Services' own range.
  'Service: spec.clusterIP',
  'Service: spec.clusterIPs[]',
]

describe('a canary in every string field of every watched kind', () => {
  it('is in every field of the schemas of this API server that it takes, or is known to be refused', () => {
    expect(documents, 'another Kubernetes: node test/canary/main.ts').toEqual(taken.documents)
    const unknown = [...fields].flatMap(([kind, { paths }]) => {
      const { objects, refused } = taken.kinds[kind]
      const known = new Set([...objects.flatMap((group) => Object.keys(group.fields)), ...Object.values(refused).flat()])
      return paths.filter(({ text, notFree }) => !notFree && !known.has(text)).map(({ text }) => `${kind} ${text}`)
    })
    expect(unknown).toEqual([])
    const planted = Object.entries(taken.kinds).flatMap(([kind, { objects }]) =>
      objects.flatMap(({ fields }) => Object.keys(fields).map((path) => `${kind} ${path}`)),
    )
    // Taken in what is only asked, and replaced when it is stored.
    expect(planted.filter((name) => !name.endsWith(' metadata.resourceVersion')).toSorted()).toEqual(foundIn(held))
    expect(planted.length).toBeGreaterThan(4000)
  })

  it.each(['recording', 'journal'] as const)('is found in a %s exactly where docs/data.md lists the field', (channel) => {
    expect(foundIn(said[channel])).toEqual(listed(foundIn(held)))
  })

  it.each(['socket', 'HTTP', 'page of a recording', 'tail', 'tail -o json'] as const)(
    'is found in %s only where docs/data.md lists the field',
    (channel) => {
      const found = foundIn(said[channel])
      expect(found).toEqual(listed(found))
      expect(found.length, 'and it tells of what was planted').toBeGreaterThan(10)
    },
  )

  it.each(['logs', 'metrics and state', 'logs and health after broken lines'] as const)('is found nowhere in %s', (channel) => {
    expect(foundIn(said[channel])).toEqual([])
    expect(said[channel]).toContain('Lease')
  })

  it('is held for every entry of docs/data.md, except where the API server takes none', () => {
    const found = foundIn(held)
    const unproven = entries.flatMap(({ text, kinds, covers }) => {
      const without = kinds.filter((kind) => {
        const free = fields.get(kind)!.paths.filter((path) => !path.notFree && covers(path.text))
        return free.length > 0 && !found.some((name) => name.startsWith(`${kind} `) && covers(name.slice(kind.length + 1)))
      })
      return without.length === 0 ? [] : [`${without.length === fields.size ? 'every kind' : without.join(', ')}: ${text}`]
    })
    expect(unproven.toSorted()).toEqual(refused.toSorted())
  })
})

function nameOf({ kind, path }: { kind: string; path: string }): string {
  return `${kind} ${path}`
}
