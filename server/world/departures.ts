import type { Kind, KubeObject, Pod } from '../cluster/kinds.ts'

const remembered = 10 * 60_000
const most = 20_000

/** The last states of objects that were deleted within 10 minutes, by the arrival times of deltas. */
export class Departures {
  readonly #byUid = new Map<string, { object: KubeObject; seen: number }>()
  readonly #byName = new Map<string, string>()
  readonly #byIP = new Map<string, string>()

  add(object: KubeObject, seen: number): void {
    this.#byUid.delete(object.meta.uid)
    this.#byUid.set(object.meta.uid, { object, seen })
    this.#byName.set(named(object.kind, object.meta.namespace, object.meta.name), object.meta.uid)
    const ip = ipOf(object)
    if (ip) this.#byIP.set(ip, object.meta.uid)
    this.forget(seen)
  }

  /** Called with every delta: looks at the oldest only, so that it costs nothing when there is nothing to forget. */
  forget(now: number): void {
    for (const [uid, { object, seen }] of this.#byUid) {
      if (now - seen <= remembered && this.#byUid.size <= most) return
      this.#byUid.delete(uid)
      const name = named(object.kind, object.meta.namespace, object.meta.name)
      if (this.#byName.get(name) === uid) this.#byName.delete(name)
      const ip = ipOf(object)
      if (ip && this.#byIP.get(ip) === uid) this.#byIP.delete(ip)
    }
  }

  /** The Pod that departed last with this address. */
  holderOf(ip: string): Pod | undefined {
    return this.get(this.#byIP.get(ip) ?? '') as Pod | undefined
  }

  get(uid: string): KubeObject | undefined {
    return this.#byUid.get(uid)?.object
  }

  named(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
    const uid = this.#byName.get(named(kind, namespace, name))
    return uid === undefined ? undefined : this.get(uid)
  }
}

function ipOf(object: KubeObject): string | undefined {
  const pod = object.kind === 'Pod' ? (object as Pod) : undefined
  return pod?.spec.hostNetwork ? undefined : pod?.status.podIP
}

function named(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}\n${namespace ?? ''}\n${name}`
}
