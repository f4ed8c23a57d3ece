import ts from 'typescript'
import { expect, test } from 'vitest'
import { sourceTree } from '../support/source-tree.ts'

/** What looks at a cluster's text; texts are cut at 2 KiB, or at 4 before credentials are looked for in them. */
const LONGEST = 4_096
/** What may be slow shows at these lengths before it takes for ever at the next. */
const SHORT = [16, 20, 24, 28, 34, 40, 64, 128, 256]
/** ms of the processor for one text: short ones, where what is linear takes microseconds, and the longest, where what is quadratic takes a third of it and the rest never ends. */
const LIMIT = { short: 2, long: 60 }
const rooms = /^(?:server\/(?:cluster|world|explainers|timeline|speech|gateway|tail|log)|web\/(?:format|state|components))/

function regexes(): { regex: RegExp; where: string }[] {
  const found: { regex: RegExp; where: string }[] = []
  for (const { path, text } of sourceTree('server', 'web').filter((file) => rooms.test(file.path))) {
    const code = path.endsWith('.vue') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '') : text
    const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest)
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        found.push({ regex: new RegExp(node.text.slice(1, end), node.text.slice(end + 1).replace('y', '')), where: `${path} ${node.text}` })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

/** The literal runs of an expression: what a text has to hold so that matching gets beyond its beginning. */
function literals(source: string): string[] {
  const plain = source.replace(/\\[wsdSDWbB]|\(\?(?:[:=!]|<[=!])|\{\d*,?\d*\}|\[(?:\\.|[^\]\\])*\]/g, '\n').replace(/\\(.)/g, '$1')
  return [...new Set(plain.split(/[\n()|?*+^$.]+/).filter(Boolean))]
}

function* texts(source: string): Generator<(length: number) => string> {
  const parts = literals(source)
  const whole = parts.join('')
  const prefixes = new Set(['', ...parts.slice(0, 4), parts.slice(0, 2).join(''), `${parts[0] ?? ''}1 `, whole, `${whole}a `])
  const pumps = new Set([...'a0. ,:-"\\/[({\t\n=A', 'a ', '1 ', ', 1 ', '. ', '1.', 'aA0', 'eyJaaaaaa.', ...parts, `${whole} `])
  for (const prefix of prefixes)
    for (const pump of pumps) for (const end of ['', '!x']) yield (length) => prefix + pump.repeat(Math.ceil(length / pump.length)) + end
}

/** A text on which the expression takes too long; undefined: there is none. */
function slowText({ source, flags }: RegExp): string | undefined {
  const regex = new RegExp(source, flags.includes('g') ? flags : `${flags}g`)
  const once = (text: string) => {
    const before = process.threadCpuUsage()
    text.replace(regex, '')
    return process.threadCpuUsage(before).user / 1_000
  }
  // Collecting garbage is no slow expression.
  const slow = (text: string, limit: number) => once(text) > limit && once(text) > limit && once(text) > limit
  const worst = new Map<(length: number) => string, number>()
  for (const text of texts(source)) {
    for (const length of SHORT) if (slow(text(length), LIMIT.short)) return text(length)
    worst.set(text, once(text(SHORT.at(-1)!)))
  }
  const last = [...worst].sort(([, a], [, b]) => b - a).slice(0, 5)
  return last.map(([text]) => text(LONGEST)).find((text) => slow(text, LIMIT.long))
}

test('A30 no expression that looks at text of a cluster takes long, whatever the text', () => {
  const all = regexes()
  expect(all.length).toBeGreaterThan(40)
  expect(all.filter(({ regex }) => slowText(regex) !== undefined).map(({ where }) => where)).toEqual([])
})

test.each([/(a+)+$/, /^(\w+\s?)*$/, /^Error: (?:\S+ ?)+: (\d+)$/, /^(.*?,){12}P/, /^(?:Liveness|a|aa)+x$/])('A30 %s would be found', (evil) => {
  expect(slowText(evil)).toBeDefined()
})
