import type { Meta } from '../cluster/kinds.ts'

/** uids by namespace and name. Keyed twice instead of by a joined string, of which ten thousand would cost 2 MB. */
export class NameIndex {
  readonly #namespaces = new Map<string, Map<string, string>>()

  add({ namespace = '', name, uid }: Meta): void {
    let names = this.#namespaces.get(namespace)
    if (!names) this.#namespaces.set(namespace, (names = new Map()))
    names.set(name, uid)
  }

  remove({ namespace = '', name, uid }: Meta): void {
    const names = this.#namespaces.get(namespace)
    // A successor of the same name may have been seen first.
    if (names?.get(name) !== uid) return
    names.delete(name)
    if (names.size === 0) this.#namespaces.delete(namespace)
  }

  get(namespace = '', name: string): string | undefined {
    return this.#namespaces.get(namespace)?.get(name)
  }
}
