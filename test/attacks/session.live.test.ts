import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sameText } from '../../server/gateway/access/session.ts'
import type { Snapshot } from '../../server/wire/events.ts'
import { readCluster } from '../cluster/cluster.ts'
import { type Page, openPage } from '../faults/page.ts'
import { clusterName } from '../faults/server.ts'
import { signIn } from '../pod/enter.ts'
import { launch } from '../support/browser.ts'
import { byToken, type Desk, onCluster, openDesk, ready, startImage, stopAll, type Target, until } from './kit.ts'
import { clusterKey, forge, invite, kubectl, type Person, strangeKey } from './people.ts'
import { type Answer, get, head, join, openLine, raw, SOCKET } from './raw.ts'
import { openTap } from './sites.ts'

const nth = `${process.pid % 10_000}`
let desk: Desk
let fleeting: Desk
let token: Target
/** Sessions of twelve seconds, and a token that is replaced: time to sign in and look, and less than who never answers a ping is given. */
let brief: Target
let kube: Target
let proxied: Target
let anna: Person
let ben: Person
let session: { anna: string; ben: string }
let revoked: Promise<{ page: Page; status: number }>
let expired: ReturnType<typeof expire>

beforeAll(async () => {
  ;[desk, fleeting] = [openDesk(), openDesk()]
  const mounts = { '/desk': desk.folder }
  const gateway = readCluster(clusterName)!.gateway
  ;[token, brief, kube, proxied, anna, ben] = await Promise.all([
    startImage({ on: 'loopback', flags: byToken, mounts }),
    startImage({ on: 'loopback', flags: [...byToken, '--session', '12s'], mounts: { '/desk': fleeting.folder } }),
    startImage({ on: 'cluster', flags: [...onCluster, '--access', 'kubernetes'], mounts }),
    startImage({ on: 'cluster', flags: [...onCluster, '--access', 'proxy', '--proxy-from', `${gateway}/32`], mounts }),
    invite(`attacks-anna-${nth}`),
    invite(`attacks-ben-${nth}`),
  ])
  await Promise.all([kube, proxied].map(ready))
  const [one, other] = await Promise.all([anna, ben].map(async (person) => signIn(kube.port, await person.token())))
  session = { anna: one!.session, ben: other!.session }
  ;[revoked, expired] = [revoke(), expire()]
  expired.catch(() => {})
  revoked.catch(() => {})
})
afterAll(async () => {
  await stopAll()
  await Promise.all([anna, ben].map((person) => person?.leave()))
  desk.close()
  fleeting.close()
})

const bearer = (value: string): string => `Authorization: Bearer ${value}`
const ask = (target: Target, path: string, ...headers: string[]): Promise<Answer> =>
  get(target.port, path, [`Host: localhost:${target.port}`, ...headers])
const post = (target: Target, ...headers: string[]): Promise<Answer> =>
  get(target.port, '/session', [`Host: localhost:${target.port}`, ...headers], 'POST')
/** What a socket is told that joins with this auth. */
async function joined(target: Target, auth: object | string, ...headers: string[]): Promise<string> {
  const line = await openLine(target.port, [`Host: localhost:${target.port}`, ...headers])
  const said = await join(line!, auth)
  line!.socket.destroy()
  return said
}

/** Somebody is in, and then their ServiceAccount is gone. A namespace more, and rights are asked about anew. */
async function revoke(): Promise<{ page: Page; status: number }> {
  const carl = await invite(`attacks-carl-${nth}`)
  const bearer = await carl.token()
  const page = await openPage(kube.port, kube.port, (await signIn(kube.port, bearer)).session)
  await carl.vanish()
  await carl.leave()
  await kubectl(['create', 'namespace', `attacks-more-${nth}`])
  await until(
    () => page.byes.length > 0,
    () => 'carl is still in',
    120_000,
  )
  await kubectl(['delete', 'namespace', `attacks-more-${nth}`, '--wait=false'])
  return { page, status: (await ask(kube, '/snapshot', `Authorization: Bearer ${bearer}`)).status }
}

/** Somebody is in until their session ends. */
async function expire() {
  const { session } = await signIn(brief.port, fleeting.token)
  const line = await openLine(brief.port)
  await join(line!, { token: session })
  const { status } = await ask(brief, '/recording', bearer(session))
  await until(() => line!.closed)
  return { session, line: line!, status }
}

