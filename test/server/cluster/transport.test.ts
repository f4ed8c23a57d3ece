import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTransport, type Transport } from '../../../server/cluster/transport.ts'
import { plainConfig } from '../../support/cluster-watch.ts'
import { rawPod } from '../../support/raw-pod.ts'
import { StandInApiServer } from '../../support/stand-in-api-server.ts'
import { until } from '../../support/until.ts'

let server: StandInApiServer
let transport: Transport
beforeEach(async () => {
  server = new StandInApiServer()
  await server.start()
  const config = plainConfig(server.port)
  transport = createTransport(config, () => config)
})
afterEach(async () => {
  vi.useRealTimers()
  await transport.close()
  await server.stop()
})
const watching = { path: '/api/v1/pods', query: { watch: 'true', resourceVersion: '1' } }

it('tells a refusal with its reason and how long to wait', async () => {
  server.refuse = () => ({ code: 429, reason: 'TooManyRequests', retryAfter: 7 })
  await expect(transport.get({ path: '/x' }, 30_000)).rejects.toMatchObject({
    status: 429,
    reason: 'TooManyRequests',
    retryAfter: 7_000,
    message: expect.stringContaining('refused with 429'),
  })
  server.refuse = () => ({ code: 502, body: '<html>' })
  await expect(transport.get({ path: '/x' }, 30_000)).rejects.toMatchObject({ status: 502, reason: '' })
})

it('gives up on a server that never answers', async () => {
  server.freeze(true)
  await expect(transport.get({ path: '/x' }, 100)).rejects.toMatchObject({ code: 'SILENCE' })
})

it('a stream stalls after silence, not after its length', async () => {
  server.bookmarkEvery = 40
  await server.stop()
  await server.start()
  const config = plainConfig(server.port)
  transport = createTransport(config, () => config)
  // Time passes only where it is said here, so that a process that stands still is no silence.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let lines = 0
  let ended = false
  const stream = transport.lines(watching, 300, () => void lines++).finally(() => (ended = true))
  stream.catch(() => {})
  for (let line = 1; line <= 6; line++) {
    await until(() => lines >= line, 'a line')
    vi.advanceTimersByTime(200)
  }
  expect(ended).toBe(false)
  server.freeze()
  vi.advanceTimersByTime(300)
  await expect(stream).rejects.toMatchObject({ code: 'SILENCE' })
})

it('a process that stood still reads what came meanwhile before it calls the server silent', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let lines = 0
  const stream = transport.lines(watching, 300, () => void lines++)
  stream.catch(() => {})
  server.put('/api/v1/pods', rawPod({ number: 1 }))
  await until(() => lines > 0, 'the first line')
  const before = lines
  server.put('/api/v1/pods', rawPod({ number: 2 }))
  await new Promise(process.nextTick)
  // It stands still from when that was sent until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  vi.advanceTimersByTime(300)
  await until(() => lines > before, 'what came meanwhile')
  vi.advanceTimersByTime(299)
  await new Promise(setImmediate)
  server.put('/api/v1/pods', rawPod({ number: 3 }))
  await until(() => lines > before + 1, 'what came after that')
  server.freeze()
  vi.advanceTimersByTime(300)
  await expect(stream).rejects.toMatchObject({ code: 'SILENCE' })
})

it('what the reader throws ends the stream, and the caller can end it; nothing is read after either', async () => {
  let lines = 0
  await expect(
    transport.lines(watching, 30_000, () => {
      lines++
      throw new Error('enough')
    }),
  ).rejects.toThrow('enough')
  const stop = new AbortController()
  const stream = transport.lines({ ...watching, signal: stop.signal }, 30_000, () => void lines++)
  stop.abort(new Error('stopped'))
  await expect(stream).rejects.toThrow('stopped')
  expect(lines).toBe(1)
})
