import { ApiError } from '../../errors.ts'
import type { Transport } from '../transport.ts'

/** Whether a 403 means what it says. */
export interface Denial {
  /** One more 403. `again`: it may have changed by now; `unready`: the server is not itself yet. */
  weigh(signal: AbortSignal): Promise<'believed' | 'again' | 'unready'>
  /** Something else was answered. */
  over(): void
}

/** Denials in a row that are believed of a server that will not say whether it is ready. */
const INSISTENT = 5

/**
 * An API server that has just started denies everybody everything until it has read its roles (its /readyz is `informer-sync failed` meanwhile):
 * believed is what it denies after it has said that it is ready.
 */
export function createDenial(transport: Transport, limit: number): Denial {
  let ready = false
  let denials = 0

  return {
    async weigh(signal) {
      denials++
      if (ready) return 'believed'
      try {
        await transport.get({ path: '/readyz', accept: '*/*', signal }, limit)
        ready = true
        return 'again'
      } catch (error) {
        const withheld = error instanceof ApiError && error.status < 500
        return withheld && denials >= INSISTENT ? 'believed' : 'unready'
      }
    },
    over() {
      ready = false
      denials = 0
    },
  }
}
