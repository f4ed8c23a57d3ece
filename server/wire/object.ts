import type { Ref } from './step.ts'

/** What the views need to draw one object; unknown values are absent, never guessed. Times in ms since epoch. */
export interface WireObject {
  ref: Ref
  rv: string
  /** uid of the controller owner. */
  owner?: string
  /** When the object says it was created. */
  created?: number
  /** Since when its deletion is asked for. */
  deleting?: number
  pod?: PodState
  node?: NodeState
  workload?: WorkloadState
  service?: ServiceState
}

export interface PodState {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
  node?: string
  ip?: string
  ready: boolean
  /** What a person would call it: waiting (no node), starting, ready, not-ready, failing, terminating, succeeded, unknown. */
  look: 'waiting' | 'starting' | 'ready' | 'not-ready' | 'failing' | 'terminating' | 'succeeded' | 'unknown'
  /** waiting.reason or condition reason behind `look`, as Kubernetes spells it. */
  reason?: string
  restarts: number
  containers: { name: string; image: string; ready: boolean; state: 'waiting' | 'running' | 'terminated' | 'unknown'; reason?: string }[]
  /** Mirror of a static Pod. */
  mirror?: boolean
  /** Sum of requests, Kubernetes quantities in base units: cores and bytes. */
  cpu: number
  memory: number
}

export interface NodeState {
  ready: 'True' | 'False' | 'Unknown'
  schedulable: boolean
  roles: string[]
  kubelet: string
  runtime: string
  cpu: number
  memory: number
  podCIDR?: string
  taints: { key: string; value?: string; effect: string }[]
}

export interface WorkloadState {
  desired: number
  ready: number
  available: number
  updated?: number
  revision?: string
}

export interface ServiceState {
  type: string
  clusterIP?: string
  ports: string[]
  /** Ready and all endpoints over its slices. */
  ready: number
  endpoints: number
}
