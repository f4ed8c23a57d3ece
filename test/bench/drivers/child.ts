import { type ChildProcess, fork, type ForkOptions } from 'node:child_process'
import { once } from 'node:events'

/** A process of the benchmark: one question at a time through its channel, one answer each. */
export interface Child {
  process: ChildProcess
  /** The next thing it says by itself. */
  next<A>(): Promise<A>
  ask<A>(question: object): Promise<A>
  stop(): Promise<void>
}

export function startChild(file: string, args: readonly string[], options: ForkOptions = {}): Child {
  const child = fork(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], ...options })
  const ended = once(child, 'exit')
  const next = async <A>(): Promise<A> => {
    const [said] = (await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => {
        throw new Error(`${file} ended with ${String(code)}`)
      }),
    ])) as [A]
    return said
  }
  ended.catch(() => {})
  return {
    process: child,
    next,
    ask<A>(question: object) {
      const answer = next<A>()
      child.send(question)
      return answer
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill()
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(timer)
    },
  }
}
