import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '../../../../server/gateway/access.ts'
import { createTokenAccess } from '../../../../server/gateway/access/token.ts'
import { openTokenFile } from '../../../../server/gateway/access/token-file.ts'
import type { Session } from '../../../../server/wire/events.ts'
import { until } from '../../../support/until.ts'

const HOUR = 3_600_000
const token = 'correct-horse-battery-staple-0123456789'
let now: number
let file: { token: string; close(): void }
let access: ReturnType<typeof createTokenAccess>
beforeEach(() => {
  now = 1_700_000_000_000
  file = { token, close() {} }
  access = createTokenAccess({ file, session: HOUR, hints: { hint: 'kubectl' }, now: () => now })
})

const caller = (bearer?: string) => ({ address: '127.0.0.1', rawHeaders: [], since: now, ...(bearer === undefined ? {} : { bearer }) })
const signIn = async (bearer?: string) => access.signIn(caller(bearer))
const session = async () => ((await signIn(token)) as Session).session

describe('the token', () => {
  it('gives a session that ends, for everything', async () => {
    expect(await signIn(token)).toEqual({
      session: expect.stringMatching(/^s1\./),
      expires: now + HOUR,
      viewer: { mode: 'token', sees: 'all', cluster: true, expires: now + HOUR },
    })
  })

  it.each(['', 'x', token.slice(1), `${token}x`, token.toUpperCase()])('is no other: %j', async (wrong) => {
    const answer = await signIn(wrong)
    expect(answer).toMatchObject({ status: 401 })
    expect(JSON.stringify(answer)).not.toContain(token)
  })

  it('is no session', async () => expect(await access.look(caller(token))).toMatchObject({ status: 401 }))
  it('is not told by the gate', () => expect(access.gate).toEqual({ mode: 'token', hint: 'kubectl' }))
})

describe('a session', () => {
  it('lets in until its end', async () => {
    const mine = await session()
    expect(await access.look(caller(mine))).toEqual({ mode: 'token', sight: { namespaces: 'all', cluster: true }, expires: now + HOUR })
    now += HOUR - 1
    expect(isRefusal(await access.look(caller(mine)))).toBe(false)
    now += 1
    expect(await access.look(caller(mine))).toMatchObject({ status: 401, expired: true })
  })

  it('survives a restart, and ends when the token is replaced', async () => {
    const mine = await session()
    const restarted = createTokenAccess({ file: { token, close() {} }, session: HOUR, now: () => now })
    expect(isRefusal(await restarted.look(caller(mine)))).toBe(false)
    file.token = 'another-horse-battery-staple-0123456789'
    const refused = await access.look(caller(mine))
    expect(refused).toMatchObject({ status: 401 })
    expect(refused).not.toHaveProperty('expired')
    expect(await signIn(token)).toMatchObject({ status: 401 })
    expect(isRefusal(await signIn(file.token))).toBe(false)
  })

  it('nothing sent is no attempt', async () => {
    expect(await access.look(caller())).toMatchObject({ status: 401, silent: true })
    expect(await access.look(caller('junk'))).not.toHaveProperty('silent')
  })
})

describe('guessing', () => {
  it('ten wrong ones in a minute, then nobody signs in; whoever has a session stays', async () => {
    const mine = await session()
    for (let guess = 0; guess < 10; guess++) expect(await signIn(`wrong-${guess}`)).toMatchObject({ status: 401 })
    now += 20_000
    expect(await signIn('wrong')).toMatchObject({ status: 429, retry: 40 })
    expect(await signIn(token)).toMatchObject({ status: 429 })
    expect(isRefusal(await access.look(caller(mine)))).toBe(false)
    now += 40_000
    expect(isRefusal(await signIn(token))).toBe(false)
  })

  it('right ones count for nothing', async () => {
    for (let time = 0; time < 30; time++) expect(isRefusal(await signIn(token))).toBe(false)
  })

  it('sessions that are no longer ours keep nobody from signing in: a replaced token leaves many', async () => {
    for (let time = 0; time < 30; time++) await access.look(caller('s1.1.x'))
    expect(isRefusal(await signIn(token))).toBe(false)
  })
})

describe('the file', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cutaway-token-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const write = (text: string) => {
    writeFileSync(join(folder, 'token'), text)
    return join(folder, 'token')
  }

  it('is read without what surrounds the token', () => {
    const open = openTokenFile(write(` ${token}\n`), () => {})
    expect(open.token).toBe(token)
    open.close()
  })

  it.each([
    ['too short', 'x'.repeat(31), /fewer than 32 characters/],
    ['empty', '', /fewer than 32 characters/],
    ['of several lines', `${token}\n${token}`, /characters that a token cannot have/],
  ])('%s: refused in one sentence without its content', (_, text, sentence) => {
    const attempt = () => openTokenFile(write(text), () => {})
    expect(attempt).toThrow(sentence)
    expect(attempt).toThrow(expect.objectContaining({ exit: 2, message: expect.not.stringContaining(text || 'xxx') }))
  })

  it('missing: refused', () => expect(() => openTokenFile(join(folder, 'none'), () => {})).toThrow(/cannot be read/))

  it('replaced as a Secret mount is: the new token counts, and what cannot be used does not', async () => {
    for (const name of ['one', 'two']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'one/token'), token)
    writeFileSync(join(folder, 'two/token'), 'z'.repeat(40))
    symlinkSync('one', join(folder, '..data'))
    symlinkSync('..data/token', join(folder, 'token'))
    const complaints: string[] = []
    const open = openTokenFile(join(folder, 'token'), (sentence) => complaints.push(sentence), 10)
    symlinkSync('two', join(folder, '..new'))
    renameSync(join(folder, '..new'), join(folder, '..data'))
    await until(() => open.token === 'z'.repeat(40))
    writeFileSync(join(folder, 'two/token'), 'short')
    await until(() => complaints.length === 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([open.token, complaints]).toEqual(['z'.repeat(40), [expect.stringMatching(/fewer than 32 characters; the token before it stays valid$/)]])
    open.close()
  })
})
