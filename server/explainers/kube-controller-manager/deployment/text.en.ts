import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Deployment controller',
    tagline: 'rolls out versions through ReplicaSets',
    about:
      'A loop in kube-controller-manager. For every Deployment it keeps one ReplicaSet per version of the Pod template and moves replicas from the old ones to the new one, within maxSurge and maxUnavailable. It never creates a Pod itself.',
    without: 'New Deployments stay empty and changes are not rolled out. Existing ReplicaSets keep their Pods alive.',
  },
  steps: {
    'replicaset-created': {
      caption: 'Deployment controller created ReplicaSet {replicaset} for {replicas:# Pod|# Pods}',
      act: 'created ReplicaSet {replicaset} for {replicas:# Pod|# Pods}',
      why: 'The Deployment had no ReplicaSet with its current Pod template, so the controller made one. Its name ends in a hash of the template: the same template always leads to the same ReplicaSet. During a rolling update the new one starts with at most maxSurge Pods above the desired number.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace} -o wide',
      next: 'The ReplicaSet controller creates the Pods',
    },
    'replicaset-scaled': {
      caption: 'Deployment controller scaled ReplicaSet {replicaset} from {from} to {to}',
      act: 'scaled ReplicaSet {replicaset} from {from} to {to}',
      why: 'Either the desired number of the Deployment changed, or a rollout is moving Pods from an old ReplicaSet to a new one. In a rollout every such decision waits until enough Pods are available, so that maxUnavailable holds.',
      check: 'kubectl describe deployment {deployment.name} -n {deployment.namespace}',
      next: 'The ReplicaSet controller creates or deletes Pods until the count fits',
    },
    'replicaset-annotated': {
      caption: 'Deployment controller updated its notes on ReplicaSet {replicaset}',
      act: 'updated its notes on ReplicaSet {replicaset}',
      why: 'The controller keeps the desired total, the maximum with surge and the revision as annotations on each ReplicaSet. It needs them to scale proportionally in the middle of a rollout and to find revisions for a rollback. No Pod is touched by this.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'Deployment controller counted {available} of {desired} Pods of Deployment {deployment} available',
      act: 'counted {available} of {desired} Pods of Deployment {deployment} available',
      why: 'The status of a Deployment is added up from the statuses of its ReplicaSets, so it is always one hop behind the Pods. Available means ready for at least minReadySeconds. observedGeneration tells that this count belongs to the current spec.',
      check: 'kubectl get deployment {deployment.name} -n {deployment.namespace}',
      next: 'The controller goes on until updated and available equal the desired number',
    },
    'rolled-out': {
      caption: 'Deployment {deployment} is complete: {available} of {desired} Pods updated and available',
      act: 'saw Deployment {deployment} complete: {available} of {desired} available',
      why: 'All Pods belong to the current template, all are available and no old one is left: this is the same test that kubectl rollout status makes. Old ReplicaSets stay with zero Pods, so that a rollback needs no new one.',
      check: 'kubectl rollout status deployment {deployment.name} -n {deployment.namespace}',
      next: 'Nobody: desired and current state agree',
    },
    stalled: {
      caption: 'The rollout of Deployment {deployment} makes no progress: {available} of {desired} available',
      act: 'reported no progress of Deployment {deployment}: {available} of {desired} available',
      why: 'The condition Progressing became False: {message}. After progressDeadlineSeconds without progress the controller only reports; it keeps trying and never rolls back by itself.',
      check: 'kubectl describe deployment {deployment.name} -n {deployment.namespace}',
      next: 'A person: mend the template or roll back',
    },
  },
  stories: { stalled: 'Deployment {deployment} is stuck' },
  rules: {
    'deployment.replicaset':
      'In kube-controller-manager, only the Deployment controller writes a ReplicaSet that a Deployment owns, apart from its status',
    'deployment.status': 'In kube-controller-manager, only the Deployment controller writes the status of a Deployment',
  },
} satisfies Texts<typeof steps>
