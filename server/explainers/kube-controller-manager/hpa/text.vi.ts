import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Pod autoscaler',
    tagline: 'đổi số Pod theo tải',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Cứ 15 giây nó so số đo với mục tiêu của từng HorizontalPodAutoscaler và đặt số bản sao. Nó giảm chậm: mặc định lấy mong muốn cao nhất trong năm phút qua.',
    without: 'Số Pod không còn đi theo tải.',
  },
  steps: {
    scaled: {
      caption: 'Pod autoscaler đã scale {object.kind} {object} từ {from} thành {to}',
      act: 'đã scale {object.kind} {object} từ {from} thành {to}',
      why: 'Số đo lệch mục tiêu quá một phần mười nên số mong muốn được đổi qua subresource scale, giống như kubectl scale. Từ đây là một lần scale bình thường: không phiên bản mới, không rollout.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
      next: 'Controller của workload tạo hoặc bỏ Pod',
    },
    'status-reported': {
      caption: 'Pod autoscaler muốn {desired} bản sao cho {object}, đang có {current}',
      act: 'muốn {desired} bản sao cho {object}',
      why: 'Status giữ các số đo gần nhất và cho biết mong muốn có bị minReplicas hay maxReplicas chặn không. Không có số đo thì nó không thay đổi gì.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { scaled: 'Tự scale {object} thành {to}' },
  rules: {
    'hpa.scale': 'kube-controller-manager chỉ ghi subresource scale cho Pod autoscaler',
    'hpa.status': 'Trong kube-controller-manager, chỉ Pod autoscaler ghi status của HorizontalPodAutoscaler',
  },
} satisfies Texts<typeof steps>
