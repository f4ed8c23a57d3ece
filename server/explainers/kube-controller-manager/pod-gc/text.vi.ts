import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Pod garbage collector',
    tagline: 'gỡ Pod không ai xác nhận được',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó xóa Pod có node đã mất, Pod bị xóa trước khi có node, và Pod đã xong vượt giới hạn 12500.',
    without: 'Pod của node đã mất nằm mãi trong danh sách.',
  },
  steps: {
    marked: {
      caption: 'Pod garbage collector từ bỏ Pod {object}',
      act: 'từ bỏ Pod {object}',
      why: 'Node của nó không còn tồn tại nên không kubelet nào xác nhận kết thúc được. Pod bị đánh dấu failed với lý do DeletionByPodGC rồi bị gỡ.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
    },
  },
  stories: { marked: 'Pod {object} mồ côi' },
  rules: {
    'pod-gc.reason': 'Lý do DeletionByPodGC chỉ do Pod garbage collector ghi',
  },
} satisfies Texts<typeof steps>
