import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'ServiceAccount controller',
    tagline: 'gives every namespace its default identity',
    about:
      'A loop in kube-controller-manager. It makes sure that every namespace has the ServiceAccount default, under which Pods run that name no other. Tokens are issued on demand and expire; no Secret is made for them.',
    without: 'Pods in new namespaces cannot be created, for lack of an identity.',
  },
  steps: {
    created: {
      caption: 'ServiceAccount controller created {object} in {object.namespace}',
      act: 'created ServiceAccount {object} in {object.namespace}',
      why: 'A new namespace, or one whose default account was deleted, gets it again. Until then admission refuses Pods there.',
      check: 'kubectl get serviceaccount {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'service-account.default': 'The ServiceAccount default without field owners is made by the ServiceAccount controller',
  },
} satisfies Texts<typeof steps>
