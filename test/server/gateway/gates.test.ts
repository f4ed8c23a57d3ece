import { describe, expect, it } from 'vitest'
import type { IncomingMessage } from 'node:http'
import { createGates } from '../../../server/gateway/gates.ts'

const asked = (headers: Record<string, string>, raw = Object.entries(headers).flat(), method = 'GET', url = '/', data = false) =>
  createGates(['wall.local']).refuse({ headers, rawHeaders: raw, method, url } as unknown as IncomingMessage, data)?.status

describe('Host', () => {
  it.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST:1',
    'localhost.:8080',
    'localhost.',
    '127.0.0.1:8080',
    '[::1]:8080',
    'wall.local',
    'Wall.Local:80',
  ])('%s may', (host) => expect(asked({ host })).toBeUndefined())

  it.each([
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '2130706433',
    '127.1',
    '[::ffff:127.0.0.1]',
    'localhost@evil',
    'localhost:8080:1',
    'localhost:99999999',
    '0.0.0.0',
    'wall.local.'.repeat(2),
  ])('%j may not', (host) => expect(asked({ host })).toBe(421))

  it('none or two may not', () => {
    expect(asked({})).toBe(421)
    expect(asked({ host: 'localhost' }, ['Host', 'localhost', 'hOST', 'evil'])).toBe(421)
  })
})

describe('Origin', () => {
  const host = 'localhost:8080'
  it.each(['http://localhost:8080', 'https://localhost:8080'])('%s may', (origin) => expect(asked({ host, origin })).toBeUndefined())

  it.each([
    'null',
    '',
    'http://evil.example',
    'http://localhost',
    'http://localhost:9999',
    'http://localhost:8080.evil.example',
    'http://localhost:8080@evil.example',
    'http://127.0.0.1:8080',
    'file://',
    'HTTP://localhost:8080',
    'http://localhost:8080/',
  ])('%j may not', (origin) => expect(asked({ host, origin })).toBe(403))
})

describe('Sec-Fetch-Site', () => {
  const host = 'localhost'
  it.each([
    ['none', 'navigate', undefined],
    ['same-origin', 'cors', undefined],
    ['cross-site', 'navigate', undefined],
    ['cross-site', 'no-cors', 403],
    ['same-site', 'cors', 403],
    ['cross-site', 'websocket', 403],
  ])('%s %s', (site, mode, status) => expect(asked({ host, 'sec-fetch-site': site, 'sec-fetch-mode': mode })).toBe(status))
})

it('a form that another site posts is no link that is followed', () => {
  const headers = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect(asked(headers, undefined, 'POST')).toBe(403)
})

it('a link of another site leads to the page, not to data', () => {
  const headers = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect([asked(headers), asked(headers, undefined, 'GET', '/snapshot', true)]).toEqual([undefined, 403])
  expect(asked({ ...headers, 'sec-fetch-site': 'none' }, undefined, 'GET', '/snapshot', true)).toBeUndefined()
})

it.each(['http://evil.example/', 'http://localhost/', '*', '', 'x'])('a request line that names no path of ours: %j', (url) => {
  expect(asked({ host: 'localhost' }, undefined, 'GET', url)).toBe(421)
})

it.each([
  [{ 'content-length': '0' }, undefined],
  [{ 'content-length': '1' }, 413],
  [{ 'content-length': '00' }, 413],
  [{ 'transfer-encoding': 'chunked' }, 413],
  [{ 'transfer-encoding': 'identity', 'content-length': '0' }, 413],
])('no body: %j', (headers, status) => expect(asked({ host: 'localhost', ...headers } as Record<string, string>)).toBe(status))

it('50 new sockets a second, then more with time', () => {
  let now = 0
  const gates = createGates([], () => now)
  const admitted = (n: number) => Array.from({ length: n }, () => gates.admit()).filter(Boolean).length
  expect(admitted(80)).toBe(50)
  now += 100
  expect(admitted(80)).toBe(5)
  now += 60_000
  expect(admitted(80)).toBe(50)
})
