import type { Kind } from '../../../server/cluster/kinds.ts'
import type { WatchType } from '../../../server/cluster/store.ts'

/** One change as the API server tells it. */
export interface Change {
  kind: Kind
  type: WatchType
  uid: string
  /** The object as JSON, its resourceVersion not yet written. */
  render: (resourceVersion: string) => string
}

export type Listener = (line: string, rv: number) => void

/** What the stand-in holds: objects as texts, one counter of versions, and who watches. */
export class State {
  rv = 1_000_000
  readonly #objects = new Map<Kind, Map<string, string>>()
  readonly #listeners = new Map<Kind, Set<Listener>>()

  /** Tells the line {type, object} to whoever watches. */
  apply({ kind, type, uid, render }: Change): string {
    const rv = ++this.rv
    const text = render(String(rv))
    if (type === 'DELETED') this.of(kind).delete(uid)
    else this.of(kind).set(uid, text)
    const line = `{"type":"${type}","object":${text}}\n`
    for (const listener of this.#listeners.get(kind) ?? []) listener(line, rv)
    return line
  }

  of(kind: Kind): Map<string, string> {
    let objects = this.#objects.get(kind)
    if (!objects) this.#objects.set(kind, (objects = new Map()))
    return objects
  }

  listen(kind: Kind, listener: Listener): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set()
    this.#listeners.set(kind, listeners.add(listener))
    return () => listeners.delete(listener)
  }
}
