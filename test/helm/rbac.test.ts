import { beforeAll, describe, expect, it } from 'vitest'
import { type Feature, type Resource, resources } from '../../server/cluster/resources.ts'
import { parse } from './chart.ts'
import { chartTools, render } from './tools.ts'

beforeAll(() => chartTools().then(() => {}), 3_600_000)

interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}
const all = Object.values(resources)
const features = [...new Set(all.map(({ feature }) => feature))]
const on = (except?: Feature) => Object.fromEntries(features.map((feature) => [feature, feature !== except]))

async function roles(values: object) {
  return parse((await render(values)).stdout).filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
}
/** As 'group/resource verb', sorted. */
const granted = (rules: Rule[]) =>
  rules
    .flatMap(({ apiGroups, resources: names, verbs }) =>
      apiGroups.flatMap((group) => names.flatMap((name) => verbs.map((verb) => `${group}/${name} ${verb}`))),
    )
    .toSorted()
const wanted = (rows: Resource[]) => rows.flatMap(({ group, plural }) => ['list', 'watch'].map((verb) => `${group}/${plural} ${verb}`)).toSorted()
const rulesOf = (role: { [field: string]: unknown } | undefined) => (role?.['rules'] ?? []) as Rule[]

it('the features of the chart are those of what is watched', async () => {
  const { stderr } = await render({ rbac: { features: on() } })
  expect(stderr).toBe('')
  const defaults = (await import('./chart.ts')).values().filter(({ path }) => path[1] === 'features' && path.length === 3)
  expect(defaults.map(({ path }) => path[2]).toSorted()).toEqual(features.toSorted())
})

describe('cluster-wide', () => {
  it('exactly what is watched may be listed and watched', async () => {
    const made = await roles({ rbac: { features: on() } })
    expect(made.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['ClusterRole team:cutaway'])
    expect(granted(rulesOf(made[0]))).toEqual(wanted(all))
  })

  it.each(features)('without %s', async (feature) => {
    expect(granted(rulesOf((await roles({ rbac: { features: on(feature) } }))[0]))).toEqual(wanted(all.filter((row) => row.feature !== feature)))
  })

  it('nothing at all makes no role', async () => {
    expect(await roles({ rbac: { features: Object.fromEntries(features.map((feature) => [feature, false])) } })).toEqual([])
  })
})

describe('in namespaces', () => {
  it('a Role in each, of what lives in namespaces, and nothing cluster-wide', async () => {
    const made = await roles({ namespaces: ['shop', 'team'], rbac: { features: on() } })
    expect(made.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'Role shop/team:cutaway',
      'Role team/team:cutaway',
    ])
    for (const role of made) expect(granted(rulesOf(role))).toEqual(wanted(all.filter(({ scope }) => scope === 'namespaced')))
  })

  it('every binding is of our account, in that namespace', async () => {
    const bindings = parse((await render({ namespaces: ['shop'] })).stdout).filter(({ kind }) => kind.endsWith('Binding'))
    expect(bindings).toMatchObject([
      { kind: 'RoleBinding', metadata: { namespace: 'shop' }, subjects: [{ kind: 'ServiceAccount', name: 'cutaway', namespace: 'team' }] },
    ])
  })
})

describe('questions about viewers', () => {
  const viewers = async (access: object) =>
    (await roles({ access, namespaces: ['shop'] })).filter(({ kind }) => kind === 'ClusterRole').flatMap((role) => granted(rulesOf(role)))
  const review = 'authorization.k8s.io/subjectaccessreviews create'

  it.each([
    ['open', {}, []],
    ['token', {}, []],
    ['kubernetes', {}, ['authentication.k8s.io/tokenreviews create', review]],
    ['proxy', { expose: 'cluster', proxy: { from: ['10.0.0.0/8'] } }, [review]],
  ])('%s', async (mode, access, expected) => {
    expect(await viewers({ mode, ...access })).toEqual(expected)
  })
})

it('what a role of ours never holds, whatever the toggles', async () => {
  for (const values of [{ rbac: { features: on() } }, { access: { mode: 'kubernetes' } }, { namespaces: ['shop'] }]) {
    const rights = (await roles(values)).flatMap((role) => granted(rulesOf(role)))
    expect(
      rights.filter((right) => /\*|secrets|\/.*\/|escalate|bind|impersonate|\/(?!tokenreviews|subjectaccessreviews)\w+ create/.test(right)),
    ).toEqual([])
  }
})
