import type { LinePattern, Part, StoryPattern } from './pattern.ts'

/**
 * Reads a story.txt (README.md beside the situations describes the format).
 * Throws an Error that names the line when it cannot be understood.
 */
export function parse(text: string): StoryPattern[] {
  const stories: StoryPattern[] = []
  /** Where lines of a depth are put; a line's own children come one deeper. */
  let open: Part[][] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = i + 1
    const content = raw.replace(/(^|\s)#.*$/, '').trimEnd()
    if (content === '') continue
    const indent = content.length - content.trimStart().length
    if (indent % 2 !== 0) throw new Error(`line ${line}: indentation is two spaces a level`)
    const depth = indent / 2
    const words = content.trim()
    const [, count, title] = /^(?:(\S+) × )?story(?:$| (.*))/.exec(words) ?? []
    if (title !== undefined || words === 'story') {
      if (depth !== 0) throw new Error(`line ${line}: a story begins at the left edge`)
      const often = count === undefined ? { min: 1, max: 1 } : range(count, line)
      const story: StoryPattern = { line, ...often, title: title?.trim() ?? '', parts: [], anywhere: [] }
      stories.push(story)
      open = [[], story.parts]
      continue
    }
    const siblings = open[depth]
    if (depth === 0 || !siblings)
      throw new Error(`line ${line}: ${stories.length === 0 || depth === 0 ? 'a step stands inside a story' : 'indented deeper than its cause'}`)
    open.length = depth + 1
    if (words.startsWith('anywhere ')) {
      if (depth !== 1) throw new Error(`line ${line}: what may stand anywhere is said at the first level`)
      const step = parseLine(words.slice('anywhere '.length), line)
      stories.at(-1)?.anywhere.push(step)
      open.push(step.children)
      continue
    }
    if (words === 'any order') {
      const group = { anyOrder: [] }
      siblings.push(group)
      open.push(group.anyOrder)
    } else {
      const step = parseLine(words, line)
      siblings.push(step)
      open.push(step.children)
    }
  }
  return stories
}

/** `3 × kubelet container-started Pod/{pod} on {node} container=app reason="two words" (observed, rule) <- kubelet created` */
function parseLine(text: string, line: number): LinePattern {
  const words = text.match(/[^\s"]*"[^"]*"|\([^)]*\)|\S+/g) ?? []
  const count = words[1] === '×' ? range(words.shift() ?? '', line) : { min: 1, max: 1 }
  if (words[0] === '×') words.shift()
  const [component, step, ...rest] = words
  if (!component || !step) throw new Error(`line ${line}: a step needs a component and the name of the step`)
  const pattern: LinePattern = { line, text, ...count, component, step, facts: [], children: [] }
  while (rest.length > 0) {
    const word = rest.shift() ?? ''
    const fact = /^(\w+)=(?:"([^"]*)"|(.+))$/.exec(word)
    const subject = /^([A-Z]\w*)\/(.+)$/.exec(word)
    const grade = /^\((observed|derived|correlated|inferred)(?:, (authenticated|rule|claimed|unknown))?\)$/.exec(word)
    if (fact) pattern.facts.push({ name: fact[1] ?? '', value: fact[2] ?? fact[3] ?? '' })
    else if (word === '<-' && rest.length > 1) pattern.because = { component: rest.shift() ?? '', step: rest.shift() ?? '' }
    else if (word === 'on' && rest.length > 0) pattern.node = rest.shift() ?? ''
    else if (grade) Object.assign(pattern, { grade: grade[1] }, grade[2] ? { identity: grade[2] } : {})
    else if (subject && !pattern.subject) pattern.subject = { kind: subject[1] ?? '', name: subject[2] ?? '' }
    else throw new Error(`line ${line}: "${word}" is neither Kind/name, on NODE, fact=value, (grade, identity) nor <- its cause`)
  }
  return pattern
}

function range(word: string, line: number): { min: number; max: number } {
  const found = /^(\d+)(?:(\+)|-(\d+))?$/.exec(word)
  if (!found) throw new Error(`line ${line}: "${word} ×" is no count; write 3 ×, 1-3 × or 1+ ×`)
  const min = Number(found[1])
  return { min, max: found[2] ? Infinity : Number(found[3] ?? min) }
}
