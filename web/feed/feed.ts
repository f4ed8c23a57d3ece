import type { Entry, Hello } from '../../server/wire/events.ts'
import { pictureOf } from '../state/picture.ts'
import { catalogue, connection, health, hello, outdated } from '../state/session.ts'
import { append, load, newestSeq, renew } from '../state/transport.ts'
import { fetchCatalogue, fetchRecording, fetchSnapshot } from './fetch.ts'
import { openSocket } from './socket.ts'

/** The wire that this page understands; server/wire/events.ts says when it is raised. */
const UNDERSTOOD = 1

let opened = false
/** Frames that arrive while a snapshot is being fetched; they are newer than it, or known to it. */
let held: Entry[] | undefined

/** Loads the world, then follows it: a recording whole, a cluster by snapshot and socket. Tries again until there is an answer. */
export async function startFeed(): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await loadWorld()
      return
    } catch (error) {
      const wait = Math.min(500 * 2 ** attempt, 10_000)
      lost(String(error instanceof Error ? error.message : error), wait)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

async function loadWorld(): Promise<void> {
  const snapshot = await fetchSnapshot()
  if (!greet(snapshot.hello)) return
  health.value = snapshot.health
  const { source } = snapshot.hello
  if (source.type === 'recording') {
    const recording = await fetchRecording()
    load(pictureOf(recording.first, source.start), recording.entries)
    connection.value = { state: 'open' }
    return
  }
  const picture = pictureOf(snapshot, snapshot.steps.at(-1)?.at.seen ?? Date.now())
  if (opened) renew(picture)
  else load(picture)
  connection.value = { state: 'open' }
  append(held ?? [], Date.now())
  held = undefined
  if (!opened) follow()
}

/** After a reset: the same page, a new snapshot. One at a time. */
function reload(): void {
  if (held) return
  held = []
  void startFeed()
}

function follow(): void {
  opened = true
  openSocket(() => ({ epoch: hello.value?.epoch ?? '', seq: newestSeq() }), {
    hello: (greeting) => {
      const known = hello.value?.epoch
      if (!greet(greeting)) return
      if (known === greeting.epoch) connection.value = { state: 'open' }
      else reload()
    },
    entries: (entries) => (held ? held.push(...entries) : append(entries, Date.now())),
    health: (state) => (health.value = state),
    reset: reload,
    lost,
  })
}

function greet(greeting: Hello): boolean {
  outdated.value = greeting.wire > UNDERSTOOD
  if (!outdated.value) hello.value = greeting
  return !outdated.value
}

function lost(why: string, retryIn?: number): void {
  const since = connection.value.state === 'lost' ? connection.value.since : Date.now()
  connection.value = { state: 'lost', since, why, ...(retryIn === undefined ? {} : { retryAt: Date.now() + retryIn }) }
}

let wantedTexts = ''

/** Fetches the texts of a language, as the server announced them, until it has them or another language is wanted. Those of another language stay meanwhile. */
export async function loadCatalogue(lang: string): Promise<void> {
  const named = hello.value?.catalogue ?? {}
  const [chosen, hash] = named[lang] ? [lang, named[lang]] : ['en', named['en']]
  if (!hash) return
  wantedTexts = `${chosen}.${hash}`
  const wanted = wantedTexts
  try {
    const texts = await fetchCatalogue(chosen, hash)
    if (wanted === wantedTexts) catalogue.value = texts
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 2000))
    if (wanted === wantedTexts) await loadCatalogue(lang)
  }
}
