// node test/canary/main.ts: asks an API server what it takes of every string field of every watched kind, and writes it to taken.json.zst.
import type { Kind } from '../../server/cluster/kinds.ts'
import { startControlPlane } from '../bench/real/control-plane.ts'
import { withFolder } from '../bench/with-folder.ts'
import { type Api, openApi } from './api.ts'
import { createCanaries } from './canaries.ts'
import { readDocuments } from './fields.ts'
import { bodyOf, type Ground, openGround } from './ground.ts'
import { type Hints, search, type Target } from './search.ts'
import { type Group, type Taken, writeTaken } from './taken.ts'

/** What counts only where another field is empty: on objects of their own. */
const apart: Partial<Record<Kind, RegExp>> = { Event: /^reporting/, VolumeAttachment: /^status\.detachError/ }

const canaries = createCanaries()
const hints: Hints = new Map()

await withFolder(async (folder) => {
  const plane = await startControlPlane(folder)
  const api = openApi(plane.client)
  try {
    const documents = await readDocuments(api)
    const ground = await openGround(api, canaries, documents)
    const kinds: Partial<Taken['kinds']> = {}
    // What the Pod's template takes is known to the others then.
    for (const kind of ['Pod', ...[...ground.fields.keys()].filter((one) => one !== 'Pod')] as Kind[]) {
      kinds[kind] = await takenOf(kind, ground, api)
      console.log(kind, kinds[kind].objects.length, 'objects', Object.values(kinds[kind].refused).flat().length, 'refused')
    }
    const { gitVersion } = (await ground.must('GET', '/version')) as { gitVersion: string }
    writeTaken({ kubernetes: gitVersion, documents, kinds: kinds as Taken['kinds'] })
  } finally {
    api.close()
    await plane.stop()
  }
})

async function takenOf(kind: Kind, ground: Ground, api: Api): Promise<Taken['kinds'][Kind]> {
  const { schemas, schema, paths } = ground.fields.get(kind)!
  const found: Taken['kinds'][Kind] = { objects: [], refused: {} }
  const hasStatus = (await api.call('GET', `${ground.collection(kind)}/none/status`)).body.details?.name !== undefined
  const free = paths.filter(({ notFree }) => !notFree)
  const parts = Map.groupBy(free, ({ text }) => {
    const at = hasStatus && text.startsWith('status.') ? 'status' : text.startsWith('spec.ephemeralContainers') ? 'ephemeralcontainers' : ''
    return `${at} ${apart[kind]?.test(text) ?? false}`
  })
  for (const [part, mine] of parts) {
    const at = part.split(' ')[0] as Group['at']
    const stem = `stem-${part.replace(' ', '-')}`
    if (at !== '') await ground.must('POST', ground.collection(kind), ground.stem(kind, stem))
    const ask: Target['ask'] = (object) => {
      const query = 'dryRun=All&fieldManager=canary'
      if (at === '') return api.call('POST', `${ground.collection(kind)}?${query}`, object)
      return api.call('PATCH', `${ground.collection(kind)}/canary-${stem}/${at}?${query}`, bodyOf(at, object))
    }
    const { groups, refused } = await search({ kind, schemas, schema, base: at === '' ? ground.base(kind, 0) : {}, ask }, mine, canaries, hints)
    for (const fields of groups) found.objects.push({ at, fields })
    for (const [path, why] of refused) (found.refused[plain(why)] ??= []).push(path)
  }
  return found
}

/** The API server's words without this run's canaries. */
function plain(why: string): string {
  return why.replace(/cnry-[0-9a-f]+|198\.1[89]\.\d+\.\d+|73\d{8}/g, '…').slice(0, 160)
}
