import type { Delta } from '../../server/cluster/delta.ts'

/** What every cluster has; everything else in other namespaces is somebody else's work on the cluster that is recorded. */
const furniture = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'default', 'local-path-storage'])

/** Whether a change is part of a recording about one namespace. */
export function belongs(delta: Delta, namespace: string): boolean {
  const object = delta.now ?? delta.was
  if (!object) return true
  const where = whereOf(object)
  return where === undefined || where === namespace || furniture.has(where)
}

function whereOf(object: NonNullable<Delta['now']>): string | undefined {
  switch (object.kind) {
    case 'Namespace':
      return object.meta.name
    case 'PersistentVolume':
      return object.spec.claim?.namespace
    case 'IPAddress':
      return object.spec.parent?.namespace
    default:
      return object.meta.namespace
  }
}
