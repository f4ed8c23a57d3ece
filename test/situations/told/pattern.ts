/** One line of a story.txt: a step that must be there, `min` to `max` times. */
export interface LinePattern {
  /** Line number in the file, from 1. */
  line: number
  /** The line as written, for messages. */
  text: string
  min: number
  max: number
  /** As Step.component; may hold placeholders. */
  component: string
  /** The last part of Step.key. */
  step: string
  subject?: { kind: string; name: string }
  /** As Step.node. */
  node?: string
  facts: { name: string; value: string }[]
  /** Component and step of its primary cause. */
  because?: { component: string; step: string }
  grade?: string
  identity?: string
  /** What it causes. */
  children: Part[]
}

/** Lines in the order of their time, or a group of lines that may come in any. */
export type Part = LinePattern | { anyOrder: Part[] }

/** One story: the steps without a cause and, under them, what they cause. */
export interface StoryPattern {
  line: number
  /** How often a story like this is told. */
  min: number
  max: number
  title: string
  parts: Part[]
  /** Steps that may stand below any other, so many in the whole story: how often a status is reported, and due to which Pod, is chance. With what they cause, if that is said. */
  anywhere: LinePattern[]
}

/** What the placeholders stand for so far. */
export type Bindings = ReadonlyMap<string, string>

/**
 * Matches one value with a pattern such as `web-{hash}`. A placeholder that is bound stands for its value, a new one for
 * any text that is not empty; `{_}` is never bound. Returns the bindings afterwards, or undefined if it does not fit.
 */
export function bind(pattern: string, value: string, bindings: Bindings): Bindings | undefined {
  const names: string[] = []
  const source = pattern.split(/(\{\w+\})/).map((part, i) => {
    if (i % 2 === 0) return literal(part)
    const name = part.slice(1, -1)
    const bound = bindings.get(name)
    if (bound !== undefined) return literal(bound)
    const again = name === '_' ? -1 : names.indexOf(name)
    if (again >= 0) return `\\${again + 1}`
    names.push(name)
    return '([^]+?)'
  })
  const found = new RegExp(`^${source.join('')}$`).exec(value)
  if (!found) return undefined
  const fresh = names.flatMap((name, i): [string, string][] => (name === '_' ? [] : [[name, found[i + 1] ?? '']]))
  return fresh.length === 0 ? bindings : new Map([...bindings, ...fresh])
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
