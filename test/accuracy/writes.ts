import type { AuditEvent } from './audit-event.ts'

/** One request that changed something, as the API server's audit log has it. */
export interface Write {
  id: string
  /** ms since epoch with fraction, the API server's clock: received, answered. */
  received: number
  answered: number
  user: string
  /** The field manager: asked for, else the program's name out of the User-Agent. */
  manager: string
  verb: string
  /** With its group, e.g. 'deployments.apps'. */
  resource: string
  subresource?: string
  namespace?: string
  name: string
  uid?: string
  /** Of the object in the answer; a binding, a collection and a deletion that ends at once do not have it. */
  rv?: string
  /** Counted by itself: liveness and Events are no part of a situation. */
  apart?: 'lease' | 'event' | 'heartbeat'
}

/**
 * The writes among the requests, in order. Left out: what failed, dry runs, reviews and tokens (nothing is stored), and what changed nothing:
 * the API server logs such a request too and answers the revision that an earlier writer made. `known`: revisions older than the log.
 */
export function writes(events: Iterable<AuditEvent>, known: ReadonlySet<string> = new Set()): Write[] {
  const all = [...events]
    .filter(stored)
    .map(read)
    .toSorted((a, b) => a.answered - b.answered)
  const author = new Map<string, Write>()
  for (const write of all) {
    // A creation is always the author of its revision, however late it was answered.
    if (write.rv && (!author.has(write.rv) || (write.verb === 'create' && !write.subresource))) author.set(write.rv, write)
  }
  return all.filter((write) => !write.rv || (author.get(write.rv) === write && !known.has(write.rv)))
}

const unstored = new Set([
  'subjectaccessreviews',
  'selfsubjectaccessreviews',
  'localsubjectaccessreviews',
  'selfsubjectrulesreviews',
  'selfsubjectreviews',
  'tokenreviews',
])

function stored({ responseStatus, requestURI, objectRef }: AuditEvent): boolean {
  const code = responseStatus?.code ?? 0
  if (code < 200 || code > 299 || !objectRef) return false
  if (unstored.has(objectRef.resource) || objectRef.subresource === 'token') return false
  // Connections, not objects.
  if (['exec', 'attach', 'portforward', 'proxy'].includes(objectRef.subresource ?? '')) return false
  return !/[?&]dryRun=All/.test(requestURI)
}

function read(event: AuditEvent): Write {
  const { objectRef: ref, responseObject: answer } = event
  // A Status or a list says nothing about the object's own revision.
  const object =
    answer && answer.kind !== 'Status' && !answer.kind?.endsWith('List') && !ref?.subresource?.match(/binding|eviction/) ? answer.metadata : undefined
  const resource = [ref?.resource ?? '', ref?.apiGroup].filter(Boolean).join('.')
  return {
    id: event.auditID,
    received: Date.parse(event.requestReceivedTimestamp),
    answered: Date.parse(event.stageTimestamp),
    user: event.user.username,
    manager: managerOf(event),
    verb: event.verb,
    resource,
    ...(ref?.subresource ? { subresource: ref.subresource } : {}),
    ...namespaceOf(event),
    name: ref?.name ?? object?.name ?? '',
    ...optional('uid', object?.uid ?? answer?.details?.uid ?? ref?.uid),
    ...optional('rv', object?.resourceVersion),
    ...optional('apart', apart(resource, ref?.subresource, event)),
  }
}

function namespaceOf({ objectRef, responseObject }: AuditEvent): { namespace?: string } {
  // An IPAddress belongs to the cluster, but it is there for one Service.
  return optional('namespace', objectRef?.namespace ?? responseObject?.spec?.parentRef?.namespace)
}

function apart(resource: string, subresource: string | undefined, { user }: AuditEvent): Write['apart'] {
  if (resource === 'leases.coordination.k8s.io') return 'lease'
  if (resource === 'events' || resource === 'events.events.k8s.io') return 'event'
  if (resource === 'nodes' && subresource === 'status' && user.username.startsWith('system:node:')) return 'heartbeat'
  return undefined
}

function managerOf({ requestURI, userAgent }: AuditEvent): string {
  return new URLSearchParams(requestURI.split('?')[1]).get('fieldManager') ?? (userAgent ?? '').split('/')[0] ?? ''
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: V }
