import type { Delta } from '../cluster/delta.ts'
import type { EndpointSlice, Event, Kind, Kinds, KubeObject, Pod, Service } from '../cluster/kinds.ts'
import { Departures } from './departures.ts'
import { EventIndex } from './event-index.ts'
import { LabelIndex, selects } from './label-index.ts'
import { NameIndex } from './name-index.ts'
import { UidSets } from './uid-sets.ts'
import type { World } from './world.ts'

/** The world and the one way to change it. Apply a delta before it is offered to a timeline; applying it twice changes nothing. */
export type LiveWorld = World & { apply(delta: Delta): void }

export function createWorld(): LiveWorld {
  const tables = new Map<Kind, { byUid: Map<string, KubeObject>; byName: NameIndex }>()
  const byOwner = new UidSets()
  const byNode = new UidSets()
  const byIP = new UidSets()
  const byService = new UidSets()
  const labels = new LabelIndex()
  const events = new EventIndex()
  const departures = new Departures()

  function table(kind: Kind) {
    let found = tables.get(kind)
    if (!found) tables.set(kind, (found = { byUid: new Map(), byName: new NameIndex() }))
    return found
  }

  function* look<K extends Kind>(kind: K, uids: Iterable<string>): Generator<Kinds[K]> {
    const { byUid } = table(kind)
    for (const uid of uids) {
      const object = byUid.get(uid)
      if (object) yield object as Kinds[K]
    }
  }

  function move(index: UidSets, uid: string, was: string | undefined, now: string | undefined) {
    if (was === now) return
    if (was !== undefined) index.remove(was, uid)
    if (now !== undefined) index.add(now, uid)
  }

  function replace({ kind, change, seen }: Delta, uid: string, now: KubeObject | undefined) {
    const { byUid, byName } = table(kind)
    const was = byUid.get(uid)
    if (now) {
      byUid.set(uid, now)
      if (!was) byName.add(now.meta)
    } else if (was) {
      byUid.delete(uid)
      byName.remove(was.meta)
      if (kind !== 'Event' && kind !== 'Lease' && change !== 'withdrawn') departures.add(was, seen)
    }
    // What is as it was is the same object.
    if (was?.meta.owners !== now?.meta.owners) move(byOwner, uid, ownerKey(was), ownerKey(now))
    if (kind === 'Pod') {
      move(byNode, uid, (was as Pod | undefined)?.spec.nodeName, (now as Pod | undefined)?.spec.nodeName)
      move(byIP, uid, ipOf(was as Pod | undefined), ipOf(now as Pod | undefined))
      labels.pod(was as Pod | undefined, now as Pod | undefined)
    } else if (kind === 'Service') labels.service(was as Service | undefined, now as Service | undefined)
    else if (kind === 'EndpointSlice') move(byService, uid, serviceOf(was as EndpointSlice | undefined), serviceOf(now as EndpointSlice | undefined))
    else if (kind === 'Event') {
      if (now) events.add(now as Event)
      else if (was) events.remove(was as Event)
    }
  }

  return {
    apply(delta) {
      const { was, now, seen } = delta
      departures.forget(seen)
      const uid = (now ?? was)?.meta.uid
      if (uid !== undefined) replace(delta, uid, now)
    },
    get: (kind, uid) => table(kind).byUid.get(uid) as never,
    find(kind, namespace, name) {
      const { byUid, byName } = table(kind)
      const uid = byName.get(namespace, name)
      return uid === undefined ? undefined : (byUid.get(uid) as never)
    },
    all: (kind) => table(kind).byUid.values() as never,
    count: (kind) => table(kind).byUid.size,
    owned: (kind, owner) => look(kind, byOwner.get(`${kind}\n${owner}`)),
    podsOn: (node) => look('Pod', byNode.get(node)),
    podsLabelled: (namespace, label) => look('Pod', labels.podsWith(namespace, label)),
    podByIP(ip) {
      for (const pod of look('Pod', byIP.get(ip))) return pod
      return departures.holderOf(ip)
    },
    *servicesFor(pod) {
      for (const service of look('Service', labels.servicesFor(pod))) if (selects(service.spec.selector, pod.meta.labels)) yield service
    },
    *podsFor(service) {
      for (const pod of look('Pod', labels.podsFor(service))) if (selects(service.spec.selector, pod.meta.labels)) yield pod
    },
    slicesOf: ({ meta }) => look('EndpointSlice', byService.get(nameOf(meta))),
    events(object) {
      const about = [...look('Event', events.of(object))]
      // Joined by name an Event may be about a predecessor; its whole second may lie before the creation's.
      return about
        .filter(({ about: { uid }, last }) => uid === object.meta.uid || last >= object.meta.creationTimestamp)
        .toSorted((a, b) => a.last - b.last)
    },
    departed: (uid) => departures.get(uid),
    departedNamed: (kind, namespace, name) => departures.named(kind, namespace, name) as never,
  }
}

function nameOf(meta: { namespace?: string | undefined; name: string } | undefined): string {
  return `${meta?.namespace ?? ''}/${meta?.name ?? ''}`
}

function ownerKey(object: KubeObject | undefined): string | undefined {
  const owner = object?.meta.owners?.find(({ controller }) => controller)
  return object && owner && `${object.kind}\n${owner.uid}`
}

/** A Pod on the host's network has the node's address, a finished one has given its own back. */
function ipOf(pod: Pod | undefined): string | undefined {
  const over = pod?.status.phase === 'Succeeded' || pod?.status.phase === 'Failed'
  return pod?.spec.hostNetwork || over ? undefined : pod?.status.podIP
}

function serviceOf(slice: EndpointSlice | undefined): string | undefined {
  const name = slice?.meta.labels?.['kubernetes.io/service-name']
  return slice && name && nameOf({ namespace: slice.meta.namespace, name })
}
