import { DEPLOYMENT, NAMESPACE } from './material.ts'
import type { Instance } from './instance.ts'

/** A text of the material with holes where one object differs from the next. */
export interface Template {
  render(instance: Instance, resourceVersion: string): string
}

type Hole = (instance: Instance, resourceVersion: string) => string

/** What the texts of one material have in common: the same uid, address or node has the same number in all of them. */
export interface Slots {
  compile(text: string): Template
}

/** In this order: a uid before the hex it holds, the longer node name before the one it begins with. */
const variable = new RegExp(
  [
    '(?<rv>(?<="resourceVersion":")\\d+(?="))',
    '(?<uid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    '(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)',
    '(?<container>(?<=containerd://)[0-9a-f]{64})',
    '(?<nanos>(?<=\\.)18[0-9a-f]{14}(?="))',
    '(?<ip>10\\.(?:244|96)\\.\\d+\\.\\d+)',
    '(?<node>cutaway-(?:control-plane|worker2|worker))',
    `(?<name>${DEPLOYMENT})`,
    `(?<namespace>${NAMESPACE})`,
  ].join('|'),
  'g',
)

export function createSlots(): Slots {
  const numbers = new Map<string, number>([
    ['cutaway-worker', 0],
    ['cutaway-worker2', 1],
    ['cutaway-control-plane', 2],
  ])

  function slot(text: string): number {
    let number = numbers.get(text)
    if (number === undefined) numbers.set(text, (number = numbers.size))
    return number
  }

  function hole(groups: Record<string, string | undefined>, isOwnVersion: boolean): Hole | string {
    const { rv, uid, time, container, nanos, ip, node, name } = groups
    // Only the object's own version moves; the one an Event quotes of its subject stays a number.
    if (rv !== undefined) return isOwnVersion ? (_, version) => version : rv
    if (uid !== undefined)
      return (
        (number) => (instance: Instance) =>
          instance.uid(number)
      )(slot(uid))
    if (time !== undefined) return timeHole(time)
    if (container !== undefined)
      return (
        (number) => (instance: Instance) =>
          instance.container(number)
      )(slot(container))
    if (nanos !== undefined) return nanosHole(nanos)
    if (ip !== undefined)
      return (
        (number) => (instance: Instance) =>
          instance.ip(number)
      )(slot(ip))
    if (node !== undefined)
      return (
        (number) => (instance: Instance) =>
          instance.node(number)
      )(slot(node))
    return name !== undefined ? (instance) => instance.name : (instance) => instance.namespace
  }

  return {
    compile(text) {
      const parts: (string | Hole)[] = []
      let from = 0
      let versions = 0
      for (const match of text.matchAll(variable)) {
        if (match.groups?.['rv'] !== undefined) versions++
        parts.push(text.slice(from, match.index), hole(match.groups ?? {}, versions === 1))
        from = match.index + match[0].length
      }
      parts.push(text.slice(from))
      return {
        render(instance, resourceVersion) {
          let line = ''
          for (const part of parts) line += typeof part === 'string' ? part : part(instance, resourceVersion)
          return line
        },
      }
    },
  }
}

/** metav1.Time is cut to the second, metav1.MicroTime has six digits. */
function timeHole(text: string): Hole {
  const at = Date.parse(text)
  const isWhole = !text.includes('.')
  return (instance) => {
    const iso = new Date(instance.time(at)).toISOString()
    return isWhole ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 23)}000Z`
  }
}

/** An Event's name ends with the nanosecond of its making. */
function nanosHole(hex: string): Hole {
  const nanos = BigInt(`0x${hex}`)
  const at = Number(nanos / 1_000_000n)
  const rest = nanos % 1_000_000n
  return (instance) => (BigInt(instance.time(at)) * 1_000_000n + rest).toString(16)
}
