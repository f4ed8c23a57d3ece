/** Lets so many in at a time, in the order of asking. `enter` resolves with the way out, which may be taken more than once. */
export interface Gate {
  enter(): Promise<() => void>
}

export function createGate(width: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []

  function leave() {
    inside--
    waiting.shift()?.()
  }

  return {
    async enter() {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve))
      inside++
      let left = false
      return () => {
        if (left) return
        left = true
        leave()
      }
    },
  }
}
