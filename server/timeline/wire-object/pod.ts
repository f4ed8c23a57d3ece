import type { ContainerStatus, Pod } from '../../cluster/kinds.ts'
import type { PodState } from '../../wire/object.ts'
import type { World } from '../../world/world.ts'
import { requests } from './requests.ts'

/** Waiting reasons that mean trouble; ContainerCreating and PodInitializing only mean not yet. Source: pkg/kubelet/kuberuntime, pkg/kubelet/images. */
const trouble = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
  'StartError',
])

export function podState(pod: Pod, world: World): PodState {
  const { spec, status, meta } = pod
  const own = status.containerStatuses ?? []
  const all = [...(status.initContainerStatuses ?? []), ...own]
  return {
    phase: (status.phase as PodState['phase'] | undefined) ?? 'Unknown',
    ...(spec.nodeName !== undefined && { node: spec.nodeName }),
    ...(status.podIP !== undefined && { ip: status.podIP }),
    ready: isReady(pod),
    ...lookOf(pod, all, world),
    restarts: all.reduce((sum, { restartCount }) => sum + restartCount, 0),
    containers: spec.containers.map(({ name, image }) =>
      container(
        name,
        image,
        own.find((one) => one.name === name),
      ),
    ),
    ...(meta.annotations && 'kubernetes.io/config.mirror' in meta.annotations && { mirror: true }),
    cpu: requests(pod, 'cpu'),
    memory: requests(pod, 'memory'),
  }
}

/** What a person would call the Pod's state; the first that applies. */
function lookOf(pod: Pod, statuses: readonly ContainerStatus[], world: World): Pick<PodState, 'look' | 'reason'> {
  const { spec, status, meta } = pod
  if (meta.deletionTimestamp !== undefined) return { look: 'terminating' }
  if (status.phase === 'Succeeded') return { look: 'succeeded' }
  if (status.phase === 'Failed') return failing(status.reason ?? statuses.map(died).find((reason) => reason !== undefined))
  if (spec.nodeName === undefined) return waiting(pod)
  // The node does not report: whatever the Pod's status says is the last that was heard.
  const node = world.find('Node', undefined, spec.nodeName)
  const heard = node?.status.conditions?.find(({ type }) => type === 'Ready')
  if (heard?.status === 'Unknown' || status.phase === 'Unknown') return { look: 'unknown', reason: heard?.reason ?? status.reason ?? 'Unknown' }
  const troubled = statuses.find(({ waiting }) => trouble.has(waiting?.reason ?? ''))
  if (troubled) return failing(troubled.waiting?.reason)
  const ended = statuses.find((one) => died(one) !== undefined)
  if (ended) return failing(died(ended))
  if (isReady(pod)) return { look: 'ready' }
  return status.phase === 'Running' && statuses.every(({ waiting }) => !waiting)
    ? withReason('not-ready', status.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'False')?.reason)
    : withReason('starting', statuses.find(({ waiting }) => waiting)?.waiting?.reason)
}

function waiting({ status }: Pod) {
  return withReason('waiting', status.conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False')?.reason)
}

function failing(reason: string | undefined) {
  return withReason('failing', reason)
}

function withReason(look: PodState['look'], reason: string | undefined): Pick<PodState, 'look' | 'reason'> {
  return { look, ...(reason !== undefined && { reason }) }
}

/** Why a container lies dead; a finished init container or one that ended well is no failure. */
function died({ terminated }: ContainerStatus): string | undefined {
  return terminated && terminated.exitCode !== 0 ? (terminated.reason ?? 'Error') : undefined
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
}

function container(name: string, image: string, status: ContainerStatus | undefined): PodState['containers'][number] {
  const reason = status?.waiting?.reason ?? status?.terminated?.reason
  const state = status?.running ? 'running' : status?.terminated ? 'terminated' : status?.waiting ? 'waiting' : 'unknown'
  return { name, image, ready: status?.ready ?? false, state, ...(reason !== undefined && { reason }) }
}
