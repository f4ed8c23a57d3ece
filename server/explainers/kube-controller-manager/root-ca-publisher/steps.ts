import { step, type Steps } from '../../explainer.ts'
import { changed, made } from '../written.ts'

const reason = ['root-ca.publisher', 'pkg/controller/certificates/rootcacertpublisher/publisher.go'] as const

export const steps = {
  published: step({
    on: 'ConfigMap',
    because: [{ key: 'client.created', via: 'owner' }],
    reads: ['Namespace'],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta, world) => {
      if (delta.now?.meta.name !== 'kube-root-ca.crt') return undefined
      const namespace = world.find('Namespace', undefined, delta.now.meta.namespace ?? '')
      const draft = made(delta, reason) ?? changed(delta, '', reason)
      return draft && { ...draft, ...(namespace && { seeks: { owner: namespace.meta.uid } }) }
    },
  }),
} satisfies Steps
