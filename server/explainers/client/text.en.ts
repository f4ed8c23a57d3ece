import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'kubectl', tagline: 'people and tools that state what they want',
    about: 'Everyone who is no component of Kubernetes: kubectl, Helm, GitOps tools, operators, your own programs. They write the desired state through the API server like every other client. Each is shown under the name it gave itself in managedFields.',
    without: 'Nobody changes what is wanted. The cluster goes on keeping the last desired state.',
  },
  steps: {
    created: {
      caption: '{object.kind} {object} was created[[ by {manager}]]', act: 'created {object.kind} {object}',
      why: 'The API server authenticated the request, checked that it is allowed, let admission complete it, validated it and stored it in etcd. Nothing has happened yet but a wish being written down. The controllers that watch this kind act on it now.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
      next: 'The controller of this kind compares the wish with what exists',
    },
    scaled: {
      caption: '{object.kind} {object} was scaled from {from} to {to}[[ by {manager}]]', act: 'scaled {object.kind} {object} from {from} to {to}',
      why: 'Only the desired number was changed. kubectl scale uses the subresource scale, and managedFields keeps that trace. The template is the same, so there is no new version and no rollout.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o jsonpath={.spec.replicas}',
      next: 'The controller creates or removes Pods',
    },
    'image-set': {
      caption: '{object.kind} {object} got image {image}[[ from {manager}]]', act: 'set image {image} in {object.kind} {object}',
      why: 'The image of container {container} changed[[ from {before}]]. In a workload this changes the Pod template, so its controller replaces Pods step by step. Running Pods are never changed in place for that.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'The controller begins a rollout',
    },
    restarted: {
      caption: '{object.kind} {object} was told to restart[[ by {manager}]]', act: 'told {object.kind} {object} to restart',
      why: 'kubectl rollout restart writes the time into an annotation of the Pod template. That makes it a new template, and replacing all Pods by the ordinary rollout is the restart.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'The controller begins a rollout',
    },
    'template-changed': {
      caption: 'The Pod template of {object.kind} {object} was changed[[ by {manager}]]', act: 'changed the Pod template of {object.kind} {object}',
      why: 'Any change of the template makes a new version: the controller replaces the Pods according to its strategy. Existing Pods keep the template they were made from.',
      check: 'kubectl rollout history {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'The controller begins a rollout',
    },
    paused: {
      caption: 'The rollout of {object.kind} {object} was paused[[ by {manager}]]', act: 'paused {object.kind} {object}',
      why: 'While spec.paused is set, changes of the template are noted but not rolled out. Scaling still works.',
      check: 'kubectl rollout resume {object.kind} {object.name}[[ -n {object.namespace}]]',
    },
    resumed: {
      caption: 'The rollout of {object.kind} {object} was resumed[[ by {manager}]]', act: 'resumed {object.kind} {object}',
      why: 'spec.paused is gone, so the controller rolls out whatever was changed in the meantime, all of it as one version. Nothing that was changed during the pause is lost.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'The controller rolls out what is new',
    },
    cordoned: {
      caption: 'Node {object.name} was closed for new Pods[[ by {manager}]]', act: 'closed node {object.name} for new Pods',
      why: 'spec.unschedulable keeps the scheduler from choosing this node. Pods that are there stay; kubectl drain goes on to evict them.',
      check: 'kubectl get node {object.name}',
      next: 'The node lifecycle controller adds the matching taint',
    },
    uncordoned: {
      caption: 'Node {object.name} was opened for new Pods[[ by {manager}]]', act: 'opened node {object.name} for new Pods',
      why: 'The scheduler may choose this node again. Pods that were moved away do not come back by themselves.',
      check: 'kubectl get node {object.name}',
      next: 'The scheduler looks again at Pods that are waiting',
    },
    tainted: {
      caption: 'The taints of node {object.name} were changed[[ by {manager}]]', act: 'changed the taints of node {object.name}',
      why: 'A taint keeps away Pods that do not tolerate it. NoSchedule concerns new Pods only, NoExecute also evicts those that run there.',
      check: 'kubectl get node {object.name} -o jsonpath={.spec.taints}',
      next: 'The scheduler and the taint eviction controller obey it',
    },
    annotated: {
      caption: 'Labels or annotations of {object.kind} {object} were changed[[ by {manager}]]', act: 'changed labels or annotations of {object.kind} {object}',
      why: 'Changed were {paths}. Labels decide what selectors find, so a label may add a Pod to a Service or take it out. Annotations are notes for people and programs.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-written': {
      caption: 'The status of {object.kind} {object} was reported[[ by {manager}]]', act: 'reported the status of {object.kind} {object}',
      why: 'A controller that is not part of Kubernetes wrote the status subresource of {object.kind} {object}: {paths}. It is shown under the name it gave itself.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
    },
    edited: {
      caption: '{object.kind} {object} was changed[[ by {manager}]]', act: 'changed {object.kind} {object}',
      why: 'Changed were {paths}. The API server checked and stored the new desired state and raised its generation where the kind has one.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
      next: 'The controller of this kind acts on the difference',
    },
    'deletion-requested': {
      caption: 'Deletion of {object.kind} {object} was requested[[ by the {author}]]', act: 'asked to delete {object.kind} {object}',
      why: 'A delete request leaves no author in the object; who asked is told by Events, by the deletion of an owner, or by the audit log, and stays open until then. Pods get a grace period[[ ({grace})]] in which they are marked and still run. Objects with finalizers wait until those are removed.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o jsonpath={.metadata.deletionTimestamp}',
      next: 'For a Pod the kubelet of its node; otherwise whoever holds a finalizer',
    },
    finalized: {
      caption: '{object.kind} {object} is gone: its last finalizer was removed', act: 'removed the last finalizer of {object.kind} {object}',
      why: 'The object was marked for deletion and waited for {finalizer}. With the last finalizer the API server removed it from etcd in the same request.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]]',
    },
  },
  stories: {
    created: 'Create {object.kind} {object}[[ with {others}]]', scaled: 'Scale {object.kind} {object} to {to}', 'image-set': 'Update {object.kind} {object}[[ with {others}]]', restarted: 'Restart {object.kind} {object}', 'template-changed': 'Change {object.kind} {object}',
    paused: 'Pause {object.kind} {object}', resumed: 'Resume {object.kind} {object}', cordoned: 'Cordon {object.name}', uncordoned: 'Uncordon {object.name}', tainted: 'Taint {object.name}',
    edited: 'Change {object.kind} {object}[[ with {others}]]', 'deletion-requested': 'Delete {object.kind} {object}[[ with {others}]]', annotated: 'Label or annotate {object.kind} {object}', 'status-written': 'Status of {object.kind} {object}',
  },
  rules: {
    'deletion.disruption': 'The reason of the condition DisruptionTarget names who ends the Pod',
    'deletion.finalizer': 'Removing the last finalizer of a marked object deletes it in the same request; each finalizer belongs to one controller',
  },
} satisfies Texts<typeof steps>
