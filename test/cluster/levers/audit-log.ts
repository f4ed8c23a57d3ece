import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { openCluster } from '../cluster.ts'

/** The fields of an audit event that the referee joins on. */
export interface AuditEvent {
  auditID: string
  stage: string
  verb: string
  requestURI: string
  user: { username: string; groups?: string[]; extra?: Record<string, string[]> }
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

/** A place in the log. The file is known by its inode, because kube-apiserver renames it when it is full. */
export interface AuditMark {
  inode: number
  offset: number
}

/** Where the log ends now; give it to `readAuditLog` to read only what comes after. */
export function auditLogEnd(name = 'cutaway'): AuditMark {
  const { auditLog } = openCluster(name)
  if (!existsSync(auditLog)) return { inode: 0, offset: 0 }
  const { ino, size } = statSync(auditLog)
  return { inode: ino, offset: size }
}

/** The API server's audit events from the mark on (without one: all that are kept), oldest first, over as many files as there are by now. */
export async function* readAuditLog(from?: AuditMark, name = 'cutaway'): AsyncGenerator<AuditEvent> {
  const files = auditFiles(openCluster(name).auditLog)
  const first = from ? files.findIndex((file) => statSync(file).ino === from.inode) : -1
  for (const [at, file] of files.entries()) {
    if (at < first) continue
    const start = at === first && from ? from.offset : 0
    for await (const line of createInterface({ input: createReadStream(file, { start }), crlfDelay: Number.POSITIVE_INFINITY })) {
      // The last line may be half written.
      if (line.startsWith('{') && line.endsWith('}')) yield JSON.parse(line) as AuditEvent
    }
  }
}

/** Oldest first: audit-2026-11-21T11-18-15.407.log and the like, then audit.log. */
function auditFiles(auditLog: string): string[] {
  const folder = dirname(auditLog)
  if (!existsSync(auditLog)) return []
  const full = readdirSync(folder)
    .filter((file) => /^audit-.+\.log$/.test(file))
    .toSorted()
  return [...full.map((file) => join(folder, file)), auditLog]
}
