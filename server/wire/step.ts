/** A Kubernetes object, named so that it can be found again. `uid` tells two objects apart that had the same name one after the other. */
export interface Ref {
  kind: string
  apiVersion: string
  namespace?: string
  name: string
  uid: string
}

/** How we know THAT it happened. Computed from the evidence, within the floor and ceiling that a step declares. */
export type Grade = 'observed' | 'derived' | 'correlated' | 'inferred'

/** How we know WHO did it: the audit log says so | only this writer is possible | it says so itself | not known (yet). */
export type Identity = 'authenticated' | 'rule' | 'claimed' | 'unknown'

/** A typed value for the texts. Durations in ms, quantities as Kubernetes writes them ("500m", "1Gi"), times in ms since epoch. */
export type Slot =
  | { type: 'ref'; ref: Ref }
  | { type: 'number'; value: number }
  | { type: 'duration'; ms: number }
  | { type: 'quantity'; value: string }
  | { type: 'time'; at: number }
  | { type: 'text'; value: string }
  | { type: 'list'; items: Slot[] }

export type Facts = Record<string, Slot>

/** ms since epoch. from..to: when it happened as far as known (equal if exact); seen: when the proof reached this server. */
export interface When {
  from: number
  to: number
  seen: number
}

/** Who wrote, as managedFields has it. `time` in ms, whole seconds only. */
export interface Writer {
  manager: string
  operation: 'Update' | 'Apply'
  subresource?: string
  time?: number
}

/**
 * One reason to believe a step. `ref` is the object it was read from, `rv` that object's resourceVersion.
 * - field: a path changed; `owner` is who owns the path afterwards (before, for a removed one), absent if nobody does
 * - event: a Kubernetes Event said so
 * - rule: only one writer is possible, or the consequence is fixed, by Kubernetes' own source (`source` names the file);
 *   `given` 'manager': only if the manager name in managedFields is true, which anyone may claim: the author is then no more than claimed
 * - match: found by owner, name, hash or time; another cause is possible
 * - implied: must have happened, because the step `of` did
 * - lease: a Lease was (not) renewed
 * - audit: the API server's audit log
 */
export type Evidence =
  | { type: 'field'; ref: Ref; rv: string; path: string; was?: string; now?: string; owner?: Writer }
  | {
      type: 'event'
      ref: Ref
      rv: string
      about: Ref
      reason: string
      component: string
      host?: string
      note: string
      count: number
      at: number
      writer?: string
    }
  | { type: 'rule'; rule: string; source: string; given?: 'manager' }
  | { type: 'match'; by: 'owner' | 'name' | 'hash' | 'time' | 'selector'; ref: Ref }
  | { type: 'implied'; of: string; rule: string; source?: string }
  | { type: 'lease'; ref: Ref; holder: string; renewed: number }
  | { type: 'audit'; user: string; verb: string; agent: string; auditId: string; at: number }
  /** Larger than 2 KiB: fetched from /steps/:id/evidence/:part, answered 'expired' when gone. */
  | { type: 'stored'; of: Exclude<EvidenceType, 'stored'>; part: number; bytes: number }

export type EvidenceType = 'field' | 'event' | 'rule' | 'match' | 'implied' | 'lease' | 'audit' | 'stored'

/** How a step is tied to its cause. */
export type Via = 'owner' | 'same' | 'node' | 'hash' | 'selector' | 'trigger'

export interface Cause {
  id: string
  via: Via
}

/** A write's way through the API server into etcd: key under /registry, revision, which gates are known to have acted. */
export interface Passage {
  verb: 'create' | 'update' | 'patch' | 'delete' | 'bind' | 'unknown'
  key: string
  resourceVersion?: string
  /** Gates that left a trace in the object; all others are passed by every write and drawn as such. */
  gates?: ('authn' | 'authz' | 'admission' | 'validation')[]
}

/** One explained change. See ARCHITECTURE.md for what every field promises. */
export interface Step {
  /** hash(cluster uid, key, subject uid, discriminator): the same on every replica and in every replay. */
  id: string
  /** Order of emission by this server since its epoch. Shared with objects and amendments, so it has holes. */
  seq: number
  /** '<component folder>.<step>', e.g. 'kube-scheduler.bound', 'kube-controller-manager/deployment.replicaset-created'. */
  key: string
  /** Who acted: the component, or 'client/<manager name>', or 'unknown'. */
  component: string
  /** Where that component instance runs, when it matters. */
  node?: string
  subject: Ref
  at: When
  grade: Grade
  identity: Identity
  /** First = primary. */
  causes: Cause[]
  /** Id of the story's first step. */
  story: string
  facts: Facts
  evidence: Evidence[]
  passage?: Passage
  /** Every namespace that any part of it names; empty for purely cluster-wide steps. */
  namespaces: string[]
  /** 1, then +1 per amendment. */
  rev: number
}
