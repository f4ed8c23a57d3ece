import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { startTime } from '../background-process.ts'
import { listLinks, listNftTables, readHostNetwork } from '../docker/host-network.ts'
import { cacheFolder } from '../folders.ts'
import { hasCommand } from '../has-command.ts'

/** What a cluster could leave behind on its machine, one line per thing, so that two looks can be compared. */
export interface HostState {
  /** Of the kinds that we start, and any that runs from our cache folder; others come and go on a machine that people use. */
  processes: string[]
  mounts: string[]
  links: string[]
  /** Chains, policies and rules of iptables and ip6tables, and nft tables. */
  rules: string[]
  cgroups: string[]
  ipForward: string
}

const kinds =
  /^(dockerd|containerd|containerd-shim.*|docker-proxy|runc|systemd|systemd-.*|dbus-daemon|kube.*|etcd|coredns|metrics-server|local-path.*|pause|web|agnhost|kwok|registry|kind|debootstrap)$/

export async function snapshot(): Promise<HostState> {
  // Where these are not there, nothing of ours can have used them.
  const firewall = hasCommand('nft') && hasCommand('iptables') && process.getuid?.() === 0 ? await readHostNetwork() : undefined
  const rules = Object.entries(firewall?.rules ?? {}).flatMap(([table, lines]) => lines.map((line) => `${table}: ${line}`))
  return {
    processes: listProcesses(),
    mounts: readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '')
      .filter((path) => path !== '')
      .sort(),
    links: await listLinks(),
    rules: [...rules, ...(firewall ? (await listNftTables()).map((table) => `nft table ${table}`) : [])],
    cgroups: firewall?.cgroups ?? [],
    ipForward: firewall?.ipForward ?? '',
  }
}

function listProcesses(): string[] {
  const found: string[] = []
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid) continue
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const program = readlinkSync(`/proc/${pid}/exe`)
      const isOurs = words.some((word) => word.includes(cacheFolder())) || program.startsWith(cacheFolder())
      const started = startTime(pid)
      if (started !== undefined && (isOurs || kinds.test(basename(program)))) found.push(`${pid}@${started} ${words.join(' ').trim().slice(0, 120)}`)
    } catch {
      if (!existsSync(`/proc/${pid}`)) continue
      // A thread of the kernel has no program.
    }
  }
  return found.sort()
}
