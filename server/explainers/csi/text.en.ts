import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'CSI and provisioners',
    tagline: 'makes and attaches real volumes',
    about:
      'Storage drivers live outside Kubernetes. A provisioner makes a volume when a claim asks for one, an attacher connects it to a node, and a node plugin mounts it for the kubelet.',
    without: 'Claims that need a new volume stay Pending, and Pods that use them wait.',
    silent:
      'Provisioners write under their own names and are shown as clients, such as local-path-provisioner; mounts on the node are silent. Nothing here is attributed to CSI without proof.',
  },
  steps: {},
} satisfies Texts<typeof steps>
