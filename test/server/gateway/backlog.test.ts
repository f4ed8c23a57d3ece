import { expect, it } from 'vitest'
import { type Connection, createBacklog } from '../../../server/gateway/backlog.ts'

function reader() {
  let now = 0
  const connection: Connection = { writeBuffer: [], transport: { socket: { bufferedAmount: 0 } } }
  const backlog = createBacklog(() => now)
  return {
    connection,
    pass: (ms: number) => (now += ms),
    look: () => backlog.look(connection),
    /** What the last of the looks says that come meanwhile. */
    wait(ms: number) {
      for (let left = ms; left > 250; left -= 250) {
        now += 250
        backlog.look(connection)
      }
      now += ms % 250 || 250
    },
    queue: (bytes: number) => connection.writeBuffer.push({ data: 'x'.repeat(bytes) }),
  }
}

it('is well while the queue moves, however long', () => {
  const { connection, wait, look, queue } = reader()
  for (let round = 0; round < 100; round++) {
    connection.writeBuffer = []
    queue(1000)
    expect(look()).toBe('well')
    wait(250)
  }
})

it('falls behind by bytes, of packets and of the socket together', () => {
  const { connection, look, queue } = reader()
  queue(600_000)
  expect(look()).toBe('well')
  connection.transport.socket!.bufferedAmount = 500_000
  expect(look()).toBe('behind')
  expect(connection.writeBuffer).toEqual([])
})

it('falls behind by age of the oldest packet', () => {
  const { wait, look, queue } = reader()
  queue(10)
  expect(look()).toBe('well')
  wait(1900)
  queue(10)
  expect(look()).toBe('well')
  wait(200)
  expect(look()).toBe('behind')
})

it('takes its own standstill for nobody else', () => {
  const { pass, wait, look, queue } = reader()
  queue(10)
  expect(look()).toBe('well')
  pass(60_000)
  expect(look()).toBe('well')
  wait(1400)
  expect(look()).toBe('well')
  wait(200)
  expect(look()).toBe('behind')
  pass(60_000)
  queue(1)
  expect(look()).toBe('waiting')
})

it('recovers once everything was read, and is given up after 30 s', () => {
  const { connection, wait, look, queue } = reader()
  queue(2 ** 20 + 1)
  expect(look()).toBe('behind')
  queue(1)
  expect(look()).toBe('waiting')
  connection.writeBuffer = []
  connection.transport.socket!.bufferedAmount = 1
  expect(look()).toBe('waiting')
  connection.transport.socket!.bufferedAmount = 0
  expect(look()).toBe('recovered')
  expect(look()).toBe('well')
  queue(2 ** 20 + 1)
  expect(look()).toBe('behind')
  queue(1)
  wait(30_001)
  expect(look()).toBe('lost')
})

it('takes as long for one reader as for many, and after a time without any', () => {
  let now = 0
  const backlog = createBacklog(() => now)
  const readers = Array.from({ length: 50 }, (): Connection => ({ writeBuffer: [{ data: 'x' }], transport: {} }))
  const round = () => new Set(readers.map((each) => backlog.look(each)))
  now += 3_600_000
  for (let ms = 0; ms <= 2000; ms += 250) {
    expect(round()).toEqual(new Set(['well']))
    now += 250
  }
  expect(round()).toEqual(new Set(['behind']))
})
