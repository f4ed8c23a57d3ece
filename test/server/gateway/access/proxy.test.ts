import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../server/gateway/access.ts'
import { createNamespaces } from '../../../../server/gateway/access/namespaces.ts'
import { createProxyAccess, networks, personOf } from '../../../../server/gateway/access/proxy.ts'
import type { Person } from '../../../../server/cluster/reviews.ts'

describe('the address', () => {
  const isProxy = networks(['10.1.0.0/16', 'fd00::/8', '127.0.0.1/32'])
  it.each(['10.1.0.0', '10.1.255.255', '127.0.0.1', '::ffff:10.1.2.3', '::ffff:0a01:0203', 'fd00::1', 'fdff::1', 'fd00::1%eth0'])(
    '%s is of it',
    (one) => expect(isProxy(one)).toBe(true),
  )
  it.each(['10.2.0.0', '127.0.0.2', '::ffff:10.2.0.1', 'fe80::1', '::1', '::10.1.2.3', '10.1.2.3.4', '', 'localhost', '10.1.2'])('%j is not', (one) =>
    expect(isProxy(one)).toBe(false),
  )
})

describe('who it is', () => {
  const read = (...headers: string[]) => personOf(headers, 'x-user', 'x-groups')

  it('as the headers say', () => {
    expect(read('X-User', 'ann', 'X-Groups', 'b, a,b,,')).toEqual({ name: 'ann', groups: ['a', 'b'] })
    expect(read('x-USER', 'ann')).toEqual({ name: 'ann', groups: [] })
    expect(read('X-User', Buffer.from('thảo').toString('latin1'))).toMatchObject({ name: 'thảo' })
  })

  it.each([
    ['no user', ['X-Groups', 'a']],
    ['an empty user', ['X-User', ' ']],
    ['two users', ['X-User', 'ann', 'X-User', 'bob']],
    ['two users in one', ['X-User', 'ann, bob']],
    ['two lists of groups', ['X-User', 'ann', 'X-Groups', 'a', 'x-groups', 'b']],
    ['a user spelled with _', ['X_User', 'ann']],
    ['a user spelled both ways', ['X-User', 'ann', 'X_USER', 'bob']],
    ['groups spelled both ways', ['X-User', 'ann', 'X-Groups', 'a', 'X_Groups', 'b']],
    ['one of Kubernetes itself', ['X-User', 'system:admin']],
    ['a control character', ['X-User', 'ann\u0007']],
    ['a direction override', ['X-User', Buffer.from('ann\u202e').toString('latin1')]],
    ['no UTF-8', ['X-User', '\u00ff']],
    ['a name of 300 characters', ['X-User', 'x'.repeat(300)]],
  ])('nobody with %s', (_, headers) => expect(read(...headers)).toBeUndefined())

  it('groups of Kubernetes itself are left out', () => {
    expect(read('X-User', 'ann', 'X-Groups', 'system:masters, dev ,system:authenticated')).toEqual({ name: 'ann', groups: ['dev'] })
  })
})

describe('access', () => {
  let now = 1000
  const asked: Person[] = []
  const complaints: string[] = []
  let silent = false
  const access = createProxyAccess({
    reviews: {
      who: () => Promise.reject(new Error('nobody asks that')),
      sight: async (person, namespaces) => {
        asked.push(person)
        if (silent) throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })
        return { namespaces: new Set(namespaces.filter((one) => person.groups.includes(one))), cluster: false }
      },
    },
    namespaces: createNamespaces(['a', 'b']),
    from: ['10.0.0.0/8'],
    userHeader: 'x-user',
    groupsHeader: 'x-groups',
    session: 5000,
    complained: (sentence) => complaints.push(sentence),
    now: () => now,
  })
  const caller = (address: string, ...rawHeaders: string[]) => ({ address, rawHeaders, since: 1000 })

  it('sight is by rights, never by the header alone; it is asked for once', async () => {
    const ann = caller('10.0.0.1', 'X-User', 'ann', 'X-Groups', 'a')
    expect(await access.look(ann)).toEqual({ mode: 'proxy', name: 'ann', sight: { namespaces: new Set(['a']), cluster: false }, expires: 6000 })
    await access.look(ann)
    expect(asked).toEqual([{ name: 'ann', groups: ['a'] }])
    expect(await access.look(caller('10.0.0.1', 'X-User', 'ann', 'X-Groups', 'b'))).toMatchObject({ sight: { namespaces: new Set(['b']) } })
  })

  it('from elsewhere the same headers are nothing, and are not asked about', async () => {
    const before = asked.length
    const refused = await access.look(caller('192.168.0.1', 'X-User', 'ann', 'X-Groups', 'a'))
    expect(refused).toMatchObject({ status: 401 })
    expect(refused).not.toHaveProperty('silent')
    expect(asked).toHaveLength(before)
  })

  it('a socket has to pass the proxy again when its session is over', async () => {
    now = 6000
    expect(await access.look(caller('10.0.0.1', 'X-User', 'ann'))).toMatchObject({ status: 401, expired: true })
    now = 1000
  })

  it('nobody is let in while nobody can be asked, and the reason is told without what was sent', async () => {
    silent = true
    expect(await access.look(caller('10.0.0.1', 'X-User', 'eve'))).toMatchObject({ status: 503 })
    expect(complaints).toEqual(['cannot ask the API server what somebody may see: ECONNREFUSED'])
    expect(isRefusal(await access.signIn(caller('10.0.0.1')))).toBe(true)
  })
})
