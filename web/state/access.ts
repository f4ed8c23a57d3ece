import { computed, ref, shallowRef } from 'vue'
import type { Gate } from '../../server/wire/events.ts'
import { health, hello } from './session.ts'
import { recall, remember } from './tab.ts'

/** How to sign in here, as the server said it last. */
export const gate = shallowRef<Gate>()

/**
 * first: nobody signed in yet; left: the viewer went; wrong: the token was refused; ended: the session was, and nobody said why.
 * `until`, ms of this computer's clock: when the next token may be tried.
 */
export interface Asked {
  why: 'first' | 'left' | 'wrong' | 'expired' | 'revoked' | 'ended' | 'too-many'
  until?: number
}

/** Why the sign-in page is shown; undefined: it is not. */
export const asked = shallowRef<Asked>()
/** A token is being tried. */
export const entering = ref(false)

/** What the viewer wants of the door; main.ts hands it to the feed. */
export const wish = shallowRef<{ type: 'enter'; token: string } | { type: 'leave' }>()

export const viewer = computed(() => hello.value?.viewer)

/** Who may not read Nodes: the viewer, or the server itself. */
export const nodesHidden = computed(() => {
  if (viewer.value && !viewer.value.cluster) return 'viewer'
  return health.value?.kinds.some(({ kind, state }) => kind === 'Node' && state === 'forbidden') ? 'server' : undefined
})

/** There is nothing that this viewer may see. */
export const blind = computed(() => viewer.value !== undefined && !viewer.value.cluster && viewer.value.sees.length === 0)

const dismissed = ref(recall('open') === 'known')
/** Anybody who reaches the port sees a live cluster, and nobody said yet that they know. */
export const unguarded = computed(() => !dismissed.value && viewer.value?.mode === 'open' && hello.value?.source.type === 'cluster')

export function dismissUnguarded(): void {
  dismissed.value = true
  remember('open', 'known')
}
