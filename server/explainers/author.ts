import type { Delta } from '../cluster/delta.ts'
import type { Kind, KubeObject, ManagedEntry } from '../cluster/kinds.ts'
import type { Writer } from '../wire/step.ts'

/**
 * Who wrote. managedFields names the process, and a name can be claimed by anyone; what each of Kubernetes' own processes ever writes is a closed list.
 * A name from it on a kind that it never writes is a client with a borrowed name.
 */
const writes = new Map<string, readonly Kind[] | 'all'>(
  Object.entries({
    'kube-controller-manager': 'all',
    'kube-apiserver': [
      'Service',
      'IPAddress',
      'Endpoints',
      'EndpointSlice',
      'PodDisruptionBudget',
      'ResourceQuota',
      'Namespace',
      'ConfigMap',
      'Lease',
      'Event',
    ],
    'kube-scheduler': ['Pod', 'PersistentVolumeClaim', 'PersistentVolume', 'Lease', 'Event'],
    kubelet: ['Pod', 'Node', 'Lease', 'Event'],
    'kube-proxy': ['Event'],
  }),
)

export function isProcess(manager: string): boolean {
  return writes.has(manager)
}

/** True if the manager name is one of Kubernetes' own and may write this kind. */
export function isOwn(manager: string, kind: Kind): boolean {
  const kinds = writes.get(manager)
  return kinds === 'all' || (kinds?.includes(kind) ?? false)
}

/** Entries whose author can no longer be told: merged by the cap of ten, or written before field tracking. */
const nobody = new Set(['ancient-changes', 'before-first-apply', 'unknown', ''])

/** The component id of a writer that is no component. */
export function client(entry: ManagedEntry | undefined): string {
  return entry && !nobody.has(entry.manager) ? `client/${entry.manager}` : 'unknown'
}

/** Who created the object: of its entries for the object itself the oldest; the creator's is the only one at the moment of creation. */
export function creator(object: KubeObject): ManagedEntry | undefined {
  let first: ManagedEntry | undefined
  for (const entry of object.meta.managed) {
    if (!entry.subresource && (!first || (entry.time ?? 0) < (first.time ?? 0))) first = entry
  }
  return first
}

export function createdBy(object: KubeObject, manager: string): boolean {
  return creator(object)?.manager === manager
}

/** The owner of the first changed path at or below the prefix. */
export function ownerOf(delta: Delta, prefix: string): ManagedEntry | undefined {
  for (const path of delta.changed.paths) {
    if (!below(path, prefix)) continue
    const owner = delta.changed.owner(path)
    if (owner) return owner
  }
  return undefined
}

/** The entry of this process among the owners of what changed; `subresource` '' is the object itself. */
export function wrote(delta: Delta, manager: string, subresource?: string): ManagedEntry | undefined {
  return delta.changed.owners.find((o) => o.manager === manager && (subresource === undefined || (o.subresource ?? '') === subresource))
}

export function below(path: string, prefix: string): boolean {
  return path === prefix || (path.startsWith(prefix) && (path[prefix.length] === '.' || path[prefix.length] === '['))
}

export function writer(entry: ManagedEntry | undefined): Writer | undefined {
  if (!entry) return undefined
  const { manager, operation, subresource, time } = entry
  return { manager, operation, ...(subresource && { subresource }), ...(time !== undefined && { time }) }
}
