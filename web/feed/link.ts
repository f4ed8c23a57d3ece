/**
 * A sign-in link ends with '#t=<token>': a fragment never reaches a server, a log or a Referer. It is taken out of the address bar before anything else
 * happens, `hash` in its place. undefined: this is no such link.
 */
export function takeToken(hash = ''): string | undefined {
  const [, token] = /^#t=(.+)$/.exec(location.hash) ?? []
  if (token === undefined) return undefined
  history.replaceState(null, '', `${location.pathname}${location.search}${hash}`)
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}

/** The token of the link by which this page was opened. */
export const linked = takeToken()
