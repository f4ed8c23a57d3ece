import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { usage } from './errors.ts'

export type Lang = 'en' | 'vi'
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** Where the changes come from. Nothing set: in-cluster, the kubeconfig's current context, else the bundled recording. */
export interface From {
  context?: string
  kubeconfig?: string
  replay?: string
}

export interface StartConfig {
  command: 'start'
  from: From
  /** `asked`: taken is an error; otherwise the next free one is used. */
  port: { number: number; asked: boolean }
  /** Absent: no ops port. */
  opsPort?: number
  /** Names besides localhost under which a browser may reach us, lower case, without port. */
  hosts: string[]
  lang?: Lang
  logLevel: LogLevel
}

export interface TailConfig {
  command: 'tail'
  from: From
  namespaces: string[]
  components: string[]
  output: 'text' | 'json'
  lang: Lang
  logLevel: LogLevel
}

export interface RecordConfig {
  command: 'record'
  from: Omit<From, 'replay'>
  out: string
  raw: boolean
  /** How long, in ms; absent: until interrupted. */
  for?: number
  logLevel: LogLevel
}

export type Config = StartConfig | TailConfig | RecordConfig
export type Command = Config['command']

interface Flag {
  value?: string
  short?: string
  multiple?: true
  help: string
  of: Command[]
}

/** The whole command line: parsing, the environment's spelling (CUTAWAY_OPS_PORT for --ops-port) and --help come from here. */
const flags: Record<string, Flag> = {
  context: { value: 'NAME', of: ['start', 'tail', 'record'], help: "kubeconfig context to watch (default: the kubeconfig's current one)" },
  kubeconfig: { value: 'FILE', of: ['start', 'tail', 'record'], help: 'kubeconfig to read (default: $KUBECONFIG, then ~/.kube/config)' },
  replay: { value: 'FILE', of: ['start', 'tail'], help: 'play this recording instead of watching a cluster' },
  port: { value: 'N', of: ['start'], help: 'port of the page on loopback (default: 8080, or the next free one)' },
  'ops-port': { value: 'N', of: ['start'], help: 'serve /livez /readyz /metrics /state on this loopback port (default: not served)' },
  host: { value: 'NAME', multiple: true, of: ['start'], help: 'further host name under which the page may be opened (repeatable)' },
  namespace: { value: 'NAME', short: 'n', multiple: true, of: ['tail'], help: 'only steps that name this namespace (repeatable)' },
  component: { value: 'ID', multiple: true, of: ['tail'], help: "only this component's steps, e.g. kubelet or kube-controller-manager (repeatable)" },
  output: { value: 'text|json', short: 'o', of: ['tail'], help: 'text: one line per step; json: one object per line (default: text)' },
  out: { value: 'FILE', of: ['record'], help: 'file to record to; must not exist yet' },
  raw: { of: ['record'], help: 'record the raw watch lines, secrets in annotations and env included: for test clusters only' },
  for: { value: 'TIME', of: ['record'], help: 'stop after this time, e.g. 90s or 3m (default: when interrupted)' },
  lang: { value: 'en|vi', of: ['start', 'tail'], help: 'language (start: what the link asks for; default: the browser decides, tail: en)' },
  'log-level': { value: 'LEVEL', of: ['start', 'tail', 'record'], help: 'error, warn, info or debug (default: warn)' },
  help: { short: 'h', of: ['start', 'tail', 'record'], help: 'show this text' },
}

const about: Record<Command, string> = {
  start:
    'Shows a cluster, or a recording of one, in the browser.\nIn a cluster it watches that one; else the current context, if it answers within 3 s; else it plays the bundled recording.',
  tail: 'Prints every step as it is explained, one line each. A recording is played at full speed; a cluster until interrupted.',
  record: 'Records a live cluster to a file that start and tail can play.',
}

