import { instant } from '../instant.ts'
import type { Event, Lease, Meta } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'
import { brief } from './plain.ts'

export function lease(raw: Raw, meta: Meta): Lease {
  const spec = raw.spec ?? {}
  return {
    kind: 'Lease',
    apiVersion: 'coordination.k8s.io/v1',
    meta,
    spec: {
      holderIdentity: brief(spec.holderIdentity),
      leaseDurationSeconds: spec.leaseDurationSeconds,
      renewTime: instant(spec.renewTime),
      acquireTime: instant(spec.acquireTime),
      leaseTransitions: spec.leaseTransitions,
    },
  }
}

/**
 * Both Event APIs show as core/v1: recorders of events.k8s.io leave source, first/lastTimestamp and count empty and fill eventTime,
 * reportingComponent and series instead (client-go/tools/events/event_recorder.go).
 */
export function event(raw: Raw, meta: Meta): Event {
  const component: string = raw.source?.component || raw.reportingComponent || ''
  const about = raw.involvedObject ?? {}
  const first = nameTime(meta.name) ?? instant(raw.eventTime) ?? instant(raw.firstTimestamp) ?? meta.creationTimestamp
  const last = instant(raw.series?.lastObservedTime) ?? instant(raw.lastTimestamp) ?? first
  return {
    kind: 'Event',
    apiVersion: 'v1',
    meta,
    about: {
      kind: brief(about.kind ?? ''),
      apiVersion: brief(about.apiVersion),
      namespace: brief(about.namespace),
      name: brief(about.name ?? ''),
      uid: brief(about.uid),
      resourceVersion: brief(about.resourceVersion),
      fieldPath: brief(about.fieldPath),
    },
    related: raw.related && {
      kind: brief(raw.related.kind),
      namespace: brief(raw.related.namespace),
      name: brief(raw.related.name),
      uid: brief(raw.related.uid),
    },
    reason: brief(raw.reason ?? ''),
    note: scrub(raw.message ?? ''),
    type: brief(raw.type ?? ''),
    component: brief(component),
    host: hostOf(raw, component),
    action: brief(raw.action || undefined),
    count: raw.series?.count ?? (raw.count || 1),
    first,
    // lastTimestamp has whole seconds and may lie before the nanoseconds of the name.
    last: last < first ? first : last,
  }
}

/** '<object>.<hex of Unix nanoseconds>' (client-go/tools/record/util); a UUID where that would be no valid name. */
function nameTime(name: string): number | undefined {
  const hex = name.slice(name.lastIndexOf('.') + 1)
  if (hex.length < 15 || hex.length > 16 || !/^[0-9a-f]+$/.test(hex)) return undefined
  const ms = parseInt(hex, 16) / 1e6
  return ms > 1e12 && ms < 4.2e12 ? ms : undefined
}

/** kubelet: source.host. events.k8s.io: reportingInstance is '<controller>-<hostname>'. */
function hostOf(raw: Raw, component: string): string | undefined {
  if (raw.source?.host) return brief(raw.source.host)
  const instance: string | undefined = raw.reportingInstance || undefined
  if (!instance || instance === component) return undefined
  return brief(instance.startsWith(component + '-') ? instance.slice(component.length + 1) : instance)
}
