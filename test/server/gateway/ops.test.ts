import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGates } from '../../../server/gateway/gates.ts'
import { type Ops, openOps } from '../../../server/gateway/ops.ts'
import type { Health } from '../../../server/wire/health.ts'
import { ask } from './gateway-kit.ts'

let ops: Ops
let health: Health
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  health = {
    state: 'live',
    since: 1,
    kinds: [{ kind: 'Pod', state: 'live', since: 1, line: Date.now() - 5000, objects: 7, relists: 2, gaps: 1 }],
    faults: { 'kubelet.started': 3 },
  }
  ops = await openOps(
    { listen: '127.0.0.1', port: 0, state: true, gates: createGates([]) },
    {
      health: () => health,
      figures: () => ({ entries: 10, steps: 4, pages: 2, tooSlow: 1, refused: 5, noise: 6, delay: { p50: 0.001, p99: 0.02 } }),
      state: () => ({ Pod: { 'uid-1': '17' } }),
    },
  )
})
afterEach(async () => {
  vi.useRealTimers()
  await ops.close()
})
const get = async (path: string) => {
  const { status, body } = await ask(ops.port, path)
  return { status, text: body.toString() }
}

it('is ready when every kind was listed once, alive before that', async () => {
  health.state = 'syncing'
  expect((await get('/livez')).status).toBe(200)
  expect((await get('/readyz')).status).toBe(503)
  health.state = 'stale'
  expect((await get('/readyz')).status).toBe(200)
})

it('/state lists uid and resourceVersion per kind', async () => {
  expect(JSON.parse((await get('/state')).text)).toEqual({ Pod: { 'uid-1': '17' } })
})

describe('/metrics', () => {
  it('is the Prometheus text format, each metric with help and type', async () => {
    const { text } = await get('/metrics')
    const names = [...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name)
    expect([...text.matchAll(/^# TYPE (\S+) (?:gauge|counter)$/gm)].map(([, name]) => name)).toEqual(names)
    for (const line of text
      .trim()
      .split('\n')
      .filter((each) => !each.startsWith('#'))) {
      const [, name] = /^([a-z_]+)(?:\{[a-z]+="[^"\n]*"\})? -?[\d.e+-]+$/.exec(line) ?? []
      expect(names, line).toContain(name)
    }
    expect(text).toContain('cutaway_objects{kind="Pod"} 7\n')
    expect(text).toContain('cutaway_gaps_total{kind="Pod"} 1\n')
    expect(text).toContain('cutaway_explainer_faults_total{step="kubelet.started"} 3\n')
    expect(text).toContain('last_line_age_seconds{kind="Pod"} 5\n')
  })
})

describe('who may ask', () => {
  const evil = { host: 'evil.example' }
  it.each([{ host: 'evil.example' }, { host: 'localhost', origin: 'http://evil.example' }])(
    'on loopback not through a browser: %j',
    async (headers) => {
      for (const path of ['/livez', '/metrics', '/state', '/x']) {
        const { status, body } = await ask(ops.port, path, headers as Record<string, string>)
        expect([403, 421]).toContain(status)
        expect(body.toString()).not.toContain('uid-1')
      }
    },
  )

  it.each([false, true])('for all to reach: by any name, as a kubelet and Prometheus do; /state %s, and by our names only', async (state) => {
    const wide = await openOps(
      { listen: '0.0.0.0', port: 0, state, gates: createGates([]) },
      { health: () => health, figures: () => ({ delay: {} }) as never, state: () => ({ Pod: { 'uid-1': '17' } }) },
    )
    expect((await ask(wide.port, '/livez', evil)).status).toBe(200)
    expect((await ask(wide.port, '/metrics', evil)).status).toBe(200)
    expect((await ask(wide.port, '/state', evil)).status).toBe(421)
    expect((await ask(wide.port, '/state')).status).toBe(state ? 200 : 404)
    expect((await ask(wide.port, '/')).body.toString()).toBe(`/livez /readyz /metrics${state ? ' /state' : ''}\n`)
    await wide.close()
  })
})

it('says what there is, and takes GET only', async () => {
  expect(await get('/')).toEqual({ status: 404, text: '/livez /readyz /metrics /state\n' })
  expect((await ask(ops.port, '/livez', {}, 'POST')).status).toBe(405)
})

it('a port that is taken', async () => {
  await expect(
    openOps(
      { listen: '127.0.0.1', port: ops.port, state: true, gates: createGates([]) },
      { health: () => health, figures: () => ({}) as never, state: () => ({}) },
    ),
  ).rejects.toMatchObject({
    code: 'PORT_REFUSED',
    exit: 2,
  })
})
