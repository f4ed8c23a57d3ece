import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Node IPAM',
    tagline: 'gives every node a range of Pod addresses',
    about:
      'A loop in kube-controller-manager. It assigns each new node its own part of the address range for Pods. Network plugins that use it give Pods addresses from there.',
    without: 'Pods on new nodes get no addresses, with plugins that rely on it.',
  },
  steps: {
    'range-assigned': {
      caption: 'Node IPAM gave node {object} the range {range}',
      act: 'gave node {object} the range {range}',
      why: 'Each node gets one part of the Pod address range, and keeps it for its life. Whether it is used depends on the network plugin.',
      check: 'kubectl get node {object.name} -o jsonpath={.spec.podCIDR}',
      next: 'The network plugin of the node uses it',
    },
  },
  rules: {
    'node-ipam.range': 'In kube-controller-manager, only the node IPAM controller writes the Pod range of a node',
  },
} satisfies Texts<typeof steps>
