import type { ContainerSpec, Pod } from '../../cluster/kinds.ts'
import { quantity } from './quantity.ts'

/**
 * What the Pod asks of a node, in base units: containers and sidecars together, or an init container with the sidecars started before it,
 * whichever is more. Source: component-helpers/resource/helpers.go PodRequests; overhead and Pod-level requests are not kept.
 */
export function requests({ spec }: Pod, resource: 'cpu' | 'memory'): number {
  const asked = ({ requests }: ContainerSpec) => quantity(requests?.[resource])
  let sidecars = 0
  let largest = 0
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') sidecars += asked(container)
    largest = Math.max(largest, container.restartPolicy === 'Always' ? sidecars : sidecars + asked(container))
  }
  return Math.max(
    largest,
    spec.containers.reduce((sum, container) => sum + asked(container), sidecars),
  )
}
