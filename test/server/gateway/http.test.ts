import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadAssets } from '../../../server/gateway/assets.ts'
import { ask, catalogue, entry, object, openGateway, step } from './gateway-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-web-'))
const script = 'console.log("page")'.repeat(100)
beforeAll(() => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Cutaway</title>')
  writeFileSync(join(folder, 'assets/app.1234.js'), script)
  writeFileSync(join(folder, 'assets/app.1234.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, '../outside.js'), 'secret')
})
afterAll(() => rmSync(folder, { recursive: true }))

let open: Awaited<ReturnType<typeof openGateway>>
const start = async (more: Parameters<typeof openGateway>[0] = {}) => (open = await openGateway({ assets: loadAssets(folder), ...more }))
afterEach(() => open.gateway.close())

const parts = { seq: 2, objects: [], pulses: [], stories: [], steps: [step(1), step(2)] }

describe('answers', () => {
  it('/snapshot carries the seq it is of', async () => {
    const { gateway, port } = await start({ recent: () => parts })
    gateway.entry(entry(1))
    gateway.entry(entry(2))
    const { status, headers, body } = await ask(port, '/snapshot')
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    const snapshot = JSON.parse(body.toString())
    expect(snapshot).toMatchObject({ hello: { wire: 1, seq: 2, cluster: { uid: 'c' } }, steps: parts.steps, health: { state: 'live' } })
  })

  it.each([
    ['zstd', zstdDecompressSync],
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('packed as the page can read it: %s', async (coding, unpack) => {
    const { port } = await start({ recent: () => ({ ...parts, steps: Array.from({ length: 50 }, (_, at) => step(at)) }) })
    const { headers, body } = await ask(port, '/snapshot', { 'accept-encoding': coding })
    expect(headers['content-encoding']).toBe(coding)
    expect(JSON.parse(unpack(body).toString()).steps).toHaveLength(50)
  })

  it('/recording: the world before, and all entries', async () => {
    const entries = [object(3), entry(4)]
    const { port } = await start({ recording: { first: parts, entries } })
    const { body } = await ask(port, '/recording')
    expect(JSON.parse(body.toString())).toMatchObject({ hello: { wire: 1 }, first: { hello: { seq: 2 }, steps: parts.steps }, entries })
  })

  it('/recording of a live cluster: there is none', async () => {
    const { port } = await start()
    expect((await ask(port, '/recording')).status).toBe(404)
  })

  it('/catalogue by the hash that hello names, for ever', async () => {
    const { port } = await start()
    const { catalogue: hashes } = JSON.parse((await ask(port, '/snapshot')).body.toString()).hello
    const { status, headers, body } = await ask(port, `/catalogue/en.${hashes.en}.json`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toContain('immutable')
    expect(JSON.parse(body.toString())).toEqual(catalogue)
    expect((await ask(port, '/catalogue/en.000000000000.json')).status).toBe(404)
  })

  it('/steps/:id and its evidence', async () => {
    const { port } = await start({
      recent: () => parts,
      step: (id) => parts.steps.find((step) => step.id === id),
      evidence: (id, part) => (id === 's1' && part === 0 ? { type: 'rule', rule: 'r', source: 's' } : undefined),
    })
    expect(JSON.parse((await ask(port, '/steps/s1')).body.toString())).toEqual(parts.steps[0])
    expect((await ask(port, '/steps/none')).status).toBe(404)
    expect(JSON.parse((await ask(port, '/steps/s1/evidence/0')).body.toString())).toMatchObject({ rule: 'r' })
    const gone = await ask(port, '/steps/s1/evidence/7')
    expect([gone.status, JSON.parse(gone.body.toString())]).toEqual([410, { error: 'expired' }])
  })
})

describe('the page', () => {
  it('index.html is asked for anew, files with a hash are kept', async () => {
    const { port } = await start()
    const index = await ask(port, '/')
    expect([index.status, index.headers['cache-control'], index.headers['content-type']]).toEqual([200, 'no-cache', 'text/html; charset=utf-8'])
    const app = await ask(port, '/assets/app.1234.js', { 'accept-encoding': 'gzip, br' })
    expect([app.headers['content-encoding'], app.headers['cache-control']]).toEqual(['br', 'public, max-age=31536000, immutable'])
    expect(brotliDecompressSync(app.body).toString()).toBe(script)
    expect((await ask(port, '/assets/app.1234.js')).body.toString()).toBe(script)
  })

  it('addresses of the page are the page, files that are not there are not', async () => {
    const { port } = await start()
    expect((await ask(port, '/story/abc')).headers['content-type']).toContain('text/html')
    expect((await ask(port, '/assets/none.js')).status).toBe(404)
  })

  it.each([
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/assets/..%5c..%5coutside.js',
    '//etc/passwd',
    '/assets/%00',
    '/%E0%A4%A',
    '/assets/../../outside.js',
  ])('nothing outside: %s', async (path) => {
    const { port } = await start()
    const { status, body } = await ask(port, path)
    expect(body.toString()).not.toContain('secret')
    expect([400, 404, body.toString().includes('<!doctype') ? 200 : 404]).toContain(status)
  })
})

describe('gates', () => {
  it('security headers come with every answer', async () => {
    const { port } = await start()
    for (const path of ['/', '/snapshot', '/none.js', '/steps/none']) {
      const { headers } = await ask(port, path)
      expect(headers['content-security-policy'], path).toMatch(/default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|data:|\*/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  it.each([
    [{ host: 'evil.example' }, 421],
    [{ host: 'localhost', origin: 'http://evil.example' }, 403],
    [{ host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
  ])('%j gets no data from any route', async (headers, status) => {
    const { port } = await start({ recent: () => parts, recording: { first: parts, entries: [] } })
    for (const path of ['/', '/snapshot', '/recording', '/steps/s1', '/assets/app.1234.js', '/x']) {
      const answer = await ask(port, path, headers)
      expect([answer.status, answer.body.length < 100], path).toEqual([status, true])
    }
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('%s is not for us', async (method) => {
    const { port } = await start()
    expect((await ask(port, '/snapshot', {}, method)).status).toBe(405)
  })

  it('two Host headers, a request that is none: refused, server well', async () => {
    const { port } = await start({ recent: () => parts })
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(text))
        let heard = ''
        socket.on('data', (data) => (heard += String(data)))
        socket.on('close', () => resolve(heard))
      })
    expect(await raw('GET /snapshot HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n')).toMatch(/^HTTP\/1.1 4(00|21)/)
    expect(await raw('GET http://evil/snapshot HTTP/1.1\r\nHost: evil\r\n\r\n')).toMatch(/^HTTP\/1.1 421/)
    expect(await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431/)
    expect((await ask(port, '/snapshot')).status).toBe(200)
  })

  it('an answer that fails is a 500 without a word of why, and is reported', async () => {
    const { port, faults } = await start({
      recent: () => {
        throw new Error('inner secret')
      },
    })
    const { status, body } = await ask(port, '/snapshot')
    expect([status, body.toString().includes('secret')]).toEqual([500, false])
    expect(faults).toHaveLength(1)
  })
})

it('a port that is taken: an error when asked for, else the next one', async () => {
  const { port } = await start()
  const other = await openGateway()
  await other.gateway.close()
  await expect(other.gateway.listen(port, false)).rejects.toMatchObject({ exit: 2, message: expect.stringContaining(`port ${port}`) })
  expect(await other.gateway.listen(port, true)).toBeGreaterThan(port)
  await other.gateway.close()
})
