import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Garbage collector',
    tagline: 'xóa những gì mất chủ',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó lần theo owner reference của mọi loại object. Khi chủ mất, các object phụ thuộc bị xóa; với foreground chúng đi trước, với orphan chúng ở lại và mất reference.',
    without: 'Xóa Deployment sẽ để lại ReplicaSet và Pod của nó.',
  },
  steps: {
    'references-cleared': {
      caption: 'Garbage collector đã gỡ {what} của {object.kind} {object}',
      act: 'đã gỡ {what} của {object.kind} {object}',
      why: 'Hoặc chủ đã bị xóa kèm lệnh để lại object phụ thuộc, hoặc mọi object phụ thuộc đã mất và finalizer chờ chúng được gỡ. Những gì để lại không thuộc về ai và nằm đó cho đến khi có người xóa.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'garbage-collector.references': 'Reference tới chủ đã xóa và các finalizer foregroundDeletion, orphan do garbage collector gỡ',
  },
} satisfies Texts<typeof steps>
