import type { FieldSet } from './kinds.ts'
import { own } from './own.ts'

/** fieldsV1 of a managedFields entry: keys 'f:<name>', 'k:{...}' (list item by key), 'v:...' (set item), '.' (the thing itself). */
interface Tree {
  [key: string]: Tree
}

/** How firmly a set holds a path: all of it (a leaf, an atomic parent, or the '.' of a struct or item), something below it, nothing. */
export type Hold = 'whole' | 'part' | 'none'

const PATHS = 512
const SETS = 4_096
/** Of all sets together. */
const CHARACTERS = 16 * 2 ** 20
/** A set of more characters is kept without the parts of its largest maps and lists: whoever may write a ConfigMap may make one of a million. */
const LONG = 32 * 1024
const WIDE = 128

/**
 * A managedFields set (sigs.k8s.io/structured-merge-diff, fieldpath/serialize.go). The tree is built when first asked.
 * An atomic list or map is a leaf ('f:containerStatuses': {}) and owns every path below.
 */
export class Fields implements FieldSet {
  /** fieldsV1 as JSON, per-object list keys (IP, uid) as '*'. Equal sets have equal texts and are the same object. */
  readonly text: string
  #tree: Tree | undefined
  #known = new Map<string, Hold>()

  constructor(text: string) {
    this.text = text
  }

  owns(path: string): boolean {
    return this.hold(path) !== 'none'
  }

  hold(path: string): Hold {
    let hold = this.#known.get(path)
    if (hold === undefined) {
      if (this.#known.size >= PATHS) this.#known.clear()
      this.#tree ??= JSON.parse(this.text) as Tree
      this.#known.set(path, (hold = walk(this.#tree, segments(path))))
    }
    return hold
  }
}

const sets = new Map<string, Fields>()
let characters = 0

function brief(text: string): string {
  return text.length > LONG ? JSON.stringify(trimmed(JSON.parse(text) as Tree)) : text
}

/** A leaf owns every path below: of what is wide, the manager of a part passes for that of the whole. */
function trimmed(tree: Tree): Tree {
  const parts = Object.entries(tree)
  return parts.length > WIDE ? {} : Object.fromEntries(parts.map(([key, part]) => [key, trimmed(part)]))
}

/**
 * The one Fields for this fieldsV1 JSON.
 * @throws SyntaxError where it is none
 */
export function internFields(fieldsV1: string): Fields {
  const text = brief(withoutPerObjectKeys(fieldsV1))
  let set = sets.get(text)
  if (!set) {
    if (sets.size >= SETS || characters > CHARACTERS) {
      sets.clear()
      characters = 0
    }
    characters += text.length
    JSON.parse(text)
    const kept = own(text)
    set = new Fields(kept)
    sets.set(kept, set)
  }
  return set
}

/** podIPs, hostIPs and ownerReferences are keyed by values that differ for every object; paths name those lists as a whole. */
function withoutPerObjectKeys(text: string): string {
  return text.includes('k:{\\"ip\\"') || text.includes('k:{\\"uid\\"')
    ? text.replace(/k:\{\\"(ip|uid)\\":\\"[ !#-[\]-~]*\\"\}/g, 'k:{\\"$1\\":\\"*\\"}')
    : text
}

function walk(tree: Tree, path: string[]): Hold {
  let here = tree
  for (const key of path) {
    const next = Object.hasOwn(here, key) ? here[key] : undefined
    if (!next) return here !== tree && isLeaf(here) ? 'whole' : 'none'
    here = next
  }
  return isLeaf(here) || Object.hasOwn(here, '.') ? 'whole' : 'part'
}

function isLeaf(tree: Tree): boolean {
  for (const _ in tree) return false
  return true
}

/**
 * 'status.conditions[type=Ready].status' -> f:status, f:conditions, k:{"type":"Ready"}, f:status.
 * '[key]' is the key of a map, '[=value]' an item of a set. Brackets hold anything up to the bracket that ends the segment.
 */
export function segments(path: string): string[] {
  const found: string[] = []
  for (const [, name, inside] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) found.push('f:' + name)
    else found.push(item(inside ?? ''))
  }
  return found
}

function item(inside: string): string {
  const at = inside.indexOf('=')
  if (at < 0) return 'f:' + inside
  const value = JSON.stringify(inside.slice(at + 1))
  return at === 0 ? 'v:' + value : `k:{${JSON.stringify(inside.slice(0, at))}:${value}}`
}
