import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Node lifecycle controller',
    tagline: 'notices nodes that fall silent',
    about:
      'A loop in kube-controller-manager. It watches the Leases of kubelets. After about 50 seconds of silence it sets the conditions of the node to Unknown, taints it and marks its Pods not ready, so that Services leave them out.',
    without: 'Dead nodes look alive: traffic and new Pods still go there.',
  },
  steps: {
    'node-unknown': {
      caption: 'Node lifecycle controller lost contact with node {object}',
      act: 'lost contact with node {object}',
      why: 'The kubelet has not renewed its Lease for the grace period, 50 seconds since 1.32. Its conditions are set to Unknown: nobody knows whether its Pods still run.',
      check: 'kubectl describe node {object.name}',
      next: 'Taints follow; Pods without toleration are evicted after 300 seconds',
    },
    tainted: {
      caption: 'Node lifecycle controller set the taints of {object}: {taints}',
      act: 'set the taints of {object}',
      why: 'Conditions of a node are turned into taints: not ready, unreachable, out of memory, unschedulable. The scheduler only looks at taints. NoExecute also evicts running Pods after their toleration time.',
      check: 'kubectl describe node {object.name}',
      next: 'The scheduler and taint eviction obey them',
    },
    'pod-not-ready': {
      caption: 'Node lifecycle controller marked Pod {object} not ready',
      act: 'marked Pod {object} not ready',
      why: 'Its node fell silent, so its kubelet cannot say so itself. The Pod may still run; it only leaves the endpoints of its Services.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
      next: 'The EndpointSlice controller takes it out of the Services',
    },
  },
  stories: { 'node-unknown': 'Node {object} lost' },
  rules: {
    'node-lifecycle.unknown': 'In kube-controller-manager, only the node lifecycle controller writes node conditions as Unknown',
    'node-lifecycle.taints': 'In kube-controller-manager, only the node lifecycle controller writes taints of nodes',
    'node-lifecycle.pod': 'In kube-controller-manager, only the node lifecycle controller writes the condition Ready of a Pod',
  },
} satisfies Texts<typeof steps>
