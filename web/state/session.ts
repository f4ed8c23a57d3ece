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
  | { state: 'open' }
  /** `since` and `retryAt` in ms of this computer's clock; `why` as the browser says it. */
  | { state: 'lost'; since: number; retryAt?: number; why?: string }

export const connection = shallowRef<Connection>({ state: 'connecting' })
/** The server speaks a newer wire than this page understands. */
export const outdated = ref(false)

/** Since when the picture may be wrong: the page lost the server, or the server lost the cluster. ms since epoch. */
export const staleSince = computed(() => {
  if (connection.value.state === 'lost') return connection.value.since
  return health.value?.state === 'stale' ? health.value.since : undefined
})
