/** All in ms. Tests shorten them; nothing else should. */
export interface Timing {
  /** Between tries that fail, doubling. */
  backoff: { least: number; most: number }
  /** A relist more than this after the last one begins the doubling anew. */
  calm: number
  /** Wait while a right or an API is missing, anywhere between: what is granted shows within a minute. */
  withheld: { least: number; most: number }
  /** Asked of the server, s: it ends the watch after this long, anywhere between. The next one shows whether we still may: what is withdrawn, within a minute. */
  watchSeconds: { least: number; most: number }
  /** The same of a watch that begins with the list, s: a list may take longer than a watch may. */
  listSeconds: number
  /** Past watchSeconds we end it ourselves. */
  grace: number
  /** Without a byte: bookmarks come about once a minute. */
  stall: number
  /** Without a byte before the initial events have ended. */
  syncStall: number
  /** One page of a list, one small request. */
  request: number
  /** A watch that ends within this without a line has failed. */
  short: number
  /** Requests to /readyz, and how long one may take. */
  probe: { every: number; limit: number }
  tick: number
  /** The clock moved this much more than a tick: the machine slept, connections may be dead without knowing. */
  jump: number
}

export const timing: Timing = {
  backoff: { least: 500, most: 30_000 },
  calm: 120_000,
  withheld: { least: 35_000, most: 50_000 },
  watchSeconds: { least: 35, most: 50 },
  listSeconds: 300,
  grace: 3_000,
  stall: 100_000,
  syncStall: 10_000,
  request: 30_000,
  short: 1_000,
  probe: { every: 10_000, limit: 3_000 },
  tick: 1_000,
  jump: 5_000,
}

export function between({ least, most }: { least: number; most: number }): number {
  return least + Math.random() * (most - least)
}
