/**
 * Things with an id in the order in which they were added. Asking for the first costs the same however much was taken from the front:
 * a new iterator of a Map walks over what was deleted there, by and by as much as is held, so one iterator is kept.
 */
export class Queue<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>()
  #walk = this.#byId.values()
  #first: T | undefined

  get size(): number {
    return this.#byId.size
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)
  }

  has({ id }: T): boolean {
    return this.#byId.has(id)
  }

  /** At the end; where it is if it is there already. */
  add(one: T): void {
    this.#byId.set(one.id, one)
  }

  /** False if it was not there. */
  delete(one: T): boolean {
    if (one === this.#first) this.#first = undefined
    return this.#byId.delete(one.id)
  }

  first(): T | undefined {
    if (this.#byId.size === 0) return undefined
    this.#first ??= this.#walk.next().value
    if (this.#first) return this.#first
    // An iterator that has come to its end once has ended for good.
    this.#walk = this.#byId.values()
    return (this.#first = this.#walk.next().value)
  }

  values(): Iterable<T> {
    return this.#byId.values()
  }
}
