import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import type { Figures } from './probe.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The server as `npm run build` makes it, in its own process. */
export interface Product {
  /** Of the page. */
  url: string
  /** When its process was started, ms since epoch. */
  started: number
  /** Resolves with the time at which every kind had been listed and explained, ms since epoch. */
  ready(): Promise<number>
  figures(reset?: true): Promise<Figures>
  stop(): Promise<void>
}

const PATIENCE = 60_000
const ASK_EVERY = 5

export async function startProduct(kubeconfig: string): Promise<Product> {
  const started = performance.timeOrigin + performance.now()
  const args = ['start', '--kubeconfig', kubeconfig, '--port', '0', '--ops-port', '0', '--log-level', 'error']
  const child = startChild(at('../../../dist/server/cutaway.mjs'), args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--import', at('probe.ts')],
    // As in the image.
    env: { ...process.env, NODE_ENV: 'production', MALLOC_ARENA_MAX: '1' },
  })
  let said = ''
  child.process.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const find = async (what: RegExp) => {
    for (;;) {
      const found = what.exec(said)?.[1]
      if (found) return found
      if (child.process.exitCode !== null) throw new Error(`the server ended: ${said}`)
      await Promise.race([once(child.process.stdout!, 'data'), once(child.process, 'exit'), pause(PATIENCE)])
    }
  }
  const ops = await find(/Ops: (http:\S+)\/metrics/)
  const url = await find(/Open (http:\S+?)\/\s/)
  return {
    url,
    started,
    async ready() {
      const limit = Date.now() + PATIENCE
      while (Date.now() < limit) {
        const { ok } = await fetch(`${ops}/readyz`)
        if (ok) return performance.timeOrigin + performance.now()
        await pause(ASK_EVERY)
      }
      throw new Error('the server was not ready in time')
    },
    figures: (reset) => child.ask<Figures>(reset ? { reset } : {}),
    stop: () => child.stop(),
  }
}
