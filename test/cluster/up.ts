import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { installMetricsServer } from './addons/metrics-server.ts'
import { clusterRecordPath, hostBeforePath, networkName, nodeNames, openCluster, readCluster, type Cluster, type ClusterRecord } from './cluster.ts'
import { docker, inNode } from './docker/client.ts'
import { ensureDocker } from './docker/daemon.ts'
import { daemonRecordPath } from './docker/daemon-record.ts'
import { removeCluster } from './down.ts'
import { clusterFolder, dockerRunFolder, kubeconfigPath } from './folders.ts'
import { programPath } from './go/build.ts'
import { goParts } from './go/parts.ts'
import { containerStates, waitHealthy } from './health.ts'
import { snapshot, type HostState } from './host-state/snapshot.ts'
import { loadImages } from './image/load.ts'
import { makeExtraImages } from './image/published.ts'
import { createCluster } from './kind/create.ts'
import { kubectl } from './kubectl.ts'
import { withLock } from './lock.ts'
import { mend } from './mend.ts'
import { unmountBelow } from './mounts.ts'
import { ensureNodesNetwork } from './network/nodes-network.ts'
import { installPodNetwork } from './network/pod-network.ts'
import { prepareNodeImage, type NodeImage } from './node-image.ts'
import { defaultOptions, type ClusterOptions } from './options.ts'
import { toTerminal, type Progress } from './progress.ts'
import { readRecord, writeRecord } from './record.ts'
import { ensureRegistry, fillRegistry, writeRegistryHosts } from './registry/start.ts'
import { status } from './status.ts'

/** Brings the cluster up, or says that it is: mends what is there if that is possible, makes a new one if not. */
export async function up(wanted: Partial<ClusterOptions> = {}, progress: Progress = toTerminal()): Promise<Cluster> {
  const options = { ...defaultOptions, ...wanted }
  // A look only, so no lock: another cluster may be in the making for minutes.
  if (!(await isUp(options))) await withLock(progress, () => makeOrMend(options, progress))
  progress.say(`The cluster "${options.name}" is up.`)
  if (options.kubeconfigOut !== undefined) copyFileSync(kubeconfigPath(options.name), options.kubeconfigOut)
  return openCluster(options.name)
}

async function isUp(options: ClusterOptions): Promise<boolean> {
  if (!isAsWanted(options, readCluster(options.name))) return false
  return (await status(options.name).catch(() => undefined))?.troubles.length === 0
}

async function makeOrMend(options: ClusterOptions, progress: Progress): Promise<void> {
  const { name } = options
  const record = readCluster(name)
  // A look at the machine as it is without us; worthless, and not taken, once anything of ours runs, or where Docker is a machine of its own.
  let before: HostState | undefined
  if (process.platform === 'linux' && record === undefined && !existsSync(daemonRecordPath())) {
    await unmountBelow(dockerRunFolder())
    before = await snapshot()
  }
  await ensureDocker(progress)
  if (isAsWanted(options, record) && (await isWhole(name))) {
    try {
      await progress.part('mend the cluster', () => mend(name))
      return
    } catch (error) {
      progress.say(`${(error as Error).message}\nMaking a new one.`)
    }
  } else if (record?.complete) progress.say(`The cluster "${name}" is another one than asked for, or has lost a node: making a new one.`)
  await create(options, before, progress)
}

function isAsWanted(options: ClusterOptions, record: ClusterRecord | undefined): boolean {
  return record?.complete === true && record.options.kubernetes === options.kubernetes && record.options.proxyMode === options.proxyMode
}

async function isWhole(name: string): Promise<boolean> {
  const states = await containerStates(name)
  return nodeNames(name).every((node) => states.has(node))
}

async function create(options: ClusterOptions, seen: HostState | undefined, progress: Progress): Promise<void> {
  const { name } = options
  const image = await prepareNodeImage(options, progress)
  const before = seen ?? readRecord<HostState>(hostBeforePath(name))
  await removeCluster(name)
  mkdirSync(clusterFolder(name), { recursive: true })
  if (before) writeRecord(hostBeforePath(name), before)
  const gateway = await ensureNodesNetwork(name)
  writeRegistryHosts(name, gateway)
  const record: ClusterRecord = {
    options,
    way: image.way,
    kubectl: image.way === 'built' ? programPath(goParts(options.kubernetes).kubernetes, 'kubectl') : join(clusterFolder(name), 'kubectl'),
    network: networkName(name),
    gateway,
    complete: false,
  }
  const write = (): void => writeRecord(clusterRecordPath(name), record)
  write()
  const extra = image.way === 'registry' ? await makeExtraImages(options.kubernetes, progress) : []
  record.registry = await progress.part('start the registry', () => ensureRegistry(name, gateway, undefined))
  write()
  await fillRegistry(record.registry.port)
  await progress.part('kind create cluster', () => createCluster(options, image.name))
  // Root writes the log; whoever runs the tests reads it. Rotation keeps the mode.
  await inNode(nodeNames(name)[0], ['chmod', '644', '/var/log/kubernetes/audit/audit.log'])
  await takeFromNodes(name, image, record, extra)
  await progress.part('Pod network, nodes Ready', async () => {
    // kube-proxy lives on its nodes' own network; with its rules in place first, no Pod starts before it can reach the API server.
    await kubectl(['rollout', 'status', 'daemonset/kube-proxy', '--namespace', 'kube-system', '--timeout', '120s'], {
      cluster: name,
      timeoutMs: 130_000,
    })
    await installPodNetwork(name)
    await waitHealthy(name, 180_000, false)
  })
  await progress.part('metrics-server, CoreDNS, provisioner', async () => {
    await installMetricsServer(name)
    await waitHealthy(name, 240_000)
  })
  record.complete = true
  write()
}

/** The registry way: the published image has a kubectl but not our test images. */
async function takeFromNodes(name: string, image: NodeImage, record: ClusterRecord, extra: string[]): Promise<void> {
  if (image.way === 'built') return
  await docker(['cp', `${nodeNames(name)[0]}:/usr/bin/kubectl`, record.kubectl])
  await loadImages(name, extra)
}
