import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Attach/detach controller',
    tagline: 'connects disks to nodes',
    about:
      'A loop in kube-controller-manager. For volumes that must be attached it decides which disk belongs to which node, through VolumeAttachment objects that the driver carries out.',
    without: 'Pods with network disks wait for their volume.',
  },
  steps: {
    'attach-requested': {
      caption: 'Attach/detach controller asked to attach {volume}[[ to {node}]]',
      act: 'asked to attach {volume}[[ to {node}]]',
      why: 'A Pod on that node needs the volume. The VolumeAttachment is the order; the attacher of the driver carries it out and reports in its status.',
      check: 'kubectl get volumeattachment {object.name} -o yaml',
      next: 'The attacher of the CSI driver',
    },
    'node-reported': {
      caption: 'Attach/detach controller noted the volumes attached to {object}',
      act: 'noted the volumes attached to {object}',
      why: 'The node object lists what is attached to it; its kubelet waits for that entry before it mounts. So no disk is used before it is really there.',
      check: 'kubectl describe node {object.name}',
      next: 'The kubelet mounts the volume',
    },
  },
  stories: { 'attach-requested': 'Attach {volume}' },
  rules: {
    'attach-detach.writer':
      'In kube-controller-manager, only the attach/detach controller writes VolumeAttachments and the attached volumes of a node',
  },
} satisfies Texts<typeof steps>
