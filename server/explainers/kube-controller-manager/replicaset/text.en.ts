import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'ReplicaSet controller',
    tagline: 'keeps the wanted number of Pods',
    about:
      'A loop in kube-controller-manager. It compares the number of Pods a ReplicaSet wants with the number that exist, and creates or deletes the difference. Pods that are being deleted no longer count, so a replacement comes at once: this is self-healing.',
    without: 'Nobody replaces Pods that go away, and scaling has no effect.',
  },
  steps: {
    'pod-created': {
      caption: 'ReplicaSet controller created Pod {pod}',
      act: 'created Pod {pod} for {owner.kind} {owner}',
      why: '{owner.kind} {owner} wanted more Pods than it had. The controller creates the missing ones in batches of 1, 2, 4 and so on, so that a template that cannot work does little harm. The API server chose the random end of the name and set phase Pending.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The scheduler chooses a node',
    },
    'pod-refused': {
      caption: 'ReplicaSet controller could not create a Pod for {owner.kind} {owner}',
      act: 'could not create a Pod for {owner.kind} {owner}',
      why: 'The API server refused the Pod: {error}. Usual reasons are a quota, Pod security, a webhook or a LimitRange. The controller tries again with growing pauses.',
      check: 'kubectl describe rs {owner.name} -n {owner.namespace}',
      next: 'A person: remove what forbids the Pod',
    },
    'status-reported': {
      caption: 'ReplicaSet controller counted {exist} of {desired} Pods, {ready} ready, in {replicaset}',
      act: 'counted {exist} of {desired} Pods, {ready} ready, in {replicaset}',
      why: 'The controller adds up the Pods it owns: {exist} exist, {ready} are ready, {available} have been ready for minReadySeconds. The Deployment controller builds its own status and its rollout decisions on these figures.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace}',
      next: 'The owner of the ReplicaSet reads the figures on its watch',
    },
  },
  stories: { 'pod-refused': 'Pods of {owner.kind} {owner} are refused' },
  rules: {
    'replicaset.pod': 'In kube-controller-manager, only the ReplicaSet controller creates Pods that a ReplicaSet owns',
    'replicaset.status': 'In kube-controller-manager, only the ReplicaSet controller writes the status of a ReplicaSet',
  },
} satisfies Texts<typeof steps>
