import { existsSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { encode } from './cluster/codec.ts'
import { encodeDelta } from './cluster/player.ts'
import { inSyncOrder } from './cluster/resources.ts'
import { interrupted, run, unlessStopped } from './command.ts'
import { isLoopback, type StartConfig } from './config.ts'
import { openReviews } from './cluster/open-reviews.ts'
import type { Reviews } from './cluster/reviews.ts'
import { journalRefused } from './errors.ts'
import { chooseAccess } from './gateway/access/choose.ts'
import { createNamespaces, type Namespaces } from './gateway/access/namespaces.ts'
import { type Assets, loadAssets } from './gateway/assets.ts'
import { createGates } from './gateway/gates.ts'
import { createGateway, type Gateway, type GatewayOptions } from './gateway/gateway.ts'
import type { Contents } from './gateway/lens.ts'
import { openOps, type OpsAnswers } from './gateway/ops.ts'
import { builtPage } from './gateway/page.ts'
import { type Journal, openJournal } from './journal/journal.ts'
import { createLog, type Log } from './log.ts'
import { openOrigin, type Origin } from './origin.ts'
import { cards, catalogueOf, createPipeline, type Pipeline } from './pipeline.ts'
import type { Entry } from './wire/events.ts'
import type { Health } from './wire/health.ts'

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
  const origin = await unlessStopped(stopped, openOrigin(config.from, log))
  say(origin.said)
  if (config.journal && !origin.live) throw journalRefused(config.journal.folder, 'there is no cluster to watch')
  const asked = origin.live && ['kubernetes', 'proxy'].includes(config.access.mode) ? openReviews(config.from) : undefined
  try {
    const namespaces = createNamespaces(config.from.watchNamespaces)
    const parts = await partsOf(config, origin, log, namespaces, asked?.reviews)
    const closing = origin.live ? await serveCluster(config, origin, parts, namespaces, log) : await serveRecording(config, origin, parts)
    await stopped
    await closeAll(asked ? [...closing, asked.close] : closing, log)
  } catch (error) {
    void origin.source.stop().catch(() => {})
    // What else is open already would keep the process alive after it has said why it ends.
    setTimeout(() => process.exit(), 500).unref()
    throw error
  }
}

async function partsOf(config: StartConfig, origin: Origin, log: Log, namespaces: Namespaces, reviews?: Reviews): Promise<Parts> {
  const complained = seldom((sentence) => log.warn(sentence))
  return {
    about: { cluster: origin.cluster, source: origin.about, cards },
    catalogues: [catalogueOf('en'), catalogueOf('vi')],
    access: await chooseAccess({ config: config.access, hints: config.hints, ...(reviews && { reviews }), namespaces, complained }),
    assets: await page(),
    gates: createGates(config.hosts),
    frameAncestors: config.frameAncestors,
    refused: (sentence, address) => log.warn('not let in', { why: sentence, address }),
    failed: (error) => log.error('request failed', { error: error instanceof Error ? error.message : String(error) }),
  }
}

type Closing = (() => Promise<void>)[]
/** What is the same for a cluster and a recording. */
type Parts = Omit<GatewayOptions, 'health' | 'recent' | 'step' | 'evidence' | 'recording'>

async function serveCluster(config: StartConfig, origin: Origin, parts: Parts, namespaces: Namespaces, log: Log): Promise<Closing> {
  const { cluster, source, live } = origin
  const counted = { entries: 0, steps: 0 }
  const changed = () => gateway.health(health())
  const about = { kubernetes: cluster.version, cluster: { uid: cluster.uid, name: cluster.name }, holds: 'deltas' as const }
  const encoder = { delta: encodeDelta, object: encode }
  const journal = config.journal && openJournal({ ...config.journal, about, encode: encoder, warn: log.warn, changed })
  const health = (): Health => ({ ...pipeline.healthNow(), ...(journal && { journal: journal.health }) })
  const pipeline: Pipeline = createPipeline(cluster, false, {
    entries(entries) {
      for (const entry of entries) {
        gateway.entry(entry)
        counted.entries += 1
        if ('step' in entry) counted.steps += 1
      }
    },
    health: changed,
  })
  const gateway = createGateway({ ...parts, health: health(), recent: pipeline.recent, step: pipeline.step, evidence: pipeline.evidence })
  const ops = config.ops && (await openOps({ ...config.ops, gates: parts.gates }, opsAnswers(health, gateway, counted, live, journal)))
  await source.start({
    delta(delta) {
      namespaces.see(delta)
      pipeline.delta(delta)
      journal?.delta(delta)
    },
    health: pipeline.health,
  })
  void live?.synced.then(() => journal?.begin())
  await listen(config, gateway)
  if (ops) say(`Ops: http://${inUrl(config.ops!.listen)}:${ops.port}/metrics`)
  return [...(journal ? [journal.close] : []), () => source.stop(), () => gateway.close(), ...(ops ? [() => ops.close()] : [])]
}

function opsAnswers(
  health: () => Health,
  gateway: Gateway,
  counted: { entries: number; steps: number },
  live: Origin['live'],
  journal?: Journal,
): OpsAnswers {
  const delay = monitorEventLoopDelay()
  delay.enable()
  return {
    health,
    figures() {
      const { pages, tooSlow, refused, noise } = gateway.figures
      const kept = journal && { journal: { bytes: journal.bytes, paused: journal.health.state === 'paused' } }
      const figures = {
        ...counted,
        ...kept,
        pages,
        tooSlow,
        refused,
        noise,
        delay: { p50: delay.percentile(50) / 1e9, p99: delay.percentile(99) / 1e9 },
      }
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
  }
}

/** The whole recording is explained before the first page asks; pages play it by themselves. */
async function serveRecording(config: StartConfig, { cluster, source, ended }: Origin, parts: Parts): Promise<Closing> {
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

async function listen({ port, listen: address, lang, access, hints, hosts }: StartConfig, gateway: Gateway): Promise<void> {
  const got = await gateway.listen(port.number, !port.asked, address)
  const name = isLoopback(address) ? 'localhost' : (hosts[0] ?? 'localhost')
  const gate = { open: '', token: 'the token', kubernetes: `a token of the cluster for the audience ${audienceOf(access)}`, proxy: '' }[access.mode]
  const where = hints.signIn ?? (access.mode === 'token' ? access.file : '')
  // The token itself is never said: what a Pod says is in the cluster's logs.
  say(`Open http://${name}:${got}/${lang ? `?lang=${lang}` : ''}${gate && ` (it asks for ${gate}${where && `: ${where}`})`}`)
  if (hints.forward) say(`From outside, first: ${hints.forward}`)
}

const audienceOf = (access: StartConfig['access']) => ('audience' in access ? access.audience : '')
const inUrl = (address: string) => (isIPv6(address) ? `[${address}]` : address)

/** The same complaint once a minute at most. */
function seldom(say: (sentence: string) => void): (sentence: string) => void {
  const said = new Map<string, number>()
  return (sentence) => {
    if (performance.now() - (said.get(sentence) ?? -Infinity) < 60_000) return
    said.set(sentence, performance.now())
    say(sentence)
  }
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
