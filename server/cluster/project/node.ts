import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { Meta, Node } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { conditionsOf } from './conditions.ts'
import { plainMap } from './plain.ts'

/** Of the images their number; machine and boot ids are dropped. */
export function node(raw: Raw, meta: Meta): Node {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  const info = status.nodeInfo ?? {}
  return {
    kind: 'Node',
    apiVersion: 'v1',
    meta,
    spec: {
      podCIDR: spec.podCIDR,
      unschedulable: spec.unschedulable,
      taints: spec.taints?.map((one: Raw) => ({
        key: intern(one.key),
        value: intern(one.value),
        effect: intern(one.effect),
        timeAdded: instant(one.timeAdded),
      })),
      providerID: spec.providerID,
    },
    status: {
      addresses: status.addresses?.map((one: Raw) => ({ type: intern(one.type), address: intern(one.address) })),
      allocatable: plainMap(status.allocatable),
      capacity: plainMap(status.capacity),
      conditions: conditionsOf(status.conditions),
      kubeletVersion: intern(info.kubeletVersion),
      containerRuntimeVersion: intern(info.containerRuntimeVersion),
      osImage: intern(info.osImage),
      kernelVersion: intern(info.kernelVersion),
      architecture: intern(info.architecture),
      images: status.images?.length,
      volumesAttached: status.volumesAttached?.map((one: Raw) => one.name),
    },
  }
}
