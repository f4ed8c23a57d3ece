import type { Endpoints } from '../../../cluster/kinds.ts'
import { creator, wrote } from '../../author.ts'
import { appeared, field, given } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { isNew, ref, second } from '../../match.ts'
import { passage } from '../../passage.ts'
import { slot } from '../../slot.ts'

const reason = ['endpoints.writer', 'pkg/controller/endpoint/endpoints_controller.go'] as const

/** Addresses that moved between ready, not ready and absent. */
function moved(was: Endpoints | undefined, now: Endpoints): string[] {
  const before = new Map([...(was?.ready ?? []).map((ip) => [ip, 'r'] as const), ...(was?.notReady ?? []).map((ip) => [ip, 'n'] as const)])
  const after = new Map([...now.ready.map((ip) => [ip, 'r'] as const), ...now.notReady.map((ip) => [ip, 'n'] as const)])
  return [...new Set([...before.keys(), ...after.keys()])].filter((ip) => before.get(ip) !== after.get(ip))
}

export const steps = {
  published: step({
    on: 'Endpoints',
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.ready', via: 'selector' },
      { key: 'kubelet.not-ready', via: 'selector' },
      { key: 'client.deletion-requested', via: 'selector' },
      { key: 'kubelet.address-reported', via: 'selector' },
      { key: 'client.created', via: 'owner' },
    ],
    match: (delta): Draft | undefined => {
      const { was, now } = delta
      const entry = now && (isNew(delta) ? creator(now) : wrote(delta, 'kube-controller-manager'))
      if (!now || entry?.manager !== 'kube-controller-manager') return undefined
      const addresses = moved(was, now)
        .slice(0, 16)
        .map((ip) => `ip:${ip}`)
      return {
        subject: ref(now),
        passage: passage(delta, was ? 'update' : 'create'),
        discriminator: `${second(entry.time)}/${now.ready.toSorted().join()}/${now.notReady.toSorted().join()}`,
        facts: { endpoints: slot.ref(ref(now)), ready: slot.number(now.ready.length), waiting: slot.number(now.notReady.length) },
        seeks: { owner: `service:${now.meta.namespace ?? ''}/${now.meta.name}`, ...(addresses.length && { selector: addresses }) },
        evidence: [was ? field(delta, 'subsets', was.ready.join(', '), now.ready.join(', ')) : appeared(delta), given(...reason)],
      }
    },
  }),
} satisfies Steps
