import { computed, ref, shallowRef } from 'vue'
import type { Catalogue } from '../../server/wire/component.ts'
import type { Hello } from '../../server/wire/events.ts'
import type { Health } from '../../server/wire/health.ts'

/** What the page was greeted with; undefined until the first answer. */
export const hello = shallowRef<Hello>()
export const health = shallowRef<Health>()
/** The texts of the chosen language; the previous language's until the new ones are here. */
export const catalogue = shallowRef<Catalogue>()

export type Connection =
  | { state: 'connecting' }
  /** `silentSince` in ms of this computer's clock: connected, but nobody speaks. */
  | { state: 'open'; silentSince?: number }
  /** `since` and `retryAt` in ms of this computer's clock; `why` as the browser says it. */
  | { state: 'lost'; since: number; retryAt?: number; why?: string }

export const connection = shallowRef<Connection>({ state: 'connecting' })
/** The server speaks a newer wire than this page understands. */
export const outdated = ref(false)

/** Since when the picture may be wrong: the page lost the server, the server is busy, or it lost the cluster. ms since epoch. */
export const staleSince = computed(() => {
  if (connection.value.state === 'lost') return connection.value.since
  if (connection.value.state === 'open' && connection.value.silentSince !== undefined) return connection.value.silentSince
  return health.value?.state === 'stale' ? health.value.since : undefined
})

/** What changed behind the page's back: the server was started anew (or another one answers), or the viewer's rights changed. `at` in ms of this computer's clock. */
export interface News {
  what: 'restarted' | 'sight'
  at: number
}
export const news = shallowRef<News>()

/** An epoch ends with its server, and with what a viewer may see; only the first changes since when the cluster is watched. */
export function newsOf(before: Hello | undefined, now: Hello): News | undefined {
  if (before?.source.type !== 'cluster' || now.source.type !== 'cluster' || before.epoch === now.epoch) return undefined
  if (before.source.since !== now.source.since) return { what: 'restarted', at: Date.now() }
  const sees = ({ viewer }: Hello) => JSON.stringify([viewer?.sees, viewer?.cluster])
  return sees(before) === sees(now) ? undefined : { what: 'sight', at: Date.now() }
}
