import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'ResourceQuota controller',
    tagline: 'đếm mức dùng của namespace',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó giữ số đã dùng của mỗi ResourceQuota cho đúng. Việc chặn do API server làm: từ chối những gì vượt hạn mức.',
    without: 'Quota hiện số cũ và phần đã trả không được cộng lại.',
  },
  steps: {
    'usage-reported': {
      caption: 'ResourceQuota controller đã đếm mức dùng của {object}',
      act: 'đã đếm mức dùng của {object}',
      why: 'Đang dùng: {used}. Khi tạo thì API server tính ngay; controller này sửa lại con số khi object mất đi.',
      check: 'kubectl describe resourcequota {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'resource-quota.status': 'Trong kube-controller-manager, chỉ ResourceQuota controller ghi status của ResourceQuota',
  },
} satisfies Texts<typeof steps>
