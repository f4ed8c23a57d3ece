import type { Card } from './component.ts'
import type { Health } from './health.ts'
import type { WireObject } from './object.ts'
import type { Pulse } from './pulse.ts'
import type { Step } from './step.ts'
import type { Story } from './story.ts'

/** Raised when an old page can no longer understand a new server. Additions do not raise it. */
export const WIRE = 1

/** One thing that happened on the wire. Every entry of a server's epoch has its own seq, ascending; a step's equals its Step.seq. */
export type Entry = { seq: number; at: number } & (
  | { step: Step }
  | { amend: Step }
  | { object: WireObject }
  | { gone: string }
  | { pulse: Pulse }
  | { story: Story }
)

export interface Hello {
  wire: number
  /** A new one for every server process: seq means nothing across epochs. */
  epoch: string
  /** The newest entry at the time of greeting. */
  seq: number
  cluster: { uid: string; name: string; version: string }
  source: Source
  /** hash per language, for /catalogue/<lang>.<hash>.json. */
  catalogue: Record<string, string>
  cards: Card[]
  /** Who is looking, and what they may see; absent from servers that know no viewers. */
  viewer?: Viewer
}

/** Mode of access: who may look, and who says who they are. */
export type AccessMode = 'open' | 'token' | 'kubernetes' | 'proxy'

export interface Viewer {
  name?: string
  mode: AccessMode
  /** Namespaces; what else these touch is told as 'elsewhere'. */
  sees: 'all' | string[]
  /** Whether Nodes and other objects of the whole cluster are seen too. */
  cluster: boolean
  /** End of the session, ms since epoch. */
  expires?: number
}

/** GET /access, which needs no session: how to sign in here. */
export interface Gate {
  mode: AccessMode
  /** The command line that prints a token. */
  hint?: string
  /** What a Kubernetes token has to be made for. */
  audience?: string
  /** The command line that opens the way to this server, where one is needed. */
  forward?: string
}

/**
 * POST /session, with a token as `Authorization: Bearer` and no body: what to send instead of it from then on. `expires` in ms since epoch.
 * Refused with {error}: 401, 429 (too many wrong ones lately), 503 (nobody can say who it is); a socket's connect_error has the number as `data.status`.
 */
export interface Session {
  session: string
  expires: number
  viewer: Viewer
}

export type Source =
  /** `namespaces`: nothing but these is watched. */
  | { type: 'cluster'; context: string; since: number; namespaces?: string[] }
  | { type: 'recording'; file: string; why: 'asked' | 'no-cluster'; version: string; start: number; end: number }

/** GET /snapshot: the world at `hello.seq`. Steps are the last ones, oldest first. */
export interface Snapshot {
  hello: Hello
  objects: WireObject[]
  pulses: Pulse[]
  stories: Story[]
  steps: Step[]
  health: Health
}

/**
 * GET /recording (only when the source is one): the whole tape, explained, to be played by the page at its own pace.
 * `first` is the world before entry 0; `entries` are in order of `at` (ms since epoch, the recording's own clock).
 */
export interface Recording {
  hello: Hello
  first: Snapshot
  entries: Entry[]
}

/**
 * server -> browser. `objects`, `steps` and `amend` each carry one frame: consecutive entries of any sort, in order of seq. The name is that of the most
 * telling thing among them: a step, else an amendment, else the rest.
 */
export interface ServerEvents {
  hello: (hello: Hello) => void
  objects: (entries: Entry[]) => void
  steps: (entries: Entry[]) => void
  amend: (entries: Entry[]) => void
  health: (health: Health) => void
  /**
   * The reader fell behind, asks for a past that is gone, or may see other namespaces than before (after a `hello` of another epoch): fetch /snapshot.
   * Frames go on meanwhile: what arrives after this is kept, and applied to the snapshot if its seq is newer than the snapshot's.
   */
  reset: (why: 'epoch' | 'too-old' | 'too-slow' | 'sight') => void
  /** The session is over; the socket is closed after this. */
  bye: (why: 'expired' | 'revoked') => void
}

/** browser -> server: nothing yet; a page resumes by `auth: {epoch, seq, token}` of the socket's handshake, `token` being the session. */
export type ClientEvents = Record<string, never>
