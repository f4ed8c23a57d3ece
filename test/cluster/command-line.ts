import { parseArgs } from 'node:util'
import { Failure } from './failure.ts'
import { defaultOptions, type ClusterOptions } from './options.ts'

export interface CommandLine {
  command: string
  args: string[]
  options: ClusterOptions
  help: boolean
}

const flags = {
  name: { type: 'string' },
  kubernetes: { type: 'string' },
  'proxy-mode': { type: 'string' },
  build: { type: 'boolean' },
  'kubeconfig-out': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Everything after `kubectl` is kubectl's own. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const at = argv.indexOf('kubectl')
  const own = at < 0 ? argv : argv.slice(0, at + 1)
  const { values, positionals } = parse(own)
  const [command = '', ...args] = positionals
  const name = values.name ?? defaultOptions.name
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) throw new Failure(`--name ${name}: a cluster's name is lower case letters, digits and hyphens.`, 2)
  const kubernetes = (values.kubernetes ?? defaultOptions.kubernetes).replace(/^v/, '')
  if (!/^1\.\d+\.\d+$/.test(kubernetes)) throw new Failure(`--kubernetes ${kubernetes}: a version looks like ${defaultOptions.kubernetes}.`, 2)
  const proxyMode = values['proxy-mode'] ?? defaultOptions.proxyMode
  if (proxyMode !== 'iptables' && proxyMode !== 'nftables') throw new Failure(`--proxy-mode ${proxyMode}: iptables or nftables.`, 2)
  const kubeconfigOut = values['kubeconfig-out']
  const options = {
    name,
    kubernetes,
    proxyMode,
    build: values.build ?? false,
    ...(kubeconfigOut === undefined ? {} : { kubeconfigOut }),
  } satisfies ClusterOptions
  return { command, args: at < 0 ? args : argv.slice(at + 1), options, help: values.help ?? false }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true })
  } catch (error) {
    // Node adds a second sentence on how to pass such a thing as a positional; it does not help here.
    const [sentence = ''] = (error as Error).message.split('. ')
    throw new Failure(`${sentence.replace(/\.$/, '')}. See --help.`, 2)
  }
}
