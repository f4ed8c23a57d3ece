/** Everything that tells one multiplied object from another: names, uids, addresses, nodes and times. */
export interface Instance {
  namespace: string
  /** Of the Deployment; Pods, ReplicaSets, slices and Events begin with it. */
  name: string
  /** uid, address or container id number `slot` of the material. */
  uid(slot: number): string
  ip(slot: number): string
  container(slot: number): string
  /** Name of the node that stands for the material's node number `slot`. */
  node(slot: number): string
  /** ms since epoch in the material -> ms since epoch here. */
  time(at: number): number
}

export interface InstanceOptions {
  /** Unique over all instances of a stand-in. */
  number: number
  /** Names of all nodes. */
  nodes: readonly string[]
  time: Instance['time']
}

const NAMESPACES = 20

export function createInstance({ number, nodes, time }: InstanceOptions): Instance {
  const high = number.toString(16).padStart(8, '0')
  return {
    namespace: `team-${number % NAMESPACES}`,
    name: `store-${String(number).padStart(5, '0')}`,
    uid: (slot) => `${high}-${slot.toString(16).padStart(4, '0')}-4bad-8bad-c0ffee${slot.toString(16).padStart(6, '0')}`,
    ip(slot) {
      const at = number * 64 + slot
      return `10.${64 + ((at >> 16) & 127)}.${(at >> 8) & 255}.${at & 255}`
    },
    container: (slot) => (high + slot.toString(16).padStart(8, '0')).repeat(4),
    node: (slot) => nodes[(number * 2 + slot) % nodes.length] ?? '',
    time,
  }
}