describe('A7 the token stays out of addresses', () => {
  test('A7 in a query it opens nothing', async () => {
    const { session } = await signIn(token.port, desk.token)
    expect((await ask(token, '/recording', bearer(session))).status).toBe(200)
    for (const name of ['token', 't', 'access_token', 'session', 'auth', 'authorization', 'bearer'])
      for (const value of [session, desk.token]) {
        expect((await ask(token, `/recording?${name}=${value}`)).status).toBe(401)
        const line = await openLine(token.port, [`Host: localhost:${token.port}`], `${SOCKET}&${name}=${value}`)
        expect(await join(line!)).toMatch(/^44.*401/)
        line!.socket.destroy()
      }
    for (const cookie of ['token', 'session', 't']) expect((await ask(token, '/recording', `Cookie: ${cookie}=${session}`)).status).toBe(401)
    expect((await get(token.port, `/session?token=${desk.token}`, [`Host: localhost:${token.port}`], 'POST')).status).toBe(401)
  })

  test('A7 the link: in no request line, no Referer, no log; then in no address', async () => {
    const tap = await openTap(token.port)
    const browser = await chromium.launch(launch)
    const page = await browser.newPage()
    await page.goto(`http://localhost:${tap.port}/#t=${desk.token}`)
    await page.locator('main, .map, .story').first().waitFor()
    await until(() => /GET \/recording[^]*\r\nauthorization: Bearer s1\./.test(tap.sent))
    const lines = tap.sent.split('\r\n')
    const holding = lines.filter((line) => line.includes(desk.token))
    expect(holding).toEqual([expect.stringMatching(`^authorization: Bearer ${desk.token}$`)])
    expect(lines.filter((line) => /^(GET|POST|referer)/i.test(line) && /s1\./.test(line))).toEqual([])
    expect(lines.some((line) => line.startsWith('authorization: Bearer s1.'))).toBe(true)
    expect(page.url()).not.toContain(desk.token)
    expect(await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, document.documentElement.outerHTML]))).not.toMatch(
      /s1\.\d/,
    )
    await page.goBack().catch(() => {})
    expect(page.url()).not.toContain(desk.token)
    await browser.close()
    tap.close()
    expect(await token.said()).not.toContain(desk.token)
    expect(await token.said()).not.toMatch(/s1\.\d/)
  })
})

