import type { Delta } from '../../../server/cluster/delta.ts'
import type { Kind, KubeObject } from '../../../server/cluster/kinds.ts'
import { managedBy, ownedBy, start, toyCluster } from '../../support/toy-cluster.ts'

/** Several applies, scalings, bindings, Pods that become ready and are deleted, at once; deltas in the order of the writes. */
export function toyHistory(random: () => number): Delta[] {
  const cluster = toyCluster()
  const planned: { at: number; act: (at: number) => Delta[] }[] = []
  const plan = (at: number, act: (at: number) => Delta[]) => planned.push({ at: Math.floor(at), act })
  const by = (manager: string, at: number) => ({ managed: [managedBy(manager, at)] })
  const soon = () => 1 + random() * 120

  for (let which = 0; which < 4; which++) {
    const app = { app: `web-${which}` }
    const begin = 1_000 + random() * 2_000
    const makePod = (set: KubeObject, name: string, at: number) => {
      plan(at, (at) => {
        const pod = cluster.pod(name, at, { meta: { ...ownedBy(set), ...by('kcm', at), labels: app } })
        if (random() < 0.8) {
          plan(at + soon(), (at) => [
            cluster.added(
              at,
              cluster.event(set, 'SuccessfulCreate', at, {
                meta: cluster.meta('event', `${name}.create`, at),
                related: { kind: 'Pod', namespace: 'shop', name, uid: pod.meta.uid },
              }),
            ),
          ])
        }
        plan(at + soon(), (at) => {
          const bound = cluster.write(pod, { spec: { nodeName: 'n1' } })
          if (random() < 0.8)
            plan(at + soon(), (at) => [
              cluster.added(at, cluster.event(pod, 'Scheduled', at, { action: 'n1', meta: cluster.meta('event', `${name}.scheduled`, at) })),
            ])
          plan(at + 800 + soon(), (at) => {
            const ready = cluster.write(bound, {
              meta: by('kubelet', at),
              status: {
                phase: 'Running',
                conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: Math.floor((start + at) / 1000) * 1000 }],
              },
            })
            if (random() < 0.3) {
              plan(at + 3_000 * random(), (at) => {
                const marked = cluster.write(ready, { meta: { deletionTimestamp: start + at + 30_000 } })
                plan(at + 400, (at) => [cluster.deleted(at, marked)])
                return [cluster.updated(at, ready, marked, 'metadata.deletionTimestamp')]
              })
            }
            return [cluster.updated(at, bound, ready, 'status.phase', 'status.conditions[type=Ready]')]
          })
          return [cluster.updated(at, pod, bound, 'spec.nodeName')]
        })
        return [cluster.added(at, pod)]
      })
    }
    plan(begin, (at) => {
      const deployment = cluster.workload('Deployment', `web-${which}`, at, { meta: by('kubectl', at), spec: { selector: { matchLabels: app } } })
      plan(at + random() * 300, (at) => {
        const service = cluster.service(`web-${which}`, at, app)
        return [cluster.added(at, { ...service, meta: { ...service.meta, ...by('kubectl', at) } })]
      })
      plan(at + soon(), (at) => {
        const set = cluster.workload('ReplicaSet', `web-${which}-1`, at, { meta: { ...ownedBy(deployment), ...by('kcm', at) } })
        makePod(set, `web-${which}-1-a`, at + soon())
        for (let times = 1; times < 4; times++) {
          plan(at + times * 2_500 * random() + 1_200, (at) => {
            const more = cluster.write(deployment, { meta: { generation: times + 1, ...by('kubectl', at) }, spec: { replicas: times + 1 } })
            plan(at + soon(), (at) => {
              const wider = cluster.write(set, { meta: { generation: times + 1, ...by('kcm', at) }, spec: { replicas: times + 1 } })
              makePod(wider, `web-${which}-1-${'abcde'[times]}`, at + soon())
              return [cluster.updated(at, set, wider, 'spec.replicas')]
            })
            return [cluster.updated(at, deployment, more, 'spec.replicas')]
          })
        }
        return [cluster.added(at, set)]
      })
      return [cluster.added(at, deployment)]
    })
  }
  const history: Delta[] = []
  while (planned.length > 0) {
    planned.sort((a, b) => a.at - b.at)
    const next = planned.shift()
    if (next) history.push(...next.act(next.at))
  }
  return history
}

/** The same history as it may arrive over watches that are each in order and each late by up to a quarter of a second. */
export function shuffled(history: readonly Delta[], random: () => number): Delta[] {
  const last = new Map<Kind, number>()
  return history
    .map((delta) => {
      const seen = Math.max(delta.seen + Math.floor(random() * 250), last.get(delta.kind) ?? 0)
      last.set(delta.kind, seen)
      return { ...delta, seen }
    })
    .sort((a, b) => a.seen - b.seen)
}
