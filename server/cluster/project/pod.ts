import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { ContainerSpec, ContainerStatus, Meta, Pod, Terminated } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'
import { conditionsOf } from './conditions.ts'
import { plainMap } from './plain.ts'

/** Of containers neither env, args, command, mounts nor ports; of volumes the name, the sort and what it refers to. */
export function pod(raw: Raw, meta: Meta): Pod {
  return { kind: 'Pod', apiVersion: 'v1', meta, spec: specOf(raw.spec ?? {}), status: statusOf(raw.status ?? {}) }
}

function specOf(raw: Raw): Pod['spec'] {
  return {
    nodeName: intern(raw.nodeName || undefined),
    schedulerName: intern(raw.schedulerName),
    priority: raw.priority,
    priorityClassName: intern(raw.priorityClassName),
    serviceAccountName: intern(raw.serviceAccountName),
    restartPolicy: intern(raw.restartPolicy),
    terminationGracePeriodSeconds: raw.terminationGracePeriodSeconds,
    hostNetwork: raw.hostNetwork,
    schedulingGates: raw.schedulingGates?.map((one: Raw) => intern(one.name)),
    nodeSelector: plainMap(raw.nodeSelector),
    tolerations: raw.tolerations?.map((one: Raw) => ({
      key: intern(one.key),
      operator: intern(one.operator),
      value: intern(one.value),
      effect: intern(one.effect),
      tolerationSeconds: one.tolerationSeconds,
    })),
    volumes: raw.volumes?.map(volumeOf),
    readinessGates: raw.readinessGates?.map((one: Raw) => intern(one.conditionType)),
    containers: raw.containers?.map(containerOf) ?? [],
    initContainers: raw.initContainers?.map(containerOf),
  }
}

function volumeOf(raw: Raw): { name: string; source: string; ref?: string } {
  for (const key in raw) {
    if (key === 'name') continue
    const from = raw[key]
    return { name: raw.name, source: key, ref: intern(from?.claimName ?? from?.secretName ?? (key === 'configMap' ? from?.name : undefined)) }
  }
  return { name: raw.name, source: 'emptyDir' }
}

function containerOf(raw: Raw): ContainerSpec {
  return {
    name: intern(raw.name),
    image: intern(raw.image ?? ''),
    restartPolicy: intern(raw.restartPolicy),
    requests: plainMap(raw.resources?.requests),
    limits: plainMap(raw.resources?.limits),
    probes: probesOf(raw),
  }
}

function probesOf(raw: Raw): ContainerSpec['probes'] {
  if (!raw.startupProbe && !raw.readinessProbe && !raw.livenessProbe) return undefined
  const probes: NonNullable<ContainerSpec['probes']> = []
  if (raw.startupProbe) probes.push('startup')
  if (raw.readinessProbe) probes.push('readiness')
  if (raw.livenessProbe) probes.push('liveness')
  return probes
}

function statusOf(raw: Raw): Pod['status'] {
  return {
    phase: intern(raw.phase),
    reason: intern(raw.reason),
    message: scrub(raw.message),
    qosClass: intern(raw.qosClass),
    hostIP: intern(raw.hostIP),
    podIP: raw.podIP,
    // Mostly one, and the same.
    podIPs: raw.podIPs?.map((one: Raw) => (one.ip === raw.podIP ? raw.podIP : one.ip)),
    startTime: instant(raw.startTime),
    nominatedNodeName: intern(raw.nominatedNodeName),
    observedGeneration: raw.observedGeneration,
    conditions: conditionsOf(raw.conditions),
    containerStatuses: raw.containerStatuses?.map(containerStatusOf),
    initContainerStatuses: raw.initContainerStatuses?.map(containerStatusOf),
    ephemeralContainerStatuses: raw.ephemeralContainerStatuses?.map(containerStatusOf),
    resources: raw.resources && { requests: plainMap(raw.resources.requests), limits: plainMap(raw.resources.limits) },
  }
}

function containerStatusOf(raw: Raw): ContainerStatus {
  const state = raw.state ?? {}
  return {
    name: intern(raw.name),
    image: intern(raw.image ?? ''),
    imageID: intern(raw.imageID || undefined),
    containerID: raw.containerID,
    ready: raw.ready === true,
    started: raw.started ?? undefined,
    restartCount: raw.restartCount ?? 0,
    waiting: state.waiting && { reason: intern(state.waiting.reason), message: scrub(state.waiting.message) },
    running: state.running && { startedAt: instant(state.running.startedAt) },
    terminated: state.terminated && terminatedOf(state.terminated),
    last: raw.lastState?.terminated && terminatedOf(raw.lastState.terminated),
  }
}

/** `message` is what the container wrote to its termination log: free text of the user's program, hence scrubbed like any other. */
function terminatedOf(raw: Raw): Terminated {
  return {
    exitCode: raw.exitCode ?? 0,
    signal: raw.signal,
    reason: intern(raw.reason),
    startedAt: instant(raw.startedAt),
    finishedAt: instant(raw.finishedAt),
    message: scrub(raw.message),
  }
}