describe('A8 tokens that are none', () => {
  const signature = 'A'.repeat(43)
  const wrong = [
    'x',
    '%00',
    'null',
    'undefined',
    '[object Object]',
    `s1.9999999999999.${signature}`,
    's1.9999999999999.',
    `s2.1.${signature}`,
    'a'.repeat(8193),
  ]

  test('A8 as a header', async () => {
    for (const value of wrong) expect([value, (await ask(token, '/recording', bearer(value))).status]).toEqual([value, 401])
    for (const line of [
      'Authorization:',
      'Authorization: Bearer',
      'Authorization: Bearer  ',
      'Authorization: Basic eDp4',
      'Authorization: Bearer a b',
      'Authorization: Bearer ["x"]',
    ])
      expect([line, (await ask(token, '/recording', line)).status]).toEqual([line, 401])
    expect((await ask(token, '/recording', bearer('a'.repeat(1_000_000)))).status).toBe(431)
  })

  test('A8 a session with something changed, the session as the token, the token as a session', async () => {
    const { session } = await signIn(token.port, desk.token)
    const [, expires = '', signed = ''] = session.split('.')
    const changed = [
      `s1.${Number(expires) + 1}.${signed}`,
      `s1.0${expires}.${signed}`,
      `s1.${expires}.${signed.slice(0, -1)}A`,
      session.toUpperCase(),
      `${session}.${signed}`,
      `${session}=`,
      session.slice(0, -1),
    ]
    for (const value of [...changed, desk.token]) expect([value, (await ask(token, '/recording', bearer(value))).status]).toEqual([value, 401])
    expect((await post(token, bearer(session))).status).toBe(401)
    expect((await ask(token, '/recording', bearer(session), bearer(session))).status).toBe(401)
    expect((await ask(token, '/recording', bearer(session), 'Authorization: Bearer x')).status).toBe(401)
  })

  test("A8 in a socket's auth, of any type", async () => {
    const { session } = await signIn(token.port, desk.token)
    expect(await joined(token, { token: session })).toMatch(/^40/)
    const values: unknown[] = [
      ...wrong,
      '',
      0,
      1,
      true,
      null,
      [],
      [session],
      { 0: session },
      { toString: session },
      { length: 1 },
      [[session]],
      { token: session },
    ]
    for (const value of values) expect([value, await joined(token, { token: value })]).toEqual([value, expect.stringMatching(/^44.*401/)])
    // Some of them are answered by nothing.
    const odd = [[], [session], [{ token: session }], null, 'text', 7].map((auth) => joined(token, JSON.stringify(auth)))
    for (const said of await Promise.all(odd)) expect(said).not.toMatch(/^40/)
    // Larger than a message may be: the connection ends.
    expect(await joined(token, { token: 'a'.repeat(1_000_000) })).toBe('')
  })

  test('A8 comparing takes as long whatever two tokens have in common', () => {
    const same = 'a'.repeat(4_000_000)
    // What this thread has worked, µs: others take their turns meanwhile.
    const worked = () => {
      const { user, system } = process.threadCpuUsage()
      return user + system
    }
    const time = (other: string): number => {
      const begun = worked()
      expect(sameText(`${same}b`, other)).toBe(false)
      return worked() - begun
    }
    const times = Array.from({ length: 9 }, () => [time(`${same}c`), time(`x${same}`)] as const)
    const median = (which: 0 | 1): number => times.map((pair) => pair[which]).toSorted((a, b) => a - b)[4]!
    expect(median(0) / median(1)).toBeGreaterThan(0.5)
    expect(median(0) / median(1)).toBeLessThan(2)
  })

  test('A8 guessing ends after ten, whoever guesses; who is in stays in', async () => {
    const { session } = await signIn(token.port, desk.token)
    const statuses: number[] = []
    for (let guess = 0; guess < 15; guess++) statuses.push((await post(token, bearer(`guess-${guess}-${'x'.repeat(40)}`))).status)
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429])
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10)
    expect((await post(token, bearer(desk.token))).text).toMatch(/429[^]*retry-after: \d+/i)
    expect((await ask(token, '/recording', bearer(session))).status).toBe(200)
    expect(await token.said()).not.toMatch(/guess-|s1\.\d/)
  })
})

describe('A10 the place of somebody else', () => {
  test("A10 with another's epoch and number nothing of theirs is resumed", async () => {
    const page = await openPage(kube.port, kube.port, session.ben)
    const { epoch } = page.hello
    const line = await openLine(kube.port)
    await join(line!, { token: session.anna, epoch, seq: 0 })
    await until(() => line!.heard.some((text) => text.startsWith('42["reset"')))
    await sleep(300)
    const heard = line!.heard.join('\n')
    expect(heard).toContain('42["reset","epoch"]')
    expect(heard).not.toContain(epoch)
    expect(heard).not.toContain(ben.namespace)
    expect(heard).not.toMatch(/42\["(steps|objects|amend)"/)
    line!.socket.destroy()
    page.close()
  })

  test('A10 nor by the ids that socket.io or engine.io know a connection by', async () => {
    const theirs = await openLine(kube.port)
    const sid = /"sid":"([^"]+)"/.exec(theirs!.heard[0] ?? (await until(() => theirs!.heard.length > 0).then(() => theirs!.heard[0]!)))![1]!
    const greeting = await join(theirs!, { token: session.ben })
    const own = /"sid":"([^"]+)"/.exec(greeting)![1]!
    await until(() => theirs!.heard.some((text) => text.startsWith('42["hello"')))
    for (const id of [sid, own]) {
      expect(await joined(kube, { token: session.anna, pid: id, offset: '0', sid: id })).not.toContain(id)
      const line = await openLine(kube.port, [`Host: localhost:${kube.port}`], `${SOCKET}&sid=${id}`)
      for (const packet of ['2probe', '5', '40']) line?.say(packet)
      await sleep(200)
      expect(line?.heard ?? []).toEqual([])
      line?.socket.destroy()
    }
    // They did not notice.
    expect(theirs!.closed).toBe(false)
    theirs!.say('3')
    await sleep(100)
    expect(theirs!.closed).toBe(false)
    theirs!.socket.destroy()
  })
})

