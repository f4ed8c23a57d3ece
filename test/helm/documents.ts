import { schema, values, type ValueSchema } from './chart.ts'

const WIDTH = 118

/** values.yaml: what the schema says of every value, above its default. */
export function valuesYaml(): string {
  const lines = values().flatMap(({ path, node, group }) => {
    const indent = '  '.repeat(path.length - 1)
    const name = path.at(-1)!
    const comment = wrap(node.description!, WIDTH - indent.length).map((line) => `${indent}# ${line}`)
    const value = group ? `${indent}${name}:` : `${indent}${name}: ${JSON.stringify(node.default)}`
    return [...(path.length === 1 ? [''] : []), ...comment, value]
  })
  return `# Written by \`node test/helm/write.ts\` from values.schema.json.\n${lines.join('\n')}\n`
}

/** The table of README.md. */
export function valuesTable(): string {
  const rows = values()
    .filter(({ group }) => !group)
    .map(({ path, node }) => `| \`${path.join('.')}\` | ${cell(node.description!)} | ${typeOf(node)} | \`${JSON.stringify(node.default)}\` |`)
  return ['| value | what it does | type | default |', '|---|---|---|---|', ...rows].join('\n')
}

function typeOf(node: ValueSchema): string {
  if (node.enum) return node.enum.map((each) => `\`${JSON.stringify(each)}\``).join(' ')
  if (node.$ref) return typeOf(schema.definitions![node.$ref.replace('#/definitions/', '')]!)
  if (node.type === 'array') return `list of ${node.items ? typeOf(node.items) : 'anything'}`
  return [node.type].flat().join(' or ')
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
