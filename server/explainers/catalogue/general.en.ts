import type { General } from './general.ts'
import { kubectlCommands } from './kubectl-commands.ts'

export const general: General = {
  generic: {
    caption: '{component}: {verb} {subject.kind} {subject}',
    act: '{verb} {subject.kind} {subject}',
    why: 'This page is older than the server and has no text for this step yet. Reload it to get the texts.',
  },
  steps: {
    'watch.gap': {
      caption: '{kind} could not be watched for {took}',
      act: 'could not watch {kind} for {took}',
      why: 'The connection to the API server was interrupted, so nobody saw what happened to objects of this kind between {from} and {to}. What differs afterwards is shown with that whole time and at most as correlated.',
      next: 'The objects were listed again and are watched from here on',
    },
  },
  stories: { 'watch.gap': 'Gap in watching' },
  rules: {
    ...kubectlCommands,
    'component.unknown': 'Author not known yet',
    'pulse.lease': 'The leader renews its Lease every 2 seconds; silence of 15 seconds counts',
    'pulse.node-lease': 'The kubelet renews its Lease in kube-node-lease every 10 seconds; silence of 40 seconds counts',
    'pulse.mirror-pod': 'Its mirror Pod, which the kubelet keeps for a static Pod, is Ready or not',
    'pulse.daemonset': 'Its Pod on this node is Ready or not',
    'pulse.deployment': 'Ready replicas of its Deployment',
    'pulse.runtime-version': 'It never speaks to the API server; the kubelet reports its version and answers for it',
    'pulse.with': 'It runs inside another component and lives as long as that one',
    'pulse.none': 'Nothing in the cluster tells whether it lives',
    'pulse.absent': 'No instance of it is to be seen: an empty seat',
    'pulse.unseen': 'The objects that would tell are not watched',
  },
}
