import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../../server/cluster/reviews.ts'
import { isRefusal } from '../../../../server/gateway/access.ts'
import { createKubernetesAccess } from '../../../../server/gateway/access/kubernetes.ts'
import { createNamespaces } from '../../../../server/gateway/access/namespaces.ts'
import type { Session } from '../../../../server/wire/events.ts'

const HOUR = 3_600_000
let now: number
let people: Map<string, Person & { sees: string[] }>
let asked: string[]
let complaints: string[]
let broken: Error | undefined
let access: ReturnType<typeof createKubernetesAccess>
beforeEach(() => {
  now = 1_700_000_000_000
  people = new Map([
    ['ann-token', { name: 'ann', groups: [], sees: ['a'], expires: now + HOUR }],
    ['bob-token', { name: 'bob', groups: [], sees: ['a', 'b'] }],
  ])
  asked = []
  complaints = []
  broken = undefined
  access = createKubernetesAccess({
    reviews: {
      async who(token, audience) {
        asked.push(`${token} for ${audience}`)
        if (broken) throw broken
        return people.get(token)
      },
      sight: async (person, namespaces) => ({
        namespaces: new Set(namespaces.filter((one) => (person as unknown as { sees: string[] }).sees.includes(one))),
        cluster: false,
      }),
    },
    namespaces: createNamespaces(['a', 'b']),
    audience: 'cutaway',
    session: 2 * HOUR,
    hints: { hint: 'kubectl create token' },
    complained: (sentence) => complaints.push(sentence),
    now: () => now,
  })
})
const caller = (bearer?: string) => ({ address: '10.0.0.1', rawHeaders: [], since: now, ...(bearer === undefined ? {} : { bearer }) })
const look = (bearer?: string) => access.look(caller(bearer))

describe('a token', () => {
  it('shows what its owner may see, until its own end', async () => {
    expect(await look('ann-token')).toEqual({
      mode: 'kubernetes',
      name: 'ann',
      sight: { namespaces: new Set(['a']), cluster: false },
      expires: now + HOUR,
    })
    expect(asked).toEqual(['ann-token for cutaway'])
  })

  it('is the session', async () => {
    expect(await access.signIn(caller('ann-token'))).toEqual({
      session: 'ann-token',
      expires: now + HOUR,
      viewer: { name: 'ann', mode: 'kubernetes', sees: ['a'], cluster: false, expires: now + HOUR },
    })
  })

  it('without an end is good for a session', async () => {
    const began = now
    expect(((await access.signIn(caller('bob-token'))) as Session).expires).toBe(began + 2 * HOUR)
    now += HOUR
    expect(await look('bob-token')).toMatchObject({ expires: began + 2 * HOUR })
    now += HOUR
    expect(await look('bob-token')).toMatchObject({ status: 401, expired: true })
  })

  it('is over when it says so, even while its last review stands', async () => {
    await look('ann-token')
    people.get('ann-token')!.expires = now + 5000
    now += 50_000
    people.set('ann-token', { ...people.get('ann-token')!, expires: now + 5000 })
    await look('ann-token')
    const before = asked.length
    now += 5000
    expect(await look('ann-token')).toMatchObject({ status: 401, expired: true })
    expect(asked).toHaveLength(before)
  })

  it('revoked: known within a minute', async () => {
    await look('ann-token')
    people.delete('ann-token')
    now += 50_000
    const refused = await look('ann-token')
    expect(refused).toMatchObject({ status: 401 })
    expect(refused).not.toHaveProperty('expired')
  })

  it('whose owner sees more or less now: known within a minute', async () => {
    await look('ann-token')
    people.set('ann-token', { ...people.get('ann-token')!, sees: ['b'] })
    now += 50_000
    expect(await look('ann-token')).toMatchObject({ sight: { namespaces: new Set(['b']) } })
  })

  it('none, or what cannot be one: nobody is asked', async () => {
    expect(await look()).toMatchObject({ status: 401, silent: true })
    expect(await look('')).toMatchObject({ status: 401 })
    expect(asked).toEqual([])
  })
})

describe('wrong tokens', () => {
  it('ten in a minute, then unknown ones are not reviewed; who is known stays', async () => {
    await look('ann-token')
    for (let guess = 0; guess < 10; guess++) expect(await look(`wrong-${guess}`)).toMatchObject({ status: 401 })
    const before = asked.length
    expect(await look('wrong')).toMatchObject({ status: 429, retry: 60 })
    expect(await look('bob-token')).toMatchObject({ status: 429 })
    expect(asked).toHaveLength(before)
    now += 50_000
    expect(isRefusal(await look('ann-token'))).toBe(false)
    now += 10_000
    expect(isRefusal(await look('bob-token'))).toBe(false)
  })

  it('at once: twenty are reviewed', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, guess) => look(`wrong-${guess}`)))
    expect(answers.filter((answer) => isRefusal(answer) && answer.status === 429)).toHaveLength(80)
    expect(asked).toHaveLength(20)
  })
})

it('the API server away: who is known stays for a while, others are told to wait; the token is in no complaint', async () => {
  await look('ann-token')
  broken = new Error('ann-token bob-token')
  now += 50_000
  expect(await look('ann-token')).toMatchObject({ name: 'ann' })
  expect(await look('bob-token')).toMatchObject({ status: 503, retry: 5 })
  now += 5 * 60_000
  expect(await look('ann-token')).toMatchObject({ status: 503 })
  expect(complaints.join()).not.toMatch(/token/)
  broken = undefined
  expect(await look('bob-token')).toMatchObject({ name: 'bob' })
})
