import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '../drivers/child.ts'
import type { Order } from './main.ts'

export interface StandIn {
  port: number
  /** With one context, `stand-in`. */
  kubeconfig: string
  ask<A = object>(order: Order): Promise<A>
  stop(): Promise<void>
}

export async function startStandIn(folder: string): Promise<StandIn> {
  const child: Child = startChild(fileURLToPath(new URL('main.ts', import.meta.url)), [])
  const { port } = await child.next<{ port: number }>()
  const kubeconfig = join(folder, 'kubeconfig')
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'stand-in', cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: 'stand-in', user: {} }],
      contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'stand-in' } }],
      'current-context': 'stand-in',
    }),
  )
  return { port, kubeconfig, ask: (order) => child.ask(order), stop: () => child.stop() }
}
