import { kubectl as anyKubectl } from '../cluster/kubectl.ts'
import { clusterName } from '../faults/server.ts'
import { kubectl } from './release.ts'

interface List {
  items: { kind: string; metadata: { name: string; namespace?: string; labels?: Record<string, string> } }[]
}

/** Kinds that come and go by themselves: what happened, and whose turn it is. */
const passing = /^(events|leases|componentstatuses)(\.|$)|metrics\.k8s\.io$/

/** Everything of a release that the cluster holds, of every kind that there is: by its label, by its name, or because it is in its namespace. Sorted `Kind namespace/name`. */
export async function objectsOf(release: string, namespace: string): Promise<string[]> {
  const kinds = async (...flags: string[]) =>
    // An aggregated API that is away for the moment makes it fail, and is among what passes.
    (await anyKubectl(['api-resources', '--verbs=list', '--output=name', ...flags], { cluster: clusterName, allowFailure: true })).stdout
      .split('\n')
      .filter((kind) => kind !== '' && !passing.test(kind))
      .join(',')
  const [within, wide] = await Promise.all([kinds('--namespaced=true'), kinds('--namespaced=false')])
  const list = async (...args: string[]) => (JSON.parse(await kubectl(['get', ...args, '--output=json'])) as List).items
  const label = `app.kubernetes.io/instance=${release}`
  const [inside, labelled, clusterWide] = await Promise.all([
    list(within, '--namespace', namespace),
    list(within, '--all-namespaces', '--selector', label),
    list(wide),
  ])
  const ours = clusterWide.filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === release || metadata.name.startsWith(`${namespace}:`),
  )
  const named = [...inside, ...labelled, ...ours].map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`)
  return [...new Set(named)].toSorted()
}
