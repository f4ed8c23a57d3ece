import { onScopeDispose } from 'vue'

/** Calls once per frame with this computer's clock (ms since epoch) while the component lives; once a second while the page is hidden. */
export function useFrames(frame: (now: number) => void): void {
  let request = 0
  const paint = () => {
    frame(Date.now())
    request = requestAnimationFrame(paint)
  }
  request = requestAnimationFrame(paint)
  const hidden = setInterval(() => document.hidden && frame(Date.now()), 1000)
  onScopeDispose(() => {
    cancelAnimationFrame(request)
    clearInterval(hidden)
  })
}
