import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Scheduler',
    tagline: 'chooses a node for every new Pod',
    about:
      'Watches Pods that have no node, filters out the nodes that cannot run them, scores the rest and posts a binding for the best one. It decides once per Pod and never moves a running Pod. It starts nothing itself: the kubelet of the chosen node does.',
    without: 'New Pods stay Pending without a node. Pods that already have a node keep running.',
  },
  steps: {
    bound: {
      caption: 'Scheduler bound Pod {pod} to {node.name}',
      act: 'bound Pod {pod} to {node.name}',
      why: 'The scheduler filtered the nodes by what the Pod requests and tolerates, scored the remaining ones and posted a binding. The API server then set spec.nodeName, which leaves no managedFields entry. A binding is final: a Pod never moves to another node, it can only be replaced.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.spec.nodeName}',
      next: 'The kubelet on {node.name} sees the Pod on its watch and starts it',
    },
    unschedulable: {
      caption: 'Scheduler found no node for Pod {pod}: {reasons}',
      act: 'found no node for Pod {pod}: {reasons}',
      why: 'Every node was rejected by a filter; the counts say by which reason. The Pod stays Pending and is tried again when something relevant changes in the cluster, or after five minutes at the latest. Filters look at requests, not at actual usage.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Something must change: free capacity, another node, a taint removed or smaller requests',
    },
    nominated: {
      caption: 'Scheduler expects to put Pod {pod} on {node.name}',
      act: 'nominated {node.name} for Pod {pod}',
      why: 'The scheduler wrote status.nominatedNodeName: after preemption while the victims leave, and since 1.35 also before slow steps of binding. A nomination is no promise. Another node may still be chosen, and a Pod of higher priority may take the room.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.status.nominatedNodeName}',
      next: 'The scheduler binds the Pod when the room is really free',
    },
    preempted: {
      caption: 'Scheduler evicted Pod {pod} to make room for a more important Pod',
      act: 'evicted Pod {pod} to make room for a more important Pod',
      why: 'A Pod of higher priority fitted nowhere, and removing this one makes room for it. The scheduler marks the victim with the condition DisruptionTarget and deletes it. The victim still gets its grace period.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The kubelet stops the victim; then the waiting Pod can be bound',
    },
    'volume-node-chosen': {
      caption: 'Scheduler chose {node.name} for the volume of PersistentVolumeClaim {claim}',
      act: 'chose {node.name} for the volume of PersistentVolumeClaim {claim}',
      why: 'The storage class waits for the first consumer, so the volume is made where the Pod will run. The scheduler writes the node into an annotation of the claim and holds the binding back until the claim is bound.',
      check: 'kubectl describe pvc {claim.name} -n {claim.namespace}',
      next: 'The provisioner creates the volume for that node',
    },
  },
  stories: { preempted: 'Pod {pod} preempted' },
  rules: {
    'scheduler.binding':
      'spec.nodeName of an existing Pod can only be set through pods/binding, which only a scheduler posts and which leaves no managedFields entry',
    'scheduler.pod-scheduled': 'After creation, only a scheduler writes PodScheduled=False',
    'scheduler.nomination': 'Only a scheduler writes status.nominatedNodeName',
    'scheduler.preemption': 'The reason PreemptionByScheduler is written only by the scheduler that preempts',
    'scheduler.selected-node': 'Only the scheduler writes the annotation volume.kubernetes.io/selected-node',
  },
} satisfies Texts<typeof steps>
