import { usage } from '../errors.ts'
import { isLoopback, isReadable, oneOf, readName, readNetwork, readTime } from './values.ts'

/** Who may look. `session` in ms. */
export type AccessConfig =
  | { mode: 'open' }
  | { mode: 'token'; file: string; session: number }
  | { mode: 'kubernetes'; audience: string; session: number }
  | { mode: 'proxy'; from: string[]; userHeader: string; groupsHeader: string; session: number }

/** What goes with which mode; anything else that was given would be ignored silently, which nobody wants of a lock. */
const own: Record<AccessConfig['mode'], string[]> = {
  open: [],
  token: ['token-file', 'session'],
  kubernetes: ['audience', 'session'],
  proxy: ['proxy-from', 'proxy-user-header', 'proxy-groups-header', 'session'],
}
const HEADER = /^[a-z][a-z0-9-]{0,63}$/i

export function readAccess(given: Record<string, unknown>, listen: string): AccessConfig {
  const command = 'start'
  const text = (name: string, otherwise: string) => (given[name] as string | undefined) ?? otherwise
  const mode = oneOf(command, 'access', text('access', 'open'), ['open', 'token', 'kubernetes', 'proxy'])
  const stray = Object.values(own)
    .flat()
    .find((name) => given[name] !== undefined && !own[mode].includes(name))
  if (stray) throw usage(command, `--${stray} does not go with --access ${mode}`)
  const session = readTime(command, 'session', text('session', '12h'))
  switch (mode) {
    case 'open':
      if (!isLoopback(listen)) throw usage(command, `--access open lets anybody look, so it goes with a loopback --listen only, not with ${listen}`)
      return { mode }
    case 'token': {
      const file = text('token-file', '')
      if (!file) throw usage(command, '--access token needs --token-file FILE')
      if (!isReadable(file)) throw usage(command, `--token-file ${file} is not a file that can be read`)
      return { mode, file, session }
    }
    case 'kubernetes':
      return { mode, audience: readName(command, 'audience', text('audience', 'cutaway'), /^[\w.:/-]{1,253}$/, 'audience'), session }
    case 'proxy': {
      const from = ((given['proxy-from'] as string[] | undefined) ?? []).map((network) => readNetwork(command, 'proxy-from', network))
      if (from.length === 0) throw usage(command, '--access proxy needs --proxy-from CIDR, or anybody could send its headers')
      const header = (flag: string, otherwise: string) => readName(command, flag, text(flag, otherwise), HEADER, 'header name').toLowerCase()
      return {
        mode,
        from,
        userHeader: header('proxy-user-header', 'X-Forwarded-User'),
        groupsHeader: header('proxy-groups-header', 'X-Forwarded-Groups'),
        session,
      }
    }
  }
}
