import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../support/free-port.ts'
import { endProcess, isAlive, startInBackground } from '../background-process.ts'
import type { ClusterRecord } from '../cluster.ts'
import { docker } from '../docker/client.ts'
import { Failure } from '../failure.ts'
import { clusterFolder } from '../folders.ts'
import { programPath } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import { images, registryHost, registryImages } from '../image/names.ts'
import { gateSocket, registryMode } from './mode.ts'

type Registry = NonNullable<ClusterRecord['registry']>

/** Starts the registry on loopback and its gate on the nodes' network, unless both run. */
export async function ensureRegistry(name: string, gateway: string, running: Registry | undefined): Promise<Registry> {
  if (running && isAlive(running.process) && isAlive(running.gate)) return running
  await stopRegistry(running)
  const folder = clusterFolder(name)
  const port = await freePort()
  const config = join(folder, 'registry.json')
  mkdirSync(join(folder, 'registry'), { recursive: true })
  writeFileSync(
    config,
    JSON.stringify({
      version: '0.1',
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: join(folder, 'registry') } },
      http: { addr: `127.0.0.1:${port}` },
    }),
  )
  const registry = startInBackground(programPath(goParts().registry, 'registry'), ['serve', config], join(folder, 'registry.log'), {
    OTEL_TRACES_EXPORTER: 'none',
  })
  const gatePort = registryHost.split(':')[1] ?? ''
  const gateProgram = join(import.meta.dirname, 'gate.ts')
  const gate = startInBackground(process.execPath, [gateProgram, gateway, gatePort, String(port), gateSocket(name)], join(folder, 'gate.log'))
  const started = { port, process: registry, gate }
  const deadline = Date.now() + 15_000
  for (;;) {
    const answered = (await registryMode(name).catch(() => undefined)) && (await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => undefined))
    if (answered) return started
    if (Date.now() > deadline || !isAlive(registry) || !isAlive(gate)) {
      await stopRegistry(started)
      throw new Failure(`The registry does not start: see ${folder}/registry.log and gate.log.`)
    }
    await sleep(100)
  }
}

export async function stopRegistry(running: Registry | undefined): Promise<void> {
  await Promise.all([endProcess(running?.gate, 5000), endProcess(running?.process, 5000)])
}

/**
 * Puts the images behind the registry. Docker trusts a registry on loopback without TLS.
 * The label makes them other images than those on the nodes. The kubelet remembers by image id who pulled what: once an
 * id was pulled from the registry, the same id under its other name would no longer count as preloaded and be pulled too.
 */
export async function fillRegistry(port: number): Promise<void> {
  const pairs: [string, string][] = [
    [images.busybox, registryImages.busybox],
    [images.webV1, registryImages.webV1],
    [images.webV2, registryImages.webV2],
  ]
  for (const [image, name] of pairs) {
    const here = name.replace(registryHost, `127.0.0.1:${port}`)
    await docker(['build', '--tag', here, '-'], { stdin: `FROM ${image}\nLABEL cutaway.test/origin=registry\n`, env: { DOCKER_BUILDKIT: '0' } })
    await docker(['push', '--quiet', here], { timeoutMs: 120_000 })
    await docker(['rmi', here])
  }
}

/** Tells the nodes' containerd, by a folder that they mount, that the registry's made-up name is this address, over plain HTTP. */
export function writeRegistryHosts(name: string, gateway: string): void {
  const folder = join(clusterFolder(name), 'certs.d', registryHost)
  mkdirSync(folder, { recursive: true })
  const url = `http://${gateway}:${registryHost.split(':')[1]}`
  writeFileSync(join(folder, 'hosts.toml'), `server = "${url}"\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`)
}
