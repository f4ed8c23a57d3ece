import type { Changed, Delta } from '../../server/cluster/delta.ts'
import type { Event, Kind, Kinds, KubeObject, ManagedEntry, Meta, Pod, Service, Workload } from '../../server/cluster/kinds.ts'

export { ownedBy } from './objects.ts'

/** 2026-01-01T00:00:00Z */
export const start = 1_767_225_600_000

const nothing: Changed = { paths: [], has: () => false, owner: () => undefined, owners: [] }

function changedPaths(...paths: string[]): Changed {
  return {
    ...nothing,
    paths,
    has: (prefix) => paths.some((path) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`)),
  }
}

/** Objects and deltas of a cluster that does what the test says. Every write takes the next resourceVersion, `at` ms after the start. */
export function toyCluster() {
  let rv = 100
  const meta = (kind: string, name: string, at: number, more: Partial<Meta> = {}): Meta => ({
    name,
    namespace: 'shop',
    uid: `${kind}-${name}`,
    resourceVersion: String(++rv),
    generation: 1,
    creationTimestamp: Math.floor((start + at) / 1000) * 1000,
    managed: [],
    ...more,
  })
  const delta = <K extends Kind>(
    kind: K,
    change: Delta['change'],
    at: number,
    was: Kinds[K] | undefined,
    now: Kinds[K] | undefined,
    ...paths: string[]
  ): Delta =>
    ({
      kind,
      change,
      ...(was && { was }),
      ...(now && { now }),
      changed: paths.length > 0 ? changedPaths(...paths) : nothing,
      rv: now?.meta.resourceVersion ?? String(++rv),
      seen: start + at,
    }) as unknown as Delta
  return {
    meta,
    delta,
    added: <K extends Kind>(at: number, now: Kinds[K]) => delta(now.kind as K, 'added', at, undefined, now),
    listed: <K extends Kind>(at: number, now: Kinds[K]) => delta(now.kind as K, 'listed', at, undefined, now),
    updated: <K extends Kind>(at: number, was: Kinds[K], now: Kinds[K], ...paths: string[]) =>
      delta(was.kind as K, 'updated', at, was, now, ...paths),
    deleted: <K extends Kind>(at: number, was: Kinds[K]) => delta(was.kind as K, 'deleted', at, was, undefined),
    tick: (at: number) => ({ kind: 'Lease', change: 'tick', changed: nothing, rv: '', seen: start + at }) as Delta,
    gap: (kind: Kind, from: number, to: number) =>
      ({ kind, change: 'gap', changed: nothing, rv: '', seen: start + to, gap: { from: start + from, to: start + to } }) as Delta,
    /** The object with other contents and the next resourceVersion. */
    write: <T extends KubeObject>(object: T, more: { meta?: Partial<Meta>; spec?: object; status?: object }): T => {
      const parts = object as { spec?: object; status?: object }
      return {
        ...object,
        meta: { ...object.meta, ...more.meta, resourceVersion: String(++rv) },
        spec: { ...parts.spec, ...more.spec },
        status: { ...parts.status, ...more.status },
      }
    },
    pod: (name: string, at: number, more: { meta?: Partial<Meta>; spec?: Partial<Pod['spec']>; status?: Partial<Pod['status']> } = {}): Pod => ({
      kind: 'Pod',
      apiVersion: 'v1',
      meta: meta('pod', name, at, more.meta),
      spec: { containers: [{ name: 'app', image: 'web:1' }], ...more.spec },
      status: { phase: 'Pending', ...more.status },
    }),
    workload: (
      kind: Workload['kind'],
      name: string,
      at: number,
      more: { meta?: Partial<Meta>; spec?: Workload['spec']; status?: Workload['status'] } = {},
    ): Workload => ({
      kind,
      apiVersion: 'apps/v1',
      meta: meta(kind.toLowerCase(), name, at, more.meta),
      spec: { replicas: 1, ...more.spec },
      status: { ...more.status },
    }),
    service: (name: string, at: number, selector?: Record<string, string>): Service => ({
      kind: 'Service',
      apiVersion: 'v1',
      meta: meta('service', name, at),
      spec: { ...(selector && { selector }), clusterIP: '10.96.0.9', ports: [{ port: 80 }] },
      status: {},
    }),
    event: (about: KubeObject, reason: string, at: number, more: Partial<Event> = {}): Event => ({
      kind: 'Event',
      apiVersion: 'v1',
      meta: meta('event', `${about.meta.name}.${reason}`, at),
      about: { kind: about.kind, namespace: about.meta.namespace ?? '', name: about.meta.name, uid: about.meta.uid },
      reason,
      note: `${reason} it`,
      type: 'Normal',
      component: 'toy',
      count: 1,
      first: start + at,
      last: start + at,
      ...more,
    }),
  }
}

export function managedBy(manager: string, at: number): ManagedEntry {
  return { manager, operation: 'Update', time: Math.floor((start + at) / 1000) * 1000, fields: { owns: () => true } }
}
