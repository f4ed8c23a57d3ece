import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../cluster/run.ts'
import type { Session } from '../../server/wire/events.ts'
import { openPage, type Page } from '../faults/page.ts'
import type { Forward } from './forward.ts'
import type { Release, Workplace } from './release.ts'

/** The link that the notes' own line prints. */
export async function linkOf(place: Workplace, { lines }: Release, { port }: Forward): Promise<string> {
  const line = lines.find((one) => one.startsWith('echo ')) ?? ''
  const { stdout } = await run('bash', ['-c', line], { env: place.env })
  return stdout.trim().replace('localhost:8080', `localhost:${port}`)
}

/** POST /session once the server is there; anything but a session is an error that holds the status. */
export async function signIn(port: number, token: string, patience = 60_000): Promise<Session> {
  const answer = await reach(
    () => fetch(`http://localhost:${port}/session`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
    patience,
  )
  if (answer.status !== 200) throw new Error(`POST /session: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Session
}

/** Tries until somebody answers at all: the way opens when the Pod runs. */
export async function reach(ask: () => Promise<Response>, patience = 60_000): Promise<Response> {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (performance.now() > end) throw error
      await sleep(100)
    }
  }
}

/** A page without a browser, in by the link. */
export async function enter(place: Workplace, release: Release, forward: Forward): Promise<Page> {
  const token = new URL(await linkOf(place, release, forward)).hash.replace('#t=', '')
  const { session } = await signIn(forward.port, token)
  return openPage(forward.port, forward.port, session)
}
