import { type Command, type Config, help, readConfig } from './config.ts'
import { CutawayError } from './errors.ts'

/**
 * Runs one command at the edge of the process: flags, --help, what is said of an error, the exit code.
 * What the operator asked for wrongly is one sentence on stderr and exit code 2.
 */
export async function run<C extends Command>(
  command: C,
  args: string[],
  work: (config: Extract<Config, { command: C }>) => Promise<void>,
): Promise<void> {
  try {
    const config = readConfig(command, args, process.env)
    if (config) await work(config as Extract<Config, { command: C }>)
    else process.stdout.write(help(command))
  } catch (error) {
    if (!(error instanceof CutawayError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exit
  }
}

/** What is waited for; who is asked to stop before it is there has nothing to close, and ends. */
export async function unlessStopped<T extends object>(stopped: Promise<void>, waited: Promise<T>): Promise<T> {
  return (await Promise.race([waited, stopped])) ?? process.exit(0)
}

/** Resolves when the process is asked to stop. A second signal ends it at once. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve()
      })
    }
  })
}
