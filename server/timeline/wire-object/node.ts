import type { Node } from '../../cluster/kinds.ts'
import type { NodeState } from '../../wire/object.ts'
import { quantity } from './quantity.ts'

const roleLabel = 'node-role.kubernetes.io/'

export function nodeState({ meta, spec, status }: Node): NodeState {
  return {
    ready: status.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown',
    schedulable: !spec.unschedulable,
    roles: Object.keys(meta.labels ?? {})
      .filter((key) => key.startsWith(roleLabel))
      .map((key) => key.slice(roleLabel.length))
      .sort(),
    kubelet: status.kubeletVersion ?? '',
    runtime: status.containerRuntimeVersion ?? '',
    cpu: quantity(status.allocatable?.['cpu']),
    memory: quantity(status.allocatable?.['memory']),
    ...(spec.podCIDR !== undefined && { podCIDR: spec.podCIDR }),
    taints: (spec.taints ?? []).map(({ key, value, effect }) => ({ key, effect, ...(value !== undefined && { value }) })),
  }
}
