import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'DaemonSet controller',
    tagline: 'mỗi node một Pod',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó tạo một Pod cho mỗi node phù hợp, như network plugin và bộ thu log. Khi node mới gia nhập, nó có Pod ngay; các Pod này chấp nhận hầu hết taint.',
    without: 'Node mới không có network plugin và kube-proxy.',
  },
  steps: {
    'pod-created': {
      caption: 'DaemonSet controller đã tạo Pod {pod}',
      act: 'đã tạo Pod {pod} cho {owner.kind} {owner}',
      why: 'DaemonSet muốn một Pod trên mỗi node phù hợp. Controller ghi node vào affinity của Pod, nhưng binding vẫn do scheduler làm.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Scheduler chọn một node',
    },
    'pod-refused': {
      caption: 'DaemonSet controller không tạo được Pod cho {owner.kind} {owner}',
      act: 'không tạo được Pod cho {owner.kind} {owner}',
      why: 'API server đã từ chối Pod: {error}. Lý do thường gặp là quota, Pod Security hoặc webhook. Controller thử lại với khoảng nghỉ tăng dần.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'Con người: gỡ bỏ thứ đang cấm Pod',
    },
    'revision-created': {
      caption: 'DaemonSet controller đã ghi revision {object}',
      act: 'đã ghi revision {object}',
      why: 'Template của {owner.kind} {owner} được giữ thành ControllerRevision để còn rollback về. Pod mang tên nó làm label, cho biết được sinh từ phiên bản nào.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-reported': {
      caption: 'DaemonSet controller đếm được {ready}/{desired} Pod của {object} ready',
      act: 'đếm được {ready}/{desired} Pod của {object} ready',
      why: 'Số mong muốn là số node cần chạy Pod này, không phải con số ai đó viết ra. Nó thay đổi khi node đến, đi hoặc đổi taint.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'pod-refused': 'Pod của {owner} bị từ chối' },
  rules: {
    'daemonset.pod': 'Trong kube-controller-manager, chỉ DaemonSet controller ghi Pod thuộc một DaemonSet',
    'daemonset.revision': 'Trong kube-controller-manager, chỉ DaemonSet controller ghi revision thuộc một DaemonSet',
    'daemonset.status': 'Trong kube-controller-manager, chỉ DaemonSet controller ghi status của DaemonSet',
  },
} satisfies Texts<typeof steps>
