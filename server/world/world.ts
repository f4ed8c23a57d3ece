import type { Kind, Kinds, KubeObject } from '../cluster/kinds.ts'

/**
 * Read-only view of all objects as of one delta (that delta already applied; a deleted object is gone, and is in delta.was).
 * Only declared indexes: every call is O(size of the answer).
 */
export interface World {
  get<K extends Kind>(kind: K, uid: string): Kinds[K] | undefined
  find<K extends Kind>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined
  all<K extends Kind>(kind: K): Iterable<Kinds[K]>
  count(kind: Kind): number
  /** Objects whose controller owner has this uid. */
  owned<K extends Kind>(kind: K, owner: string): Iterable<Kinds[K]>
  podsOn(node: string): Iterable<Kinds['Pod']>
  /** Pods of a namespace with this label, written 'key=value'. */
  podsLabelled(namespace: string, label: string): Iterable<Kinds['Pod']>
  /** The Pod that has the address, else the last that had it and departed within 10 minutes. */
  podByIP(ip: string): Kinds['Pod'] | undefined
  /** Services whose selector matches the Pod; Pods that a Service's selector matches. */
  servicesFor(pod: Kinds['Pod']): Iterable<Kinds['Service']>
  podsFor(service: Kinds['Service']): Iterable<Kinds['Pod']>
  slicesOf(service: Kinds['Service']): Iterable<Kinds['EndpointSlice']>
  /** Events about this object, newest last; joined by uid, else by namespace and name. */
  events(object: KubeObject): Iterable<Kinds['Event']>
  /** A uid that was seen deleted within the last 10 minutes, with its last state. */
  departed(uid: string): KubeObject | undefined
  /** The last object of this name that was seen deleted within the same 10 minutes: what an Event that only gives a name was about. */
  departedNamed<K extends Kind>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined
}

/** What is known about the cluster's software; grammars of messages are chosen by it. */
export interface Env {
  /** e.g. 'v1.36.3'. */
  version: string
  /** Parsed minor, e.g. 36; 0 if unknown. */
  minor: number
  clusterUid: string
  /** Newest kubelet version per node. */
  kubelets: ReadonlyMap<string, string>
  proxyMode?: 'iptables' | 'nftables' | 'ipvs'
  audit: boolean
}
