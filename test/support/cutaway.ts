import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const launcher = resolve('server/cutaway.mjs')

/** No kubeconfig of the person who runs the tests is ever read. */
const bare = { HOME: '/nonexistent', KUBECONFIG: '', KUBERNETES_SERVICE_HOST: '', CUTAWAY_DEV: '1', NO_COLOR: '' }

export interface Running {
  child: ChildProcess
  /** All that was said so far. */
  out: string
  err: string
  /** Resolves with the match once stdout has it. */
  says(pattern: RegExp, ms?: number): Promise<RegExpExecArray>
  exit(): Promise<number | null>
}

/** A command of ours in a process of its own; CUTAWAY_DEV leaves the page to others, so none is built. */
export function launch(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [launcher, ...args], { env: { ...process.env, ...bare, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const running: Running = {
    child,
    out: '',
    err: '',
    async says(pattern, ms = 60_000) {
      const end = performance.now() + ms
      for (;;) {
        const match = pattern.exec(running.out)
        if (match) return match
        if (performance.now() > end || child.exitCode !== null)
          throw new Error(`${args.join(' ')} did not say ${pattern}: ${running.out}${running.err}`)
        await new Promise((again) => setTimeout(again, 20))
      }
    },
    async exit() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
      return child.exitCode
    },
  }
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (running.out += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (running.err += text))
  return running
}

/** Runs to its end. */
export async function cutaway(args: string[], env: Record<string, string> = {}): Promise<{ status: number | null; out: string; err: string }> {
  const running = launch(args, env)
  const status = await running.exit()
  return { status, out: running.out, err: running.err }
}
