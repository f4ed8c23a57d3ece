import { expect, it } from 'vitest'
import { duration } from '../../../server/speech/duration.ts'

it.each([
  [0, '0 ms', '0 ms'],
  [4, '4 ms', '4 ms'],
  [12, '12 ms', '12 ms'],
  [99.6, '0.1 s', '0,1 giây'],
  [340, '0.34 s', '0,34 giây'],
  [2_100, '2.1 s', '2,1 giây'],
  [12_400, '12 s', '12 giây'],
  [59_600, '1 min', '1 phút'],
  [124_000, '2 min 4 s', '2 phút 4 giây'],
  [3_600_000, '1 h', '1 giờ'],
  [3_599_600, '1 h', '1 giờ'],
  [12_000_000, '3 h 20 min', '3 giờ 20 phút'],
  [183_600_000, '2 d 3 h', '2 ngày 3 giờ'],
  [-124_000, '-2 min 4 s', '-2 phút 4 giây'],
])('%d ms', (ms, en, vi) => {
  expect(duration(ms, 'en')).toBe(en)
  expect(duration(ms, 'vi')).toBe(vi)
})
