import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'StatefulSet controller',
    tagline: 'keeps Pods with names and volumes of their own',
    about:
      'A loop in kube-controller-manager. It creates numbered Pods in order, each with its own volume claims, and removes them in reverse order. A Pod that is lost is replaced under the same name, with the same claims.',
    without: 'Lost members of stateful sets are not replaced and updates stop.',
  },
  steps: {
    'pod-created': {
      caption: 'StatefulSet controller created Pod {pod}',
      act: 'created Pod {pod} for {owner.kind} {owner}',
      why: 'Pods of a StatefulSet have fixed names and, by default, come one after the other: the next only when the one before is ready. A name is used again only after its old Pod is confirmed gone.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The scheduler chooses a node',
    },
    'pod-refused': {
      caption: 'StatefulSet controller could not create a Pod for {owner.kind} {owner}',
      act: 'could not create a Pod for {owner.kind} {owner}',
      why: 'The API server refused the Pod: {error}. Usual reasons are a quota, Pod security or a webhook. The controller tries again with growing pauses.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'A person: remove what forbids the Pod',
    },
    'claim-created': {
      caption: 'StatefulSet controller created claim {object}',
      act: 'created claim {object}',
      why: 'Every Pod of a StatefulSet gets claims of its own from the templates, made before the Pod. They outlive the Pod, so its successor of the same name finds its data.',
      check: 'kubectl get pvc {object.name} -n {object.namespace}',
      next: 'The scheduler and a provisioner find a volume',
    },
    'revision-created': {
      caption: 'StatefulSet controller recorded revision {object}',
      act: 'recorded revision {object}',
      why: 'The template of {owner.kind} {owner} is kept as a ControllerRevision, so that it can be rolled back to. Pods carry its name as a label, which tells the version they were made from.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-reported': {
      caption: 'StatefulSet controller counted {ready} of {desired} Pods of {object} ready',
      act: 'counted {ready} of {desired} Pods of {object} ready',
      why: 'The controller adds up its Pods and writes the figures into the status, together with the revisions it is moving between. Until a Pod is ready, the next one in the order waits.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'pod-refused': 'Pods of {owner} are refused' },
  rules: {
    'statefulset.pod': 'In kube-controller-manager, only the StatefulSet controller writes Pods that a StatefulSet owns',
    'statefulset.claim': 'In kube-controller-manager, claims without a Pod as owner are made by the StatefulSet controller',
    'statefulset.revision': 'In kube-controller-manager, only the StatefulSet controller writes revisions that a StatefulSet owns',
    'statefulset.status': 'In kube-controller-manager, only the StatefulSet controller writes the status of a StatefulSet',
  },
} satisfies Texts<typeof steps>
