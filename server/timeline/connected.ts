import type { Autoscaler, Budget, KubeObject, Pod, Selector, Service, Workload } from '../cluster/kinds.ts'

/** Whether one of the two speaks of the other: as owner, by a selector, or by name in its spec. */
export function connected(one: KubeObject, other: KubeObject): boolean {
  return speaksOf(one, other) || speaksOf(other, one)
}

function speaksOf(one: KubeObject, other: KubeObject): boolean {
  if (one.meta.owners?.some(({ uid }) => uid === other.meta.uid)) return true
  if (one.meta.namespace !== other.meta.namespace) return false
  switch (one.kind) {
    case 'Service':
      return selects((one as Service).spec.selector, other)
    case 'PodDisruptionBudget':
      return selects((one as Budget).spec.selector?.matchLabels, other)
    case 'HorizontalPodAutoscaler': {
      const target = (one as Autoscaler).spec.target
      return target?.kind === other.kind && target.name === other.meta.name
    }
    case 'Pod':
      return mounts(one as Pod, other)
    default:
      return false
  }
}

/** A workload's template is not kept; its Pods carry at least the labels of its own selector. */
function selects(selector: Record<string, string> | undefined, other: KubeObject): boolean {
  const labels = other.kind === 'Pod' ? other.meta.labels : isWorkload(other) ? other.spec.selector?.matchLabels : undefined
  const pairs = Object.entries(selector ?? {})
  if (!labels || pairs.length === 0) return false
  // A Pod has all its labels; of a workload's Pods only some are known, and none of those may contradict.
  if (other.kind === 'Pod') return pairs.every(([key, value]) => labels[key] === value)
  return pairs.some(([key, value]) => labels[key] === value) && pairs.every(([key, value]) => !Object.hasOwn(labels, key) || labels[key] === value)
}

function isWorkload(object: KubeObject): object is Workload & { spec: { selector?: Selector } } {
  return object.kind === 'Deployment' || object.kind === 'ReplicaSet' || object.kind === 'StatefulSet' || object.kind === 'DaemonSet'
}

const sources: Partial<Record<KubeObject['kind'], string>> = { PersistentVolumeClaim: 'persistentVolumeClaim', ConfigMap: 'configMap' }

function mounts(pod: Pod, other: KubeObject): boolean {
  if (other.kind === 'ServiceAccount') return pod.spec.serviceAccountName === other.meta.name
  const source = sources[other.kind]
  return source !== undefined && (pod.spec.volumes ?? []).some((volume) => volume.source === source && volume.ref === other.meta.name)
}
