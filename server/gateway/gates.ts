import type { IncomingMessage } from 'node:http'

/**
 * What every request and every upgrade passes in every mode, before anything else of it is read: without them every page that a person visits could
 * read their cluster through their own browser.
 */
export interface Gates {
  /** undefined: come in; else the status and a sentence. `data`: it is asked for what no link of another site leads to. */
  refuse(request: IncomingMessage, data?: boolean): { status: 403 | 413 | 421; sentence: string } | undefined
  /** Takes one of this second's places for a new socket. */
  admit(): boolean
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const SOCKETS_PER_SECOND = 50

/**
 * - Host must be a name of ours (another name that resolves to 127.0.0.1 is DNS rebinding).
 * - Origin, if there is one, must be that very host: browsers send it with every WebSocket, and let any page open one to localhost.
 * - The request line must not name a host of its own: it would outrank the header.
 * - Sec-Fetch-Site must not say that another site asks, unless it is a person following a link to the page.
 * - There is no body: nothing here reads one.
 */
export function createGates(hosts: readonly string[], now = () => performance.now()): Gates {
  const names = new Set([...LOOPBACK, ...hosts])
  let places = SOCKETS_PER_SECOND
  let filled = now()

  return {
    refuse({ headers, rawHeaders, method, url }, data = false) {
      const host = hostOf(headers.host, rawHeaders)
      if (host === undefined || !names.has(withoutPort(host)) || !url?.startsWith('/'))
        return { status: 421, sentence: 'This is not a host name of this Cutaway; start it with --host NAME.' }
      const { origin } = headers
      if (origin !== undefined && !isOrigin(origin, host)) return { status: 403, sentence: 'Another site may not read this cluster.' }
      const site = headers['sec-fetch-site']
      const follows = !data && headers['sec-fetch-mode'] === 'navigate' && method === 'GET'
      if ((site === 'cross-site' || site === 'same-site') && !follows) return { status: 403, sentence: 'Another site may not read this cluster.' }
      if (headers['transfer-encoding'] !== undefined || !['0', undefined].includes(headers['content-length']))
        return { status: 413, sentence: 'No request here has a body.' }
      return undefined
    },
    admit() {
      const time = now()
      places = Math.min(SOCKETS_PER_SECOND, places + ((time - filled) / 1000) * SOCKETS_PER_SECOND)
      filled = time
      if (places < 1) return false
      places -= 1
      return true
    },
  }
}

/** Exactly one Host header, as it is written but in lower case and without the root's dot. */
function hostOf(host: string | undefined, rawHeaders: string[]): string | undefined {
  const count = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  if (host === undefined || count !== 1) return undefined
  return host.toLowerCase().replace(/\.(?=:\d{1,5}$|$)/, '')
}

function withoutPort(host: string): string {
  return host.replace(/:\d{1,5}$/, '')
}

function isOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`
}
