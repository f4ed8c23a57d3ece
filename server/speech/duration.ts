import { formats } from './formats.ts'

interface Units {
  ms: string
  s: string
  min: string
  h: string
  d: string
}

const english: Units = { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' }
const vietnamese: Units = { ms: 'ms', s: 'giây', min: 'phút', h: 'giờ', d: 'ngày' }

/** "4 ms", "0.34 s", "12 s", "2 min 4 s", "3 h 20 min", "2 d 3 h"; the two largest units, rounded to the smaller. */
export function duration(ms: number, lang: string): string {
  const unit = lang === 'vi' ? vietnamese : english
  const { number, decimal } = formats(lang)
  const size = Math.abs(ms)
  if (size < 99.5) return `${number(Math.round(ms))} ${unit.ms}`
  if (size < 9_995) return `${decimal(ms / 1_000)} ${unit.s}`
  const seconds = Math.round(size / 1_000)
  if (seconds < 60) return `${number(Math.sign(ms) * seconds)} ${unit.s}`
  const sign = ms < 0 ? '-' : ''
  const pair = (large: number, one: string, small: number, other: string) =>
    `${sign}${number(large)} ${one}${small > 0 ? ` ${number(small)} ${other}` : ''}`
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), unit.min, seconds % 60, unit.s)
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return pair(Math.floor(minutes / 60), unit.h, minutes % 60, unit.min)
  const hours = Math.round(minutes / 60)
  return pair(Math.floor(hours / 24), unit.d, hours % 24, unit.h)
}
