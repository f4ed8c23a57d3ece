import type { Delta } from '../cluster/delta.ts'
import type { Node } from '../cluster/kinds.ts'
import type { Env } from './world.ts'

/** What the cluster tells about itself before the first delta. `version` as the API server's /version has it in gitVersion. */
export interface Identity {
  version: string
  /** uid of the kube-system Namespace. */
  uid: string
  proxyMode?: Env['proxyMode']
  audit?: boolean
}

/** Env and the one way to change it: kubelets come and go with their Nodes. */
export type LiveEnv = Env & { apply(delta: Delta): void }

export function createEnv({ version, uid, proxyMode, audit = false }: Identity): LiveEnv {
  const kubelets = new Map<string, string>()
  return {
    version,
    minor: Number(/^v?\d+\.(\d+)/.exec(version)?.[1] ?? 0),
    clusterUid: uid,
    kubelets,
    ...(proxyMode && { proxyMode }),
    audit,
    apply({ kind, was, now }) {
      if (kind !== 'Node') return
      const node = now as Node | undefined
      if (node?.status.kubeletVersion) kubelets.set(node.meta.name, node.status.kubeletVersion)
      else if (!node && was) kubelets.delete(was.meta.name)
    },
  }
}
