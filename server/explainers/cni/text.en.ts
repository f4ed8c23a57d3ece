import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'CNI',
    tagline: 'connects every Pod to the network',
    about:
      'The network plugin of the cluster. The container runtime calls it for each sandbox; it gives the Pod an address out of the range of its node and makes the routes so that every Pod reaches every other without address translation. How it does so (routes, bridge, overlay) differs from plugin to plugin.',
    without: 'No new Pod gets a network: sandboxes fail and Pods stay in ContainerCreating. A node without a working plugin is not ready.',
  },
  steps: {
    'address-given': {
      caption: 'CNI plugin must have given Pod {pod} the address {ip}',
      act: 'must have given Pod {pod} the address {ip}',
      why: 'The address itself is observed, in the status that the kubelet wrote. Who gave it is inferred: the runtime calls the plugin while it makes the sandbox, and nobody else assigns Pod addresses. All containers of the Pod share it.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o wide',
      next: 'The kubelet starts the containers',
    },
  },
  rules: {
    'cni.address-given': 'The address of a Pod that is not on the host network comes from the network plugin (CNI ADD)',
  },
} satisfies Texts<typeof steps>
