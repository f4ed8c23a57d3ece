import type { AccessConfig } from '../../config.ts'
import type { Access } from '../access.ts'
import { createOpenAccess } from './open.ts'
import { openTokenFile } from './token-file.ts'
import { createTokenAccess } from './token.ts'

/** Of the mode that was asked for. `complained` hears what an operator has to put right while it runs. */
export function chooseAccess(config: AccessConfig, hints: { signIn?: string; forward?: string }, complained: (sentence: string) => void): Access {
  const { signIn: hint, forward } = hints
  const shown = { ...(hint === undefined ? {} : { hint }), ...(forward === undefined ? {} : { forward }) }
  switch (config.mode) {
    case 'open':
      return createOpenAccess(forward === undefined ? {} : { forward })
    case 'token':
      return createTokenAccess({ file: openTokenFile(config.file, complained), session: config.session, hints: shown })
    case 'kubernetes':
    case 'proxy':
      throw new Error('not yet')
  }
}
