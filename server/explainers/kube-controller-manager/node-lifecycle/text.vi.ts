import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Node lifecycle controller',
    tagline: 'nhận ra node im lặng',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó theo dõi Lease của các kubelet. Sau khoảng 50 giây im lặng, nó đặt các condition của node thành Unknown, thêm taint và đánh dấu Pod ở đó not ready để Service bỏ qua chúng.',
    without: 'Node chết trông như còn sống: traffic và Pod mới vẫn tới đó.',
  },
  steps: {
    'node-unknown': {
      caption: 'Node lifecycle controller mất liên lạc với node {object}',
      act: 'mất liên lạc với node {object}',
      why: 'Kubelet không gia hạn Lease trong suốt thời gian cho phép, 50 giây từ 1.32. Các condition được đặt thành Unknown: không ai biết Pod ở đó còn chạy không.',
      check: 'kubectl describe node {object.name}',
      next: 'Tiếp theo là taint; Pod không có toleration bị trục xuất sau 300 giây',
    },
    tainted: {
      caption: 'Node lifecycle controller đã đặt taint của {object}: {taints}',
      act: 'đã đặt taint của {object}',
      why: 'Condition của node được chuyển thành taint: not ready, unreachable, thiếu bộ nhớ, unschedulable. Scheduler chỉ nhìn taint. NoExecute còn trục xuất Pod đang chạy khi hết thời gian toleration.',
      check: 'kubectl describe node {object.name}',
      next: 'Scheduler và taint eviction tuân theo',
    },
    'pod-not-ready': {
      caption: 'Node lifecycle controller đánh dấu Pod {object} not ready',
      act: 'đánh dấu Pod {object} not ready',
      why: 'Node của nó im lặng nên kubelet không thể tự báo. Pod có thể vẫn chạy; nó chỉ rời khỏi endpoint của các Service.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
      next: 'EndpointSlice controller rút nó khỏi các Service',
    },
  },
  stories: { 'node-unknown': 'Mất node {object}' },
  rules: {
    'node-lifecycle.unknown': 'Trong kube-controller-manager, chỉ node lifecycle controller ghi condition của node là Unknown',
    'node-lifecycle.taints': 'Trong kube-controller-manager, chỉ node lifecycle controller ghi taint của node',
    'node-lifecycle.pod': 'Trong kube-controller-manager, chỉ node lifecycle controller ghi condition Ready của Pod',
  },
} satisfies Texts<typeof steps>
