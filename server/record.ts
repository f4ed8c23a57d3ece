import { encode } from './cluster/codec.ts'
import type { Delta } from './cluster/delta.ts'
import { loadKubeconfig } from './cluster/kubeconfig.ts'
import { encodeDelta } from './cluster/player.ts'
import type { Tap } from './cluster/reflector/intake.ts'
import { interrupted, run, unlessStopped } from './command.ts'
import type { RecordConfig } from './config.ts'
import { kubeconfigRefused } from './errors.ts'
import { createRecorder } from './journal/recorder.ts'
import { createLog } from './log.ts'
import { openCluster } from './origin.ts'

export async function main(args: string[]): Promise<void> {
  await run('record', args, record)
}

/** Records from the moment on when every kind has been listed, until --for is over or the process is interrupted. */
async function record(config: RecordConfig): Promise<void> {
  const stopped = interrupted()
  const log = createLog(config.logLevel, process.stderr.isTTY)
  const loaded = loadKubeconfig(config.from)
  if (!loaded) throw kubeconfigRefused('There is no kubeconfig, so there is no cluster to record; name one with --kubeconfig.')
  const onRaw: Tap | undefined = config.raw ? (kind, phase, text, seen) => recorder.line({ kind, phase, text }, seen) : undefined
  const { cluster, said, live } = await unlessStopped(stopped, openCluster(loaded, config.from, log, onRaw))
  const broken = Promise.withResolvers<Error>()
  // Not before the cluster has answered, so that a mistyped context leaves no empty file.
  const recorder = await createRecorder(config.out, { delta: encodeDelta, object: encode }, { failed: broken.resolve })
  const say = (line: string) => process.stderr.write(`${line}\n`)
  say(said)
  const about = { kubernetes: cluster.version, cluster: { uid: cluster.uid, name: cluster.name } }
  if (config.raw) void recorder.begin({ ...about, holds: 'lines' }, Date.now())
  await live.start({ delta: (delta: Delta) => recorder.delta(delta), health: () => {} })
  await Promise.race([live.synced, stopped])
  if (!config.raw) void recorder.begin({ ...about, holds: 'deltas' }, Date.now())
  say(`Recording to ${config.out}${config.for === undefined ? ' until interrupted' : ` for ${config.for / 1000} s`} ...`)
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    if (config.for !== undefined) timer = setTimeout(resolve, config.for)
  })
  await Promise.race([stopped, over, broken.promise])
  clearTimeout(timer)
  await live.stop()
  const { bytes, records } = await recorder.close()
  say(`Recorded ${records} changes in ${(bytes / 1024).toFixed(0)} KiB. Play it with: npm start -- --replay ${config.out}`)
  process.exit(0)
}
