import type { Kind } from '../../../server/cluster/kinds.ts'
import type { WatchType } from '../../../server/cluster/store.ts'
import { createInstance, type Instance } from './instance.ts'
import { type MaterialLine, NAMESPACE, readMaterial } from './material.ts'
import type { Change } from './state.ts'
import { createSlots, type Template } from './template.ts'

interface Moment {
  /** ms since the life's first line. */
  after: number
  kind: Kind
  type: WatchType
  /** uid in the material. */
  uid: number
  template: Template
}

/** The material made ready for multiplication. */
export interface Lives {
  /** ms since epoch of the first line. */
  origin: number
  /** ms from the first line to the last. */
  duration: number
  moments: readonly Moment[]
  /** What stands once the Deployment has settled: last states, Events too. */
  settled: readonly Moment[]
  pods: number
  /** `isOurs`: every Namespace has one. */
  furniture: readonly { kind: Kind; name: string; isOurs: boolean; template: Template }[]
}

export function readLives(): Lives {
  const { furniture, life, settled } = readMaterial()
  const slots = createSlots()
  const uids = new Map<string, number>()
  const origin = life[0]?.t ?? 0
  const moments = life.map((line) => momentOf(line))
  const standing = new Map<number, Moment>()
  for (const moment of moments.slice(0, settled)) {
    if (moment.type === 'DELETED') standing.delete(moment.uid)
    else standing.set(moment.uid, moment)
  }
  return {
    origin,
    duration: moments.at(-1)?.after ?? 0,
    moments,
    settled: [...standing.values()],
    pods: [...standing.values()].filter(({ kind }) => kind === 'Pod').length,
    furniture: furniture.map(({ kind, text }) => ({
      kind,
      name: nameOf(text),
      isOurs: text.includes(`"${NAMESPACE}"`),
      template: slots.compile(text),
    })),
  }

  function momentOf({ t, kind, text }: MaterialLine): Moment {
    const [, type, object] = /^\{"type":"(ADDED|MODIFIED|DELETED)","object":(.*)\}$/s.exec(text) ?? []
    const uid = /"uid":"([^"]*)"/.exec(text)?.[1] ?? ''
    if (!type || !object || !uid) throw new TypeError(`the material holds a line that is no change: ${text.slice(0, 100)}`)
    if (!uids.has(uid)) uids.set(uid, uids.size)
    return { after: t - origin, kind, type: type as WatchType, uid: uids.get(uid) ?? 0, template: slots.compile(object) }
  }
}

function nameOf(text: string): string {
  return (JSON.parse(text) as { metadata: { name: string } }).metadata.name
}

/** uids of a stand-in's objects need not be looked up in their texts. */
export function changeOf({ kind, type, uid, template }: Moment, number: number, instance: Instance): Change {
  return { kind, type, uid: `${number}/${uid}`, render: (resourceVersion) => template.render(instance, resourceVersion) }
}

/** An instance whose life begins at `begin` (ms since epoch). `moved`: how long after that something is which was so long after it in the material, ms. */
export function liveInstance({ origin }: Lives, number: number, nodes: readonly string[], begin: number, moved = (after: number) => after): Instance {
  return createInstance({ number, nodes, time: (at) => Math.round(begin + moved(at - origin)) })
}
