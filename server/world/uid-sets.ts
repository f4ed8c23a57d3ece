/**
 * Sets of uids under keys. Holds uids instead of objects, so that an update of an object whose key stays costs nothing.
 * A key with a single uid (most of them) is kept as a plain string.
 */
export class UidSets {
  readonly #sets = new Map<string, string | Set<string>>()

  add(key: string, uid: string): void {
    const held = this.#sets.get(key)
    if (held === undefined) this.#sets.set(key, uid)
    else if (typeof held !== 'string') held.add(uid)
    else if (held !== uid) this.#sets.set(key, new Set([held, uid]))
  }

  remove(key: string, uid: string): void {
    const held = this.#sets.get(key)
    if (held === undefined) return
    if (typeof held === 'string') {
      if (held === uid) this.#sets.delete(key)
    } else if (held.delete(uid) && held.size === 0) this.#sets.delete(key)
  }

  size(key: string): number {
    const held = this.#sets.get(key)
    return held === undefined ? 0 : typeof held === 'string' ? 1 : held.size
  }

  get(key: string): Iterable<string> {
    const held = this.#sets.get(key)
    return held === undefined ? [] : typeof held === 'string' ? [held] : held
  }
}
