import type { Reviews } from '../../cluster/reviews.ts'
import type { AccessConfig } from '../../config.ts'
import { ApiError, reviewsRefused } from '../../errors.ts'
import type { Access } from '../access.ts'
import { createKubernetesAccess } from './kubernetes.ts'
import type { Namespaces } from './namespaces.ts'
import { createOpenAccess } from './open.ts'
import { createProxyAccess } from './proxy.ts'
import { openTokenFile } from './token-file.ts'
import { createTokenAccess } from './token.ts'

export interface Choice {
  config: AccessConfig
  hints: { signIn?: string; forward?: string }
  /** Absent: there is no API server to ask. */
  reviews?: Reviews
  namespaces: Namespaces
  /** Hears what an operator has to put right while it runs. */
  complained: (sentence: string) => void
}

/**
 * Access of the mode that was asked for.
 * @throws CutawayError TOKEN_REFUSED, REVIEWS_REFUSED: a mode that could let nobody in, or everybody, does not start
 */
export async function chooseAccess({ config, hints, reviews, namespaces, complained }: Choice): Promise<Access> {
  const forward = hints.forward === undefined ? {} : { forward: hints.forward }
  const shown = { ...forward, ...(hints.signIn === undefined ? {} : { hint: hints.signIn }) }
  switch (config.mode) {
    case 'open':
      return createOpenAccess(forward)
    case 'token':
      return createTokenAccess({ file: openTokenFile(config.file, complained), session: config.session, hints: shown })
    case 'kubernetes': {
      const asked = await checked(config.mode, reviews, (able) => able.who('cutaway-asks-whether-it-may-ask', config.audience))
      return createKubernetesAccess({ ...config, reviews: asked, namespaces, hints: shown, complained })
    }
    case 'proxy':
      return createProxyAccess({ ...config, reviews: await checked(config.mode, reviews), namespaces, hints: forward, complained })
  }
}

/** Asks once: a right that lacks is said now, and not to the first person who signs in. */
async function checked(mode: string, reviews: Reviews | undefined, further?: (reviews: Reviews) => Promise<unknown>): Promise<Reviews> {
  if (!reviews) throw reviewsRefused(mode, 'a recording has no API server that knows people and their rights.')
  try {
    await Promise.all([further?.(reviews), reviews.sight({ name: 'system:anonymous', groups: ['system:unauthenticated'] }, [])])
  } catch (error) {
    // Anything else may pass; until then nobody is let in.
    if (error instanceof ApiError && error.status === 403)
      throw reviewsRefused(mode, `it needs the rights of the ClusterRole system:auth-delegator (${error.message})`, error)
  }
  return reviews
}
