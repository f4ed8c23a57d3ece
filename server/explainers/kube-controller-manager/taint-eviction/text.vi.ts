import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Taint eviction',
    tagline: 'xóa Pod không chấp nhận taint',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Khi node có taint NoExecute, nó xóa các Pod ở đó không chấp nhận taint, ngay hoặc sau tolerationSeconds. Admission cho mỗi Pod 300 giây với node not ready hoặc unreachable.',
    without: 'Pod trên node chết không bao giờ được thay.',
  },
  steps: {
    marked: {
      caption: 'Taint eviction đánh dấu Pod {object} trên {node.name} để xóa',
      act: 'đánh dấu Pod {object} để xóa',
      why: 'Đã hết thời gian toleration với taint NoExecute trên node. Condition DisruptionTarget nói lý do; việc xóa theo ngay sau. Nếu node im lặng, Pod kẹt Terminating cho đến khi kubelet trở lại.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
      next: 'Controller của nó tạo Pod thay thế ở nơi khác',
    },
  },
  rules: {
    'taint-eviction.reason': 'Lý do DeletionByTaintManager chỉ do taint eviction ghi',
  },
} satisfies Texts<typeof steps>
