import type { Pod, Service } from '../cluster/kinds.ts'
import { UidSets } from './uid-sets.ts'

type Labels = Record<string, string> | undefined

/** Services and Pods of a namespace, joined by pairs of labels: both directions cost their answer, not the namespace. */
export class LabelIndex {
  readonly #pods = new UidSets()
  /** Services under one pair of their selector; a Pod that lacks that pair cannot match. */
  readonly #services = new UidSets()

  pod(was: Pod | undefined, now: Pod | undefined): void {
    if (was && now && equal(was.meta.labels, now.meta.labels)) return
    if (was) for (const pair of pairs(was.meta.namespace, was.meta.labels)) this.#pods.remove(pair, was.meta.uid)
    if (now) for (const pair of pairs(now.meta.namespace, now.meta.labels)) this.#pods.add(pair, now.meta.uid)
  }

  service(was: Service | undefined, now: Service | undefined): void {
    if (was && now && equal(was.spec.selector, now.spec.selector)) return
    const [before] = was ? pairs(was.meta.namespace, was.spec.selector) : []
    const [after] = now ? pairs(now.meta.namespace, now.spec.selector) : []
    if (was && before) this.#services.remove(before, was.meta.uid)
    if (now && after) this.#services.add(after, now.meta.uid)
  }

  podsWith(namespace: string, label: string): Iterable<string> {
    return this.#pods.get(`${namespace}\n${label}`)
  }

  *servicesFor(pod: Pod): Iterable<string> {
    for (const pair of pairs(pod.meta.namespace, pod.meta.labels)) yield* this.#services.get(pair)
  }

  /** Pods under the rarest pair of the selector: a superset of those that match. */
  podsFor(service: Service): Iterable<string> {
    let rarest: string | undefined
    for (const pair of pairs(service.meta.namespace, service.spec.selector)) {
      if (rarest === undefined || this.#pods.size(pair) < this.#pods.size(rarest)) rarest = pair
    }
    return rarest === undefined ? [] : this.#pods.get(rarest)
  }
}

/** A selector without pairs selects nothing: such a Service's endpoints are made by hand. */
export function selects(selector: Labels, labels: Labels): boolean {
  let any = false
  for (const key in selector) {
    if (labels?.[key] !== selector[key]) return false
    any = true
  }
  return any
}

function pairs(namespace: string | undefined, labels: Labels): string[] {
  const all: string[] = []
  for (const key in labels) all.push(`${namespace}\n${key}=${labels[key]}`)
  return all
}

function equal(one: Labels, other: Labels): boolean {
  if (one === other) return true
  let count = 0
  for (const key in one) {
    if (other?.[key] !== one[key]) return false
    count++
  }
  for (const _ in other) count--
  return count === 0
}
