import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Disruption controller',
    tagline: 'đếm xem được trục xuất bao nhiêu Pod',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó giữ trong mỗi PodDisruptionBudget số Pod khỏe và số còn được phép rời đi. API server tuân theo con số đó khi có yêu cầu trục xuất.',
    without: 'Budget cũ đi: drain bị chặn hoặc cho quá nhiều Pod rời đi.',
  },
  steps: {
    'status-reported': {
      caption: 'Disruption controller cho phép {allowed} lần trục xuất theo {object}',
      act: 'cho phép {allowed} lần trục xuất theo {object}',
      why: '{healthy} Pod khỏe và cần {wanted}, phần chênh có thể bị trục xuất. Chỉ eviction mới hỏi; xóa và crash thì không.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  rules: {
    'disruption.status': 'Trong kube-controller-manager, chỉ disruption controller ghi status của PodDisruptionBudget',
  },
} satisfies Texts<typeof steps>
