import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Source } from './cluster/delta.ts'
import { type LoadedKubeconfig, loadKubeconfig } from './cluster/kubeconfig.ts'
import { createPlayer } from './cluster/player.ts'
import type { Tap } from './cluster/reflector/intake.ts'
import { type ClusterSource, createClusterSource } from './cluster/source.ts'
import type { From } from './config.ts'
import { CutawayError } from './errors.ts'
import { createReplaySource } from './journal/replay.ts'
import { openTape } from './journal/tape.ts'
import type { Log } from './log.ts'
import type { Hello } from './wire/events.ts'

/** Where the changes come from, chosen and reached. */
export interface Origin {
  cluster: Hello['cluster']
  about: Hello['source']
  /** One sentence: which cluster or recording, and why that one. */
  said: string
  source: Source
  /** Only of a cluster. */
  live?: ClusterSource
  /** Only of a recording: when all of it has been played. */
  ended?: Promise<void>
}

const BUNDLED = fileURLToPath(new URL('recordings/workshop.tape', import.meta.url))
/** How long a cluster has to answer, ms: one that was not asked for by name, before the recording is played instead; one instead of which nothing is. */
const PATIENCE = { found: 3000, asked: 15_000 }
/** When to say what is waited for, ms. */
const SOON = 2000

/**
 * --replay, else the cluster that --context, --kubeconfig or being in a cluster names, else the kubeconfig's current context if it answers, else the
 * bundled recording.
 * @throws CutawayError with exit 2 if what was asked for by name cannot be had: there is no falling back from that
 */
export async function openOrigin(from: From, log: Log): Promise<Origin> {
  if (from.replay !== undefined) return openRecording(from.replay, 'asked', '')
  const asked = from.context !== undefined || from.kubeconfig !== undefined
  let loaded: LoadedKubeconfig | undefined
  try {
    loaded = loadKubeconfig(from)
    if (loaded) return await openCluster(loaded, from, log, undefined, asked || loaded.found === 'in-cluster' ? PATIENCE.asked : PATIENCE.found)
  } catch (error) {
    if (asked || loaded?.found === 'in-cluster' || !(error instanceof CutawayError)) throw error
    return openRecording(BUNDLED, 'no-cluster', error.message)
  }
  return openRecording(BUNDLED, 'no-cluster', 'There is no kubeconfig.')
}

/** @throws CutawayError CLUSTER_SILENT */
export async function openCluster(
  loaded: LoadedKubeconfig,
  from: From,
  log: Log,
  onRaw?: Tap,
  patience = PATIENCE.asked,
): Promise<Origin & { live: ClusterSource }> {
  const live = createClusterSource({
    loaded,
    choice: from,
    log,
    ...(onRaw && { onRaw }),
    ...(from.watchNamespaces && { namespaces: from.watchNamespaces }),
  })
  const waiting = setTimeout(() => log.warn('waiting for the API server', { context: loaded.context, seconds: patience / 1000 }), SOON)
  try {
    const cluster = await live.identify(patience)
    const where = loaded.found === 'in-cluster' ? 'in which Cutaway runs' : `of context ${loaded.context} in ${loaded.found}`
    const which = from.watchNamespaces ? `${from.watchNamespaces.length > 1 ? 'namespaces' : 'namespace'} ${from.watchNamespaces.join(', ')} of ` : ''
    return {
      cluster,
      about: {
        type: 'cluster',
        context: loaded.context,
        since: Date.now(),
        ...(from.watchNamespaces && { namespaces: from.watchNamespaces }),
      },
      said: `Watching ${which}the cluster ${where} (Kubernetes ${cluster.version}).`,
      source: live,
      live,
    }
  } catch (error) {
    await live.stop()
    throw error
  } finally {
    clearTimeout(waiting)
  }
}

async function openRecording(file: string, why: 'asked' | 'no-cluster', because: string): Promise<Origin> {
  const tape = await openTape(file)
  const { header, end, cut } = tape
  const source = createReplaySource(tape, createPlayer, { pace: 'full' })
  const length = `Kubernetes ${header.kubernetes}, ${Math.round((end - header.start) / 1000)} s${cut ? ', cut off at its end' : ''}`
  return {
    cluster: { uid: header.cluster.uid, name: header.cluster.name, version: header.kubernetes },
    about: { type: 'recording', file: basename(file), why, version: header.kubernetes, start: header.start, end },
    said:
      why === 'asked'
        ? `Playing the recording ${file} (${length}).`
        : `${because} Playing the bundled recording of a real cluster instead (${length}).`,
    source,
    ended: source.ended,
  }
}
