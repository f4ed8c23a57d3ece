import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'DaemonSet controller',
    tagline: 'one Pod on every node',
    about:
      'A loop in kube-controller-manager. It creates one Pod for every node that fits, such as network plugins and log collectors. When a node joins it gets its Pod at once; these Pods tolerate most taints.',
    without: 'New nodes stay without network plugin and kube-proxy.',
  },
  steps: {
    'pod-created': {
      caption: 'DaemonSet controller created Pod {pod}',
      act: 'created Pod {pod} for {owner.kind} {owner}',
      why: 'A DaemonSet wants one Pod on every node that fits. The controller writes the node into the affinity of the Pod, but the binding is still made by the scheduler.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The scheduler chooses a node',
    },
    'pod-refused': {
      caption: 'DaemonSet controller could not create a Pod for {owner.kind} {owner}',
      act: 'could not create a Pod for {owner.kind} {owner}',
      why: 'The API server refused the Pod: {error}. Usual reasons are a quota, Pod security or a webhook. The controller tries again with growing pauses.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'A person: remove what forbids the Pod',
    },
    'revision-created': {
      caption: 'DaemonSet controller recorded revision {object}',
      act: 'recorded revision {object}',
      why: 'The template of {owner.kind} {owner} is kept as a ControllerRevision, so that it can be rolled back to. Pods carry its name as a label, which tells the version they were made from.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-reported': {
      caption: 'DaemonSet controller counted {ready} of {desired} Pods of {object} ready',
      act: 'counted {ready} of {desired} Pods of {object} ready',
      why: 'Desired is the number of nodes that should run this Pod, not a figure that somebody wrote. It changes when nodes come, go or change their taints.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'pod-refused': 'Pods of {owner} are refused' },
  rules: {
    'daemonset.pod': 'In kube-controller-manager, only the DaemonSet controller writes Pods that a DaemonSet owns',
    'daemonset.revision': 'In kube-controller-manager, only the DaemonSet controller writes revisions that a DaemonSet owns',
    'daemonset.status': 'In kube-controller-manager, only the DaemonSet controller writes the status of a DaemonSet',
  },
} satisfies Texts<typeof steps>
