import type { Catalogue } from '../../server/wire/component.ts'
import type { Gate, Recording, Session, Snapshot } from '../../server/wire/events.ts'
import type { Evidence } from '../../server/wire/step.ts'
import type { Asked } from '../state/access.ts'
import { sessionToken, whyRefused } from './session.ts'

/** The server wants somebody to sign in (again). `retryIn` in ms. */
export class Refused extends Error {
  readonly why: Asked['why']
  readonly retryIn?: number
  constructor(why: Asked['why'], retryIn?: number) {
    super(why)
    this.why = why
    if (retryIn !== undefined) this.retryIn = retryIn
  }
}

/** Relative to the page, so that it also works below a path. `token`: instead of the session. */
async function ask(path: string, token = sessionToken(), method = 'GET'): Promise<Response> {
  const headers = { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  return fetch(new URL(path, document.baseURI), { method, headers })
}

async function json<T>(path: string): Promise<T> {
  const response = await ask(path)
  if (response.status === 401) throw new Refused(whyRefused())
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`)
  return (await response.json()) as T
}

export const fetchGate = () => json<Gate>('access')
export const fetchSnapshot = () => json<Snapshot>('snapshot')
export const fetchRecording = () => json<Recording>('recording')
export const fetchCatalogue = (lang: string, hash: string) => json<Catalogue>(`catalogue/${lang}.${hash}.json`)

/** Gives a token for a session. */
export async function postSession(token: string): Promise<Session> {
  const response = await ask('session', token, 'POST')
  if (response.status === 401) throw new Refused('wrong')
  if (response.status === 429) throw new Refused('too-many', Number(response.headers.get('retry-after') ?? NaN) * 1000)
  if (!response.ok) throw new Error(`session: ${response.status} ${response.statusText}`)
  return (await response.json()) as Session
}

/** A part of a step's evidence that was too large to travel with it; undefined when it is gone. */
export async function fetchEvidence(step: string, part: number): Promise<Evidence | undefined> {
  const response = await ask(`steps/${encodeURIComponent(step)}/evidence/${part}`)
  if (response.status === 404 || response.status === 410) return undefined
  if (response.status === 401) throw new Refused(whyRefused())
  if (!response.ok) throw new Error(`evidence: ${response.status}`)
  return (await response.json()) as Evidence
}
