import { interrupted, run } from './command.ts'
import type { TailConfig } from './config.ts'
import { createLog } from './log.ts'
import { openOrigin } from './origin.ts'
import { cards, catalogueOf, createPipeline } from './pipeline.ts'
import { caption, componentName, marks, tell } from './speech/caption.ts'
import type { Catalogue } from './wire/component.ts'
import type { Entry } from './wire/events.ts'
import type { Health } from './wire/health.ts'
import type { Step } from './wire/step.ts'

/**
 * Prints steps as they are explained.
 *
 * text: one line a step, `time  component: what it did  mark`, indented under what caused it; the mark says how we know (nothing: observed, ƒ derived,
 * ~ correlated, ≈ inferred). Amendments are not printed: a line that was read cannot be taken back.
 * json: one object a line, the Step of wire/step.schema.json with `text`, its caption. When more becomes known the whole step is printed again,
 * with the same id and a higher `rev`: the last one counts.
 *
 * stdout holds steps only; which cluster it is, and when it falls silent, goes to stderr.
 */
export async function main(args: string[]): Promise<void> {
  await run('tail', args, tail)
}

async function tail(config: TailConfig): Promise<void> {
  // Whoever reads us may stop at any time (head, grep -q): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  const stopped = interrupted()
  const log = createLog(config.logLevel, process.stderr.isTTY)
  const origin = await openOrigin(config.from, log)
  tellPeople(origin.said)
  const catalogue = catalogueOf(config.lang)
  const print = config.output === 'json' ? jsonOf(catalogue) : textOf(catalogue, Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'])
  const pipeline = createPipeline(origin.cluster, !origin.live, {
    entries(entries) {
      let text = ''
      for (const entry of entries) if (wanted(entry, config)) text += print(entry)
      if (text) process.stdout.write(text)
    },
    health: watchHealth(),
  })
  await origin.source.start(pipeline)
  await Promise.race([stopped, ...(origin.ended ? [origin.ended] : [])])
  await origin.source.stop()
  process.exit(0)
}

function wanted(entry: Entry, { namespaces, components }: TailConfig): boolean {
  const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
  if (!step) return false
  if (namespaces.length > 0 && !step.namespaces.some((each) => namespaces.includes(each))) return false
  return components.length === 0 || components.some((each) => step.component === each || step.component.startsWith(`${each}/`))
}

function jsonOf(catalogue: Catalogue) {
  return (entry: Entry) => {
    const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
    return step ? `${JSON.stringify({ ...step, text: flat(caption(step, catalogue)) })}\n` : ''
  }
}

/** How far lines go to the right at most. */
const DEEPEST = 8
/** Steps whose depth is remembered; causes are minutes away at most. */
const REMEMBERED = 20_000
/** By a card's hue, in the terminal's own colours. */
const colours: Record<string, number> = {
  api: 34,
  store: 33,
  scheduler: 35,
  controller: 36,
  kubelet: 32,
  runtime: 32,
  network: 34,
  storage: 33,
  person: 37,
}

function textOf(catalogue: Catalogue, coloured: boolean) {
  const depths = new Map<string, number>()
  const hues = new Map(cards.map(({ id, hue }) => [id, colours[hue] ?? 37]))
  const paint = (text: string, code: number) => (coloured && text ? `\u001b[${code}m${text}\u001b[0m` : text)
  return (entry: Entry) => {
    if (!('step' in entry)) return ''
    const { step } = entry
    const depth = deepen(depths, step)
    const who = paint(componentName(step.component, catalogue), hues.get(step.component) ?? 37)
    const act = flat(tell(step, catalogue, 'act') ?? caption(step, catalogue))
    const mark = marks[step.grade]
    return `${paint(clock(step.at.from), 2)}  ${'  '.repeat(depth)}${who}: ${act}${mark ? `  ${paint(mark, 2)}` : ''}\n`
  }
}

function deepen(depths: Map<string, number>, { id, causes }: Step): number {
  const above = causes[0] && depths.get(causes[0].id)
  const depth = above === undefined ? 0 : Math.min(above + 1, DEEPEST)
  depths.set(id, depth)
  if (depths.size > REMEMBERED) depths.delete(depths.keys().next().value!)
  return depth
}

/** A stream that breaks is mostly back within this, ms; and when the API server is gone, all of them have noticed. */
const PATIENCE = 1000

/** Says when what is printed is no longer all there is, since when and why, and when it is again; and once which kinds may not be watched. */
function watchHealth() {
  let now: Health | undefined
  let stale: NodeJS.Timeout | undefined
  let said = false
  const told = new Set<string>()
  const complain = () => {
    said = true
    const lost = now!.kinds.filter((kind) => kind.state === 'reconnecting')
    const whose = lost.length < now!.kinds.length / 2 ? ` of ${lost.map(({ kind }) => kind).join(', ')}` : ''
    tellPeople(`${clock(Date.now())}  nothing new${whose} is heard since ${clock(now!.since)}: ${lost[0]?.note ?? 'trying again'}`)
  }
  return (health: Health) => {
    now = health
    const { state, kinds } = health
    if (state === 'stale') stale ??= setTimeout(complain, PATIENCE)
    else {
      clearTimeout(stale)
      stale = undefined
    }
    if (state === 'live' && said) {
      said = false
      tellPeople(`${clock(Date.now())}  live again`)
    }
    for (const kind of kinds) {
      if ((kind.state !== 'forbidden' && kind.state !== 'absent') || told.has(kind.kind)) continue
      told.add(kind.kind)
      tellPeople(`${kind.kind} is not watched (${kind.state})${kind.note ? `: ${kind.note}` : ''}`)
    }
  }
}

function flat(segments: { text: string }[]): string {
  return segments.map(({ text }) => text).join('')
}

/** Local time of day with milliseconds. */
function clock(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

function tellPeople(line: string): void {
  process.stderr.write(`${line}\n`)
}
