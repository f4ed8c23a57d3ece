/** The names that rights are asked about: those watched, or all that the cluster is seen to have. */
export interface Namespaces {
  /** Of every change that arrives. */
  see(change: { kind: string; change: string; now?: Named | undefined; was?: Named | undefined }): void
  list(): readonly string[]
  /** Higher whenever a name has come; 0: none is known. */
  readonly version: number
}

interface Named {
  meta: { name: string; namespace?: string }
}

/** `watched`: these and no others. Namespaces themselves may be withheld from us: then what lies in them names them. */
export function createNamespaces(watched: readonly string[] = []): Namespaces {
  const names = new Set(watched)
  let version = names.size
  return {
    see({ kind, change, now, was }) {
      if (watched.length > 0) return
      if (kind === 'Namespace' && change === 'deleted' && was) return void names.delete(was.meta.name)
      const name = kind === 'Namespace' ? now?.meta.name : now?.meta.namespace
      if (!name || names.has(name)) return
      names.add(name)
      version += 1
    },
    list: () => [...names],
    get version() {
      return version
    },
  }
}
