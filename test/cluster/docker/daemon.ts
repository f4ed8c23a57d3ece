import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endProcess, isAlive, startInBackground } from '../background-process.ts'
import { Failure } from '../failure.ts'
import { dockerFolder, dockerRunFolder } from '../folders.ts'
import { buildOwnPrograms, ownProgramPath } from '../go/own-programs.ts'
import { unmountBelow } from '../mounts.ts'
import { needCommands, needGo } from '../packages.ts'
import type { Progress } from '../progress.ts'
import { readRecord, removeRecord, writeRecord } from '../record.ts'
import { docker, dockerAnswers } from './client.ts'
import { daemonRecordPath, daemonSocket, type DaemonRecord } from './daemon-record.ts'
import { readHostNetwork, restoreHostNetwork } from './host-network.ts'

/** Uses the Docker that answers; starts one of our own where none does. */
export async function ensureDocker(progress: Progress): Promise<void> {
  await needCommands([{ command: 'docker', debian: 'docker.io' }], progress)
  if (await dockerAnswers()) return
  if (process.getuid?.() !== 0) throw new Failure('No Docker answers here, and only root can start one: start Docker, or run this as root.', 2)
  await needCommands(
    [
      { command: 'dockerd', debian: 'docker.io' },
      { command: 'iptables', debian: 'iptables' },
      { command: 'nft', debian: 'nftables' },
      { command: 'ip', debian: 'iproute2' },
    ],
    progress,
  )
  const runtime = (await lacksSysResource(progress)) ? ['--add-runtime', `cutaway=${ownProgramPath('runtime')}`, '--default-runtime', 'cutaway'] : []
  await progress.part('start our own dockerd', () => startDaemon(runtime))
}

async function startDaemon(runtime: string[]): Promise<void> {
  const folder = dockerFolder()
  mkdirSync(folder, { recursive: true })
  const earlier = readRecord<DaemonRecord>(daemonRecordPath())
  // A daemon that was killed left its traces: what was there before it is the truth to return to, not what is there now.
  const record: DaemonRecord = earlier ?? { before: await readHostNetwork() }
  await endProcess(earlier?.process, 15_000)
  // Written before the start: if we are killed in between, `down` still knows that there is something to put back.
  writeRecord(daemonRecordPath(), { before: record.before })
  const socket = `unix://${daemonSocket()}`
  const paths = ['--data-root', join(folder, 'data'), '--exec-root', dockerRunFolder(), '--pidfile', join(folder, 'dockerd.pid'), '-H', socket]
  const log = join(folder, 'dockerd.log')
  // An empty configuration of our own: /etc/docker/daemon.json may hold settings that contradict the flags.
  writeRecord(join(folder, 'config.json'), {})
  const daemon = startInBackground('dockerd', [...paths, '--config-file', join(folder, 'config.json'), ...runtime], log)
  writeRecord(daemonRecordPath(), { ...record, process: daemon })
  const deadline = Date.now() + 60_000
  while (!(await dockerAnswers())) {
    if (!isAlive(daemon) || Date.now() > deadline) throw new Failure(`dockerd does not answer:\n${lastLines(log)}`)
    await sleep(300)
  }
}

/** Stops a dockerd that we started and puts the machine's network back. The images stay in the cache. */
export async function stopDocker(progress: Progress): Promise<void> {
  const record = readRecord<DaemonRecord>(daemonRecordPath())
  if (record === undefined) return
  await progress.part('stop our own dockerd', async () => {
    // Images that a newer build took the name from: nobody else uses this daemon, and a few runs make gigabytes of them.
    await docker(['image', 'prune', '--force'], { allowFailure: true, timeoutMs: 120_000 })
    await endProcess(record.process, 30_000)
    // It never lets go of the machine's own network namespace, once a container used that.
    await unmountBelow(dockerRunFolder())
    await restoreHostNetwork(record.before)
    removeRecord(daemonRecordPath())
  })
}

/** A dockerd of ours that was killed, or died with the machine, comes back; a machine's own Docker is left alone. */
export async function restartOwnDocker(progress: Progress): Promise<void> {
  const record = readRecord<DaemonRecord>(daemonRecordPath())
  if (record !== undefined && !isAlive(record.process)) await ensureDocker(progress)
}

/** True if a container, running or not, is left. */
export async function hasContainers(): Promise<boolean> {
  return (await docker(['ps', '--all', '--quiet'])).stdout.trim() !== ''
}

async function lacksSysResource(progress: Progress): Promise<boolean> {
  const bits = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 'ffffffffffffffff'
  const sysResource = 24n
  if ((BigInt(`0x${bits}`) >> sysResource) & 1n) return false
  needGo()
  await buildOwnPrograms(progress)
  return true
}

const lastLines = (path: string): string =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(-15)
    .map((line) => `  ${line}`)
    .join('\n')
