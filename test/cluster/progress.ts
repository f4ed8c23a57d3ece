/** What `up` and `down` say while they work. Tests silence it. */
export interface Progress {
  say(line: string): void
  /** Runs a part and says how long it took; a part that takes minutes says once a minute that it is still at it. */
  part<T>(name: string, work: () => Promise<T>): Promise<T>
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

export function progressTo(write: (line: string) => void): Progress {
  const say = (line: string): void => write(`${line}\n`)
  return {
    say,
    async part(name, work) {
      const start = performance.now()
      const reminder = setInterval(() => say(`  ... ${name}: still at it after ${seconds(performance.now() - start)}`), 60_000)
      try {
        const result = await work()
        say(`  ${name}: ${seconds(performance.now() - start)}`)
        return result
      } finally {
        clearInterval(reminder)
      }
    },
  }
}

export const toTerminal = (): Progress => progressTo((line) => process.stderr.write(line))
export const silent = (): Progress => progressTo(() => {})
