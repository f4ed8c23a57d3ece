import { expect, test } from 'vitest'
import { client, creator, isOwn } from '../../../server/explainers/author.ts'
import { by, now, object } from '../../support/objects.ts'

test.each([
  ['kubelet', 'Pod', true],
  ['kubelet', 'Deployment', false],
  ['kube-scheduler', 'Pod', true],
  ['kube-scheduler', 'Service', false],
  ['kube-controller-manager', 'Deployment', true],
  ['kubectl', 'Pod', false],
] as const)('%s on %s: %s', (manager, kind, own) => expect(isOwn(manager, kind)).toBe(own))

test('the creator is the oldest entry of the object itself', () => {
  const pod = object('Pod', 'x', {
    meta: {
      managed: [
        by('late', ['spec'], { time: now + 1_000 }),
        by('kubelet', ['status'], { subresource: 'status', time: now - 1_000 }),
        by('first', ['spec']),
      ],
    },
  })
  expect(creator(pod)?.manager).toBe('first')
})

test('names behind which nobody stands', () => {
  expect([undefined, by('ancient-changes', []), by('unknown', []), by('helm', [])].map(client)).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'client/helm',
  ])
})
