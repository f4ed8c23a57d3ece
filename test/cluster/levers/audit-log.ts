import { createReadStream, existsSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openCluster } from '../cluster.ts'

/** The fields of an audit event that the referee joins on. */
export interface AuditEvent {
  auditID: string
  stage: string
  verb: string
  requestURI: string
  user: { username: string; groups?: string[] }
  userAgent?: string
  objectRef?: {
    resource: string
    namespace?: string
    name?: string
    uid?: string
    subresource?: string
    apiGroup?: string
    apiVersion?: string
    resourceVersion?: string
  }
  responseStatus?: { code: number; reason?: string }
  requestObject?: unknown
  responseObject?: { metadata?: { name?: string; uid?: string; resourceVersion?: string } } & Record<string, unknown>
  requestReceivedTimestamp: string
  stageTimestamp: string
  annotations?: Record<string, string>
}

/** The place in the log where it ends now; give it to `readAuditLog` to read only what comes after. */
export function auditLogEnd(name = 'cutaway'): number {
  const { auditLog } = openCluster(name)
  return existsSync(auditLog) ? statSync(auditLog).size : 0
}

/** The API server's audit events, oldest first. A log that was rotated since `from` is read from its start. */
export async function* readAuditLog(from = 0, name = 'cutaway'): AsyncGenerator<AuditEvent> {
  const { auditLog } = openCluster(name)
  if (!existsSync(auditLog)) return
  const start = statSync(auditLog).size < from ? 0 : from
  for await (const line of createInterface({ input: createReadStream(auditLog, { start }), crlfDelay: Number.POSITIVE_INFINITY })) {
    // The last line may be half written.
    if (line.endsWith('}')) yield JSON.parse(line) as AuditEvent
  }
}
