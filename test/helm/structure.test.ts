// A41: whatever is written into a value, it stays a value. The render has the keys that it has with plain values, or there is none.
import { beforeAll, describe, expect, it } from 'vitest'
import { values, parse } from './chart.ts'
import { chartTools, render } from './tools.ts'

beforeAll(() => chartTools().then(() => {}), 3_600_000)

const everything = {
  nameOverride: 'name',
  fullnameOverride: 'full',
  image: { repository: 'r.example.com/cutaway', tag: 'tag' },
  imagePullSecrets: [{ name: 'pull' }],
  access: { expose: 'cluster', existingSecret: 'mine', hosts: ['a.example.com'], frameAncestors: ['https://b.example.com'] },
  namespaces: ['shop'],
  rbac: {
    extraRules: [{ apiGroups: ['example.com'], resources: ['widgets'], resourceNames: ['one'], verbs: ['list'] }],
    existingClusterRole: 'role',
  },
  serviceAccount: { name: 'account', annotations: { 'example.com/a': 'b' } },
  service: { annotations: { 'example.com/a': 'b' } },
  networkPolicy: {
    pageFrom: [{ podSelector: { matchLabels: { a: 'b' } } }],
    opsFrom: [{ podSelector: { matchLabels: { a: 'b' } } }],
    apiServerCidrs: ['10.0.0.0/8'],
  },
  ingress: { enabled: true, className: 'nginx', annotations: { 'example.com/a': 'b' }, hosts: ['c.example.com'], tlsSecret: 'tls' },
  httpRoute: { enabled: true, annotations: { 'example.com/a': 'b' }, parentRefs: [{ name: 'gateway' }], hostnames: ['d.example.com'] },
  serviceMonitor: { enabled: true, interval: '15s', labels: { release: 'x' } },
  journal: { enabled: true, size: '2Gi', storageClass: 'fast' },
  podAnnotations: { 'example.com/a': 'b' },
  podLabels: { team: 'blue' },
  logLevel: 'info',
  lang: 'en',
  nodeSelector: { pool: 'tools' },
  tolerations: [{ key: 'tools', operator: 'Exists' }],
  affinity: { podAffinity: { a: 'b' } },
  priorityClassName: 'low',
}
/** What goes with one mode only. */
const bases = {
  token: everything,
  kubernetes: {
    ...everything,
    access: { ...everything.access, mode: 'kubernetes', audience: 'team' },
    rbac: { extraRules: everything.rbac.extraRules },
  },
  proxy: {
    ...everything,
    access: { ...everything.access, mode: 'proxy', proxy: { from: ['10.0.0.0/8'], userHeader: 'X-User', groupsHeader: 'X-Groups' } },
    image: { repository: 'r', digest: `sha256:${'a'.repeat(64)}` },
    journal: { enabled: true, existingClaim: 'mine' },
  },
}

const payloads: Record<string, string> = {
  'a closing quote and a key': 'x"\n  hostNetwork: true\n#',
  'a closing single quote': "x'\nhostNetwork: true",
  'a template': '{{ .Files.Get "Chart.yaml" }}',
  'a list item': '- a',
  'a yes': 'yes',
  'a number': '0x1',
  'a document': '\n---\nkind: Secret\n',
  'an anchor': '&a *a !!binary |',
  'an emoji': '\u{1F600}',
  'a NUL': 'x\u0000y',
  'a line separator': 'x\u2028y\u0085z',
  '64 KiB': 'x'.repeat(2 ** 16),
}

type Path = (string | number)[]

function strings(node: unknown, path: Path = []): Path[] {
  if (typeof node === 'string') return [path]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, each]) => strings(each, [...path, Array.isArray(node) ? Number(key) : key]))
}

function withText(node: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(node)) return node.map((each, at) => (at === key ? withText(each, rest, text) : (each as unknown)))
  return { ...(node as object), [key]: withText((node as Record<string, unknown>)[key], rest, text) }
}

