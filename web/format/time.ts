/** Times for people. Input in ms (since epoch for clocks); the language decides on decimal signs. */
const NO_BREAK = '\u00a0'

export function clockText(ms: number, lang: string, digits: 0 | 3 = 0): string {
  const date = new Date(ms)
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
  return digits === 0 ? parts : `${parts}${lang === 'vi' ? ',' : '.'}${String(Math.floor(date.getMilliseconds())).padStart(3, '0')}`
}

export const dateText = (ms: number, lang: string): string => new Intl.DateTimeFormat(lang, { dateStyle: 'medium' }).format(ms)

/** '18 ms', '1.27 s', '2 min 4 s', '1 h 3 min'. */
export function durationText(ms: number, lang: string): string {
  const size = Math.abs(ms)
  if (size < 999.5) return `${number(Math.round(ms), lang)}${NO_BREAK}ms`
  if (size < 9_995) return `${number(ms / 1000, lang, 2)}${NO_BREAK}s`
  if (size < 59_950) return `${number(ms / 1000, lang, 1)}${NO_BREAK}s`
  const seconds = Math.round(size / 1000)
  const [big, small, units] = seconds < 3600 ? [seconds / 60, seconds % 60, ['min', 's']] : [seconds / 3600, (seconds % 3600) / 60, ['h', 'min']]
  return `${Math.floor(big)}${NO_BREAK}${units[0]}${NO_BREAK}${Math.floor(small)}${NO_BREAK}${units[1]}`
}

/** Time since the story began: '+18 ms', or '+0.1…0.4 s' where only a range is known. */
export function offsetText(from: number, to: number, lang: string): string {
  const sign = from < 0 ? '−' : '+'
  if (to - from < 1) return `${sign}${durationText(Math.abs(from), lang)}`
  if (from < 0) return `${sign}${durationText(-from, lang)}…${to < 0 ? '−' : '+'}${durationText(Math.abs(to), lang)}`
  if (to < 1000) return `+${number(Math.round(from), lang)}…${durationText(to, lang)}`
  if (to < 59_950) return `+${number(from / 1000, lang, 1)}…${number(to / 1000, lang, 1)}${NO_BREAK}s`
  return `+${durationText(from, lang)}…${durationText(to, lang)}`
}

function number(value: number, lang: string, digits = 0): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value)
}