describe('A11 what another may see, asked for in every way', () => {
  let theirs: Snapshot
  let own: Snapshot
  const snapshotOf = async (session: string): Promise<Snapshot> =>
    (await (await fetch(`http://127.0.0.1:${kube.port}/snapshot`, { headers: { authorization: `Bearer ${session}` } })).json()) as Snapshot

  beforeAll(async () => {
    // What existed when the server came is shown, but nothing is told of it.
    await Promise.all([anna, ben].map(({ namespace }) => kubectl(['-n', namespace, 'scale', 'deployment', `web-of-${namespace}`, '--replicas=2'])))
    await until(
      async () => {
        ;[own, theirs] = await Promise.all([snapshotOf(session.anna), snapshotOf(session.ben)])
        return [own, theirs].every(({ steps }) => steps.length >= 5)
      },
      () => JSON.stringify([own, theirs]).slice(0, 500),
      60_000,
    )
  })

  test('A11 the snapshot names nothing of it', () => {
    const text = JSON.stringify(own)
    expect(text).not.toContain(ben.namespace)
    const ids = [...theirs.objects.map(({ ref }) => ref.uid), ...theirs.steps.map(({ id }) => id), ...theirs.stories.map(({ id }) => id)]
    expect(ids.length).toBeGreaterThan(8)
    expect(ids.filter((id) => text.includes(id))).toEqual([])
    expect(own.hello.viewer).toMatchObject({ sees: [anna.namespace], cluster: false })
    const { hello: _, ...told } = own
    expect(JSON.stringify(told)).not.toMatch(/kube-system/)
  })

  test('A11 its steps by id are as if there were none, in every spelling', async () => {
    const none = await ask(kube, '/steps/no-such-step', bearer(session.anna))
    const nowhere = await ask(kube, '/steps/no-such-step/evidence/0', bearer(session.anna))
    const bare = ({ text }: Answer): string => text.replace(/^date: .*$/im, '')
    for (const { id } of theirs.steps) {
      expect((await ask(kube, `/steps/${id}`, bearer(session.ben))).status, 'to its own viewer').toBe(200)
      for (const path of [
        `/steps/${id}`,
        `/steps/${id}?namespace=${ben.namespace}`,
        `/steps/${id}/`,
        `/STEPS/${id}`,
        `//steps/${id}`,
        `/steps/%2e/${id}`,
        `/steps/../steps/${id}`,
        `/steps/${id}%00`,
      ]) {
        const answer = await ask(kube, path, bearer(session.anna))
        expect(answer.text).not.toContain(ben.namespace)
        expect([path, answer.status === 200 && !answer.text.includes('<!doctype html>')]).toEqual([path, false])
      }
      expect(bare(await ask(kube, `/steps/${id}`, bearer(session.anna)))).toBe(bare(none))
      for (const part of [0, 1, -1, 1e9, '__proto__'])
        expect(bare(await ask(kube, `/steps/${id}/evidence/${part}`, bearer(session.anna)))).toBe(bare(nowhere))
    }
  })

  test('A11 what is asked of the socket is answered by nothing', async () => {
    const line = await openLine(kube.port)
    await join(line!, { token: session.anna, namespace: ben.namespace, sees: 'all', room: theirs.hello.epoch, rooms: [theirs.hello.epoch] })
    await until(() => line!.heard.some((text) => text.startsWith('42["health"')))
    const asked = ['join', 'subscribe', 'room', 'snapshot', 'recording', 'history', 'step']
    for (const event of asked) line!.say(`42${JSON.stringify([event, theirs.hello.epoch, { namespace: ben.namespace, id: theirs.steps[0]!.id }])}`)
    await until(() => line!.closed)
    expect(line!.heard.join('\n')).not.toContain(ben.namespace)
    expect(line!.heard.join('\n')).not.toContain(theirs.hello.epoch)
  })

  test('A11 what happens there is not told here, not even in numbers', async () => {
    const [mine, other] = await Promise.all([session.anna, session.ben].map((one) => openPage(kube.port, kube.port, one)))
    const before = (await snapshotOf(session.anna)).hello.seq
    await kubectl(['-n', ben.namespace, 'scale', 'deployment', `web-of-${ben.namespace}`, '--replicas=0'])
    await until(
      () => other!.entries.length > 3,
      () => JSON.stringify(other!.entries.length),
      60_000,
    )
    await sleep(300)
    expect(JSON.stringify(mine!.entries)).not.toContain(ben.namespace)
    const after = (await snapshotOf(session.anna)).hello.seq
    await until(() => after === before || mine!.entries.some(({ seq }) => seq >= after))
    expect(mine!.entries.filter(({ seq }) => seq > before && seq <= after).length).toBe(after - before)
    mine!.close()
    other!.close()
  })

  test('A11 there is no recording, and no list of who else is in', async () => {
    for (const path of [
      '/recording',
      '/tape',
      '/journal',
      '/history',
      '/state',
      '/metrics',
      '/sessions',
      '/objects',
      '/stories',
      `/namespaces/${ben.namespace}`,
    ]) {
      const { status, text } = await ask(kube, path, bearer(session.anna))
      expect([path, status === 404 || text.includes('<!doctype html>')]).toEqual([path, true])
      expect(text).not.toContain(ben.namespace)
    }
    expect((await get(kube.ops, '/state', [`Host: localhost:${kube.ops}`])).status).toBe(404)
    expect((await get(kube.ops, '/metrics', [`Host: localhost:${kube.ops}`])).text).not.toContain(ben.namespace)
  })
})

