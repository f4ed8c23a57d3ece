import type { Session } from '../../server/wire/events.ts'
import type { Asked } from '../state/access.ts'
import { recall, remember } from '../state/tab.ts'

type Kept = Pick<Session, 'session' | 'expires'>

/** The session stays in this tab: a cookie would be sent to every port of localhost, and other storage outlives the tab. */
const kept = (): Kept | undefined => {
  try {
    return (JSON.parse(recall('session') ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}

export const keepSession = ({ session, expires }: Kept): void => remember('session', JSON.stringify({ session, expires }))
export const dropSession = (): void => remember('session', undefined)

/** What is sent with every request and with the socket's handshake; undefined where nobody signed in. */
export const sessionToken = (): string | undefined => kept()?.session

/** Why the server refuses the session that we have. */
export function whyRefused(): Asked['why'] {
  const session = kept()
  if (!session) return 'first'
  return session.expires <= Date.now() ? 'expired' : 'ended'
}
