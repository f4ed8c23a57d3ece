import type { Access } from '../access.ts'
import type { Gate } from '../../wire/events.ts'

/** Whoever reaches the port may look; only with a port on loopback, which config.ts sees to. */
export function createOpenAccess(hints: Pick<Gate, 'forward'> = {}): Access {
  return {
    gate: { mode: 'open', ...hints },
    look: () => Promise.resolve({ mode: 'open', sight: { namespaces: 'all', cluster: true } }),
    signIn: () => Promise.resolve({ status: 404, sentence: 'nobody has to sign in here' }),
    close() {},
  }
}
