import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'ServiceAccount controller',
    tagline: 'cấp danh tính mặc định cho mỗi namespace',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó bảo đảm namespace nào cũng có ServiceAccount default, danh tính của các Pod không nêu tên khác. Token được cấp khi cần và hết hạn; không Secret nào được tạo cho chúng.',
    without: 'Không tạo được Pod trong namespace mới vì thiếu danh tính.',
  },
  steps: {
    created: {
      caption: 'ServiceAccount controller đã tạo {object} trong {object.namespace}',
      act: 'đã tạo ServiceAccount {object} trong {object.namespace}',
      why: 'Namespace mới, hoặc namespace vừa bị xóa tài khoản default, được cấp lại. Trước đó admission từ chối Pod ở đó.',
      check: 'kubectl get serviceaccount {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'service-account.default': 'ServiceAccount default không có chủ của trường nào là do ServiceAccount controller tạo',
  },
} satisfies Texts<typeof steps>
