import { interrupted, run, unlessStopped } from './command.ts'
import type { TailConfig } from './config.ts'
import { createLog, escaped } from './log.ts'
import { openOrigin } from './origin.ts'
import { cards, catalogueOf, createPipeline } from './pipeline.ts'
import { caption } from './speech/caption.ts'
import { createLines, flat, type Lines } from './tail/lines.ts'
import { watchSilence } from './tail/silence.ts'
import type { Catalogue } from './wire/component.ts'
import type { Entry } from './wire/events.ts'

/**
 * Prints steps as they are explained.
 *
 * text: one line a step, `time  component: what it did  mark`, indented under what caused it; the mark says how we know (nothing: observed, ƒ derived,
 * ~ correlated, ≈ inferred). Lines settle for half a second before they are printed, see tail/lines.ts.
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
  const origin = await unlessStopped(stopped, openOrigin(config.from, log))
  tellPeople(origin.said)
  const catalogue = catalogueOf(config.lang)
  const output =
    config.output === 'json' ? jsonOf(catalogue) : createLines(catalogue, cards, Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'])
  const print = (now: number) => {
    const text = output.due(now)
    if (text) process.stdout.write(text)
  }
  const pipeline = createPipeline(origin.cluster, !origin.live, {
    entries(entries) {
      for (const entry of entries) if (wanted(entry, config)) output.take(entry)
      print(entries[0]!.at)
    },
    health: watchSilence(tellPeople),
  })
  await origin.source.start(pipeline)
  if (origin.live) setInterval(() => print(Date.now()), 100).unref()
  await Promise.race([stopped, ...(origin.ended ? [origin.ended] : [])])
  await origin.source.stop()
  print(Infinity)
  // To exit now would cut off what a slow reader has not taken yet.
  await new Promise<void>((taken) => process.stdout.write('', () => taken()))
  process.exit(0)
}

function wanted(entry: Entry, { namespaces, components }: TailConfig): boolean {
  const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
  if (!step) return false
  if (namespaces.length > 0 && !step.namespaces.some((each) => namespaces.includes(each))) return false
  return components.length === 0 || components.some((each) => step.component === each || step.component.startsWith(`${each}/`))
}

/** As they come, nothing waits. */
function jsonOf(catalogue: Catalogue): Lines {
  let text = ''
  return {
    take(entry) {
      const step = 'step' in entry ? entry.step : 'amend' in entry ? entry.amend : undefined
      if (step)
        text += `${escaped(JSON.stringify({ ...step, text: flat(caption(step, catalogue)) }))}
`
    },
    due() {
      const due = text
      text = ''
      return due
    },
  }
}

function tellPeople(line: string): void {
  process.stderr.write(`${line}\n`)
}
