import { type AccessConfig, readAccess } from './config/access.ts'
import { type Command, help, parse } from './config/flags.ts'
import { isLoopback, isReadable, oneOf, readAddress, readName, readOrigin, readOut, readPort, readSize, readTime } from './config/values.ts'
import { usage } from './errors.ts'

export { type AccessConfig, type Command, help, isLoopback }

export type Lang = 'en' | 'vi'
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** Where the changes come from. Nothing set: in-cluster, the kubeconfig's current context, else the bundled recording. */
export interface From {
  context?: string
  kubeconfig?: string
  replay?: string
  /** Watch only these; absent: all. */
  watchNamespaces?: string[]
}

export interface StartConfig {
  command: 'start'
  from: From
  access: AccessConfig
  /** Command lines that the page shows to who cannot get in. */
  hints: { signIn?: string; forward?: string }
  /** IP address of the page. */
  listen: string
  /** `asked`: taken is an error; otherwise the next free one is used. */
  port: { number: number; asked: boolean }
  /** Absent: no ops port. `state`: /state is served too. */
  ops?: { listen: string; port: number; state: boolean }
  /** Keep what happens in this folder; `size` in bytes. */
  journal?: { folder: string; size: number }
  /** Names besides localhost under which a browser may reach us, lower case, without port. */
  hosts: string[]
  /** Origins that may frame the page. */
  frameAncestors: string[]
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

export interface VerifyConfig {
  command: 'verify'
  /** How the API server is asked; `watchNamespaces`: where rights are looked at besides cluster-wide. */
  from: Omit<From, 'replay'>
  /** Origin of the ops port. */
  ops: string
  /** Name or address, and port, of the page in the Pod. */
  page: string
  expose: 'pod' | 'cluster'
  logLevel: LogLevel
}

export type Config = StartConfig | TailConfig | RecordConfig | VerifyConfig

const ADDRESS = /^([\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** undefined: help was asked for. */
export function readConfig(command: Command, args: string[], env: Record<string, string | undefined>): Readonly<Config> | undefined {
  const given = parse(command, args, env)
  if (given['help'] === true) return undefined
  const text = (name: string) => given[name] as string | undefined
  const list = (name: string) => (given[name] as string[] | undefined) ?? []
  const from = readFrom(command, text, list)
  const logLevel = oneOf(command, 'log-level', text('log-level') ?? 'warn', ['error', 'warn', 'info', 'debug'])
  const lang = text('lang') === undefined ? undefined : oneOf(command, 'lang', text('lang')!, ['en', 'vi'])
  switch (command) {
    case 'start': {
      const listen = readAddress(command, 'listen', text('listen'))
      const port = { number: readPort(command, 'port', text('port')) ?? 8080, asked: text('port') !== undefined }
      const opsPort = readPort(command, 'ops-port', text('ops-port'))
      const opsListen = readAddress(command, 'ops-listen', text('ops-listen'))
      const ops =
        opsPort === undefined ? {} : { ops: { listen: opsListen, port: opsPort, state: isLoopback(opsListen) || given['ops-state'] === true } }
      const [signIn, forward] = [text('sign-in-hint'), text('forward-hint')]
      const hints = { ...(signIn === undefined ? {} : { signIn }), ...(forward === undefined ? {} : { forward }) }
      const hosts = list('host').map((host) => host.toLowerCase())
      const frameAncestors = list('frame-ancestor').map((origin) => readOrigin(command, 'frame-ancestor', origin))
      const access = readAccess(given, listen)
      const journal = readJournal(text('journal'), text('journal-size'), from)
      return freeze({
        command,
        from,
        access,
        hints,
        listen,
        port,
        ...ops,
        ...journal,
        hosts,
        frameAncestors,
        logLevel,
        ...(lang === undefined ? {} : { lang }),
      })
    }
    case 'tail': {
      const output = oneOf(command, 'output', text('output') ?? 'text', ['text', 'json'])
      return freeze({ command, from, namespaces: list('namespace'), components: list('component'), output, lang: lang ?? 'en', logLevel })
    }
    case 'record': {
      const time = text('for')
      const out = readOut(command, text('out'))
      const raw = given['raw'] === true
      // A raw list says what is there of a kind, not of which namespace.
      if (raw && from.watchNamespaces) throw usage(command, '--raw records a whole test cluster, so it does not go with --watch-namespace')
      return freeze({
        command,
        from,
        out,
        raw,
        logLevel,
        ...(time === undefined ? {} : { for: readTime(command, 'for', time) }),
      })
    }
    case 'verify': {
      const ops = readOrigin(command, 'ops', text('ops') ?? '')
      const page = readName(command, 'page', text('page') ?? '', ADDRESS, 'address such as 10.0.0.7:8080')
      return freeze({ command, from, ops, page, expose: oneOf(command, 'expose', text('expose') ?? 'pod', ['pod', 'cluster']), logLevel })
    }
  }
}

function readFrom(command: Command, text: (name: string) => string | undefined, list: (name: string) => string[]): From {
  const [context, kubeconfig, replay] = [text('context'), text('kubeconfig'), text('replay')]
  const watchNamespaces = list('watch-namespace').map((name) => readName(command, 'watch-namespace', name, NAMESPACE, 'name of a namespace'))
  if (replay !== undefined && (context ?? kubeconfig ?? watchNamespaces[0]) !== undefined)
    throw usage(command, '--replay plays a file, so it goes with neither --context nor --kubeconfig nor --watch-namespace')
  for (const [flag, file] of Object.entries({ kubeconfig, replay })) {
    if (file !== undefined && !isReadable(file)) throw usage(command, `--${flag} ${file} is not a file that can be read`)
  }
  if (context === '') throw usage(command, '--context needs a value')
  return {
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(replay === undefined ? {} : { replay }),
    ...(watchNamespaces.length === 0 ? {} : { watchNamespaces: [...new Set(watchNamespaces)] }),
  }
}

function readJournal(folder: string | undefined, size: string | undefined, from: From): Pick<StartConfig, 'journal'> {
  if (folder === undefined) {
    if (size !== undefined) throw usage('start', '--journal-size goes with --journal DIR only')
    return {}
  }
  if (folder === '') throw usage('start', '--journal needs a value')
  if (from.replay !== undefined) throw usage('start', '--journal keeps what a cluster does, so it does not go with --replay')
  return { journal: { folder, size: readSize('start', 'journal-size', size ?? '1Gi') } }
}

function freeze<T extends object>(config: T): Readonly<T> {
  for (const value of Object.values(config)) if (typeof value === 'object' && value !== null) Object.freeze(value)
  return Object.freeze(config)
}
