import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, Entry, Hello, ServerEvents, Snapshot } from '../../server/wire/events.ts'
import type { Health, KindHealth } from '../../server/wire/health.ts'
import type { Pulse } from '../../server/wire/pulse.ts'
import type { Step } from '../../server/wire/step.ts'

/** What a page that follows a server knows, without anything drawn. */
export interface Page {
  hello: Hello
  /** Every entry that arrived over the socket, in order of arrival. */
  entries: Entry[]
  /** By id, as last amended. */
  steps: Map<string, Step>
  /** Every health that arrived, `at` here, the newest last. */
  health: { at: number; health: Health }[]
  pulses: Pulse[]
  resets: string[]
  /** Times that the socket was opened. */
  connects: number
  /** Why the session was ended. */
  byes: string[]
  now(): Health
  kind(name: string): KindHealth | undefined
  /** The newest pulse of a component's instance. */
  pulse(component: string, node?: string): Pulse | undefined
  all(key: string, name?: string): Step[]
  close(): void
}

/**
 * Opens a page as the browser does: the snapshot, then the socket from there on; away for a moment, it resumes behind its newest entry; told to start
 * over, it does. `session`: where one has to sign in.
 */
export async function openPage(port: number, through = port, session?: string): Promise<Page> {
  const snapshot = await snapshotOf(port, session)
  let { epoch, seq } = snapshot.hello
  /** What arrives while a snapshot is fetched. */
  let held: Entry[] | undefined
  const socket: Socket<ServerEvents, ClientEvents> = io(`http://127.0.0.1:${through}`, {
    transports: ['websocket'],
    reconnectionDelay: 100,
    reconnectionDelayMax: 300,
    auth: (send) => send({ epoch, seq, ...(session !== undefined && { token: session }) }),
  })
  const page: Page = {
    hello: snapshot.hello,
    entries: [],
    steps: new Map(snapshot.steps.map((step) => [step.id, step])),
    health: [{ at: Date.now(), health: snapshot.health }],
    pulses: [...snapshot.pulses],
    resets: [],
    connects: 0,
    byes: [],
    now: () => page.health.at(-1)!.health,
    kind: (name) => page.now().kinds.find(({ kind }) => kind === name),
    pulse: (component, node) => page.pulses.findLast((pulse) => pulse.component === component && pulse.node === node),
    all: (key, name) => [...page.steps.values()].filter((step) => step.key === key && (name === undefined || step.subject.name === name)),
    close: () => socket.disconnect(),
  }
  const take = (entries: Entry[]) => {
    for (const entry of entries) {
      page.entries.push(entry)
      seq = entry.seq
      if ('step' in entry) page.steps.set(entry.step.id, entry.step)
      else if ('amend' in entry) page.steps.set(entry.amend.id, entry.amend)
      else if ('pulse' in entry) page.pulses.push(entry.pulse)
    }
  }
  const startOver = async (): Promise<void> => {
    held = []
    try {
      const { hello, steps, pulses } = await snapshotOf(port, session)
      page.hello = hello
      ;({ epoch, seq } = hello)
      page.steps = new Map(steps.map((step) => [step.id, step]))
      page.pulses = [...pulses]
      take(held.filter((entry) => entry.seq > hello.seq))
    } catch {
      // Gone again: the next greeting says so too.
    } finally {
      held = undefined
    }
  }
  for (const name of ['objects', 'steps', 'amend'] as const) socket.on(name, (entries) => (held ? held.push(...entries) : take(entries)))
  socket.on('health', (health) => page.health.push({ at: Date.now(), health }))
  socket.on('reset', (why) => {
    page.resets.push(why)
    void startOver()
  })
  socket.on('bye', (why) => page.byes.push(why))
  socket.on('hello', () => page.connects++)
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  return page
}

async function snapshotOf(port: number, session: string | undefined): Promise<Snapshot> {
  const headers = session === undefined ? undefined : { authorization: `Bearer ${session}` }
  const answer = await fetch(`http://127.0.0.1:${port}/snapshot`, { headers })
  if (answer.status !== 200) throw new Error(`GET /snapshot: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Snapshot
}
