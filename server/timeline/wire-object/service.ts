import type { Service } from '../../cluster/kinds.ts'
import type { ServiceState } from '../../wire/object.ts'
import type { World } from '../../world/world.ts'

/** Endpoints are counted once, whether they stand in slices of one or of both address families. An absent `ready` means ready (discovery/v1). */
export function serviceState(service: Service, world: World): ServiceState {
  const { type = 'ClusterIP', clusterIP, ports = [] } = service.spec
  const all = new Set<string>()
  const ready = new Set<string>()
  for (const { endpoints } of world.slicesOf(service)) {
    for (const endpoint of endpoints) {
      const who = endpoint.target?.uid ?? endpoint.addresses.join()
      all.add(who)
      if (endpoint.ready !== false) ready.add(who)
    }
  }
  return {
    type,
    ...(clusterIP !== undefined && { clusterIP }),
    ports: ports.map(
      ({ port, targetPort, nodePort, protocol = 'TCP' }) =>
        `${port}${nodePort ? `:${nodePort}` : ''}${targetPort && targetPort !== String(port) ? `→${targetPort}` : ''}/${protocol}`,
    ),
    ready: ready.size,
    endpoints: all.size,
  }
}
