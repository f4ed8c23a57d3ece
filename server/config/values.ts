import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, resolve } from 'node:path'
import { usage } from '../errors.ts'
import type { Command } from './flags.ts'

export function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

export function readOut(command: Command, out: string | undefined): string {
  if (!out) throw usage(command, '--out FILE is needed')
  if (existsSync(out)) throw usage(command, `--out ${out} exists already`)
  if (!existsSync(dirname(resolve(out)))) throw usage(command, `--out ${out} is in a folder that does not exist`)
  return out
}

export function readPort(command: Command, flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) throw usage(command, `--${flag} ${value} is no port (0 to 65535; 0 takes a free one)`)
  return Number(value)
}

/** In ms. */
export function readTime(command: Command, flag: string, value: string): number {
  const [, number, unit] = /^(\d{1,6})(s|m|h)$/.exec(value) ?? []
  if (!number || Number(number) === 0) throw usage(command, `--${flag} ${value} is no time such as 90s, 3m or 1h`)
  return Number(number) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
}

const UNITS: Record<string, number> = { M: 1e6, G: 1e9, T: 1e12, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 }

/** A Kubernetes quantity of whole megabytes and more, in bytes. */
export function readSize(command: Command, flag: string, value: string): number {
  const [, number, unit] = /^([1-9]\d{0,5})([MGT]i?)$/.exec(value) ?? []
  if (!unit) throw usage(command, `--${flag} ${value} is no size such as 500Mi or 2Gi`)
  return Number(number) * UNITS[unit]!
}

export function readAddress(command: Command, flag: string, value: string | undefined): string {
  if (value === undefined) return '127.0.0.1'
  if (isIP(value) === 0) throw usage(command, `--${flag} ${value} is no IP address`)
  return value
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** Exactly as browsers write an origin, so that nothing of it can be a word of the Content-Security-Policy. */
export function readOrigin(command: Command, flag: string, value: string): string {
  if (/^https?:\/\/[\w.-]+(:\d+)?$/.test(value) && URL.parse(value)?.origin === value) return value
  throw usage(command, `--${flag} ${value} is no origin such as https://portal.example`)
}

/** An address alone is a network of one. */
export function readNetwork(command: Command, flag: string, value: string): string {
  const [address = '', bits, ...rest] = value.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const prefix = bits ?? String(most)
  if (rest.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > most)
    throw usage(command, `--${flag} ${value} is no network such as 10.0.0.0/8 or fd00::/8`)
  return `${address}/${prefix}`
}

export function readName(command: Command, flag: string, value: string, pattern: RegExp, what: string): string {
  if (!pattern.test(value)) throw usage(command, `--${flag} ${value} is no ${what}`)
  return value
}

export function oneOf<const T extends string>(command: Command, flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value)
  if (!found) throw usage(command, `--${flag} ${value} is none of ${allowed.join(', ')}`)
  return found
}
