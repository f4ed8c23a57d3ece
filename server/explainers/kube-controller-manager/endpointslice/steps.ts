import type { Delta } from '../../../cluster/delta.ts'
import type { EndpointSlice } from '../../../cluster/kinds.ts'
import type { Ref } from '../../../wire/step.ts'
import type { World } from '../../../world/world.ts'
import { creator, wrote } from '../../author.ts'
import { appeared, field, given } from '../../evidence.ts'
import { step, type Draft, type StepDefinition, type Steps } from '../../explainer.ts'
import { isNew, ref, second } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'
import { type Changes, digestOf, endpointChanges, endpointKey, isReady } from './changes.ts'

const reason = ['endpointslice.managed-by', 'pkg/controller/endpointslice/endpointslice_controller.go'] as const
const most = 10

/** Slices of this controller; mirrored ones and those that people keep by hand carry another label. */
function manages(slice: EndpointSlice | undefined): boolean {
  return slice?.meta.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io'
}

function serviceOf(slice: EndpointSlice, world: World): Ref | undefined {
  const owner = slice.meta.owners?.find((one) => one.kind === 'Service')
  const name = owner?.name ?? slice.meta.labels?.['kubernetes.io/service-name']
  const service = name === undefined ? undefined : world.find('Service', slice.meta.namespace, name)
  return service
    ? ref(service)
    : name === undefined
      ? undefined
      : { kind: 'Service', apiVersion: 'v1', namespace: slice.meta.namespace ?? '', name, uid: owner?.uid ?? '' }
}

type Endpoints = EndpointSlice['endpoints']

function podsOf(slice: EndpointSlice, endpoints: Endpoints): Ref[] {
  return endpoints.flatMap(({ target }) =>
    target?.kind === 'Pod' && target.uid
      ? [{ kind: 'Pod', apiVersion: 'v1', ...(slice.meta.namespace && { namespace: slice.meta.namespace }), name: target.name, uid: target.uid }]
      : [],
  )
}

/** The draft of one write, told for the endpoints that it concerns. `routed`: the set of usable endpoints changed, so kube-proxy must rewrite rules. */
function draftOf(delta: Delta<'EndpointSlice'>, slice: EndpointSlice, endpoints: Endpoints, world: World, routed: boolean): Omit<Draft, 'evidence'> {
  const service = serviceOf(slice, world)
  const pods = podsOf(slice, endpoints)
  const time = (delta.was ? wrote(delta, 'kube-controller-manager') : creator(slice))?.time
  const facts = {
    slice: slot.ref(ref(slice)),
    ...(service && { service: slot.ref(service) }),
    count: slot.number(endpoints.length),
    ...(pods.length && { pods: slot.refs(pods.slice(0, most)), pod: slot.ref(pods[0] as Ref) }),
    ready: slot.number(slice.endpoints.filter(isReady).length),
  }
  return {
    subject: ref(slice),
    discriminator: `${second(time)}/${digestOf(slice)}`,
    facts,
    passage: passage(delta, delta.was ? 'update' : 'create'),
    seeks: { ...(service?.uid && { owner: service.uid }), ...(pods.length && { selector: pods.slice(0, 16).map(({ uid }) => uid) }) },
    ...(routed &&
      service && {
        implied: { 'kube-proxy.rules-written': { service: slot.ref(service), nodes: slot.number(world.count('Node')), ready: facts.ready } },
      }),
  }
}

const causes = {
  added: [
    { key: 'kubelet.ready', via: 'selector' },
    { key: 'kubelet.address-reported', via: 'selector' },
    { key: 'client.created', via: 'owner' },
  ],
  ready: [{ key: 'kubelet.ready', via: 'selector' }],
  notReady: [
    { key: 'kubelet.not-ready', via: 'selector' },
    { key: 'kube-controller-manager/node-lifecycle.pod-not-ready', via: 'selector' },
  ],
  terminating: [{ key: 'client.deletion-requested', via: 'selector' }],
  removed: [
    { key: 'kubelet.removed', via: 'selector' },
    { key: 'kubelet.container-ended', via: 'selector' },
    { key: 'kubelet.succeeded', via: 'selector' },
    { key: 'kubelet.failed', via: 'selector' },
    { key: 'client.deletion-requested', via: 'selector' },
    { key: 'client.edited', via: 'owner' },
  ],
} as const satisfies Record<keyof Changes, StepDefinition['because']>

function told(which: keyof Changes) {
  return step({
    on: 'EndpointSlice',
    when: ['endpoints'],
    reads: ['Service', 'Node'],
    because: causes[which],
    implies: [{ key: 'kube-proxy.rules-written', open: true }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      const { was, now } = delta
      if (!was || !now || !manages(now) || !wrote(delta, 'kube-controller-manager')) return undefined
      const endpoints = endpointChanges(delta)[which]
      if (endpoints.length === 0) return undefined
      const before = was.endpoints.filter(isReady).map(endpointKey)
      const routed = endpoints.some((endpoint) => isReady(endpoint) || before.includes(endpointKey(endpoint)))
      return { ...draftOf(delta, now, endpoints, world, routed), evidence: [field(delta, 'endpoints', list(was), list(now)), given(...reason)] }
    },
  })
}

function list(slice: EndpointSlice): string {
  return slice.endpoints.map((e) => `${e.addresses[0] ?? ''}${e.terminating ? ' terminating' : isReady(e) ? ' ready' : ' not ready'}`).join(', ')
}

export const steps = {
  'slice-created': step({
    on: 'EndpointSlice',
    change: ['added', 'relisted'],
    reads: ['Service', 'Node'],
    implies: [{ key: 'kube-proxy.rules-written', open: true }],
    because: [
      { key: 'client.created', via: 'owner' },
      { key: 'kubelet.ready', via: 'selector' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      const { now } = delta
      if (!now || !isNew(delta) || !manages(now) || creator(now)?.manager !== 'kube-controller-manager') return undefined
      return { ...draftOf(delta, now, now.endpoints, world, true), discriminator: '', evidence: [appeared(delta), given(...reason)] }
    },
  }),
  'endpoint-added': told('added'),
  'endpoint-ready': told('ready'),
  'endpoint-not-ready': told('notReady'),
  'endpoint-terminating': told('terminating'),
  'endpoint-removed': told('removed'),
  'slice-updated': step({
    on: 'EndpointSlice',
    reads: ['Service', 'Node'],
    because: [
      { key: 'client.edited', via: 'owner' },
      { key: 'client.annotated', via: 'owner' },
      { key: 'client.created', via: 'owner' },
    ],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world): Draft | undefined => {
      const { was, now } = delta
      if (!was || !now || !manages(now) || !wrote(delta, 'kube-controller-manager')) return undefined
      if (Object.values(endpointChanges(delta)).some((endpoints) => endpoints.length)) return undefined
      const draft = draftOf(delta, now, [], world, false)
      const path = delta.changed.paths.find((one) => one !== 'metadata.generation') ?? 'metadata'
      return {
        ...draft,
        discriminator: `${draft.discriminator}/${now.meta.generation ?? ''}/${delta.changed.paths.join()}`,
        evidence: [field(delta, path, undefined, delta.changed.paths.join(' ')), given(...reason)],
      }
    },
  }),
} satisfies Steps
