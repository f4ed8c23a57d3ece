import type { Delta } from '../../server/cluster/delta.ts'
import type { Event, KubeObject, Pod, Workload } from '../../server/cluster/kinds.ts'
import { type Draft, type Explainer, type Steps, step } from '../../server/explainers/explainer.ts'
import type { Card } from '../../server/wire/component.ts'
import type { Evidence, Ref, Slot } from '../../server/wire/step.ts'

/** A cast of four that explains the smallest road: a person applies, a controller makes Pods, a scheduler binds, a kubelet starts. */

export function ref({ kind, apiVersion, meta: { name, namespace, uid } }: KubeObject): Ref {
  return { kind, apiVersion, ...(namespace && { namespace }), name, uid }
}

const text = (value: string): Slot => ({ type: 'text', value })
const named = (of: Ref): Slot => ({ type: 'ref', ref: of })

function wrote(delta: Delta, path: string): Evidence {
  const object = (delta.now ?? delta.was) as KubeObject
  const owner = object.meta.managed.at(-1)
  return {
    type: 'field',
    ref: ref(object),
    rv: delta.rv,
    path,
    ...(owner && { owner: { manager: owner.manager, operation: owner.operation, ...(owner.time !== undefined && { time: owner.time }) } }),
  }
}

function said(event: Event): Evidence {
  const { kind, namespace, name, uid = '' } = event.about
  const about = { kind, apiVersion: 'v1', ...(namespace && { namespace }), name, uid }
  return {
    type: 'event',
    ref: ref(event),
    rv: event.meta.resourceVersion,
    about,
    reason: event.reason,
    component: event.component,
    note: event.note,
    count: event.count,
    at: event.last,
  }
}

function subjectOf({ about: { kind, namespace, name, uid = '' } }: Event): Ref {
  return { kind, apiVersion: 'v1', ...(namespace && { namespace }), name, uid }
}

const clientSteps = {
  applied: step({
    on: ['Deployment', 'Service'],
    change: ['added'],
    opens: 'intent',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const object = delta.now as KubeObject
      const by = object.meta.managed[0]
      return (
        by && {
          subject: ref(object),
          discriminator: '',
          component: `client/${by.manager}`,
          facts: { what: named(ref(object)) },
          evidence: [wrote(delta, 'metadata.uid')],
        }
      )
    },
  }),
  scaled: step({
    on: 'Deployment',
    when: ['spec.replicas'],
    opens: 'intent',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const now = delta.now as Workload | undefined
      return (
        now &&
        delta.was && {
          subject: ref(now),
          discriminator: `gen ${now.meta.generation}`,
          component: 'client/kubectl',
          facts: { to: { type: 'number', value: now.spec.replicas ?? 1 } },
          evidence: [wrote(delta, 'spec.replicas')],
        }
      )
    },
  }),
  'deletion-requested': step({
    on: 'Pod',
    when: ['metadata.deletionTimestamp'],
    opens: 'intent',
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const now = delta.now as Pod | undefined
      return now?.meta.deletionTimestamp === undefined
        ? undefined
        : {
            subject: ref(now),
            discriminator: '',
            component: 'unknown',
            facts: { pod: named(ref(now)) },
            evidence: [wrote(delta, 'metadata.deletionTimestamp')],
          }
    },
  }),
} satisfies Steps

const controllerSteps = {
  'set-created': step({
    on: 'ReplicaSet',
    change: ['added'],
    because: [{ key: 'client.applied', via: 'owner' }],
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft => {
      const set = delta.now as Workload
      return {
        subject: ref(set),
        discriminator: '',
        facts: { set: named(ref(set)) },
        evidence: [wrote(delta, 'metadata.uid')],
        seeks: { owner: set.meta.owners?.[0]?.uid ?? '' },
      }
    },
  }),
  'set-scaled': step({
    on: 'ReplicaSet',
    when: ['spec.replicas'],
    because: [
      { key: 'client.scaled', via: 'owner' },
      { key: 'client.applied', via: 'owner' },
    ],
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const set = delta.now as Workload | undefined
      return (
        set &&
        delta.was && {
          subject: ref(set),
          discriminator: `gen ${set.meta.generation}`,
          facts: { set: named(ref(set)) },
          evidence: [wrote(delta, 'spec.replicas')],
          seeks: { owner: set.meta.owners?.[0]?.uid ?? '' },
        }
      )
    },
  }),
  'pod-created': step({
    on: ['Pod', 'Event'],
    when: ['SuccessfulCreate'],
    change: ['added', 'relisted'],
    floor: 'correlated',
    ceiling: 'observed',
    because: [
      { key: 'controller.set-scaled', via: 'owner' },
      { key: 'controller.set-created', via: 'owner' },
    ],
    match: (delta): Draft | undefined => {
      if (delta.kind === 'Event') {
        const event = delta.now as Event
        const related = event.related
        return (
          related && {
            subject: { kind: 'Pod', apiVersion: 'v1', namespace: related.namespace ?? '', name: related.name, uid: related.uid ?? '' },
            discriminator: '',
            facts: { note: text(event.note) },
            evidence: [said(event)],
            at: { from: event.first, to: event.first },
            seeks: { owner: event.about.uid ?? '' },
          }
        )
      }
      const pod = delta.now as Pod
      return {
        subject: ref(pod),
        discriminator: '',
        facts: { pod: named(ref(pod)) },
        evidence: [wrote(delta, 'metadata.uid')],
        seeks: { owner: pod.meta.owners?.[0]?.uid ?? '' },
      }
    },
  }),
} satisfies Steps