describe('A12 who the proxy says it is', () => {
  const user = (name: string): string => `X-Forwarded-User: ${name}`

  test('A12 the proxy is believed, and its user sees what is theirs', async () => {
    const { status, text } = await ask(proxied, '/snapshot', user(anna.user))
    expect(status).toBe(200)
    expect(text).toContain(`"sees":["${anna.namespace}"]`)
    expect(text).not.toContain(ben.namespace)
  })

  test('A12 nobody else is, whatever they send', async () => {
    const headers = {
      'x-forwarded-user': anna.user,
      'x-forwarded-for': readCluster(clusterName)!.gateway,
      'x-real-ip': readCluster(clusterName)!.gateway,
      forwarded: `for=${readCluster(clusterName)!.gateway}`,
    }
    const code = `fetch('http://127.0.0.1:8080/snapshot', { headers: ${JSON.stringify(headers)} }).then(async (answer) => console.log(answer.status, await answer.text()))`
    const said = await proxied.inside(code)
    expect(said).toMatch(/^401 /)
    expect(said).not.toContain(anna.namespace)
  })

  const lies: [string, (name: string) => string[]][] = [
    ['none', () => []],
    ['empty', () => [user('')]],
    ['the other spelling', (name) => [`X_Forwarded_User: ${name}`]],
    ['both spellings', (name) => [user('nobody'), `X_Forwarded_User: ${name}`]],
    ['half the other spelling', (name) => [user(name), `X-Forwarded_User: ${name}`]],
    ['twice', (name) => [user(name), user(name)]],
    ['twice, another first', (name) => [user('nobody'), user(name)]],
    ['a list', (name) => [user(`${name}, nobody`)]],
    ['a list, the other way', (name) => [user(`nobody,${name}`)]],
    ['of the system', () => [user('system:admin')]],
    ['a ServiceAccount', (name) => [user(`system:serviceaccount:${name}:default`)]],
    ['groups twice', (name) => [user(name), 'X-Forwarded-Groups: a', 'X-Forwarded-Groups: b']],
    ['groups in both spellings', (name) => [user(name), 'X-Forwarded-Groups: a', 'X_Forwarded_Groups: system:masters']],
    ['a name with a control character', (name) => [user(`${name}\t`.replace('\t', '\u0085'))]],
    ['Latin-1 that is no UTF-8', () => [user('j\u00e4ne')]],
    ['a long one', () => [user('j'.repeat(300))]],
    ['a token instead', () => [`Authorization: Bearer ${session.anna}`]],
  ]
  test.each(lies)('A12 %s', async (_, headers) => {
    const answer = await ask(proxied, '/snapshot', ...headers(anna.user))
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain(anna.namespace)
    expect(await joined(proxied, {}, ...headers(anna.user))).toMatch(/^44.*401/)
  })

  test('A12 groups of the system are not passed on', async () => {
    const { status, text } = await ask(proxied, '/snapshot', user(anna.user), 'X-Forwarded-Groups: system:masters, system:nodes')
    expect(status).toBe(200)
    expect(text).toContain(`"sees":["${anna.namespace}"]`)
    expect(text).not.toContain(ben.namespace)
  })

  test('A12 names that mean something to a program are names', async () => {
    for (const name of ['__proto__', 'constructor', "' or 1=1 --", '${7*7}', '{"groups":["system:masters"]}', '*']) {
      const { status, text } = await ask(proxied, '/snapshot', user(name))
      expect([name, status]).toEqual([name, 200])
      expect(text).toContain('"sees":[]')
    }
  })
})

