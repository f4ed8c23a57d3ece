import type { IncomingMessage } from 'node:http'
import type { AccessMode, Gate, Session, Viewer } from '../wire/events.ts'
import type { Sight } from './sight.ts'

/** Who may look, in one of four modes. The gates (gates.ts) come before all of them. */
export interface Access {
  /** What everybody may know, to sign in. */
  readonly gate: Gate
  /**
   * Who it is, as of now: asked for every request but the public ones, and every second anew for who holds a socket. Never throws.
   */
  look(caller: Caller): Promise<Pass | Refusal>
  /** What `POST /session` gives; a session in turn is a caller's bearer. Never throws. */
  signIn(caller: Caller): Promise<Session | Refusal>
  close(): void
}

/** What of a request or a socket's handshake tells who makes it. */
export interface Caller {
  /** Absent: none was sent. Empty: something was sent that is no bearer token. */
  bearer?: string
  address: string
  rawHeaders: readonly string[]
  /** When the request or socket came, ms since epoch. */
  since: number
}

export interface Pass {
  mode: AccessMode
  name?: string
  sight: Sight
  /** ms since epoch. */
  expires?: number
}

export interface Refusal {
  status: 401 | 404 | 429 | 503
  /** For people, without anything of what was sent. */
  sentence: string
  /** Seconds until it is worth trying again. */
  retry?: number
  /** A session that ended by its own time. */
  expired?: true
  /** Nothing was sent that could be right or wrong: a page asks so before anybody has signed in. */
  silent?: true
}

/** Longer than any token: those of Kubernetes with many groups have 4 KiB. */
const LONGEST = 8192
const TOKEN = /^[\w.~+/=-]+$/

export function bearerOf(value: unknown): string {
  return typeof value === 'string' && value.length <= LONGEST && TOKEN.test(value) ? value : ''
}

/** A second Authorization header, or another scheme, is as bad as a wrong token. */
export function callerOf({ headers, rawHeaders, socket }: IncomingMessage, since: number): Caller {
  const caller = { address: socket.remoteAddress ?? '', rawHeaders, since }
  if (headers.authorization === undefined) return caller
  const times = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization').length
  const [scheme, token, ...rest] = headers.authorization.split(' ', 3)
  return { ...caller, bearer: times === 1 && rest.length === 0 && scheme?.toLowerCase() === 'bearer' ? bearerOf(token) : '' }
}

export function isRefusal(answer: object): answer is Refusal {
  return 'status' in answer
}

export function viewerOf({ mode, name, sight, expires }: Pass): Viewer {
  return {
    mode,
    ...(name === undefined ? {} : { name }),
    sees: sight.namespaces === 'all' ? 'all' : [...sight.namespaces].sort(),
    cluster: sight.cluster,
    ...(expires === undefined ? {} : { expires }),
  }
}
