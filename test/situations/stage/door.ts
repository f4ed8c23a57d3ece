import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readCluster } from '../../cluster/cluster.ts'

/** Answers readiness probes when it is open, and lets them wait when it is shut: a Pod is ready no sooner than a situation wants, however slow the machine is. */
export interface Door {
  host: string
  port: number
  open(): void
  shut(): void
}

/** On this machine's address in the nodes' network. Open at first; keeps no process alive. */
export async function hangDoor(cluster = process.env['CUTAWAY_CLUSTER'] || 'cutaway'): Promise<Door> {
  const host = readCluster(cluster)!.gateway
  const waiting = new Set<ServerResponse>()
  let isOpen = true
  const server = createServer((_, answer) => {
    if (isOpen) return void answer.end()
    waiting.add(answer)
    answer.on('close', () => waiting.delete(answer))
  })
  server.listen(0, host).unref()
  await once(server, 'listening')
  return {
    host,
    port: (server.address() as AddressInfo).port,
    open() {
      isOpen = true
      for (const answer of waiting) answer.end()
    },
    shut: () => (isOpen = false),
  }
}
