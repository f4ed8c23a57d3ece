import { existsSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { inSyncOrder } from './cluster/resources.ts'
import { interrupted, run } from './command.ts'
import type { StartConfig } from './config.ts'
import { createOpenAccess } from './gateway/access.ts'
import { type Assets, loadAssets } from './gateway/assets.ts'
import { createGateway, type Contents, type GatewayOptions } from './gateway/gateway.ts'
import { openOps } from './gateway/ops.ts'
import { builtPage } from './gateway/page.ts'
import { createLog, type Log } from './log.ts'
import { openOrigin, type Origin } from './origin.ts'
import { cards, catalogueOf, createPipeline, type Pipeline } from './pipeline.ts'
import type { Entry } from './wire/events.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const say = (line: string) => process.stdout.write(`${line}\n`)

export async function main(args: string[]): Promise<void> {
  await run('start', args, start)
}

async function start(config: StartConfig): Promise<void> {
  const log = createLog(config.logLevel, process.stderr.isTTY)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.error(event, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      process.exit(1)
    })
  }
  const stopped = interrupted()
  const origin = await openOrigin(config.from, log)
  say(origin.said)
  const parts: Pick<GatewayOptions, 'about' | 'catalogues' | 'assets' | 'access' | 'failed'> = {
    about: { cluster: origin.cluster, source: origin.about, cards },
    catalogues: [catalogueOf('en'), catalogueOf('vi')],
    assets: await page(),
    access: createOpenAccess(config.hosts),
    failed: (error) => log.error('request failed', { error: error instanceof Error ? error.message : String(error) }),
  }
  const closing = origin.live ? await serveCluster(config, origin, parts) : await serveRecording(config, origin, parts)
  await stopped
  await closeAll(closing, log)
}

type Closing = (() => Promise<void>)[]

async function serveCluster(
  config: StartConfig,
  { cluster, source, live }: Origin,
  parts: Omit<GatewayOptions, 'health' | 'recent' | 'step'>,
): Promise<Closing> {
  const counted = { entries: 0, steps: 0 }
  const pipeline: Pipeline = createPipeline(cluster, false, {
    entries(entries) {
      for (const entry of entries) {
        gateway.entry(entry)
        counted.entries += 1
        if ('step' in entry) counted.steps += 1
      }
    },
    health: (health) => gateway.health(health),
  })
  const gateway = createGateway({ ...parts, health: pipeline.healthNow(), recent: pipeline.recent, step: pipeline.step, evidence: pipeline.evidence })
  const delay = monitorEventLoopDelay()
  delay.enable()
  const ops =
    config.opsPort === undefined
      ? undefined
      : await openOps(config.opsPort, {
          health: pipeline.healthNow,
          figures() {
            const { pages, tooSlow } = gateway.figures
            const figures = { ...counted, pages, tooSlow, delay: { p50: delay.percentile(50) / 1e9, p99: delay.percentile(99) / 1e9 } }
            delay.reset()
            return figures
          },
          state: () =>
            Object.fromEntries(
              inSyncOrder.map(({ kind }) => [
                kind,
                Object.fromEntries((live?.state(kind) ?? []).map(({ uid, resourceVersion }) => [uid, resourceVersion])),
              ]),
            ),
        })
  await source.start(pipeline)
  await listen(config, gateway)
  if (ops) say(`Ops: http://127.0.0.1:${ops.port}/metrics`)
  return [() => source.stop(), () => gateway.close(), ...(ops ? [() => ops.close()] : [])]
}

/** The whole recording is explained before the first page asks; pages play it by themselves. */
async function serveRecording(
  config: StartConfig,
  { cluster, source, ended }: Origin,
  parts: Omit<GatewayOptions, 'health' | 'recent' | 'step'>,
): Promise<Closing> {
  const entries: Entry[] = []
  let first: Contents | undefined
  const pipeline = createPipeline(cluster, true, {
    entries(more) {
      if (first) entries.push(...more)
    },
  })
  await source.start({
    delta(delta) {
      // What existed when the recording began is the world that its first entry changes.
      if (delta.change !== 'listed') first ??= pipeline.recent()
      pipeline.delta(delta)
    },
    health: pipeline.health,
  })
  await ended
  await source.stop()
  first ??= pipeline.recent()
  entries.push(...pipeline.end())
  const gateway = createGateway({
    ...parts,
    health: pipeline.healthNow(),
    recent: pipeline.recent,
    step: pipeline.step,
    evidence: pipeline.evidence,
    recording: { first, entries },
  })
  await listen(config, gateway)
  return [() => gateway.close()]
}

async function listen({ port, lang }: StartConfig, gateway: ReturnType<typeof createGateway>): Promise<void> {
  const got = await gateway.listen(port.number, !port.asked)
  say(`Open http://localhost:${got}/${lang ? `?lang=${lang}` : ''}`)
}

/** In the order of making, reversed by the callers' lists: first what brings changes, then what hands them on. */
async function closeAll(closing: Closing, log: Log): Promise<void> {
  setTimeout(() => process.exit(0), 4000).unref()
  for (const close of closing) await close().catch((error: Error) => log.warn('closing', { error: error.message }))
  process.exit(0)
}

/** The bundle carries its page beside it; a checkout builds it when needed; in development vite serves it. */
async function page(): Promise<Assets> {
  if (existsSync(at('../web/index.html')) && !existsSync(at('start.ts'))) return loadAssets(at('../web'))
  if (process.env['CUTAWAY_DEV']) return { send: () => false }
  return loadAssets(await builtPage(at('..'), say))
}
