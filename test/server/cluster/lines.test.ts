import { expect, it } from 'vitest'
import { LineSplitter } from '../../../server/cluster/lines.ts'

function split(chunks: Uint8Array[], limit?: number) {
  const lines: string[] = []
  const splitter = new LineSplitter(limit)
  const whole = chunks.every((chunk) => splitter.push(chunk, (line) => lines.push(line)))
  return { lines, whole }
}

it('cuts at newlines only, wherever the chunks end: in a character, before or after a newline', () => {
  const text = Buffer.from('{"a":"é\u2028ü😀"}\n\n{"b":2}\nend')
  for (let size = 1; size <= text.length; size++) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.subarray(i * size, (i + 1) * size))
    expect(split(chunks).lines, `chunks of ${size}`).toEqual(['{"a":"é\u2028ü😀"}', '{"b":2}'])
  }
})

it('gives up on a line beyond the limit, ended or not', () => {
  expect(split([Buffer.from('x'.repeat(101))], 100).whole).toBe(false)
  expect(split([Buffer.from('x'.repeat(60)), Buffer.from('x'.repeat(60) + '\n')], 100).whole).toBe(false)
  expect(split([Buffer.from('x'.repeat(100) + '\n'), Buffer.from('y')], 100)).toEqual({ lines: ['x'.repeat(100)], whole: true })
})

it('costs the same per byte however many chunks a line comes in', () => {
  const chunks = Array.from({ length: 8_000 }, () => Buffer.alloc(1_000, 'x'))
  chunks.push(Buffer.from('\n'))
  const before = process.threadCpuUsage()
  expect(split(chunks).lines[0]).toHaveLength(8_000_000)
  // µs that this thread has worked; who joined each chunk to all before it would copy 32 GB.
  expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000)
})
