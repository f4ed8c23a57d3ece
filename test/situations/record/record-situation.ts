import { renameSync, rmSync } from 'node:fs'
import { unchanged } from '../../../server/cluster/changed.ts'
import { encode } from '../../../server/cluster/codec.ts'
import { encodeDelta } from '../../../server/cluster/player.ts'
import type { RawLine } from '../../../server/journal/format.ts'
import { createRecorder } from '../../../server/journal/recorder.ts'
import { writeSlice } from '../../accuracy/slice.ts'
import { openCluster } from '../../cluster/cluster.ts'
import type { SituationFolder } from '../folders.ts'
import { play } from '../stage/play.ts'
import { listen, type Listening } from './listen.ts'

/** As often as the live source ticks. */
const TICK_MS = 1_000
/** Everything outside these and the situation's own namespace is somebody else's work on the cluster. */
const background = new Set(['kube-system', 'kube-node-lease', 'default', 'local-path-storage'])

/** Plays one situation on the cluster that is up and keeps what the API server said: the tape and the slice of the audit log. */
export async function recordSituation(folder: SituationFolder, clusterName: string): Promise<{ lines: number; bytes: number; writes: number }> {
  const { kubeconfig } = openCluster(clusterName)
  const heard: ({ seen: number } & ({ line: RawLine } | { tick: true }))[] = []
  let listening: Listening | undefined
  let broken: Error | undefined
  const { audit } = await play(folder, clusterName, async (namespace, note) => {
    listening = await listen(
      kubeconfig,
      (line, seen) => {
        const where = namespaceOf(line)
        if (where === namespace) note()
        if (where === undefined || where === namespace || background.has(where)) heard.push({ line, seen })
      },
      (error) => {
        broken = error
      },
    )
    const clock = setInterval(() => heard.push({ tick: true, seen: Date.now() }), TICK_MS)
    return () => {
      clearInterval(clock)
      listening?.stop()
    }
  })
  if (broken || !listening) throw broken ?? new Error('nobody listened')
  const beside = `${folder.tape}.new`
  rmSync(beside, { force: true })
  const recorder = await createRecorder(beside, { delta: encodeDelta, object: encode })
  void recorder.begin(
    { kubernetes: listening.version, cluster: { uid: listening.clusterUid, name: clusterName }, holds: 'lines' },
    heard[0]?.seen ?? 0,
  )
  for (const each of heard) {
    if ('line' in each) recorder.line(each.line, each.seen)
    else recorder.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen: each.seen })
  }
  const { bytes } = await recorder.close()
  renameSync(beside, folder.tape)
  writeSlice(folder.audit, audit)
  return { lines: heard.length, bytes, writes: audit.length }
}

function namespaceOf({ phase, text }: RawLine): string | undefined {
  if (phase === 'list-end') return undefined
  const json = JSON.parse(text) as { object?: { metadata?: { namespace?: string } }; metadata?: { namespace?: string } }
  return (phase === 'list' ? json : json.object)?.metadata?.namespace
}
