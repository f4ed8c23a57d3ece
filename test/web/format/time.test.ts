import { describe, expect, it } from 'vitest'
import { durationText, offsetText } from '../../../web/format/time.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [18.4, '18 ms'],
    [999, '999 ms'],
    [1270, '1.27 s'],
    [12_340, '12.3 s'],
    [124_000, '2 min 4 s'],
    [119_990, '2 min 0 s'],
    [3_780_000, '1 h 3 min'],
  ])('%d ms is %s', (ms, text) => expect(plain(durationText(ms, 'en'))).toBe(text))

  it('writes decimals the way of the language', () => expect(plain(durationText(1270, 'vi'))).toBe('1,27 s'))
})

describe('offsets', () => {
  it.each([
    [18, 18, '+18 ms'],
    [100, 400, '+100…400 ms'],
    [300, 1600, '+0.3…1.6 s'],
    [-338, -338, '−338 ms'],
    [-338, -238, '−338 ms…−238 ms'],
    [-200, 300, '−200 ms…+300 ms'],
    [70_000, 70_000, '+1 min 10 s'],
  ])('%d to %d ms is %s', (from, to, text) => expect(plain(offsetText(from, to, 'en'))).toBe(text))
})