const schedulerSteps = {
  bound: step({
    on: ['Pod', 'Event'],
    when: ['spec.nodeName', 'Scheduled'],
    change: ['added', 'updated'],
    because: [{ key: 'controller.pod-created', via: 'same' }],
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      if (delta.kind === 'Event') {
        const event = delta.now as Event
        return event.reason !== 'Scheduled'
          ? undefined
          : {
              subject: subjectOf(event),
              discriminator: event.action ?? '',
              facts: { note: text(event.note) },
              evidence: [said(event)],
              at: { from: event.first, to: event.first },
            }
      }
      const { was, now } = delta as { was?: Pod; now: Pod }
      if (!now.spec.nodeName || was?.spec.nodeName) return undefined
      return {
        subject: ref(now),
        discriminator: now.spec.nodeName,
        facts: { pod: named(ref(now)), node: text(now.spec.nodeName) },
        node: now.spec.nodeName,
        evidence: [wrote(delta, 'spec.nodeName'), { type: 'rule', rule: 'binding', source: 'pkg/registry/core/pod/storage/storage.go' }],
      }
    },
  }),
} satisfies Steps

const kubeletSteps = {
  ready: step({
    on: 'Pod',
    when: ['status.conditions[type=Ready]'],
    because: [{ key: 'scheduler.bound', via: 'same' }],
    implies: [{ key: 'kubelet.network', after: { key: 'scheduler.bound', via: 'same' } }],
    closes: true,
    floor: 'correlated',
    ceiling: 'observed',
    match: (delta): Draft | undefined => {
      const now = delta.now as Pod | undefined
      const ready = now?.status.conditions?.find(({ type }) => type === 'Ready')
      if (!now || ready?.status !== 'True') return undefined
      return {
        subject: ref(now),
        discriminator: String(ready.lastTransitionTime),
        facts: { pod: named(ref(now)) },
        evidence: [wrote(delta, 'status.conditions[type=Ready]')],
        implied: { 'kubelet.network': { pod: named(ref(now)) } },
      }
    },
  }),
  network: step({ on: 'Pod', floor: 'inferred', ceiling: 'inferred' }),
  explodes: step({
    on: 'Pod',
    when: ['status.boom'],
    floor: 'inferred',
    ceiling: 'inferred',
    match: () => {
      throw new Error('boom')
    },
  }),
} satisfies Steps

function explainer(id: string, liveness: Card['liveness'], steps: Steps): Explainer {
  const card: Card = {
    id,
    code: id.slice(0, 2).toUpperCase(),
    plane: 'control',
    lane: 'cast',
    order: 1,
    hue: 'controller',
    managers: [],
    sources: [],
    liveness,
    links: [],
  }
  const name = (language: string) => ({
    card: { name: `${id} ${language}`, tagline: '', about: '', without: '' },
    steps: Object.fromEntries(Object.keys(steps).map((key) => [key, { caption: `{component} ${key} {subject}`, act: key, why: key }])),
  })
  return { card, steps, en: name('en'), vi: name('vi') }
}

export const toyExplainers: Explainer[] = [
  explainer('client', { by: 'none' }, clientSteps),
  explainer('controller', { by: 'lease', namespace: 'kube-system', name: 'controller' }, controllerSteps),
  explainer('scheduler', { by: 'with', component: 'controller' }, schedulerSteps),
  explainer('kubelet', { by: 'node-lease' }, kubeletSteps),
]