/** undefined: help was asked for. */
export function readConfig(command: Command, args: string[], env: Record<string, string | undefined>): Readonly<Config> | undefined {
  const given = parse(command, args, env)
  if (given['help'] === true) return undefined
  const text = (name: string) => given[name] as string | undefined
  const list = (name: string) => (given[name] as string[] | undefined) ?? []
  const from = readFrom(command, text)
  const logLevel = oneOf(command, 'log-level', text('log-level') ?? 'warn', ['error', 'warn', 'info', 'debug'])
  const lang = text('lang') === undefined ? undefined : oneOf(command, 'lang', text('lang')!, ['en', 'vi'])
  switch (command) {
    case 'start': {
      const port = { number: readPort(command, 'port', text('port')) ?? 8080, asked: text('port') !== undefined }
      const opsPort = readPort(command, 'ops-port', text('ops-port'))
      const hosts = list('host').map((host) => host.toLowerCase())
      return freeze({ command, from, port, hosts, logLevel, ...(opsPort === undefined ? {} : { opsPort }), ...(lang === undefined ? {} : { lang }) })
    }
    case 'tail': {
      const output = oneOf(command, 'output', text('output') ?? 'text', ['text', 'json'])
      return freeze({ command, from, namespaces: list('namespace'), components: list('component'), output, lang: lang ?? 'en', logLevel })
    }
    case 'record': {
      const time = text('for')
      const out = readOut(command, text('out'))
      return freeze({ command, from, out, raw: given['raw'] === true, logLevel, ...(time === undefined ? {} : { for: readTime(command, time) }) })
    }
  }
}

export function help(command: Command): string {
  const rows = Object.entries(flags).filter(([, { of }]) => of.includes(command))
  const left = rows.map(([name, { value, short }]) => `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`)
  const width = Math.max(...left.map((text) => text.length)) + 2
  const lines = rows.map(([, flag], at) => `${left[at]!.padEnd(width)}${flag.help}`)
  const environment = `Each flag can be given as CUTAWAY_<FLAG> in the environment too, e.g. CUTAWAY_${command === 'record' ? 'FOR=3m' : 'LANG=vi'}.`
  return `${usageLine(command)}\n${about[command]}\n\n${lines.join('\n')}\n\n${environment}\n`
}

function usageLine(command: Command): string {
  return `Usage: cutaway ${command} ${command === 'record' ? '--out FILE ' : ''}[flags]      (in a checkout: npm run ${command} -- [flags])\n`
}

function parse(command: Command, args: string[], env: Record<string, string | undefined>): Record<string, unknown> {
  const own = Object.entries(flags).filter(([, { of }]) => of.includes(command))
  const options = Object.fromEntries(
    own.map(([name, { value, short, multiple }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
    ]),
  )
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw usage(command, sentenceOf(error as Error))
  }
  for (const [name, { value, multiple }] of own) {
    const set = env[`CUTAWAY_${name.toUpperCase().replaceAll('-', '_')}`]
    if (set === undefined || set === '' || values[name] !== undefined || name === 'help') continue
    values[name] = !value ? set === 'true' : multiple ? set.split(',') : set
  }
  return values
}

/** parseArgs explains itself at length and in its own words; ours are one clause. */
function sentenceOf(error: Error): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `there is no flag ${quoted}`
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `it takes no argument ${quoted}`
    default:
      return `${quoted.replace(/^-\w, /, '')} ${/ambiguous|missing/.test(error.message) ? 'needs a value' : 'takes no value'}`
  }
}

function readFrom(command: Command, text: (name: string) => string | undefined): From {
  const [context, kubeconfig, replay] = [text('context'), text('kubeconfig'), text('replay')]
  if (replay !== undefined && (context ?? kubeconfig) !== undefined)
    throw usage(command, '--replay plays a file, so it goes with neither --context nor --kubeconfig')
  for (const [flag, file] of Object.entries({ kubeconfig, replay })) {
    if (file !== undefined && !isReadable(file)) throw usage(command, `--${flag} ${file} is not a file that can be read`)
  }
  if (context === '') throw usage(command, '--context needs a value')
  return {
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(replay === undefined ? {} : { replay }),
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function readOut(command: Command, out: string | undefined): string {
  if (!out) throw usage(command, '--out FILE is needed')
  if (existsSync(out)) throw usage(command, `--out ${out} exists already`)
  if (!existsSync(dirname(resolve(out)))) throw usage(command, `--out ${out} is in a folder that does not exist`)
  return out
}

function readPort(command: Command, flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) throw usage(command, `--${flag} ${value} is no port (0 to 65535; 0 takes a free one)`)
  return Number(value)
}

function readTime(command: Command, value: string): number {
  const [, number, unit] = /^(\d{1,6})(s|m|h)$/.exec(value) ?? []
  if (!number || Number(number) === 0) throw usage(command, `--for ${value} is no time such as 90s, 3m or 1h`)
  return Number(number) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
}

function oneOf<const T extends string>(command: Command, flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value)
  if (!found) throw usage(command, `--${flag} ${value} is none of ${allowed.join(', ')}`)
  return found
}

function freeze<T extends object>(config: T): Readonly<T> {
  for (const value of Object.values(config)) if (typeof value === 'object' && value !== null) Object.freeze(value)
  return Object.freeze(config)
}
