import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Certificate controllers',
    tagline: 'sign the certificates of kubelets',
    about:
      'Loops in kube-controller-manager. They approve the client certificates that kubelets ask for, sign what is approved and remove old requests.',
    without: 'New nodes cannot join, and kubelets lose access when their certificates expire.',
    silent:
      'CertificateSigningRequests are not watched, so nothing of their work is seen. It would show as a request by a kubelet, its approval and its signature.',
  },
  steps: {},
} satisfies Texts<typeof steps>
