import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { networkName, openCluster } from '../cluster/cluster.ts'
import { docker } from '../cluster/docker/client.ts'
import { silent } from '../cluster/progress.ts'
import { clusterName } from '../faults/server.ts'
import { buildImage } from '../image/build.ts'
import { hardened } from '../image/contained.ts'
import { until } from '../support/until.ts'
import { kubeconfigOf } from './stand-in.ts'

export { until }

/** Containers of the image as an installation runs it: hardened, 512 MiB, one port for the page on this machine's loopback, one for ops. */
export interface Target {
  /** Of the page, on 127.0.0.1. */
  port: number
  /** Of ops, on 127.0.0.1; none when a recording is played. */
  ops: number
  container: string
  /** All that it has written. */
  said(): Promise<string>
  /** Resident memory of the server, MiB. */
  memory(): Promise<number>
  /** How many connections to the page's port it has open. */
  connections(): Promise<number>
  /** Code on the image's Node, inside the container; answers what it prints. */
  inside(code: string): Promise<string>
  stop(): Promise<void>
}

export interface Run {
  /** After `start`. */
  flags: readonly string[]
  /** `host`: the container has this machine's own loopback, as a program on a laptop has. */
  on: 'loopback' | 'cluster' | 'host'
  /** Files or folders of this machine, by where they are in the container. */
  mounts?: Record<string, string>
}

const containers = new Set<string>()
/** Of this file's targets, those too that nobody got hold of because something beside them failed. */
export const stopAll = (): Promise<unknown> => Promise.all([...containers].map(remove))

async function remove(container: string): Promise<void> {
  containers.delete(container)
  await docker(['rm', '--force', container])
}

const strict = hardened.slice(0, hardened.indexOf('--network'))

/** The image of this checkout, or the one that TEST_IMAGE names. */
export async function image(): Promise<string> {
  return process.env['TEST_IMAGE'] || (await buildImage(silent())).name
}

export async function startImage({ flags, on, mounts = {} }: Run): Promise<Target> {
  const host = on === 'host'
  const [page, ops] = host ? [0, 0] : [8080, 9090]
  const address = host ? '127.0.0.1' : '0.0.0.0'
  const network = { loopback: [], cluster: ['--network', networkName(clusterName)], host: ['--network', 'host'] }[on]
  const published = host ? [] : ['--publish', `127.0.0.1::${page}`, '--publish', `127.0.0.1::${ops}`]
  const volumes = Object.entries(mounts).flatMap(([inside, outside]) => ['--volume', `${outside}:${inside}:ro`])
  const own = ['--listen', address, '--port', String(page), '--ops-listen', address, '--ops-port', String(ops)]
  const asked = ['run', '--detach', '--memory', '512m', ...strict, ...network, ...published, ...volumes]
  const { stdout } = await docker([...asked, await image(), 'start', ...own, ...flags])
  const container = stdout.trim()
  containers.add(container)
  const said = async () => {
    const { stdout, stderr } = await docker(['logs', container])
    return stdout + stderr
  }
  // A recording has no ops.
  const last = host && !flags.includes('--replay') ? /^Ops: http:/m : /^Open http:/m
  await until(async () => last.test(await said()), said)
  const heard = await said()
  // On this machine's own loopback nobody keeps a port free for it: it takes one and says which.
  const told = (what: string) => Number(new RegExp(`^${what}:? http://[^/]+:(\\d+)`, 'm').exec(heard)?.[1])
  const [port, opsPort] = host ? [told('Open'), told('Ops')] : await Promise.all([page, ops].map((inside) => publishedPort(container, inside)))
  const ofProcess = async (file: string) => {
    const { stdout } = await docker(['inspect', '--format', '{{.State.Pid}}', container])
    return readFileSync(`/proc/${stdout.trim()}/${file}`, 'utf8')
  }
  const inside = async (code: string) => (await docker(['exec', container, '/bin/node', '-e', code])).stdout
  return {
    port: port!,
    ops: opsPort!,
    container,
    said,
    inside,
    memory: async () => Number(/^VmRSS:\s+(\d+) kB/m.exec(await ofProcess('status'))![1]) / 1024,
    async connections() {
      const established = `:${(page || port!).toString(16).toUpperCase().padStart(4, '0')} \\S+ 01 `
      return (await ofProcess('net/tcp')).match(new RegExp(`^ *\\d+: [0-9A-F]+${established}`, 'gm'))?.length ?? 0
    },
    stop: () => remove(container),
  }
}

async function publishedPort(container: string, inside: number): Promise<number> {
  const { stdout } = await docker(['port', container, `${inside}/tcp`])
  return Number(/:(\d+)$/m.exec(stdout)![1])
}

/** Files that containers read: an install token that can be replaced, and the cluster's kubeconfig as it is seen from where the container runs. */
export interface Desk {
  folder: string
  token: string
  /** Writes a new token where the old one was. */
  rotate(): string
  close(): void
}

/** `standIn`: the port of an API server that is none, instead of the cluster. */
export function openDesk(standIn?: number): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-attack-'))
  // The image's user is nobody on this machine.
  chmodSync(folder, 0o755)
  if (standIn === undefined) {
    const { kubeconfig, controlPlane } = openCluster(clusterName)
    const text = readFileSync(kubeconfig, 'utf8')
    put('kubeconfig', text)
    put('kubeconfig-inside', text.replace(/server: .*/, `server: https://${controlPlane}:6443`))
  } else put('kubeconfig', readFileSync(kubeconfigOf(standIn), 'utf8'))
  const desk: Desk = {
    folder,
    token: '',
    rotate() {
      desk.token = randomBytes(32).toString('hex')
      put('token', desk.token)
      return desk.token
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
  desk.rotate()
  return desk

  function put(name: string, content: string): void {
    writeFileSync(join(folder, name), content, { mode: 0o644 })
  }
}

/** Whose token is taken: on the bundled recording (in a container without a cluster), or on the cluster. */
export const byToken = ['--access', 'token', '--token-file', '/desk/token'] as const
export const onCluster = ['--kubeconfig', '/desk/kubeconfig-inside'] as const

export async function ready(target: Target): Promise<void> {
  await until(async () => (await fetch(`http://127.0.0.1:${target.ops}/readyz`).catch(() => undefined))?.status === 200, target.said)
}
