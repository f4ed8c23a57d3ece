import { changedBetween, unchanged } from '../../server/cluster/changed.ts'
import type { Delta } from '../../server/cluster/delta.ts'
import type { Event, Kind, Kinds, KubeObject, ManagedEntry, Meta } from '../../server/cluster/kinds.ts'

/** 2026-01-01T00:00:00Z, and the moment at which everything here happens unless a test says otherwise. */
export const now = 1_767_225_600_000

let revision = 1_000

/** A managedFields entry that owns these paths and all below them. */
export function by(manager: string, paths: string[], more: Partial<ManagedEntry> = {}): ManagedEntry {
  const owns = (path: string) => paths.some((own) => path === own || path.startsWith(`${own}.`) || path.startsWith(`${own}[`))
  return { manager, operation: 'Update', time: now, fields: { owns }, ...more }
}

export const kcm = (...paths: string[]): ManagedEntry => by('kube-controller-manager', paths)
export const kcmStatus = (): ManagedEntry => by('kube-controller-manager', ['status', 'metadata.annotations'], { subresource: 'status' })
export const kubelet = (): ManagedEntry => by('kubelet', ['status'], { subresource: 'status' })

type Parts = { meta?: Partial<Meta>; spec?: object; status?: object } & Record<string, unknown>

const versions: Partial<Record<Kind, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
}
const clusterWide = new Set<Kind>(['Node', 'Namespace', 'PersistentVolume', 'StorageClass', 'VolumeAttachment', 'IPAddress'])
const blank: { [K in Kind]?: object } = {
  Pod: { spec: { containers: [{ name: 'app', image: 'web:1' }] }, status: { phase: 'Pending' } },
  EndpointSlice: { endpoints: [], ports: [] },
  Endpoints: { ready: [], notReady: [] },
}

/** An object with what the test cares about; the creator is the first of `managed`. */
export function object<K extends Kind>(kind: K, name: string, { meta, ...parts }: Parts = {}): Kinds[K] {
  const own = blank[kind] as { spec?: object; status?: object } | undefined
  const made = {
    kind,
    apiVersion: versions[kind] ?? 'v1',
    ...own,
    ...parts,
    spec: { ...own?.spec, ...parts.spec },
    status: { ...own?.status, ...parts.status },
    meta: {
      name,
      ...(!clusterWide.has(kind) && { namespace: 'shop' }),
      uid: `${kind}-${name}`,
      resourceVersion: String(++revision),
      generation: 1,
      creationTimestamp: now,
      managed: [],
      ...meta,
    },
  }
  return made as unknown as Kinds[K]
}

export function ownedBy(owner: KubeObject): Partial<Meta> {
  const {
    kind,
    apiVersion,
    meta: { name, uid },
  } = owner
  return { owners: [{ kind, apiVersion, name, uid, controller: true }] }
}

function delta(change: Delta['change'], was: KubeObject | undefined, after: KubeObject | undefined): Delta {
  const kind = (after ?? was)?.kind
  const changed = was && after ? changedBetween(was, after) : unchanged
  return {
    kind,
    change,
    ...(was && { was }),
    ...(after && { now: after }),
    changed,
    rv: after?.meta.resourceVersion ?? String(++revision),
    seen: now,
  } as unknown as Delta
}

export const added = (after: KubeObject): Delta => delta('added', undefined, after)
export const deleted = (was: KubeObject): Delta => delta('deleted', was, undefined)

/** The object written again: given parts replace or join its own, and `writers` take their place in managedFields. */
export function written(was: KubeObject, { meta, ...parts }: Parts, ...writers: ManagedEntry[]): Delta {
  const before = was as unknown as { spec?: object; status?: object }
  const managed = [
    ...was.meta.managed.filter((old) => !writers.some(({ manager, subresource }) => manager === old.manager && subresource === old.subresource)),
    ...writers,
  ]
  const after = {
    ...was,
    ...parts,
    spec: { ...before.spec, ...parts.spec },
    status: { ...before.status, ...parts.status },
    meta: { ...was.meta, ...meta, managed, resourceVersion: String(++revision) },
  } as unknown as KubeObject
  return delta('updated', was, after)
}

/** The process that a component runs in: what managedFields of its Events say. */
const poster = (source: string) =>
  source.endsWith('-controller') ? 'kube-controller-manager' : source === 'default-scheduler' ? 'kube-scheduler' : source

/** An Event as its source posts it; posted by another process it is a forgery. */
export function event(
  about: KubeObject,
  reason: string,
  note: string,
  component: string,
  more: Partial<Event> = {},
  postedBy = poster(component),
): Event {
  return object('Event', `${about.meta.name}.${reason}.${++revision}`, {
    meta: { managed: [by(postedBy, ['message'])] },
    about: { kind: about.kind, apiVersion: about.apiVersion, namespace: about.meta.namespace, name: about.meta.name, uid: about.meta.uid },
    reason,
    note,
    component,
    type: 'Normal',
    count: 1,
    first: now + 0.5,
    last: now + 0.5,
    ...more,
  })
}

export const about = (container: string): Partial<Event> => {
  const pod = object('Pod', 'web-1')
  return {
    about: { kind: 'Pod', apiVersion: 'v1', namespace: 'shop', name: 'web-1', uid: pod.meta.uid, fieldPath: `spec.containers{${container}}` },
    host: 'worker',
  }
}
