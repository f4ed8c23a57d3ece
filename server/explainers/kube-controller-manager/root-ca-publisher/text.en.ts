import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Root CA publisher',
    tagline: 'puts the cluster certificate into every namespace',
    about:
      'A loop in kube-controller-manager. It keeps the ConfigMap kube-root-ca.crt in every namespace. Pods use it to be sure that they speak to the right API server.',
    without: 'Pods in new namespaces wait for a volume that never comes.',
  },
  steps: {
    published: {
      caption: 'Root CA publisher wrote {object} in {object.namespace}',
      act: 'wrote {object} in {object.namespace}',
      why: 'Every namespace gets the certificate of the cluster as a ConfigMap. It is mounted into every Pod together with the token.',
      check: 'kubectl get configmap {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'root-ca.publisher': 'In kube-controller-manager, only the root CA publisher writes kube-root-ca.crt',
  },
} satisfies Texts<typeof steps>
