import { intern } from '../intern.ts'
import type { Endpoints, EndpointSlice, IPAddress, Meta, Service } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { plainMap, text } from './plain.ts'

export function service(raw: Raw, meta: Meta): Service {
  const spec = raw.spec ?? {}
  return {
    kind: 'Service',
    apiVersion: 'v1',
    meta,
    spec: {
      type: intern(spec.type),
      clusterIP: spec.clusterIP,
      clusterIPs: spec.clusterIPs,
      externalName: spec.externalName,
      selector: plainMap(spec.selector),
      ports: spec.ports?.map((one: Raw) => ({
        name: intern(one.name),
        protocol: intern(one.protocol),
        port: one.port,
        targetPort: text(one.targetPort),
        nodePort: one.nodePort,
      })),
      sessionAffinity: intern(spec.sessionAffinity),
      externalTrafficPolicy: intern(spec.externalTrafficPolicy),
      internalTrafficPolicy: intern(spec.internalTrafficPolicy),
      healthCheckNodePort: spec.healthCheckNodePort,
      loadBalancerClass: intern(spec.loadBalancerClass),
    },
    status: { loadBalancer: raw.status?.loadBalancer?.ingress?.map((one: Raw) => ({ ip: one.ip, hostname: one.hostname })) },
  }
}

export function endpointSlice(raw: Raw, meta: Meta): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    meta,
    addressType: intern(raw.addressType),
    endpoints:
      raw.endpoints?.map((one: Raw) => ({
        addresses: one.addresses,
        ready: one.conditions?.ready ?? undefined,
        serving: one.conditions?.serving ?? undefined,
        terminating: one.conditions?.terminating ?? undefined,
        nodeName: intern(one.nodeName),
        target: one.targetRef && { kind: intern(one.targetRef.kind), name: one.targetRef.name, uid: one.targetRef.uid },
      })) ?? [],
    ports: raw.ports?.map((one: Raw) => ({ name: intern(one.name), protocol: intern(one.protocol), port: one.port ?? undefined })) ?? [],
  }
}

export function endpoints(raw: Raw, meta: Meta): Endpoints {
  const ready: string[] = []
  const notReady: string[] = []
  for (const subset of raw.subsets ?? []) {
    for (const one of subset.addresses ?? []) ready.push(one.ip)
    for (const one of subset.notReadyAddresses ?? []) notReady.push(one.ip)
  }
  return { kind: 'Endpoints', apiVersion: 'v1', meta, ready, notReady }
}

export function ipAddress(raw: Raw, meta: Meta): IPAddress {
  const parent = raw.spec?.parentRef
  return {
    kind: 'IPAddress',
    apiVersion: 'networking.k8s.io/v1',
    meta,
    spec: { parent: parent && { resource: intern(parent.resource), namespace: intern(parent.namespace), name: parent.name } },
  }
}
