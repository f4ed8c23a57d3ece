import { beforeAll, describe, expect, it } from 'vitest'
import { schema, values, type ValueSchema } from './chart.ts'
import { accepted, refused } from './schema-cases.ts'
import { chartTools, helms, render } from './tools.ts'

beforeAll(() => chartTools().then(() => {}), 3_600_000)

const both = Object.keys(helms) as (keyof typeof helms)[]
const NOT_OF_SCHEMA = "don't meet the specifications of the schema"

describe.each(both)('%s', (helm) => {
  it.each(Object.entries(accepted))('installs: %s', async (_, given) => {
    const { code, stderr } = await render(given, { helm })
    expect([code, stderr]).toEqual([0, ''])
  })

  it.each(Object.entries(refused))('refuses: %s', async (_, given) => {
    const { code, stderr } = await render(given, { helm })
    expect(code).not.toBe(0)
    expect(stderr).toContain(NOT_OF_SCHEMA)
  })
})

it.each(Object.entries(refused).filter(([name]) => name.startsWith('!')))('A42, A44, refused by the templates alone: %s', async (_, given) => {
  const { code, stderr } = await render(given, { skipSchema: true })
  expect(code).not.toBe(0)
  expect(stderr).toMatch(/access\.|journal\.|rbac\.extraRules/)
})

describe('closed', () => {
  it('every object that is ours takes no other property', () => {
    const open = [{ path: ['(root)'], node: schema, group: true }, ...values()].filter(
      ({ node, group }) => group && (node as ValueSchema).additionalProperties !== false,
    )
    expect(open.map(({ path }) => path.join('.'))).toEqual([])
  })

  it('what takes anything is what Kubernetes itself describes', () => {
    const free = values().filter(({ node }) => node.$ref === '#/definitions/objects' || (node.type === 'object' && !node.properties))
    expect(free.map(({ path }) => path.join('.'))).toEqual([
      'networkPolicy.pageFrom',
      'networkPolicy.opsFrom',
      'httpRoute.parentRefs',
      'tolerations',
      'affinity',
    ])
  })

  it('every value has a description and a default', () => {
    expect(values().filter(({ node, group }) => !node.description || (!group && node.default === undefined))).toEqual([])
  })
})
