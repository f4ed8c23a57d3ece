import type { Catalogue } from '../../server/wire/component.ts'
import type { Recording, Snapshot } from '../../server/wire/events.ts'
import type { Evidence } from '../../server/wire/step.ts'

/** Relative to the page, so that it also works below a path. */
async function json<T>(path: string): Promise<T> {
  const response = await fetch(new URL(path, document.baseURI), { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`)
  return (await response.json()) as T
}

export const fetchSnapshot = () => json<Snapshot>('snapshot')
export const fetchRecording = () => json<Recording>('recording')
export const fetchCatalogue = (lang: string, hash: string) => json<Catalogue>(`catalogue/${lang}.${hash}.json`)

/** A part of a step's evidence that was too large to travel with it; undefined when it is gone. */
export async function fetchEvidence(step: string, part: number): Promise<Evidence | undefined> {
  const response = await fetch(new URL(`steps/${encodeURIComponent(step)}/evidence/${part}`, document.baseURI))
  if (response.status === 404 || response.status === 410) return undefined
  if (!response.ok) throw new Error(`evidence: ${response.status}`)
  return (await response.json()) as Evidence
}
