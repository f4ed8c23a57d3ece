import type { NodeState, PodState, ServiceState, WireObject, WorkloadState } from '../../wire/object.ts'
import type { Ref } from '../../wire/step.ts'
import { keep, keepEach, sift, type Sieve } from './sieve.ts'

/** Of an object that is seen everything is shown: it holds what the object itself says to those who may read it. */
export const objectSieve: Sieve<WireObject> = {
  ref: (ref) => sift(ref, refSieve),
  rv: keep,
  // In the object's own list of owners.
  owner: keep,
  created: keep,
  deleting: keep,
  pod: (pod) => sift(pod, podSieve),
  node: (node) => sift(node, nodeSieve),
  workload: (workload) => sift(workload, workloadSieve),
  service: (service) => sift(service, serviceSieve),
}

export const refSieve: Sieve<Ref> = { kind: keep, apiVersion: keep, namespace: keep, name: keep, uid: keep }

const podSieve: Sieve<PodState> = {
  phase: keep,
  // The name of its Node is in the Pod's spec; that its Node is silent (look, reason) shows in the Pod's own conditions.
  node: keep,
  ip: keep,
  ready: keep,
  look: keep,
  reason: keep,
  restarts: keep,
  containers: (containers) => containers.map((container) => sift(container, containerSieve)),
  mirror: keep,
  cpu: keep,
  memory: keep,
}

const containerSieve: Sieve<PodState['containers'][number]> = { name: keep, image: keep, ready: keep, state: keep, reason: keep }

const nodeSieve: Sieve<NodeState> = {
  ready: keep,
  schedulable: keep,
  roles: keepEach,
  kubelet: keep,
  runtime: keep,
  cpu: keep,
  memory: keep,
  podCIDR: keep,
  taints: (taints) => taints.map((taint) => sift(taint, taintSieve)),
}

const taintSieve: Sieve<NodeState['taints'][number]> = { key: keep, value: keep, effect: keep }

const workloadSieve: Sieve<WorkloadState> = { desired: keep, ready: keep, available: keep, updated: keep, revision: keep }

// Endpoints are counted over slices of the Service's own namespace.
const serviceSieve: Sieve<ServiceState> = { type: keep, clusterIP: keep, ports: keepEach, ready: keep, endpoints: keep }
