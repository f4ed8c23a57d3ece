import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'PVC protection',
    tagline: 'giữ các claim đang dùng',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Một finalizer trên mỗi claim và volume ngăn chúng biến mất khi còn được dùng. Khi người dùng cuối rời đi, finalizer được gỡ.',
    without: 'Claim bị xóa kẹt ở Terminating.',
  },
  steps: {
    released: {
      caption: 'PVC protection đã thả {object.kind} {object}',
      act: 'đã thả {object.kind} {object}',
      why: 'Object đã bị đánh dấu xóa và không còn ai dùng nên finalizer bảo vệ được gỡ. Nếu đó là finalizer cuối, object biến mất.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'pvc-protection.finalizer': 'Finalizer bảo vệ của claim và volume do các protection controller gỡ',
  },
} satisfies Texts<typeof steps>
