import { setTimeout as sleep } from 'node:timers/promises'
import { nodeNames } from '../cluster.ts'
import { kubectl } from '../kubectl.ts'
import { killComponent } from './component.ts'
import { startKubelet, stopKubelet } from './kubelet.ts'

const leaders = ['kube-controller-manager', 'kube-scheduler'] as const

/**
 * Makes everybody else notice at once that an API server that was away runs again. By themselves they take up to two minutes: watches are tried again up to a
 * minute later; who ended again and again is started later each time, until a kubelet begins that knows nothing of it; and leases have to run out that
 * nobody holds any more.
 */
export async function wakeOthers(name: string): Promise<void> {
  const nodes = nodeNames(name)
  await Promise.all(nodes.map((node) => stopKubelet(node).then(() => startKubelet(node))))
  const deadline = Date.now() + 120_000
  while ((await kubectl(['get', '--raw', '/readyz'], { cluster: name, allowFailure: true })).code !== 0 && Date.now() < deadline) await sleep(300)
  // Who does not run at the moment is about to be started.
  for (const leader of leaders) await killComponent(leader, nodes[0]).catch(() => undefined)
  await kubectl(['delete', 'lease', ...leaders, '--namespace', 'kube-system', '--ignore-not-found'], { cluster: name })
}
