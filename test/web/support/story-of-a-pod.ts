import type { Card, Catalogue } from '../../../server/wire/component.ts'
import type { Entry } from '../../../server/wire/events.ts'
import type { WireObject } from '../../../server/wire/object.ts'
import type { Step } from '../../../server/wire/step.ts'
import type { Story } from '../../../server/wire/story.ts'

/** A tiny world for tests: one client, one controller, one scheduler, one node component; times count from START in ms. */
export const START = 1_000_000

const seat = (id: string, code: string, lane: Card['lane'], hue: Card['hue'], order: number): Card => ({
  id,
  code,
  plane: 'control',
  lane,
  order,
  hue,
  managers: [],
  sources: [],
  liveness: { by: 'none' },
  links: [],
})

export const cards: Card[] = [
  seat('client', 'US', 'cast', 'person', 1),
  seat('loop', 'LP', 'cast', 'controller', 2),
  seat('placer', 'PL', 'cast', 'scheduler', 3),
  seat('door', 'AP', 'bar', 'api', 1),
  seat('keep', 'ET', 'store', 'store', 1),
  seat('agent', 'AG', 'node', 'kubelet', 1),
]

export function catalogueOf(lang: 'en' | 'vi'): Catalogue {
  const word = lang === 'en' ? 'made' : 'đã tạo'
  const text = (actor: string) => ({ caption: `${actor} ${word} {pod}`, act: `${word} {pod}`, why: 'Because.', check: 'kubectl get pod {pod}' })
  return {
    lang,
    cards: Object.fromEntries(cards.map(({ id }) => [id, { name: `The ${id}`, tagline: 'a part', about: '', without: '' }])),
    steps: { 'client.asked': text('Somebody'), 'loop.made': text('The loop'), 'placer.placed': text('The placer'), 'agent.ran': text('The agent') },
    stories: { 'client.asked': lang === 'en' ? 'The story of {pod}' : 'Chuyện của {pod}' },
    generic: { caption: '{component} {verb} {subject}', act: '{verb} {subject}', why: '' },
    rules: {},
  }
}

export const podRef = (name: string) => ({ kind: 'Pod', apiVersion: 'v1', namespace: 'default', name, uid: `uid-${name}` })

export function podObject(name: string, look: 'waiting' | 'starting' | 'ready' | 'failing' = 'ready', node?: string): WireObject {
  return {
    ref: podRef(name),
    rv: '1',
    pod: { phase: 'Running', ready: look === 'ready', look, restarts: 0, containers: [], cpu: 0.1, memory: 1024, ...(node && { node }) },
  }
}

export function stepOf(id: string, key: string, name: string, after: number, over: Partial<Step> = {}): Step {
  const at = START + after
  return {
    id,
    seq: 0,
    key,
    component: key.slice(0, key.lastIndexOf('.')),
    subject: podRef(name),
    at: { from: at, to: at, seen: at },
    grade: 'observed',
    identity: 'rule',
    causes: [],
    story: id,
    facts: { pod: { type: 'ref', ref: podRef(name) } },
    evidence: [],
    namespaces: ['default'],
    rev: 1,
    ...over,
  }
}

export function storyOf(id: string, steps: Step[]): Story {
  const first = steps[0]!
  return {
    id,
    key: first.key,
    component: first.component,
    subject: first.subject,
    subjects: [first.subject],
    state: 'open',
    from: first.at.from,
    to: steps.at(-1)!.at.to,
    steps: steps.length,
    critical: steps.map((step) => step.id),
    namespaces: ['default'],
    rev: steps.length,
  }
}

/** Numbered entries, ascending from seq 1, each `every` ms apart. */
export function entriesOf(contents: object[], every = 100): Entry[] {
  return contents.map((content, index) => {
    const seq = index + 1
    const entry = { seq, at: START + index * every, ...content } as Entry
    return 'step' in entry ? { ...entry, step: { ...entry.step, seq } } : entry
  })
}

/** A seeded source of numbers in [0, 1): a failing run can be run again. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Every sort of entry in a random order: objects come and go, steps are amended, stories grow. */
export function randomEntries(count: number, seed: number): Entry[] {
  const roll = dice(seed)
  const steps: Step[] = []
  const contents = Array.from({ length: count }, (_, index) => {
    const name = `p${Math.floor(roll() * 20)}`
    const kind = roll()
    if (kind < 0.3) return { object: podObject(name, roll() < 0.5 ? 'ready' : 'failing') }
    if (kind < 0.4) return { gone: `uid-${name}` }
    if (kind < 0.5) return { pulse: { component: 'agent', node: name, state: roll() < 0.5 ? 'live' : 'quiet', since: index, why: 'x' } }
    if (kind < 0.6 && steps.length > 0) return { amend: { ...steps[Math.floor(roll() * steps.length)]!, rev: index } }
    if (kind < 0.7 && steps.length > 0) return { story: storyOf(`st${Math.floor(roll() * 5)}`, steps.slice(-3)) }
    const step = stepOf(`s${index}`, 'loop.made', name, index * 10)
    steps.push(step)
    return { step }
  })
  return entriesOf(contents, 10)
}
