import type { Service } from '../../cluster/kinds.ts'
import { creator, wrote } from '../author.ts'
import { appeared, appearedBefore, field, given, rule, vanished } from '../evidence.ts'
import { step, type Draft, type Steps } from '../explainer.ts'
import { isNew, ref, second, turned } from '../match.ts'
import { passage, registryKey } from '../passage.ts'
import { slot } from '../slot.ts'

const allocation = ['apiserver.allocation', 'pkg/registry/core/service/storage/alloc.go'] as const

/** An address that nobody asked for: the client that creates a Service with a cluster IP of its own owns the field. */
function allocated(service: Service): string | undefined {
  const { clusterIP } = service.spec
  if (!clusterIP || clusterIP === 'None') return undefined
  return service.meta.managed.some((entry) => entry.fields.owns('spec.clusterIP')) ? undefined : clusterIP
}

/** What the API server decides itself and lets be seen. Its part in every write is that write's passage. */
export const steps = {
  'address-allocated': step({
    on: ['Service', 'IPAddress'],
    change: ['added', 'relisted'],
    reads: ['Service', 'IPAddress'],
    because: [{ key: 'client.created', via: 'same' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      if (!isNew(delta) || !delta.now) return undefined
      // The address is stored a moment before the Service that it is for, so either may be seen first.
      const parent = delta.kind === 'IPAddress' ? delta.now.spec.parent : undefined
      const service =
        delta.kind === 'Service' ? delta.now : parent?.resource === 'services' ? world.find('Service', parent.namespace, parent.name) : undefined
      const ip = service && allocated(service)
      if (!service || !ip || (delta.kind === 'IPAddress' && delta.now.meta.name !== ip)) return undefined
      const address = delta.kind === 'IPAddress' ? delta.now : world.find('IPAddress', undefined, ip)
      const ports = service.spec.ports?.flatMap(({ nodePort }) => (nodePort ? [slot.number(nodePort)] : [])) ?? []
      return {
        subject: ref(service),
        discriminator: '',
        facts: { service: slot.ref(ref(service)), ip: slot.text(ip), ...(ports.length && { ports: slot.list(ports) }) },
        evidence: [
          delta.kind === 'IPAddress' ? appeared(delta) : field(delta, 'spec.clusterIP', undefined, ip),
          rule(...allocation),
          ...(address && delta.kind === 'Service' ? [appearedBefore(address)] : []),
        ],
        ...(address && { passage: { verb: 'create' as const, key: registryKey(address), resourceVersion: address.meta.resourceVersion } }),
      }
    },
  }),
  'address-released': step({
    on: 'IPAddress',
    change: ['deleted', 'relisted'],
    reads: ['Service'],
    because: [{ key: 'client.deletion-requested', via: 'owner' }],
    floor: 'derived',
    ceiling: 'derived',
    match: (delta, world): Draft | undefined => {
      const { was, now } = delta
      if (!was || now) return undefined
      const { parent } = was.spec
      const service =
        parent?.resource === 'services'
          ? (world.departedNamed('Service', parent.namespace, parent.name) ?? world.find('Service', parent.namespace, parent.name))
          : undefined
      return {
        subject: ref(was),
        discriminator: '',
        passage: passage(delta, 'delete'),
        facts: { ip: slot.text(was.meta.name), ...(service && { service: slot.ref(ref(service)) }) },
        ...(service && { seeks: { owner: service.meta.uid } }),
        evidence: [vanished(delta), rule('apiserver.release', allocation[1])],
      }
    },
  }),
  'endpoints-kept': step({
    on: ['EndpointSlice', 'Endpoints'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const { now } = delta
      const entry = now && (isNew(delta) ? creator(now) : wrote(delta, 'kube-apiserver'))
      if (!now || entry?.manager !== 'kube-apiserver') return undefined
      return {
        subject: ref(now),
        discriminator: `${second(entry.time)}/${delta.changed.paths.join()}`,
        passage: passage(delta, delta.was ? 'update' : 'create'),
        facts: { object: slot.ref(ref(now)) },
        evidence: [
          delta.was ? field(delta, delta.changed.paths[0] ?? 'metadata', undefined, undefined) : appeared(delta),
          given('apiserver.endpoints', 'pkg/controlplane/reconcilers/lease.go'),
        ],
      }
    },
  }),
  'object-made': step({
    on: ['Namespace', 'ConfigMap', 'Service'],
    change: ['added', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const { now } = delta
      if (!now || !isNew(delta) || creator(now)?.manager !== 'kube-apiserver') return undefined
      return {
        subject: ref(now),
        discriminator: '',
        passage: passage(delta, 'create'),
        facts: { object: slot.ref(ref(now)) },
        evidence: [appeared(delta), given('apiserver.system', 'pkg/controlplane/controller/systemnamespaces/system_namespaces_controller.go')],
      }
    },
  }),
  'budget-charged': step({
    on: 'PodDisruptionBudget',
    when: ['status'],
    opens: 'intent',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const entry = delta.was && delta.now ? wrote(delta, 'kube-apiserver') : undefined
      if (!entry || !delta.now) return undefined
      return {
        subject: ref(delta.now),
        discriminator: `${second(entry.time)}/${(delta.now.status.disruptedPods ?? []).join()}`,
        passage: passage(delta, 'update'),
        facts: { object: slot.ref(ref(delta.now)), allowed: slot.number(delta.now.status.disruptionsAllowed ?? 0) },
        evidence: [
          field(delta, 'status.disruptionsAllowed', delta.was?.status.disruptionsAllowed, delta.now.status.disruptionsAllowed),
          given('apiserver.budget', 'pkg/registry/core/pod/storage/eviction.go'),
        ],
      }
    },
  }),
  'quota-charged': step({
    on: 'ResourceQuota',
    when: ['status'],
    opens: 'intent',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const entry = delta.was && delta.now ? wrote(delta, 'kube-apiserver') : undefined
      if (!entry || !delta.was || !delta.now) return undefined
      const { used = {} } = delta.now.status
      const before = delta.was.status.used ?? {}
      const moved = Object.keys(used)
        .filter((name) => used[name] !== before[name])
        .map((name) => `${name} ${used[name] ?? ''}`)
        .join(', ')
      return {
        subject: ref(delta.now),
        discriminator: `${second(entry.time)}/${JSON.stringify(used)}`,
        passage: passage(delta, 'update', ['admission']),
        facts: { object: slot.ref(ref(delta.now)), ...(moved && { used: slot.text(moved) }) },
        evidence: [
          field(delta, 'status.used', before, used),
          given('apiserver.quota', 'staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go'),
        ],
      }
    },
  }),
  'eviction-granted': step({
    on: 'Pod',
    when: ['status.conditions[type=DisruptionTarget]'],
    opens: 'intent',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const target = turned(delta.was, delta.now, 'DisruptionTarget', 'True')
      if (!delta.now || target?.reason !== 'EvictionByEvictionAPI') return undefined
      return {
        subject: ref(delta.now),
        discriminator: '',
        passage: passage(delta, 'update'),
        facts: { pod: slot.ref(ref(delta.now)) },
        evidence: [
          field(delta, 'status.conditions[type=DisruptionTarget]', undefined, target.reason),
          rule('apiserver.eviction', 'pkg/registry/core/pod/storage/eviction.go'),
        ],
      }
    },
  }),
} satisfies Steps
