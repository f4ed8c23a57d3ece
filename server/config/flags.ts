import { parseArgs } from 'node:util'
import { usage } from '../errors.ts'

export type Command = 'start' | 'tail' | 'record' | 'verify'

interface Flag {
  value?: string
  short?: string
  multiple?: true
  help: string
  of: Command[]
}

/** The whole command line: parsing, the environment's spelling (CUTAWAY_OPS_PORT for --ops-port) and --help come from here. */
const flags: Record<string, Flag> = {
  context: { value: 'NAME', of: ['start', 'tail', 'record', 'verify'], help: "kubeconfig context to watch (default: the kubeconfig's current one)" },
  kubeconfig: { value: 'FILE', of: ['start', 'tail', 'record', 'verify'], help: 'kubeconfig to read (default: $KUBECONFIG, then ~/.kube/config)' },
  'watch-namespace': {
    value: 'NAME',
    multiple: true,
    of: ['start', 'tail', 'record', 'verify'],
    help: 'watch only this namespace (repeatable; default: all)',
  },
  journal: { value: 'DIR', of: ['start'], help: 'keep what happens as recordings in this folder, which must exist (a cluster only)' },
  'journal-size': { value: 'SIZE', of: ['start'], help: 'what they may take together, e.g. 500Mi or 2Gi; the oldest go first (default: 1Gi)' },
  replay: { value: 'FILE', of: ['start', 'tail'], help: 'play this recording instead of watching a cluster' },
  access: { value: 'MODE', of: ['start'], help: 'who may look: open (loopback only), token, kubernetes or proxy (default: open)' },
  'token-file': { value: 'FILE', of: ['start'], help: 'token: the file with the token, 32 characters or more; read anew when it changes' },
  session: { value: 'TIME', of: ['start'], help: 'token, kubernetes, proxy: how long a session lasts (default: 12h)' },
  audience: { value: 'NAME', of: ['start'], help: 'kubernetes: the audience that tokens must be made for (default: cutaway)' },
  'proxy-from': { value: 'CIDR', multiple: true, of: ['start'], help: 'proxy: where the proxy asks from (repeatable)' },
  'proxy-user-header': { value: 'NAME', of: ['start'], help: "proxy: header with the user's name (default: X-Forwarded-User)" },
  'proxy-groups-header': { value: 'NAME', of: ['start'], help: "proxy: header with the user's groups (default: X-Forwarded-Groups)" },
  'sign-in-hint': { value: 'TEXT', of: ['start'], help: 'the command that prints a token, for the page on which people sign in' },
  'forward-hint': { value: 'TEXT', of: ['start'], help: 'the command that opens the way to this server, for the page' },
  listen: { value: 'ADDRESS', of: ['start'], help: 'address of the page (default: 127.0.0.1)' },
  port: { value: 'N', of: ['start'], help: 'port of the page (default: 8080, or the next free one)' },
  'ops-listen': { value: 'ADDRESS', of: ['start'], help: 'address of the ops port (default: 127.0.0.1)' },
  'ops-port': { value: 'N', of: ['start'], help: 'serve /livez /readyz /metrics, and on loopback /state, on this port (default: not served)' },
  'ops-state': { of: ['start'], help: 'serve /state, which lists every uid, on any --ops-listen' },
  host: { value: 'NAME', multiple: true, of: ['start'], help: 'further host name under which the page may be opened (repeatable)' },
  'frame-ancestor': { value: 'ORIGIN', multiple: true, of: ['start'], help: 'site that may show the page in a frame (repeatable; default: none)' },
  namespace: { value: 'NAME', short: 'n', multiple: true, of: ['tail'], help: 'only steps that name this namespace (repeatable)' },
  component: { value: 'ID', multiple: true, of: ['tail'], help: "only this component's steps, e.g. kubelet or kube-controller-manager (repeatable)" },
  output: { value: 'text|json', short: 'o', of: ['tail'], help: 'text: one line per step; json: one object per line (default: text)' },
  out: { value: 'FILE', of: ['record'], help: 'file to record to; must not exist yet' },
  raw: { of: ['record'], help: 'record the raw watch lines, secrets in annotations and env included: for test clusters only' },
  for: { value: 'TIME', of: ['record'], help: 'stop after this time, e.g. 90s or 3m (default: when interrupted)' },
  ops: { value: 'URL', of: ['verify'], help: 'origin of the ops port, e.g. http://10.0.0.7:9090' },
  page: { value: 'ADDRESS', of: ['verify'], help: 'where the page is in the Pod, e.g. 10.0.0.7:8080' },
  expose: {
    value: 'pod|cluster',
    of: ['verify'],
    help: 'pod: nobody may reach the page there; cluster: it must refuse foreign host names (default: pod)',
  },
  lang: { value: 'en|vi', of: ['start', 'tail'], help: 'language (start: what the link asks for; default: the browser decides, tail: en)' },
  'log-level': { value: 'LEVEL', of: ['start', 'tail', 'record', 'verify'], help: 'error, warn, info or debug (default: warn)' },
  help: { short: 'h', of: ['start', 'tail', 'record', 'verify'], help: 'show this text' },
}

const about: Record<Command, string> = {
  start:
    'Shows a cluster, or a recording of one, in the browser.\nIn a cluster it watches that one; else the current context, if it answers within 3 s; else it plays the bundled recording.',
  tail: 'Prints every step as it is explained, one line each. A recording is played at full speed; a cluster until interrupted.',
  record: 'Records a live cluster to a file that start and tail can play.',
  verify: 'Checks a Cutaway in a cluster: that it is ready, may not do what it must not, and is not reachable where it must not be.',
}

export function help(command: Command): string {
  const rows = Object.entries(flags).filter(([, { of }]) => of.includes(command))
  const left = rows.map(([name, { value, short }]) => `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`)
  const width = Math.max(...left.map((text) => text.length)) + 2
  const lines = rows.map(([, flag], at) => `${left[at]!.padEnd(width)}${flag.help}`)
  const environment = `Each flag can be given as CUTAWAY_<FLAG> in the environment too, e.g. CUTAWAY_LOG_LEVEL=info.`
  return `${usageLine(command)}\n${about[command]}\n\n${lines.join('\n')}\n\n${environment}\n`
}

const required: Partial<Record<Command, string>> = { record: '--out FILE ', verify: '--ops URL --page ADDRESS ' }

function usageLine(command: Command): string {
  return `Usage: cutaway ${command} ${required[command] ?? ''}[flags]      (in a checkout: npm run ${command} -- [flags])\n`
}

/** What was given, by flag: text, a list where it may be repeated, true. A flag outranks the environment. */
export function parse(command: Command, args: string[], env: Record<string, string | undefined>): Record<string, unknown> {
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
