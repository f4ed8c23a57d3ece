import { expect, test } from 'vitest'
import { by, kcmStatus, object, written } from '../../../support/objects.ts'
import { keys, recognise } from '../../../support/recognise.ts'

const budget = object('PodDisruptionBudget', 'web')

test("the count; a charge by the API server is another's", () => {
  expect(
    keys(recognise(written(budget, { status: { currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1 } }, kcmStatus()), [budget])),
  ).toEqual(['kube-controller-manager/disruption.status-reported'])
  expect(
    keys(recognise(written(budget, { status: { disruptionsAllowed: 0 } }, by('kube-apiserver', ['status'], { subresource: 'status' })), [budget])),
  ).toEqual(['kube-apiserver.budget-charged'])
})
