import type { Write } from './writes.ts'

const KCM = 'kube-controller-manager/'
const SERVICE_ACCOUNT = 'system:serviceaccount:kube-system:'

/**
 * Service accounts of kube-controller-manager's controllers (cmd/kube-controller-manager/app: the NewClient calls) and the component each of them is.
 * More than one where controllers share an account; then the log cannot tell which, and either is right.
 */
export const controllers: Record<string, readonly string[]> = {
  'deployment-controller': ['deployment'],
  'replicaset-controller': ['replicaset'],
  'statefulset-controller': ['statefulset'],
  'daemon-set-controller': ['daemonset'],
  'job-controller': ['job'],
  'cronjob-controller': ['cronjob'],
  'ttl-after-finished-controller': ['ttl-after-finished'],
  'horizontal-pod-autoscaler': ['hpa'],
  'disruption-controller': ['disruption'],
  'endpoint-controller': ['endpoints'],
  'endpointslice-controller': ['endpointslice'],
  'node-controller': ['node-lifecycle', 'taint-eviction', 'node-ipam'],
  'persistent-volume-binder': ['pv-binder'],
  'attachdetach-controller': ['attach-detach'],
  'pvc-protection-controller': ['pvc-protection'],
  'pv-protection-controller': ['pvc-protection'],
  'pod-garbage-collector': ['pod-gc'],
  'generic-garbage-collector': ['garbage-collector'],
  'namespace-controller': ['namespace'],
  'service-account-controller': ['service-account'],
  'root-ca-cert-publisher': ['root-ca-publisher'],
  'certificate-controller': ['certificates'],
  'resourcequota-controller': ['resource-quota'],
}

/** Whom the log names: `components` that this account can be (for a client: its manager name), and the node for a kubelet. */
export interface Author {
  components: readonly string[]
  client: boolean
  node?: string
}

export function authorOf({ user, manager }: Write): Author {
  const node = /^system:node:(.+)$/.exec(user)?.[1]
  if (node) return { components: ['kubelet'], client: false, node }
  if (user === 'system:kube-scheduler') return { components: ['kube-scheduler'], client: false }
  if (user === 'system:apiserver') return { components: ['kube-apiserver'], client: false }
  if (user === `${SERVICE_ACCOUNT}kube-proxy`) return { components: ['kube-proxy'], client: false }
  const controller = user.startsWith(SERVICE_ACCOUNT) ? controllers[user.slice(SERVICE_ACCOUNT.length)] : undefined
  if (controller) return { components: controller.map((name) => KCM + name), client: false }
  return { components: [`client/${manager}`], client: true }
}

/** Short, for people: 'deployment-controller', 'kubelet on worker', 'kubernetes-admin (kubectl-create)'. */
export function authorName({ user, manager }: Write): string {
  if (user.startsWith('system:node:')) return `kubelet on ${user.slice('system:node:'.length)}`
  if (user.startsWith(SERVICE_ACCOUNT)) return user.slice(SERVICE_ACCOUNT.length)
  return user.startsWith('system:') ? user : `${user} (${manager})`
}
