/** Whether one instance of a component is alive, as far as the cluster shows it. */
export interface Pulse {
  component: string
  /** Instance's node, absent for one-per-cluster components without a place. */
  node?: string
  /** live: it shows itself; quiet: it should have shown itself since `since`; absent: an empty seat; unknown: nothing tells. */
  state: 'live' | 'quiet' | 'absent' | 'unknown'
  /** ms since epoch. */
  since: number
  /** Key into Catalogue.rules: how we know, or why nobody can. */
  why: string
  /** e.g. the lease holder, or 2 of 2 ready. */
  detail?: string
}
