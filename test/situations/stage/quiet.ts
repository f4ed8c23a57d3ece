/** Resolves when nothing was noted for `ms`; fails when it never gets quiet. */
export function quietness(ms: number, patienceMs = 90_000): { note(): void; quiet(): Promise<void> } {
  let last = performance.now()
  return {
    note() {
      last = performance.now()
    },
    async quiet() {
      const end = performance.now() + patienceMs
      last = performance.now()
      for (;;) {
        const rest = last + ms - performance.now()
        if (rest <= 0) return
        if (performance.now() > end) throw new Error(`no ${ms} ms of silence within ${patienceMs / 1000} s`)
        await new Promise((resolve) => {
          setTimeout(resolve, rest)
        })
      }
    },
  }
}
