import type { Pod } from '../../../cluster/kinds.ts'
import { step, type Steps } from '../../explainer.ts'
import { field } from '../../evidence.ts'
import { became, second, turned } from '../../match.ts'
import { slot } from '../../slot.ts'
import { fromStatus, reported } from '../pod.ts'

const mounted = (pod: Pod) => slot.number(pod.spec.volumes?.length ?? 0)

/** From the first sight of a bound Pod to its network. */
export const start = {
  admitted: step({
    on: 'Pod',
    when: ['status.startTime', 'status.hostIP'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kube-scheduler.bound', via: 'same' },
      { key: 'client.created', via: 'same' },
      { key: 'kubelet.mirror-pod-created', via: 'same' },
    ],
    match: (delta) => {
      const own = reported(delta)
      const time = own && became(own.was, own.now, (pod) => pod.status.startTime)
      return own && time !== undefined
        ? fromStatus(delta, own.now, '', {}, [field(delta, 'status.startTime', undefined, new Date(time).toISOString())])
        : undefined
    },
  }),
  'volumes-mounted': step({ on: 'Pod', because: [{ key: 'kubelet.admitted', via: 'same' }], floor: 'inferred', ceiling: 'inferred' }),
  'sandbox-ready': step({
    on: 'Pod',
    when: ['status.conditions[type=PodReadyToStartContainers]'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.admitted', via: 'same' },
      { key: 'kube-scheduler.bound', via: 'same' },
    ],
    implies: [
      { key: 'kubelet.volumes-mounted', after: { key: 'kubelet.admitted', via: 'same' } },
      { key: 'container-runtime.sandbox-made', after: { key: 'kubelet.admitted', via: 'same' } },
    ],
    match: (delta, _world, env) => {
      const own = reported(delta)
      const condition = own && turned(own.was, own.now, 'PodReadyToStartContainers', 'True')
      // Before 1.36 the condition came with the next sync, normally after the containers had started: no news of the sandbox.
      if (!own || !condition || env.minor < 36) return undefined
      const draft = fromStatus(delta, own.now, second(condition.lastTransitionTime), {}, [
        field(delta, 'status.conditions[type=PodReadyToStartContainers]', 'False', 'True'),
      ])
      return {
        ...draft,
        implied: { 'kubelet.volumes-mounted': { ...draft.facts, volumes: mounted(own.now) }, 'container-runtime.sandbox-made': draft.facts },
      }
    },
  }),
  'address-reported': step({
    on: 'Pod',
    when: ['status.podIP'],
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.sandbox-ready', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
      { key: 'kube-scheduler.bound', via: 'same' },
    ],
    implies: [
      { key: 'kubelet.volumes-mounted', after: { key: 'kubelet.admitted', via: 'same' } },
      { key: 'container-runtime.sandbox-made', after: { key: 'kubelet.admitted', via: 'same' } },
      { key: 'cni.address-given', after: { key: 'kubelet.admitted', via: 'same' } },
    ],
    match: (delta, _world, env) => {
      const own = reported(delta)
      const ip = own && became(own.was, own.now, (pod) => pod.status.podIP)
      // A Pod on the host's network has the node's address; no plugin is called for it.
      if (!own || !ip || own.now.spec.hostNetwork) return undefined
      const draft = fromStatus(delta, own.now, ip, { ip: slot.text(ip) }, [field(delta, 'status.podIP', own.was.status.podIP, ip)])
      const before36 = env.minor < 36 && {
        'kubelet.volumes-mounted': { ...draft.facts, volumes: mounted(own.now) },
        'container-runtime.sandbox-made': draft.facts,
      }
      return { ...draft, implied: { ...before36, 'cni.address-given': draft.facts } }
    },
  }),
} satisfies Steps
