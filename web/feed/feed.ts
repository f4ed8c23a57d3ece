import type { Entry, Hello } from '../../server/wire/events.ts'
import { asked, entering, gate, type Asked } from '../state/access.ts'
import { forgetEvidence } from '../state/evidence.ts'
import { emptyPicture, pictureOf } from '../state/picture.ts'
import { catalogue, connection, health, hello, news, newsOf, outdated } from '../state/session.ts'
import { append, load, newestSeq, renew } from '../state/transport.ts'
import { fetchCatalogue, fetchGate, fetchRecording, fetchSnapshot, postSession, Refused } from './fetch.ts'
import { dropSession, keepSession, sessionToken, whyRefused } from './session.ts'
import { openSocket } from './socket.ts'

/** The wire that this page understands; server/wire/events.ts says when it is raised. */
const UNDERSTOOD = 1

let socket: { close(): void } | undefined
/** Frames that arrive while a snapshot is being fetched; they are newer than it, or known to it. */
let held: Entry[] | undefined
/** A token to be given for a session before anything else. */
let offered: string | undefined
/** Only the newest of several beginnings goes on. */
let beginning = 0

/** Loads the world, then follows it: a recording whole, a cluster by snapshot and socket. Tries again until there is an answer; asks to sign in where one must. */
export async function startFeed(): Promise<void> {
  const mine = ++beginning
  for (let attempt = 0; mine === beginning; attempt++) {
    try {
      if (offered !== undefined) await enter(offered)
      await loadWorld(() => mine === beginning)
      if (!gate.value) void learnGate()
      return
    } catch (error) {
      if (mine !== beginning) return
      if (error instanceof Refused) return leave(error.why, error.retryIn)
      const wait = Math.min(500 * 2 ** attempt, 10_000)
      lost(String(error instanceof Error ? error.message : error), wait)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

/** With the token of a link, or of the sign-in page. */
export async function signIn(token: string): Promise<void> {
  offered = token
  entering.value = true
  await startFeed()
}

async function enter(token: string): Promise<void> {
  // a link from yesterday may lead to a server that asks for no token today
  gate.value = await fetchGate()
  if (gate.value.mode === 'token' || gate.value.mode === 'kubernetes') keepSession(await postSession(token))
  offered = undefined
  // whoever looked before does not look on
  socket?.close()
  socket = held = hello.value = undefined
}

/** Nothing of what was seen stays when the session is over; the place does, for whoever signs in next. */
export function leave(why: Asked['why'], retryIn?: number): void {
  beginning += 1
  socket?.close()
  socket = held = offered = undefined
  dropSession()
  forgetEvidence()
  hello.value = health.value = undefined
  load(emptyPicture())
  connection.value = { state: 'connecting' }
  entering.value = false
  asked.value = { why, ...(retryIn && { until: Date.now() + retryIn }) }
  void learnGate()
}

async function learnGate(): Promise<void> {
  try {
    gate.value = await fetchGate()
  } catch {
    // whatever keeps it from us keeps the rest too, which is said and tried again
  }
}

async function loadWorld(current: () => boolean): Promise<void> {
  const snapshot = await fetchSnapshot()
  const recording = snapshot.hello.source.type === 'recording' ? await fetchRecording() : undefined
  if (!current() || !greet(snapshot.hello)) return
  health.value = snapshot.health
  const { source } = snapshot.hello
  if (recording && source.type === 'recording') load(pictureOf(recording.first, source.start), recording.entries)
  else {
    const picture = pictureOf(snapshot, snapshot.steps.at(-1)?.at.seen ?? Date.now())
    if (socket) renew(picture)
    else load(picture)
    append(held ?? [], Date.now())
  }
  held = undefined
  connection.value = { state: 'open' }
  entering.value = false
  asked.value = undefined
  if (!recording) socket ??= follow()
}

/** After a reset: the same page, a new snapshot. One at a time. */
function reload(): void {
  if (held) return
  held = []
  void startFeed()
}

function follow(): { close(): void } {
  const position = () => {
    const token = sessionToken()
    return { epoch: hello.value?.epoch ?? '', seq: newestSeq(), ...(token !== undefined && { token }) }
  }
  return openSocket(position, {
    hello: (greeting) => {
      const known = hello.value?.epoch
      if (!greet(greeting)) return
      if (known === greeting.epoch) connection.value = { state: 'open' }
      else reload()
    },
    entries: (entries) => (held ? held.push(...entries) : append(entries, Date.now())),
    health: (state) => (health.value = state),
    reset: reload,
    bye: leave,
    silent: (since) =>
      connection.value.state === 'open' && (connection.value = { state: 'open', ...(since !== undefined && { silentSince: since }) }),
    denied: () => leave(whyRefused()),
    lost,
  })
}

function greet(greeting: Hello): boolean {
  outdated.value = greeting.wire > UNDERSTOOD
  if (outdated.value) return false
  news.value = newsOf(hello.value, greeting) ?? news.value
  hello.value = greeting
  return true
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
  } catch (error) {
    if (error instanceof Refused) return leave(error.why)
    await new Promise((resolve) => setTimeout(resolve, 2000))
    if (wanted === wantedTexts) await loadCatalogue(lang)
  }
}
