import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'metrics-server',
    tagline: 'đo mức dùng của Pod',
    about:
      'Hỏi mọi kubelet về mức dùng CPU và bộ nhớ hiện tại rồi cung cấp qua API server. kubectl top và HorizontalPodAutoscaler đọc ở đó. Nó chỉ giữ giá trị mới nhất.',
    without: 'kubectl top thất bại, và autoscaler dựa vào CPU hay bộ nhớ ngừng scale.',
    silent: 'Nó không ghi object nào: số liệu được tính khi có người hỏi. Chỉ theo dõi được chính các Pod của nó.',
  },
  steps: {},
} satisfies Texts<typeof steps>
