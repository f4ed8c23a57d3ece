/** What people type, by the manager name that kubectl writes under (staging/src/k8s.io/kubectl/pkg/cmd). Commands, so the same in every language. */
export const kubectlCommands: Record<string, string> = {
  'component.client/kubectl-client-side-apply': 'kubectl apply',
  'component.client/kubectl-create': 'kubectl create',
  'component.client/kubectl-edit': 'kubectl edit',
  'component.client/kubectl-patch': 'kubectl patch',
  'component.client/kubectl-replace': 'kubectl replace',
  'component.client/kubectl-label': 'kubectl label',
  'component.client/kubectl-annotate': 'kubectl annotate',
  'component.client/kubectl-expose': 'kubectl expose',
  'component.client/kubectl-run': 'kubectl run',
  'component.client/kubectl-taint': 'kubectl taint',
  'component.client/kubectl-autoscale': 'kubectl autoscale',
  'component.client/kubectl-set': 'kubectl set',
  'component.client/kubectl-rollout': 'kubectl rollout',
}
