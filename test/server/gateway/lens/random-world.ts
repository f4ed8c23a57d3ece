import type { Entry } from '../../../../server/wire/events.ts'
import type { WireObject } from '../../../../server/wire/object.ts'
import type { Evidence, Facts, Ref, Slot, Step, Via } from '../../../../server/wire/step.ts'
import type { Story } from '../../../../server/wire/story.ts'
import { random } from '../../../support/random.ts'

export const NAMESPACES = ['aaa', 'bbb', 'ccc']
/** What is cluster-wide goes by this; every name, uid, image and text of a thing begins with where it is. */
const CLUSTER = 'nodewide'

/**
 * Entries that no recording holds: steps over several namespaces, causes anywhere, amendments that name more than before, stories that dissolve, every
 * sort of evidence and slot. Every text begins with '<namespace>~', so that whatever leaks tells where it is from.
 */
export function randomWorld(seed: number, length: number) {
  const roll = random(seed)
  const below = (count: number) => Math.floor(roll() * count)
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!
  const often = (chance: number) => roll() < chance
  const steps = new Map<string, Step>()
  const full = new Map<string, Evidence>()
  const stories = new Map<string, Story>()
  const objects = new Map<string, WireObject>()
  const entries: Entry[] = []
  let seq = 0
  let at = 1_000_000

  const ref = (where: string): Ref => {
    const n = below(5)
    return where === CLUSTER
      ? {
          kind: one(['PersistentVolume', 'VolumeAttachment', 'IPAddress', 'Thing']),
          apiVersion: 'v1',
          name: `${where}~name${n}`,
          uid: `${where}~uid${n}`,
        }
      : { kind: one(['Pod', 'Service', 'ReplicaSet']), apiVersion: 'v1', namespace: where, name: `${where}~name${n}`, uid: `${where}~uid${n}` }
  }
  const text = (where: string) => `${where}~text${below(9)}`
  const slot = (where: string, deep = 0): Slot => {
    switch (below(deep > 1 ? 4 : 5)) {
      case 0:
        return { type: 'ref', ref: { ...ref(where), ...(where === CLUSTER && { kind: one(['VolumeAttachment', 'IPAddress', 'Thing']) }) } }
      case 1:
        // What is read from another object stands beside that object.
        return {
          type: 'list',
          items: [{ type: 'ref', ref: ref(where) }, ...(where === CLUSTER ? [] : [{ type: 'text' as const, value: text(where) }])],
        }
      case 2:
        return { type: 'number', value: below(9) }
      case 3:
        return { type: 'time', at }
      default:
        return { type: 'list', items: Array.from({ length: below(3) }, () => slot(where, deep + 1)) }
    }
  }
  const evidence = (where: string): Evidence => {
    switch (below(8)) {
      case 0:
        return {
          type: 'field',
          ref: ref(where),
          rv: `${where}~rv`,
          path: 'spec',
          was: text(where),
          now: text(where),
          owner: { manager: text(where), operation: 'Update' },
        }
      case 1:
        return {
          type: 'event',
          ref: ref(where),
          rv: `${where}~rv`,
          about: ref(where),
          reason: text(where),
          component: 'kubelet',
          note: text(where),
          count: 1,
          at,
          host: `${where}~host`,
        }
      case 2:
        return { type: 'rule', rule: 'a.rule', source: 'a.go' }
      case 3:
        return { type: 'match', by: 'name', ref: ref(where) }
      case 4:
        return { type: 'implied', of: one([...steps.keys(), 'nobody']), rule: 'a.rule' }
      case 5:
        return { type: 'lease', ref: ref(where), holder: text(where), renewed: at }
      case 6:
        return { type: 'audit', user: 'audit~user', verb: 'create', agent: 'audit~agent', auditId: 'audit~id', at }
      default:
        return { type: 'match', by: 'owner', ref: ref(where) }
    }
  }
  const namespacesIn = (value: unknown): string[] => NAMESPACES.filter((namespace) => JSON.stringify(value).includes(`"namespace":"${namespace}"`))

  const makeStep = (id: string, before: Step | undefined): Step => {
    const home = before?.subject.namespace ?? (before ? CLUSTER : one([...NAMESPACES, ...NAMESPACES, CLUSTER]))
    // Mostly at home; now and then something from another place is found to belong to it.
    const place = () => (often(0.06) ? one([...NAMESPACES, CLUSTER]) : often(0.1) ? CLUSTER : home)
    const others = [...steps.keys()].filter((other) => other < id)
    const causes =
      before && often(0.7)
        ? before.causes
        : others.length > 0 && often(0.7)
          ? [...new Set([one(others), one(others)])].map((cause) => ({ id: cause, via: 'owner' as Via }))
          : []
    const story = steps.get(causes[0]?.id ?? '')?.story ?? id
    const found = Array.from({ length: 1 + below(3) }, () => evidence(place()))
    const large = often(0.1) ? evidence(place()) : undefined
    if (large) full.set(`${id}/${found.length}`, large)
    const facts: Facts = { ...before?.facts, [`fact${below(3)}`]: slot(place()) }
    const subject = before?.subject ?? ref(home)
    return {
      id,
      seq: before?.seq ?? seq + 1,
      key: `kubelet.step${below(3)}`,
      component: home === CLUSTER ? 'kubelet' : `client/${home}~manager`,
      ...(often(0.3) && home !== CLUSTER && { node: 'known-node' }),
      subject,
      at: { from: at - below(50), to: at, seen: before?.at.seen ?? at },
      grade: 'observed',
      identity: 'claimed',
      causes,
      story,
      facts,
      evidence: [...found, ...(large ? [{ type: 'stored' as const, of: large.type as 'field', part: found.length, bytes: 3000 }] : [])],
      passage: { verb: 'update', key: ['/registry/things', subject.namespace, subject.name].filter(Boolean).join('/') },
      namespaces: namespacesIn([subject, facts, found, large]),
      rev: (before?.rev ?? 0) + 1,
    }
  }

  const tellStory = (id: string) => {
    const members = [...steps.values()].filter(({ story }) => story === id)
    const root = steps.get(id)!
    const before = stories.get(id)
    const story: Story = {
      id,
      key: root.key,
      component: root.component,
      subject: root.subject,
      subjects: [...new Map([root, ...members.slice(0, 2)].map(({ subject }) => [subject.uid, subject])).values()],
      state: members.length === 0 ? 'quiet' : one(['open', 'done', 'quiet']),
      from: Math.min(...members.map(({ at }) => at.from), at),
      to: Math.max(...members.map(({ at }) => at.to), 0),
      steps: members.length,
      critical: members.map((step) => step.id),
      ...(members.length > 1 && { gap: { before: members[0]!.id, after: members[1]!.id, ms: 7 } }),
      namespaces: [...new Set(members.flatMap(({ namespaces }) => namespaces))].sort(),
      rev: (before?.rev ?? 0) + 1,
    }
    stories.set(id, story)
    entries.push({ seq: ++seq, at, story })
  }

  const makeObject = () => {
    const where = one(NAMESPACES)
    const held = ref(where)
    const object: WireObject = {
      ref: held,
      rv: `${where}~rv${seq}`,
      owner: `${where}~owner`,
      pod: {
        phase: 'Running',
        ready: true,
        look: 'ready',
        restarts: 0,
        containers: [{ name: text(where), image: text(where), ready: true, state: 'running' }],
        cpu: 0,
        memory: 0,
        ip: text(where),
      },
    }
    objects.set(held.uid, object)
    entries.push({ seq: ++seq, at, object })
  }

  return {
    step: (id: string) => steps.get(id),
    evidence: (id: string, part: number) => full.get(`${id}/${part}`),
    contents: () => ({ seq, objects: [...objects.values()], pulses: [], stories: [...stories.values()], steps: [...steps.values()] }),
    /** The entries of one change after the other. */
    *play(): Generator<Entry[]> {
      for (let turn = 0; turn < length; turn++) {
        entries.length = 0
        at += below(often(0.02) ? 90_000 : 400)
        if (often(0.3)) makeObject()
        else if (often(0.1) && objects.size > 0) {
          const uid = one([...objects.keys()])
          objects.delete(uid)
          entries.push({ seq: ++seq, at, gone: uid })
        } else {
          const id = steps.size > 0 && often(0.35) ? one([...steps.keys()].slice(-20)) : `step${String(steps.size).padStart(5, '0')}`
          const before = steps.get(id)
          const step = makeStep(id, before)
          steps.set(id, step)
          seq++
          entries.push(before ? { seq, at, amend: step } : { seq, at, step })
          for (const story of new Set([step.story, before?.story])) if (story !== undefined) tellStory(story)
        }
        yield [...entries]
      }
    },
  }
}
