import { expect, test } from 'vitest'
import { deleted, object } from '../../support/objects.ts'
import { only, recognise } from '../../support/recognise.ts'

test('one inferred step counts the nodes that must follow', () => {
  const service = object('Service', 'web')
  const draft = only(recognise(deleted(service), [service, object('Node', 'a'), object('Node', 'b')]), 'client.deletion-requested')
  expect(draft.implied?.['kube-proxy.rules-removed']?.nodes).toEqual({ type: 'number', value: 2 })
})
