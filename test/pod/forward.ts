import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import type { Release, Workplace } from './release.ts'

/** The way that the notes tell to open, on a port of this machine that is free. */
export interface Forward {
  port: number
  /** How often the command was started. */
  starts: number
  /** Ends the command that runs; it is typed again at once, as by a person who sees that nothing comes any more. */
  retype(): void
  close(): Promise<void>
}

/** Runs the notes' own line, and again whenever it ends: kubectl does not follow a Deployment from Pod to Pod. */
export async function openForward(place: Workplace, { lines }: Release): Promise<Forward> {
  const line = lines.find((one) => one.startsWith('kubectl port-forward')) ?? ''
  if (!line.endsWith(' 8080:8080')) throw new Error(`no line that opens the way: ${lines.join('\n')}`)
  const port = await freePort()
  let child: ChildProcess | undefined
  const closed = new AbortController()
  const forward: Forward = {
    port,
    starts: 0,
    retype: () => void child?.kill('SIGKILL'),
    async close() {
      closed.abort()
      child?.kill('SIGKILL')
      await running
    },
  }
  const running = keep()
  return forward

  async function keep(): Promise<void> {
    while (!closed.signal.aborted) {
      forward.starts += 1
      child = spawn('bash', ['-c', `exec ${line.replace(' 8080:8080', ` ${port}:8080`)}`], { env: { ...process.env, ...place.env }, stdio: 'ignore' })
      await once(child, 'close')
      if (!closed.signal.aborted) await sleep(200)
    }
  }
}
