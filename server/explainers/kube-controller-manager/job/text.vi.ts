import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Job controller',
    tagline: 'chạy Pod cho đến khi đủ số thành công',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó tạo Pod cho đến khi đủ số kết thúc thành công, thay Pod thất bại và đếm mỗi Pod đúng một lần.',
    without: 'Job không khởi động và Pod đã xong không được đếm.',
  },
  steps: {
    'pod-created': {
      caption: 'Job controller đã tạo Pod {pod}',
      act: 'đã tạo Pod {pod} cho {owner.kind} {owner}',
      why: 'Job cần nhiều Pod hoàn thành hơn số đang có. Pod thất bại được thay với khoảng nghỉ tăng dần cho đến backoffLimit. Một finalizer giữ mỗi Pod cho tới khi nó được đếm.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Scheduler chọn một node',
    },
    'pod-refused': {
      caption: 'Job controller không tạo được Pod cho {owner.kind} {owner}',
      act: 'không tạo được Pod cho {owner.kind} {owner}',
      why: 'API server đã từ chối Pod: {error}. Lý do thường gặp là quota, Pod Security hoặc webhook. Controller thử lại với khoảng nghỉ tăng dần.',
      check: 'kubectl describe {owner.kind} {owner.name} -n {owner.namespace}',
      next: 'Con người: gỡ bỏ thứ đang cấm Pod',
    },
    'pod-counted': {
      caption: 'Job controller đã đếm Pod {object} và thả nó',
      act: 'đã đếm Pod {object} và thả nó',
      why: 'Pod đã kết thúc và được tính vào Job. Chỉ lúc này finalizer mới được gỡ, nên không Pod đã xong nào bị bỏ sót dù có ai xóa nó.',
      check: 'kubectl get pod {object.name} -n {object.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'Job controller đếm {succeeded} Pod thành công, {failed} thất bại của {object}',
      act: 'đếm {succeeded} Pod thành công, {failed} thất bại của {object}',
      why: '{active} đang chạy, {succeeded} thành công, {failed} thất bại. Các con số nằm trong status nên tồn tại lâu hơn Pod.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    completed: {
      caption: 'Job {object} đã hoàn thành',
      act: 'hoàn thành Job {object}',
      why: '{active} đang chạy, {succeeded} thành công, {failed} thất bại. Đủ số Pod mong muốn đã thành công nên không tạo thêm. Các Pod ở lại để còn đọc log cho đến khi Job bị xóa.',
      check: 'kubectl describe job {object.name} -n {object.namespace}',
    },
    failed: {
      caption: 'Job {object} đã thất bại',
      act: 'bỏ cuộc với Job {object}',
      why: '{active} đang chạy, {succeeded} thành công, {failed} thất bại. Đã chạm giới hạn số lần thất bại hoặc thời gian. Pod còn chạy bị kết thúc; không thử lại nữa.',
      check: 'kubectl describe job {object.name} -n {object.namespace}',
      next: 'Con người: đọc log của các Pod',
    },
  },
  stories: { 'pod-refused': 'Pod của {owner} bị từ chối' },
  rules: {
    'job.pod': 'Trong kube-controller-manager, chỉ Job controller ghi Pod thuộc một Job',
    'job.status': 'Trong kube-controller-manager, chỉ Job controller ghi status của Job',
    'job.finalizer': 'Finalizer batch.kubernetes.io/job-tracking do Job controller gỡ sau khi đã đếm Pod',
  },
} satisfies Texts<typeof steps>
