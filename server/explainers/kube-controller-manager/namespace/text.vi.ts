import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Namespace controller',
    tagline: 'dọn sạch namespace bị xóa',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Khi một namespace bị xóa, nó xóa mọi thứ bên trong, Pod trước, và gỡ finalizer cuối cùng khi không còn gì.',
    without: 'Namespace bị xóa kẹt mãi ở Terminating.',
  },
  steps: {
    'status-reported': {
      caption: 'Namespace controller báo {object} đang {phase}',
      act: 'báo {object} đang {phase}',
      why: 'Namespace chỉ biến mất khi đã trống. Các condition cho biết còn gì hoặc gì không xóa được[[: {message}]].',
      check: 'kubectl get namespace {object.name} -o yaml',
      next: 'Object bên trong kết thúc trước; finalizer của chúng có thể giữ nó lại',
    },
  },
  rules: {
    'namespace.status': 'Trong kube-controller-manager, chỉ namespace controller ghi status và finalizer của namespace',
  },
} satisfies Texts<typeof steps>
