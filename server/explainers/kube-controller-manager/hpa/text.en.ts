import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Pod autoscaler',
    tagline: 'changes the number of Pods by load',
    about:
      'A loop in kube-controller-manager. Every 15 seconds it compares measured values with the targets of each HorizontalPodAutoscaler and sets the number of replicas. It scales down slowly: by default the highest wish of the last five minutes counts.',
    without: 'The number of Pods no longer follows the load.',
  },
  steps: {
    scaled: {
      caption: 'Pod autoscaler scaled {object.kind} {object} from {from} to {to}',
      act: 'scaled {object.kind} {object} from {from} to {to}',
      why: 'The measured values differ from the target by more than a tenth, so the desired number was changed through the subresource scale, as kubectl scale does. It is an ordinary scaling from here on: no new version, no rollout.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
      next: 'The controller of the workload creates or removes Pods',
    },
    'status-reported': {
      caption: 'Pod autoscaler wants {desired} replicas for {object}, {current} exist',
      act: 'wants {desired} replicas for {object}',
      why: 'The status keeps the last measurements and says whether the wish was limited by minReplicas or maxReplicas. Without measurements it changes nothing.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { scaled: 'Autoscale {object} to {to}' },
  rules: {
    'hpa.scale': 'kube-controller-manager writes the subresource scale only for the Pod autoscaler',
    'hpa.status': 'In kube-controller-manager, only the Pod autoscaler writes the status of a HorizontalPodAutoscaler',
  },
} satisfies Texts<typeof steps>
