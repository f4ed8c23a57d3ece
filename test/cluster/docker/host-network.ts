import { readFileSync, writeFileSync } from 'node:fs'
import { run } from '../run.ts'

/** What a dockerd changes on its machine and does not put back when it stops. */
export interface HostNetwork {
  /** `iptables-save` and `ip6tables-save`, per table. */
  rules: Record<string, string[]>
  /** nft tables, as `family name`. */
  nftTables: string[]
  links: string[]
  ipForward: string
  cgroups: string[]
}

const ipForwardFile = '/proc/sys/net/ipv4/ip_forward'
const families = ['iptables', 'ip6tables']
const tables = ['filter', 'nat', 'raw', 'mangle']

export async function readHostNetwork(): Promise<HostNetwork> {
  const rules: Record<string, string[]> = {}
  const nftTables = await listNftTables()
  const legacy = (await run('iptables', ['--version'])).stdout.includes('legacy')
  for (const family of families) {
    for (const table of tables) {
      // Asking iptables about a table that does not exist creates it: ask nft first.
      const exists = legacy || nftTables.includes(`${family === 'iptables' ? 'ip' : 'ip6'} ${table}`)
      rules[`${family} ${table}`] = exists ? await saveTable(family, table) : []
    }
  }
  return { rules, nftTables, links: await listLinks(), ipForward: readFileSync(ipForwardFile, 'utf8').trim(), cgroups: await listDockerCgroups() }
}

export async function listNftTables(): Promise<string[]> {
  const { stdout } = await run('nft', ['list', 'tables'])
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('table '))
    .map((line) => line.slice('table '.length))
}

export async function listLinks(): Promise<string[]> {
  const { stdout } = await run('ip', ['-json', 'link'])
  return (JSON.parse(stdout) as { ifname: string }[]).map((link) => link.ifname)
}

async function saveTable(family: string, table: string): Promise<string[]> {
  const { stdout } = await run(`${family}-save`, ['-t', table])
  // Counters of chains differ at every look.
  return stdout
    .split('\n')
    .filter((line) => /^[:-]/.test(line))
    .map((line) => line.replace(/ \[\d+:\d+\]$/, ''))
}

/** The cgroups that Docker and kind's nodes leave empty behind, deepest first. */
async function listDockerCgroups(): Promise<string[]> {
  const { stdout } = await run('find', ['/sys/fs/cgroup', '-mindepth', '1', '-type', 'd', '-path', '*/docker*'], { allowFailure: true })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort((a, b) => b.length - a.length)
}

/** Puts the machine back to `before`: chains, rules, links, forwarding, cgroups that appeared since and bear Docker's marks. */
export async function restoreHostNetwork(before: HostNetwork): Promise<void> {
  const now = await readHostNetwork()
  for (const family of families)
    for (const table of tables) await restoreTable(family, table, before.rules[`${family} ${table}`] ?? [], now.rules[`${family} ${table}`] ?? [])
  for (const table of await listNftTables())
    if (!before.nftTables.includes(table) && (await isEmpty(table))) await run('nft', ['delete', 'table', ...table.split(' ')])
  for (const link of now.links)
    if (!before.links.includes(link) && /^(docker0|br-[0-9a-f]{12}|veth.*)$/.test(link))
      await run('ip', ['link', 'delete', link], { allowFailure: true })
  if (now.ipForward !== before.ipForward) writeFileSync(ipForwardFile, before.ipForward)
  for (const path of now.cgroups) if (!before.cgroups.includes(path)) await run('rmdir', [path], { allowFailure: true })
}

async function restoreTable(family: string, table: string, before: string[], now: string[]): Promise<void> {
  const ours = (line: string): boolean => !before.includes(line) && /DOCKER|docker0|br-[0-9a-f]{12}/.test(line)
  const appeared = now.filter(ours)
  const rules = appeared.filter((line) => line.startsWith('-A ')).map((line) => line.replace(/^-A/, '-D'))
  const chains = appeared.filter((line) => line.startsWith(':')).map((line) => line.slice(1).split(' ')[0] ?? '')
  // Docker sets FORWARD to DROP; a table that did not exist accepted.
  const wasForward = before.find((line) => line.startsWith(':FORWARD ')) ?? ':FORWARD ACCEPT'
  const forward = now.find((line) => line.startsWith(':FORWARD '))
  const script = [...rules, ...chains.map((chain) => `-F ${chain}`), ...chains.map((chain) => `-X ${chain}`)]
  if (script.length > 0) await run(`${family}-restore`, ['--noflush'], { stdin: `*${table}\n${script.join('\n')}\nCOMMIT\n` })
  if (forward !== undefined && forward !== wasForward) await run(family, ['-t', table, '-P', 'FORWARD', wasForward.split(' ')[1] ?? 'ACCEPT'])
}

async function isEmpty(table: string): Promise<boolean> {
  const { stdout } = await run('nft', ['-j', 'list', 'table', ...table.split(' ')])
  return !(JSON.parse(stdout) as { nftables: Record<string, unknown>[] }).nftables.some((item) => 'rule' in item)
}
