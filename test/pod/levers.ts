import { setTimeout as sleep } from 'node:timers/promises'
import { inNode } from '../cluster/docker/client.ts'
import { startKubelet, stopKubelet } from '../cluster/levers/kubelet.ts'
import { kubectl, type PodSeen, type Release } from './release.ts'

/** Ends the container's process as a crash would. */
export async function killContainer(pod: PodSeen): Promise<void> {
  await inNode(nodeOf(pod), ['ctr', '-n', 'k8s.io', 'tasks', 'kill', '--signal', 'SIGKILL', containerOf(pod)])
}

/** As `kubectl drain` does it. */
export async function evict({ namespace }: Release, pod: PodSeen): Promise<void> {
  const { name } = pod.metadata
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
  await kubectl(['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, '-f', '-'], { stdin: JSON.stringify(eviction) })
}

// Something else in the container's memory group takes what is left of its limit, and would be the last that the kernel ends for it.
const hog = `
pid=$(ctr -n k8s.io tasks list | awk -v id="$0" '$1 == id { print $2 }')
group=/sys/fs/cgroup/memory$(sed -n 's/^[0-9]*:memory://p' /proc/$pid/cgroup)
[ -d "$group" ] || group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$pid/cgroup)
echo $$ > "$group/cgroup.procs"
echo -999 > /proc/self/oom_score_adj
exec perl -e 'for (1 .. 600) { push @held, "x" x (1 << 20); exit 0 unless kill 0, $ARGV[0] } exit 1' $pid
`

/** Fills the container up to its memory limit, so that the kernel ends it. */
export async function exhaustMemory(pod: PodSeen): Promise<void> {
  await inNode(nodeOf(pod), ['bash', '-c', hog, containerOf(pod)], { allowFailure: true })
}

/**
 * Makes the account anew, so that the tokens of the one before are good no more, and has the Pod's file written anew: the kubelet does that when a token
 * is about to end, which takes an hour, and when it starts. Resolves when the file is another.
 */
export async function rotateToken({ name, namespace }: Release, pod: PodSeen): Promise<void> {
  const text = await kubectl(['get', 'serviceaccount', name, '-n', namespace, '-o', 'json'])
  const { metadata, ...rest } = JSON.parse(text) as { metadata: { labels: object; annotations: object } }
  const { labels, annotations } = metadata
  await kubectl(['delete', 'serviceaccount', name, '-n', namespace])
  await kubectl(['create', '-f', '-'], { stdin: JSON.stringify({ ...rest, metadata: { name, namespace, labels, annotations } }) })
  const before = await tokenFile(pod)
  await stopKubelet(nodeOf(pod))
  await startKubelet(nodeOf(pod))
  const deadline = Date.now() + 120_000
  while ((await tokenFile(pod)) === before) {
    if (Date.now() > deadline) throw new Error(`the kubelet of ${nodeOf(pod)} has not written a new token within two minutes`)
    await sleep(300)
  }
}

/** Where the newest is: nobody else may read the file itself. */
async function tokenFile(pod: PodSeen): Promise<string> {
  const volumes = `/var/lib/kubelet/pods/${pod.metadata.uid}/volumes/kubernetes.io~projected`
  return (await inNode(nodeOf(pod), ['bash', '-ec', `readlink ${volumes}/*/..data`])).stdout
}

export const nodeOf = (pod: PodSeen): string => pod.spec.nodeName ?? ''
export const restartsOf = (pod: PodSeen): number => pod.status.containerStatuses?.[0]?.restartCount ?? 0
const containerOf = (pod: PodSeen): string => (pod.status.containerStatuses?.[0]?.containerID ?? '').replace('containerd://', '')
