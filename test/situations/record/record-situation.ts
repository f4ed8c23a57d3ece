import { renameSync, rmSync } from 'node:fs'
import { kept, type AuditEvent } from '../../accuracy/audit-event.ts'
import { writeSlice } from '../../accuracy/slice.ts'
import { openCluster } from '../../cluster/cluster.ts'
import { auditLogEnd, readAuditLog } from '../../cluster/levers/audit-log.ts'
import { createRecorder } from '../../../server/journal/recorder.ts'
import type { RawLine } from '../../../server/journal/format.ts'
import type { SituationFolder } from '../folders.ts'
import { kubectlOn } from '../stage/kubectl.ts'
import { closeStage, openStage } from '../stage/stage.ts'
import { listen } from './listen.ts'
import { quietness } from './quiet.ts'

/** How long nothing may happen in the namespace before the situation is over. */
export const SILENCE_MS = 5_000

/** Plays one situation on the cluster that is up and keeps what the API server said: the tape and the slice of the audit log. */
export async function recordSituation(folder: SituationFolder, clusterName: string): Promise<{ lines: number; bytes: number; writes: number }> {
  const situation = await folder.load()
  const cluster = openCluster(clusterName)
  const kubectl = kubectlOn(clusterName)
  const namespace = `${folder.name}-${Date.now().toString(36).slice(-4)}`
  const stage = await openStage(kubectl, namespace)
  const beside = `${folder.tape}.new`
  rmSync(beside, { force: true })
  try {
    await situation.before?.(stage)
    const { note, quiet } = quietness(SILENCE_MS)
    await quiet()
    const from = auditLogEnd(clusterName)
    const heard: { line: RawLine; seen: number }[] = []
    let broken: Error | undefined
    const listening = await listen(cluster.kubeconfig, (line, seen) => {
      const where = namespaceOf(line)
      if (where !== undefined && where !== namespace && !background.has(where)) return
      if (where === namespace) note()
      heard.push({ line, seen })
    }, error => { broken = error })
    await situation.act(stage)
    await quiet()
    listening.stop()
    if (broken) throw broken
    const writes: AuditEvent[] = []
    for await (const event of readAuditLog(from, clusterName)) {
      const write = kept(event as AuditEvent)
      if (write && (write.objectRef?.namespace ?? write.responseObject?.spec?.parentRef?.namespace) === namespace) writes.push(write)
    }
    const recorder = await createRecorder(beside, { delta: () => undefined, object: () => undefined })
    recorder.begin({ kubernetes: listening.version, cluster: { uid: listening.clusterUid, name: clusterName }, holds: 'lines' }, heard[0]?.seen ?? 0)
    for (const { line, seen } of heard) recorder.line(line, seen)
    const { bytes } = await recorder.close()
    renameSync(beside, folder.tape)
    writeSlice(folder.audit, writes)
    return { lines: heard.length, bytes, writes: writes.length }
  } finally {
    rmSync(beside, { force: true })
    await closeStage(kubectl, namespace)
  }
}

/** Everything outside these and the situation's own namespace belongs to somebody else's work on the cluster. */
const background = new Set(['kube-system', 'kube-node-lease', 'default', 'local-path-storage'])

function namespaceOf({ phase, text }: RawLine): string | undefined {
  const json = JSON.parse(text) as { object?: { metadata?: { namespace?: string } }; metadata?: { namespace?: string } }
  return (phase === 'list' ? json : json.object)?.metadata?.namespace
}
