import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'StatefulSet controller',
    tagline: 'giữ các Pod có tên và volume riêng',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó tạo các Pod đánh số theo thứ tự, mỗi cái có claim riêng, và gỡ chúng theo thứ tự ngược lại. Pod mất đi được thay dưới cùng tên, với cùng claim.',
    without: 'Thành viên bị mất của StatefulSet không được thay và việc cập nhật dừng lại.',
  },
  steps: {
    'pod-created': {
      caption: 'StatefulSet controller đã tạo Pod {pod}',
      act: 'đã tạo Pod {pod} cho {owner.kind} {owner}',
      why: 'Pod của StatefulSet có tên cố định và mặc định được tạo lần lượt: cái sau chỉ tới khi cái trước đã ready. Một tên chỉ được dùng lại sau khi Pod cũ được xác nhận là đã mất.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Scheduler chọn một node',
    },
    'pod-refused': {
      caption: 'StatefulSet controller không tạo được Pod cho {owner.kind} {owner}',
      act: 'không tạo được Pod cho {owner.kind} {owner}',
      why: 'API server đã từ chối Pod: {error}. Lý do thường gặp là quota, Pod Security hoặc webhook. Controller thử lại với khoảng nghỉ tăng dần.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'Con người: gỡ bỏ thứ đang cấm Pod',
    },
    'claim-created': {
      caption: 'StatefulSet controller đã tạo claim {object}',
      act: 'đã tạo claim {object}',
      why: 'Mỗi Pod của StatefulSet có claim riêng theo template, được tạo trước Pod. Claim sống lâu hơn Pod, nên Pod kế nhiệm cùng tên tìm lại được dữ liệu.',
      check: 'kubectl get pvc {object.name} -n {object.namespace}',
      next: 'Scheduler và provisioner tìm volume',
    },
    'revision-created': {
      caption: 'StatefulSet controller đã ghi revision {object}',
      act: 'đã ghi revision {object}',
      why: 'Template của {owner.kind} {owner} được giữ thành ControllerRevision để còn rollback về. Pod mang tên nó làm label, cho biết được sinh từ phiên bản nào.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-reported': {
      caption: 'StatefulSet controller đếm được {ready}/{desired} Pod của {object} ready',
      act: 'đếm được {ready}/{desired} Pod của {object} ready',
      why: 'Controller cộng các Pod của mình và ghi con số vào status, cùng các revision mà nó đang chuyển giữa chúng. Chừng nào một Pod chưa ready, Pod kế tiếp theo thứ tự phải chờ.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'pod-refused': 'Pod của {owner} bị từ chối' },
  rules: {
    'statefulset.pod': 'Trong kube-controller-manager, chỉ StatefulSet controller ghi Pod thuộc một StatefulSet',
    'statefulset.claim': 'Trong kube-controller-manager, claim không có chủ là Pod do StatefulSet controller tạo',
    'statefulset.revision': 'Trong kube-controller-manager, chỉ StatefulSet controller ghi revision thuộc một StatefulSet',
    'statefulset.status': 'Trong kube-controller-manager, chỉ StatefulSet controller ghi status của StatefulSet',
  },
} satisfies Texts<typeof steps>
