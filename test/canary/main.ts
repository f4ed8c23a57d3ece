// node test/canary/main.ts: asks an API server what it takes of every string field of every watched kind, and writes it to taken.json.zst.
import type { Kind } from '../../server/cluster/kinds.ts'
import { startControlPlane } from '../bench/real/control-plane.ts'
import { withFolder } from '../bench/with-folder.ts'
import { openApi } from './api.ts'
import { createCanaries } from './canaries.ts'
import { type Fields, readDocuments } from './fields.ts'
import { bodyOf, openGround } from './ground.ts'
import { type Hints, search } from './search.ts'
import { type Group, type Taken, writeTaken } from './taken.ts'

await withFolder(async (folder) => {
  const plane = await startControlPlane(folder)
  try {
    const api = openApi(plane.client)
    const canaries = createCanaries()
    const documents = await readDocuments(api)
    const ground = await openGround(api, canaries, documents)
    const hints: Hints = new Map()
    const kinds: Partial<Taken['kinds']> = {}
    // What the Pod's template takes is known to the others then.
    for (const kind of ['Pod', ...[...ground.fields.keys()].filter((one) => one !== 'Pod')] as Kind[]) {
      kinds[kind] = await ofKind(kind, ground.fields.get(kind)!)
      console.log(kind, kinds[kind].objects.length, 'objects', Object.values(kinds[kind].refused).flat().length, 'refused')
    }
    const { gitVersion } = (await ground.must('GET', '/version')) as { gitVersion: string }
    writeTaken({ kubernetes: gitVersion, documents, kinds: kinds as Taken['kinds'] })
    api.close()

    async function ofKind(kind: Kind, { schemas, schema, paths }: Fields): Promise<Taken['kinds'][Kind]> {
      const objects: Group[] = []
      const refused: Record<string, string[]> = {}
      const free = paths.filter(({ notFree }) => !notFree)
      const hasStatus = (await api.call('GET', `${ground.collection(kind)}/none/status`)).body.details?.name !== undefined
      const of = (text: string): Group['at'] =>
        hasStatus && text.startsWith('status.') ? 'status' : text.startsWith('spec.ephemeralContainers') ? 'ephemeralcontainers' : ''
      for (const at of ['', 'status', 'ephemeralcontainers'] as const) {
        const mine = free.filter(({ text }) => of(text) === at)
        if (mine.length === 0) continue
        const found = await search({ kind, schemas, schema, ...(await target(kind, at)) }, mine, canaries, hints)
        for (const fields of found.groups) objects.push({ at, fields })
        for (const [path, why] of found.refused) (refused[plain(why)] ??= []).push(path)
      }
      return { objects, refused }
    }

    async function target(kind: Kind, at: Group['at']) {
      const query = 'dryRun=All&fieldManager=canary'
      const ask = (object: object) => api.call('POST', `${ground.collection(kind)}?${query}`, object)
      if (at === '') return { base: ground.base(kind, 0), ask }
      await ground.must('POST', ground.collection(kind), ground.stem(kind, `stem-${at}`))
      const path = `${ground.collection(kind)}/canary-stem-${at}/${at}?${query}`
      return { base: {}, ask: (object: Record<string, unknown>) => api.call('PATCH', path, bodyOf(at, object)) }
    }
  } finally {
    await plane.stop()
  }
})

/** The API server's words without this run's canaries. */
function plain(why: string): string {
  return why.replace(/cnry-[0-9a-f]+|198\.1[89]\.\d+\.\d+|73\d{8}/g, '…').slice(0, 160)
}