describe('A9 tokens that were good once, or elsewhere', () => {
  test('A9 a session ends by itself, and its socket with it', async () => {
    const { session, line, status } = await expired
    expect(status).toBe(200)
    expect(line.heard.filter((text) => text.includes('"bye"'))).toEqual(['42["bye","expired"]'])
    expect((await ask(brief, '/recording', bearer(session))).status).toBe(401)
    expect(await joined(brief, { token: session })).toMatch(/^44.*401/)
  })

  test('A9 a token that is replaced takes its sessions with it', async () => {
    const before = fleeting.token
    const { session } = await signIn(brief.port, before)
    const line = await openLine(brief.port)
    await join(line!, { token: session })
    fleeting.rotate()
    await until(() => line!.closed)
    expect(line!.heard.filter((text) => text.includes('"bye"'))).toEqual(['42["bye","revoked"]'])
    expect((await ask(brief, '/recording', bearer(session))).status).toBe(401)
    expect((await post(brief, bearer(before))).status).toBe(401)
    expect((await post(brief, bearer(fleeting.token))).status).toBe(200)
  })

  test("A9 a cluster's token: expired, not yet, of another audience, of another cluster, unsigned", async () => {
    const [key, good] = await Promise.all([clusterKey(), anna.token()])
    const now = Math.floor(Date.now() / 1000)
    expect(
      (await post(kube, bearer(forge(good, key, (held) => ({ ...held, jti: 'forged' }))))).status,
      'signed by the cluster: the forging works',
    ).toBe(200)
    const ways: [string, string][] = [
      ['expired', forge(good, key, (held) => ({ ...held, iat: now - 7200, nbf: now - 7200, exp: now - 60 }))],
      ['not yet', forge(good, key, (held) => ({ ...held, iat: now + 3600, nbf: now + 3600, exp: now + 7200 }))],
      ['another audience', await anna.token('https://kubernetes.default.svc.cluster.local')],
      ['no audience', forge(good, key, (held) => ({ ...held, aud: undefined }))],
      ['another key', forge(good, strangeKey(), (held) => held)],
      ['another issuer', forge(good, key, (held) => ({ ...held, iss: 'https://elsewhere.test' }))],
      ['unsigned', forge(good, undefined, (held) => held, { alg: 'none' }).replace(/[^.]*$/, '')],
      ['other claims under its signature', forge(good, undefined, (held) => ({ ...held, exp: now + 999_999 }))],
      [
        'of an account that never was',
        forge(good, key, (held) => ({
          ...held,
          'kubernetes.io': { namespace: anna.namespace, serviceaccount: { name: 'jane', uid: 'no-such-uid' } },
        })),
      ],
    ]
    // Ten may be wrong within a minute: the sockets come when it no longer matters whether they were looked at.
    for (const [way, value] of ways) expect([way, (await post(kube, bearer(value))).status]).toEqual([way, 401])
    for (const [way, value] of ways) expect([way, await joined(kube, { token: value })]).toEqual([way, expect.stringMatching(/^44.*(401|429)/)])
    expect(await kube.said()).not.toMatch(/eyJ/)
  })

  test('A9 an account that is deleted is shown out', async () => {
    const { page, status } = await revoked
    expect(page.byes).toEqual(['revoked'])
    expect([401, 429]).toContain(status)
    page.close()
  })
})

test('A7 after all this no log holds a token', async () => {
  for (const target of [token, brief, kube, proxied]) {
    const said = await target.said()
    expect(said).not.toMatch(/eyJ|s1\.\d|Bearer/)
    for (const value of [desk.token, fleeting.token, session.anna, session.ben]) expect(said).not.toContain(value)
  }
  expect(readFileSync(`${desk.folder}/token`, 'utf8')).toBe(desk.token)
  expect((await raw(token.port, head('GET /access HTTP/1.1', 'Host: localhost', 'Connection: close'))).status).toBe(200)
})
