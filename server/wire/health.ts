/** State of one watched kind. Times in ms since epoch. */
export interface KindHealth {
  kind: string
  state: 'syncing' | 'live' | 'reconnecting' | 'forbidden' | 'absent'
  /** Since when it is in this state. */
  since: number
  /** When the last line of any sort arrived. */
  line?: number
  objects: number
  relists: number
  gaps: number
  /** One sentence for the operator, in English: what failed, what to do (forbidden: the rule that would open it). */
  note?: string
  /** forbidden: the same rule, to be drawn in any language. */
  rule?: Rule
}

/** A rule as it stands in a Role of the namespace, or in a ClusterRole. */
export interface Rule {
  role: 'ClusterRole' | 'Role'
  apiGroups: string[]
  resources: string[]
  verbs: string[]
  /** Role: the namespaces where it is missing; absent: in each that is watched. */
  namespaces?: string[]
}

export interface Health {
  /** live: everything watched is live or forbidden/absent; stale: the API server or a stream is gone since `since`. */
  state: 'syncing' | 'live' | 'stale' | 'replay'
  since: number
  kinds: KindHealth[]
  /** Explainers that threw, by step key. */
  faults: Record<string, number>
  /** Only where a journal is kept. */
  journal?: JournalHealth
}

/** Whether what happens is written down. */
export interface JournalHealth {
  state: 'writing' | 'paused'
  /** Since when, ms since epoch. */
  since: number
  /** paused: the disk is full, cannot be written, is gone, fails or is too slow; or the journal may not be as large as it must be. */
  why?: 'full' | 'read-only' | 'denied' | 'gone' | 'small' | 'slow' | 'failed'
}
