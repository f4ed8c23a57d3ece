// What is rendered, asked of a real API server without changing it: unknown fields, values it does not take, Pod Security.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kubectl } from '../cluster/kubectl.ts'
import { cases } from './cases.ts'
import { type KubernetesObject, parse } from './chart.ts'
import { chartTools, render } from './tools.ts'

/** Namespaces of the cases -> ours, in which nothing that is less than restricted may run. */
const nth = Date.now().toString(36).slice(-5)
const namespaces = { team: `chart-team-${nth}`, shop: `chart-shop-${nth}` }
const level = Object.fromEntries(['enforce', 'warn', 'audit'].map((way) => [`pod-security.kubernetes.io/${way}`, 'restricted']))
/** Kinds that this cluster has no definition of. */
const foreign = ['HTTPRoute', 'ServiceMonitor']

beforeAll(async () => {
  await chartTools()
  for (const name of Object.values(namespaces)) await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: level } }], [])
  // A bare Pod is refused without its account, before anything else of it is looked at.
  const accounts = ['cutaway', 'map', 'mine'].map((name) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: namespaces.team },
  }))
  await apply(accounts, [])
}, 3_600_000)
afterAll(() => kubectl(['delete', 'namespace', ...Object.values(namespaces), '--ignore-not-found', '--wait=false']))

function apply(objects: KubernetesObject[], flags: string[]) {
  const args = ['apply', '--server-side', '--field-manager', 'chart-test', '--validate=strict', ...flags, '--filename', '-']
  return kubectl(args, { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) })
}

async function objectsOf(values: object): Promise<KubernetesObject[]> {
  const { stdout } = await render(values)
  const moved = Object.entries(namespaces).reduce((text, [from, to]) => text.replaceAll(`namespace: "${from}"`, `namespace: "${to}"`), stdout)
  return parse(moved)
}

describe('the API server takes every field, without a warning', () => {
  it.each(Object.entries({ defaults: {}, ...cases }))('%s', async (_, values) => {
    const known = (await objectsOf(values)).filter(({ kind }) => !foreign.includes(kind))
    const { stdout, stderr } = await apply(known, ['--dry-run=server', '--force-conflicts'])
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toHaveLength(known.length)
  })
})

describe('Pod Security restricted', () => {
  // As a Pod: a Deployment is only warned about, a Pod is refused.
  it.each(Object.entries({ defaults: {}, ...cases }))('%s', async (_, values) => {
    const [deployment] = (await objectsOf(values)).filter(({ kind }) => kind === 'Deployment')
    const { template } = deployment!['spec'] as { template: { spec: object } }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe', namespace: namespaces.team }, spec: template.spec }
    const { stderr } = await apply([pod], ['--dry-run=server'])
    expect(stderr).toBe('')
  })

  it('would refuse what the chart does not make', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'probe', namespace: namespaces.team },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    }
    await expect(apply([pod], ['--dry-run=server'])).rejects.toThrow('violates PodSecurity "restricted:latest"')
  })
})
