import { setTimeout as sleep } from 'node:timers/promises'
import { kept, type AuditEvent } from '../../accuracy/audit-event.ts'
import { auditLogEnd, readAuditLog } from '../../cluster/levers/audit-log.ts'
import type { SituationFolder } from '../folders.ts'
import { kubectlOn } from './kubectl.ts'
import { quietness } from './quiet.ts'
import { closeStage, openStage, type Stage } from './stage.ts'

/** How long nothing may happen in the namespace before a situation has begun and before it is over. */
const SILENCE_MS = 5_000
/** How often such a silence is waited for. */
const ROUNDS = 12

/** Begins to watch; `note` tells that something happened in the namespace. Answers how to stop. */
export type Watch = (namespace: string, note: () => void) => Promise<() => void | Promise<void>>

/**
 * Plays a situation on a cluster in a namespace of its own while somebody watches; answers what the API server logged meanwhile about that namespace.
 * `whole`: whether all was heard that is to come. Silence alone may be the breath of a busy machine.
 */
export async function play(
  folder: SituationFolder,
  cluster: string,
  watch: Watch,
  whole = () => true,
): Promise<{ namespace: string; audit: AuditEvent[] }> {
  const situation = await folder.load()
  const kubectl = kubectlOn(cluster)
  const namespace = `${folder.name}-${Date.now().toString(36).slice(-4)}`
  const stage = await openStage(kubectl, namespace)
  let stop: Awaited<ReturnType<Watch>> | undefined
  try {
    await situation.before?.(stage)
    await still(stage)
    const from = auditLogEnd(cluster)
    const { note, quiet } = quietness(SILENCE_MS)
    stop = await watch(namespace, note)
    await situation.act(stage)
    await quiet()
    for (let more = 0; more < ROUNDS && !whole(); more++) await quiet()
    const audit: AuditEvent[] = []
    for await (const event of readAuditLog(from, cluster)) {
      const write = kept(event as AuditEvent)
      if (write && (write.objectRef?.namespace ?? write.responseObject?.spec?.parentRef?.namespace) === namespace) audit.push(write)
    }
    return { namespace, audit }
  } finally {
    await stop?.()
    await closeStage(kubectl, namespace)
  }
}

/** Until nothing of what was begun before has been written about for a while: a busy machine is late. */
async function still({ kubectl }: Stage): Promise<void> {
  const versions = () => kubectl(['get', 'pods,replicasets,deployments,endpointslices,events', '-o', 'jsonpath={.items[*].metadata.resourceVersion}'])
  let before: string | undefined
  for (let round = 0; round <= ROUNDS; round++) {
    const now = await versions()
    if (now === before) return
    before = now
    await sleep(SILENCE_MS)
  }
  throw new Error(`no ${SILENCE_MS} ms of silence before the situation`)
}
