import { randomBytes } from 'node:crypto'

/** Where a canary was put: a kind and the path of a field. */
export interface Place {
  kind: string
  path: string
}

/**
 * How a canary is written, the freest first; `*` is 'cnry-' and 8 hex digits of its own. Where only such is taken it is an address of 198.18.0.0/15
 * or a number 73........ of its own.
 */
export const textForms = [
  '*',
  'canary.test/*',
  '/*',
  '*.canary.test',
  'canary.test/*.v1',
  'address',
  'address/32',
  'https://*.test/',
  'runtime://*',
  '1.0.0-*',
] as const
export type Form = (typeof textForms)[number] | 'number' | 'base64'

/** One canary for every place, another one in every run. */
export interface Canaries {
  of(place: Place, form?: Form): string
  /** The places of all canaries in a text, in clear or in base64. What looks like one and is none has the kind '?'. */
  in(text: string): Place[]
}

const TOKEN = /cnry-[0-9a-f]*/gi
const ADDRESS = /\b198\.(?:18|19)\.\d+\.\d+\b/g
const NUMBER = /\b73\d{8}\b/g
/** The three ways in which base64 writes 'cnry-', and what may follow. */
const ENCODED = /(?:Y25yeS|Nucnkt|jbnJ5L)[\w+/]*={0,2}/g

export function createCanaries(): Canaries {
  const run = randomBytes(2).toString('hex')
  const places = new Map<string, Place>()
  const numbers = new Map<string, number>()

  return {
    of(place, form = '*') {
      const id = `${place.kind} ${place.path}`
      let n = numbers.get(id)
      if (n === undefined) numbers.set(id, (n = numbers.size + 1))
      const token = `cnry-${run}${n.toString(16).padStart(4, '0')}`
      const address = `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`
      // No multiple of ten: that of a thousand would be written with a suffix.
      const number = String(7_300_000_001 + n * 10)
      for (const canary of [token, address, number]) places.set(canary, place)
      if (form === 'number') return number
      if (form === 'base64') return Buffer.from(token).toString('base64')
      return form.replace('*', token).replace('address', address)
    },
    in(text) {
      const found = new Map<string, Place>()
      const note = (canary: string) => void found.set(canary, places.get(canary.toLowerCase()) ?? { kind: '?', path: canary })
      for (const [token] of text.matchAll(TOKEN)) note(token.slice(0, 13))
      for (const [address] of text.matchAll(ADDRESS)) note(address)
      for (const [number] of text.matchAll(NUMBER)) if (places.has(number)) note(number)
      for (const [encoded] of text.matchAll(ENCODED)) for (const [token] of decoded(encoded).matchAll(TOKEN)) note(token.slice(0, 13))
      return [...found.values()]
    },
  }
}

/** Base64 from any of its three phases. */
function decoded(text: string): string {
  return ['', 'A', 'AA'].map((pad) => Buffer.from(pad + text, 'base64').toString('latin1')).join(' ')
}
