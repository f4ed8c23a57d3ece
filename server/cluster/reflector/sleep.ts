/** Waits that can be cut short. */
export interface Sleep {
  /** ms; 0 and less: not at all. */
  for(ms: number): Promise<void>
  wake(): void
}

export function createSleep(): Sleep {
  let wake: (() => void) | undefined
  return {
    async for(ms) {
      if (ms <= 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
    wake: () => wake?.(),
  }
}
