import type { Caller, Refusal } from './access.ts'

/** What is told of those who were not let in: counted, and a line each as long as they are few. */
export interface Refusals {
  note(caller: Caller, refusal: Refusal): void
  readonly count: number
}

const LINES = 30
const WINDOW = 60_000

/** `write` gets nothing of what was sent, only our own sentence and the remote address as the kernel has it. */
export function createRefusals(write: (sentence: string, address: string) => void, now = () => performance.now()): Refusals {
  let count = 0
  let began = -Infinity
  let lines = 0
  return {
    note({ address }, { sentence, silent }) {
      if (silent) return
      count += 1
      if (now() - began > WINDOW) [began, lines] = [now(), 0]
      lines += 1
      if (lines < LINES) write(sentence, address)
      else if (lines === LINES) write(`${sentence}; further ones within this minute are only counted`, address)
    },
    get count() {
      return count
    },
  }
}
