import type { Kind } from '../../server/cluster/kinds.ts'
import type { Api, Json } from './api.ts'
import type { Ground } from './ground.ts'
import type { Taken } from './taken.ts'

export interface Planted {
  /** resourceVersion by uid, as of the last write. */
  versions: Map<string, string>
  /** The objects as the API server holds them. */
  objects: Json[]
}

/** Creates every object with its canaries, and touches each once more, so that something has changed. */
export async function plantAll(ground: Ground, kinds: Taken['kinds']): Promise<Planted> {
  const planted: Planted = { versions: new Map(), objects: [] }
  const one = async (kind: Kind, n: number) => {
    const { object, patch } = ground.planted(kind, n, kinds[kind].objects[n]!)
    let made = await ground.must('POST', `${ground.collection(kind)}?fieldManager=canary`, object)
    const path = pathOf(ground, kind, made)
    if (patch) made = await ground.must('PATCH', `${path}/${patch.at}?fieldManager=canary`, patch.body)
    // Of an address nothing can be changed.
    if (kind !== 'IPAddress') made = await ground.must('PATCH', `${path}?fieldManager=canary`, { metadata: { labels: { touched: 'once' } } })
    const { uid, resourceVersion } = made['metadata'] as { uid: string; resourceVersion: string }
    planted.versions.set(uid, resourceVersion)
    planted.objects.push(made)
  }
  await eachKind(kinds, async (kind) => {
    for (const n of kinds[kind].objects.keys()) await one(kind, n)
  })
  return planted
}

/** Deletes all that is there, finalizers or not. */
export async function removeAll(ground: Ground, api: Api, kinds: Taken['kinds']): Promise<void> {
  await eachKind(kinds, async (kind) => {
    const { items } = (await ground.must('GET', ground.collection(kind))) as { items: Json[] }
    for (const item of items.filter((one) => JSON.stringify(one).includes('canary'))) {
      const path = pathOf(ground, kind, item)
      await api.call('DELETE', path, { gracePeriodSeconds: 0, propagationPolicy: 'Background' })
      await api.call('PATCH', path, { metadata: { finalizers: null } })
    }
  })
}

function pathOf(ground: Ground, kind: Kind, object: Json): string {
  return `${ground.collection(kind)}/${encodeURIComponent((object['metadata'] as { name: string }).name)}`
}

async function eachKind(kinds: Taken['kinds'], work: (kind: Kind) => Promise<void>): Promise<void> {
  // The namespace that the others are in goes last.
  const all = (Object.keys(kinds) as Kind[]).filter((kind) => kind !== 'Namespace')
  await Promise.all(
    [0, 1, 2, 3].map(async () => {
      for (let kind = all.pop(); kind; kind = all.pop()) await work(kind)
    }),
  )
  await work('Namespace')
}
