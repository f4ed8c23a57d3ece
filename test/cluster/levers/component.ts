import { setTimeout as sleep } from 'node:timers/promises'
import { inNode } from '../docker/client.ts'
import { Failure } from '../failure.ts'

export const components = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const
export type Component = (typeof components)[number]

const manifests = '/etc/kubernetes/manifests'
const parked = '/etc/kubernetes/parked'

/** Takes the static Pod's manifest away; resolves when the kubelet has stopped its container. */
export async function stopComponent(component: Component, controlPlane = 'cutaway-control-plane', timeoutMs = 60_000): Promise<void> {
  await inNode(controlPlane, ['bash', '-ec', `mkdir -p ${parked}; [ -e ${parked}/$0.yaml ] || mv ${manifests}/$0.yaml ${parked}/`, component])
  const deadline = Date.now() + timeoutMs
  while ((await processOf(component, controlPlane)) !== undefined) {
    if (Date.now() > deadline) throw new Failure(`${component} still runs ${timeoutMs / 1000} s after its manifest was taken away.`)
    await sleep(300)
  }
}

/** Puts the manifest back; resolves when a container of it runs. */
export async function startComponent(component: Component, controlPlane = 'cutaway-control-plane', timeoutMs = 90_000): Promise<void> {
  await inNode(controlPlane, ['bash', '-ec', `[ ! -e ${parked}/$0.yaml ] || mv ${parked}/$0.yaml ${manifests}/`, component])
  const deadline = Date.now() + timeoutMs
  while ((await processOf(component, controlPlane)) === undefined) {
    if (Date.now() > deadline) throw new Failure(`${component} does not run ${timeoutMs / 1000} s after its manifest was put back.`)
    await sleep(300)
  }
}

/** Puts back whatever was taken away. */
export async function startComponents(controlPlane: string): Promise<void> {
  await inNode(controlPlane, ['bash', '-c', `mv ${parked}/*.yaml ${manifests}/ 2>/dev/null; true`])
}

/** Kills the component's process as a crash would; its kubelet starts another. Gives the process id that it had inside the node. */
export async function killComponent(component: Component, controlPlane = 'cutaway-control-plane'): Promise<number> {
  const pid = await processOf(component, controlPlane)
  if (pid === undefined) throw new Failure(`${component} does not run on ${controlPlane}.`)
  await inNode(controlPlane, ['kill', '-9', String(pid)])
  return pid
}

/** Kills the component's process as a crash would, and takes the static Pod's manifest away, so that it stays away until it is started. */
export async function crashComponent(component: Component, controlPlane = 'cutaway-control-plane'): Promise<void> {
  const pid = await processOf(component, controlPlane)
  if (pid === undefined) throw new Failure(`${component} does not run on ${controlPlane}.`)
  await inNode(controlPlane, ['bash', '-ec', `mkdir -p ${parked}; kill -9 $1; mv ${manifests}/$0.yaml ${parked}/`, component, String(pid)])
}

/** The process of the component's container, found through containerd by the labels that the kubelet put on it, never by its name. */
async function processOf(component: Component, controlPlane: string): Promise<number | undefined> {
  const filter = `labels."io.kubernetes.container.name"==${component}`
  const containers = await inNode(controlPlane, ['ctr', '-n', 'k8s.io', 'containers', 'list', '--quiet', filter])
  const ids = containers.stdout.split('\n').filter((id) => id !== '')
  const tasks = await inNode(controlPlane, ['ctr', '-n', 'k8s.io', 'tasks', 'list'])
  for (const line of tasks.stdout.split('\n')) {
    const [id, pid, state] = line.split(/\s+/)
    if (id !== undefined && ids.includes(id) && state === 'RUNNING') return Number(pid)
  }
  return undefined
}
