import type { WireObject } from '../../server/wire/object.ts'

/** How a Pod is called where there is little room: what it belongs to, and what tells it from its siblings. */
export interface PodLabel {
  name: string
  suffix: string
}

/** Follows the owners that are known; a Pod without any is called by its own name, without the node's name at its end. */
export function podLabel(pod: WireObject, objects: ReadonlyMap<string, WireObject>): PodLabel {
  const full = pod.ref.name
  let owner = pod.owner ? objects.get(pod.owner) : undefined
  const parent = owner
  // Owners may own each other: whoever may write an object may write its ownerReferences.
  const met = new Set<WireObject>()
  for (let up = owner; up && !met.has(up); up = up.owner ? objects.get(up.owner) : undefined) met.add((owner = up))
  if (parent && owner && full.startsWith(`${parent.ref.name}-`)) return { name: owner.ref.name, suffix: full.slice(parent.ref.name.length + 1) }
  const node = pod.pod?.node
  if (node && full.endsWith(`-${node}`)) return { name: full.slice(0, -node.length - 1), suffix: '' }
  return { name: full, suffix: '' }
}

/** The longest run of a name's parts that fits: 'apiserver' of 'kube-apiserver', 'controller' of 'kube-controller-manager'. */
export function cellName(name: string, room = 10): string {
  if (name.length <= room) return name
  const parts = name.split('-')
  let best = ''
  for (let from = 0; from < parts.length; from++) {
    for (let to = from + 1; to <= parts.length; to++) {
      const run = parts.slice(from, to).join('-')
      if (run.length <= room && run.length >= best.length) best = run
    }
  }
  return best.length >= 3 ? best : `${name.slice(0, room - 1)}…`
}

/** 'web-7c9d8-x2kq7' is told by its end where its beginning stands nearby; only an end that nobody chose is taken for one: no vowels. */
export function briefName(name: string): string {
  const end = name.slice(name.lastIndexOf('-') + 1)
  return name.length > 12 && /^[bcdfghjklmnpqrstvwxz0-9]{4,10}$/.test(end) ? end : name
}

/** 'kind-worker2' is 'worker2' where it is plain that a node is meant. */
export const briefNode = (name: string): string => (name.length > 12 && name.includes('-') ? name.slice(name.indexOf('-') + 1) : name)

export interface NodeLoad {
  name: string
  /** Absent: of this node nothing is known but that Pods name it. */
  node?: WireObject
  pods: WireObject[]
  /** Requested shares of what the node can give, 0..1 and above; absent where that is not known. */
  cpu?: number
  memory?: number
}

/** Nodes by role and name with their Pods, oldest first, then those that only Pods name, and the Pods that have no node. */
export function placePods(objects: ReadonlyMap<string, WireObject>): { nodes: NodeLoad[]; waiting: WireObject[] } {
  const byNode = new Map<string, WireObject[]>()
  const waiting: WireObject[] = []
  const nodes: WireObject[] = []
  for (const object of objects.values()) {
    if (object.node) nodes.push(object)
    if (!object.pod) continue
    const { node } = object.pod
    if (!node) waiting.push(object)
    else if (byNode.has(node)) byNode.get(node)!.push(object)
    else byNode.set(node, [object])
  }
  const first = (node: WireObject) => (node.node!.roles.length > 0 ? 0 : 1)
  nodes.sort((a, b) => first(a) - first(b) || inOrder(a.ref.name, b.ref.name))
  const known = nodes.map((node) => load(node, byNode.get(node.ref.name) ?? []))
  for (const { ref } of nodes) byNode.delete(ref.name)
  const named = [...byNode].map(([name, pods]) => ({ name, pods: pods.sort(byAge) })).sort((a, b) => inOrder(a.name, b.name))
  return { nodes: [...known, ...named], waiting: waiting.sort(byAge) }
}

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })
const byAge = (a: WireObject, b: WireObject) => (a.created ?? 0) - (b.created ?? 0) || (a.ref.name < b.ref.name ? -1 : 1)

function load(node: WireObject, pods: WireObject[]): NodeLoad {
  let cpu = 0
  let memory = 0
  for (const { pod } of pods) {
    if (pod!.phase === 'Succeeded' || pod!.phase === 'Failed') continue
    cpu += pod!.cpu
    memory += pod!.memory
  }
  return { name: node.ref.name, node, pods: pods.sort(byAge), cpu: cpu / (node.node!.cpu || 1), memory: memory / (node.node!.memory || 1) }
}
