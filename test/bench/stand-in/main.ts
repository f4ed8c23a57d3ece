/** The stand-in as a process of its own; start.ts starts and steers it through the channel of child_process. */
import { serve } from './api.ts'
import { readLives } from './lives.ts'
import { population } from './population.ts'
import { State } from './state.ts'
import { traffic } from './traffic.ts'

export type Order =
  | { do: 'seed'; nodes: number; pods: number }
  /** Changes at this rate until stopped. */
  | { do: 'play'; rate: number }
  | { do: 'stop' }
  /** So many changes as fast as they are read. */
  | { do: 'burst'; changes: number }
  | { do: 'first-request' | 'forget-requests' }

const lives = readLives()
const state = new State()
const api = await serve(state)
let nodes = 1
let number = 100_000
let playing: NodeJS.Timeout | undefined

async function obey(order: Order): Promise<object> {
  switch (order.do) {
    case 'seed':
      nodes = order.nodes
      for (const change of population(lives, { nodes, pods: order.pods, now: Date.now() })) state.apply(change)
      return { nodes: state.of('Node').size, pods: state.of('Pod').size, events: state.of('Event').size }
    case 'play':
      return play(order.rate)
    case 'stop':
      clearInterval(playing)
      return {}
    case 'burst':
      return burst(order.changes)
    case 'forget-requests':
      api.forgetRequests()
      return {}
    case 'first-request':
      return { at: api.firstRequest() }
  }
}

function play(rate: number): object {
  clearInterval(playing)
  const coming = traffic(lives, { rate, nodes, begin: Date.now(), first: (number += 10_000) })
  let next = coming.next()
  playing = setInterval(() => {
    for (const now = Date.now(); !next.done && next.value.at <= now; next = coming.next()) state.apply(next.value.change)
  }, 1)
  return {}
}

/** Handed over in portions that the reader has to take before the next is made. */
async function burst(changes: number): Promise<object> {
  const portion = 200
  let told = 0
  for (const { change } of traffic(lives, { rate: 500, nodes, begin: Date.now(), first: (number += 10_000) })) {
    state.apply(change)
    if (++told >= changes) break
    if (told % portion === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      await api.drained()
    }
  }
  return { rv: state.rv }
}

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port: api.port })
