import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadKubeconfig } from '../../../server/cluster/kubeconfig.ts'
import type { Kind } from '../../../server/cluster/kinds.ts'
import { inSyncOrder, type Resource } from '../../../server/cluster/resources.ts'
import { createClusterSource, type ClusterSource } from '../../../server/cluster/source.ts'
import { createLog } from '../../../server/log.ts'
import { kubectl } from '../../cluster/kubectl.ts'

const choice = { kubeconfig: process.env['TEST_KUBECONFIG'] ?? '' }
const raw: string[] = []
let source: ClusterSource

beforeAll(async () => {
  const loaded = loadKubeconfig(choice)!
  const onRaw = (kind: Kind, _: string, text: string) => void (kind === 'ConfigMap' && raw.push(text))
  source = createClusterSource({ loaded, choice, log: createLog('silent', false), onRaw })
  await source.start({ delta: () => {}, health: () => {} })
  await source.synced
})
afterAll(() => source.stop())

it('knows the cluster', async () => {
  expect(await source.identify(30_000)).toMatchObject({ uid: expect.stringMatching(/^[0-9a-f-]{36}$/), version: expect.stringMatching(/^v1\.\d+/) })
})

it('watches every kind', () => {
  return expect.poll(() => source.health().filter(({ state }) => state !== 'live')).toEqual([])
})

// Events and Leases never come to rest.
const still = inSyncOrder.filter(({ kind }) => kind !== 'Event' && kind !== 'Lease')

it.each(still.map((resource) => [resource.kind, resource] as const))('holds every %s in the version the API server has', async (kind, resource) => {
  let ours: string[] = []
  let theirs: string[] = []
  const end = performance.now() + 60_000
  do {
    theirs = await listed(resource)
    ours = source
      .state(kind)
      .map(({ uid, resourceVersion }) => `${uid} ${resourceVersion}`)
      .sort()
    if (JSON.stringify(ours) === JSON.stringify(theirs)) break
    await new Promise((resolve) => setTimeout(resolve, 500))
  } while (performance.now() < end)
  expect(ours).toEqual(theirs)
})

it('ConfigMaps come without their data', () => {
  expect(raw.length).toBeGreaterThan(0)
  expect(raw.filter((text) => text.includes('"data":'))).toEqual([])
})

/** As kubectl sees it: another client, another path. */
async function listed({ plural, group, version }: Resource): Promise<string[]> {
  const form = '{range .items[*]}{.metadata.uid} {.metadata.resourceVersion}{"\\n"}{end}'
  const name = group ? `${plural}.${version}.${group}` : plural
  const { stdout } = await kubectl(['get', name, '-A', '-o', `jsonpath=${form}`])
  return stdout.split('\n').filter(Boolean).sort()
}
