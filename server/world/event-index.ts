import type { Event, KubeObject } from '../cluster/kinds.ts'

const mostPerObject = 32

/** Which Events speak of which object. Bounded per object: the oldest leave the index, not the world. */
export class EventIndex {
  readonly #bySubject = new Map<string, string[]>()

  add(event: Event): void {
    const key = keyOf(event)
    const uids = this.#bySubject.get(key)
    if (!uids) this.#bySubject.set(key, [event.meta.uid])
    else if (!uids.includes(event.meta.uid)) {
      uids.push(event.meta.uid)
      if (uids.length > mostPerObject) uids.shift()
    }
  }

  remove(event: Event): void {
    const key = keyOf(event)
    const uids = this.#bySubject.get(key)
    const at = uids?.indexOf(event.meta.uid) ?? -1
    if (!uids || at < 0) return
    uids.splice(at, 1)
    if (uids.length === 0) this.#bySubject.delete(key)
  }

  /** By uid, and by name for those that give none. */
  of(object: KubeObject): string[] {
    const { uid, namespace, name } = object.meta
    return [...(this.#bySubject.get(uid) ?? []), ...(this.#bySubject.get(named(object.kind, namespace, name)) ?? [])]
  }
}

/** Some emitters leave the uid out or put the Node's name there: kubelet before 1.35, kube-proxy, taint-eviction. */
function keyOf({ about }: Event): string {
  return about.uid && about.uid !== about.name ? about.uid : named(about.kind, about.namespace, about.name)
}

function named(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}\n${namespace ?? ''}\n${name}`
}
