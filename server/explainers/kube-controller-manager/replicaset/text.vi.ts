import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'ReplicaSet controller',
    tagline: 'giữ đủ số Pod mong muốn',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó so số Pod mà ReplicaSet muốn với số Pod đang có, rồi tạo thêm hoặc xóa bớt phần chênh lệch. Pod đang bị xóa không còn được tính, nên Pod thay thế xuất hiện ngay: đó là tự phục hồi.',
    without: 'Không ai thay thế các Pod mất đi, và scale không có tác dụng.',
  },
  steps: {
    'pod-created': {
      caption: 'ReplicaSet controller đã tạo Pod {pod}',
      act: 'đã tạo Pod {pod} cho {owner.kind} {owner}',
      why: '{owner.kind} {owner} muốn nhiều Pod hơn số đang có. Controller tạo phần thiếu theo từng đợt 1, 2, 4 rồi cứ gấp đôi để một template hỏng không gây hại nhiều. API server chọn phần ngẫu nhiên cuối tên và đặt phase là Pending.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Scheduler chọn một node',
    },
    'pod-refused': {
      caption: 'ReplicaSet controller không tạo được Pod cho {owner.kind} {owner}',
      act: 'không tạo được Pod cho {owner.kind} {owner}',
      why: 'API server đã từ chối Pod: {error}. Lý do thường gặp là quota, Pod Security, webhook hoặc LimitRange. Controller thử lại với khoảng nghỉ tăng dần.',
      check: 'kubectl describe rs {owner.name} -n {owner.namespace}',
      next: 'Con người: gỡ bỏ thứ đang cấm Pod',
    },
    'status-reported': {
      caption: 'ReplicaSet controller đếm được {exist}/{desired} Pod, {ready} ready, trong {replicaset}',
      act: 'đếm được {exist}/{desired} Pod, {ready} ready, trong {replicaset}',
      why: 'Controller cộng các Pod nó sở hữu: {exist} đang có, {ready} đã ready, {available} đã ready đủ minReadySeconds. Deployment controller dựa vào các con số này để viết status của mình và quyết định rollout.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace}',
      next: 'Chủ của ReplicaSet đọc các con số qua watch',
    },
  },
  stories: { 'pod-refused': 'Pod của {owner.kind} {owner} bị từ chối' },
  rules: {
    'replicaset.pod': 'Trong kube-controller-manager, chỉ ReplicaSet controller tạo Pod thuộc một ReplicaSet',
    'replicaset.status': 'Trong kube-controller-manager, chỉ ReplicaSet controller ghi status của ReplicaSet',
  },
} satisfies Texts<typeof steps>