/** Every key and every place in a list, without what stands there. */
function shape(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [path]
  return [path, ...Object.entries(node).flatMap(([key, each]) => shape(each, `${path}/${key}`))]
}
const shapeOf = (manifests: string) =>
  parse(manifests)
    .flatMap((object) => shape(object, `${object.apiVersion} ${object.kind}`))
    .toSorted()

it('every value that is a text is tried', () => {
  const texts = values().filter(({ node, group }) => !group && !/boolean|integer/.test(String(node.type)))
  const tried = Object.values(bases).flatMap((base) => strings(base).map((path) => path.join('.')))
  const untried = texts.map(({ path }) => path.join('.')).filter((path) => !tried.some((each) => each === path || each.startsWith(`${path}.`)))
  // Words of a short list, and what is never rendered as it is written.
  expect(untried).toEqual(['image.pullPolicy', 'service.type', 'resources.requests', 'resources.limits', 'networkPolicy.apiServerPorts'])
})

/** Words that the templates themselves check: another text is refused before it is written. */
const checked = (path: Path) => /^(access\.(mode|expose)|rbac\.extraRules\.0\.(apiGroups|resources|verbs)\.0)$/.test(path.join('.'))

// The schema is not asked: it would only refuse more, and the quoting has to hold by itself.
describe.each(Object.entries(bases))('A41, mode %s', (_, base) => {
  const own = strings(base)
  const everywhere = (text: string) =>
    own.filter((path) => !checked(path)).reduce<unknown>((values, path) => withText(values, path, text), base) as object
  let plain: string[]
  beforeAll(async () => {
    // One text everywhere here too: equal hosts are written once.
    plain = shapeOf((await render(everywhere('plain'), { skipSchema: true })).stdout)
  })

  it('is all of it', () => expect(plain.length).toBeGreaterThan(500))

  it.each(Object.entries(payloads))('%s, in every text at once', async (_name, text) => {
    const { code, stdout, stderr } = await render(everywhere(text), { skipSchema: true })
    expect([code, stderr]).toEqual([0, ''])
    expect(shapeOf(stdout)).toEqual(plain)
  })

  it.each(own.filter(checked).map((path) => [path.join('.'), path] as const))('any of them as %s', async (_name, path) => {
    const before = shapeOf((await render(base)).stdout)
    for (const text of Object.values(payloads)) {
      const { code, stdout } = await render(withText(base, path, text) as object, { skipSchema: true })
      if (code === 0) expect(shapeOf(stdout)).toEqual(before)
    }
  })
})

describe('names of annotations and labels', () => {
  it.each(Object.entries(payloads))('%s', async (name, text) => {
    const named = (key: string) => ({
      podAnnotations: { [key]: 'b' },
      podLabels: { [key]: 'b' },
      nodeSelector: { [key]: 'b' },
      serviceAccount: { annotations: { [key]: 'b' } },
      serviceMonitor: { enabled: true, labels: { [key]: 'b' } },
    })
    const [plain, hostile] = await Promise.all(['plain', text].map((key) => render(named(key), { skipSchema: true })))
    // No YAML has such a key: Helm refuses what it rendered.
    if (hostile!.code !== 0) return expect(['64 KiB', 'a line separator']).toContain(name)
    expect(shapeOf(hostile!.stdout).length).toBe(shapeOf(plain!.stdout).length)
    expect(parse(hostile!.stdout)).toContainEqual(
      expect.objectContaining({ kind: 'ServiceAccount', metadata: expect.objectContaining({ annotations: { [text]: 'b' } }) }),
    )
  })
})

it('a mebibyte is refused', async () => {
  const { code, stderr } = await render({ podAnnotations: { a: 'x'.repeat(2 ** 20) } })
  expect([code, stderr]).toEqual([1, expect.stringContaining('maxLength')])
})

it('a text that is let in arrives as it is', async () => {
  const text = 'x: "y" {{ .Values.image }} # \u{1F600} \u2028'
  const { stdout } = await render({ podAnnotations: { a: text } })
  const [deployment] = parse(stdout).filter(({ kind }) => kind === 'Deployment')
  expect(deployment).toMatchObject({ spec: { template: { metadata: { annotations: { a: text } } } } })
})
