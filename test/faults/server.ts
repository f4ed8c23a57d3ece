import { inSyncOrder } from '../../server/cluster/resources.ts'
import { openCluster } from '../cluster/cluster.ts'
import { launch, type Running } from '../support/cutaway.ts'

export const clusterName = process.env['CUTAWAY_CLUSTER'] || 'cutaway'
export const kubeconfig = (): string => process.env['TEST_KUBECONFIG'] || openCluster(clusterName).kubeconfig

/** `cutaway start` in a process of its own. */
export interface Server {
  port: number
  /** What /state holds of a kind. */
  held(): Promise<{ state(kind: string): { uid: string; resourceVersion: string }[] }>
  /** Resident memory of its process, MiB. */
  memory(): Promise<number>
  running: Running
  stop(): Promise<void>
}

export async function startServer(file = kubeconfig(), ...flags: string[]): Promise<Server> {
  const running = launch(['start', '--kubeconfig', file, '--port', '0', '--ops-port', '0', ...flags])
  const [, port] = await running.says(/Open http:\/\/localhost:(\d+)/, 60_000)
  const [, ops] = await running.says(/Ops: http:\/\/127\.0\.0\.1:(\d+)/, 60_000)
  const synced = performance.now() + 60_000
  while ((await fetch(`http://127.0.0.1:${ops}/readyz`)).status !== 200) {
    if (performance.now() > synced) throw new Error(`not synced within 60 s: ${running.out}${running.err}`)
    await new Promise((again) => setTimeout(again, 100))
  }
  return {
    port: Number(port),
    running,
    async held() {
      const kinds = (await (await fetch(`http://127.0.0.1:${ops}/state`)).json()) as Record<string, Record<string, string>>
      return { state: (kind) => Object.entries(kinds[kind] ?? {}).map(([uid, resourceVersion]) => ({ uid, resourceVersion })) }
    },
    async memory() {
      const metrics = await (await fetch(`http://127.0.0.1:${ops}/metrics`)).text()
      return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]) / 2 ** 20
    },
    stop: () => end(running),
  }
}

/** `cutaway tail` in a process of its own, once it has listed every kind or knows that it may not; people are not told of that, its log is. */
export async function startTail(file = kubeconfig(), ...flags: string[]): Promise<Running> {
  const running = launch(['tail', '--kubeconfig', file, '--log-level', 'info', ...flags])
  const knows = (kind: string) =>
    running.err.split('\n').some((line) => line.includes(`"kind":"${kind}"`) && /"state":"(live|forbidden|absent)"/.test(line))
  const end = performance.now() + 60_000
  while (!inSyncOrder.every(({ kind }) => knows(kind))) {
    if (performance.now() > end) throw new Error(`tail does not watch: ${running.err}`)
    await new Promise((again) => setTimeout(again, 50))
  }
  return running
}

export async function end(running: Running): Promise<void> {
  running.child.kill('SIGTERM')
  await running.exit()
}
