import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Deployment controller',
    tagline: 'triển khai phiên bản qua các ReplicaSet',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Với mỗi Deployment, nó giữ một ReplicaSet cho mỗi phiên bản của Pod template và chuyển dần số bản sao từ ReplicaSet cũ sang mới, trong giới hạn maxSurge và maxUnavailable. Nó không bao giờ tự tạo Pod.',
    without: 'Deployment mới sẽ trống và thay đổi không được triển khai. Các ReplicaSet đang có vẫn giữ Pod của mình sống.',
  },
  steps: {
    'replicaset-created': {
      caption: 'Deployment controller đã tạo ReplicaSet {replicaset} cho {replicas} Pod',
      act: 'đã tạo ReplicaSet {replicaset} cho {replicas} Pod',
      why: 'Deployment chưa có ReplicaSet nào ứng với Pod template hiện tại nên controller tạo một cái. Tên kết thúc bằng mã băm của template: cùng template luôn dẫn đến cùng ReplicaSet. Trong rolling update, ReplicaSet mới bắt đầu với số Pod vượt mức mong muốn không quá maxSurge.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace} -o wide',
      next: 'ReplicaSet controller tạo các Pod',
    },
    'replicaset-scaled': {
      caption: 'Deployment controller đã đổi ReplicaSet {replicaset} từ {from} thành {to} bản sao',
      act: 'đã đổi ReplicaSet {replicaset} từ {from} thành {to} bản sao',
      why: 'Hoặc số bản sao mong muốn của Deployment đã đổi, hoặc một đợt rollout đang chuyển Pod từ ReplicaSet cũ sang mới. Trong rollout, mỗi quyết định như vậy phải đợi đủ Pod sẵn sàng để maxUnavailable được giữ đúng.',
      check: 'kubectl describe deployment {deployment.name} -n {deployment.namespace}',
      next: 'ReplicaSet controller tạo hoặc xóa Pod cho đến khi đủ số',
    },
    'replicaset-annotated': {
      caption: 'Deployment controller đã cập nhật ghi chú trên ReplicaSet {replicaset}',
      act: 'đã cập nhật ghi chú trên ReplicaSet {replicaset}',
      why: 'Controller lưu tổng số mong muốn, mức tối đa kể cả surge và số revision thành annotation trên từng ReplicaSet. Nó cần chúng để scale theo tỉ lệ khi rollout dở dang và để tìm revision khi rollback. Không Pod nào bị đụng tới.',
      check: 'kubectl get rs {replicaset.name} -n {replicaset.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'Deployment controller đếm được {available}/{desired} Pod của Deployment {deployment} khả dụng',
      act: 'đếm được {available}/{desired} Pod của Deployment {deployment} khả dụng',
      why: 'Status của Deployment được cộng từ status của các ReplicaSet nên luôn chậm hơn Pod một bước. Khả dụng (available) nghĩa là đã ready ít nhất minReadySeconds. observedGeneration cho biết con số này thuộc về spec hiện tại.',
      check: 'kubectl get deployment {deployment.name} -n {deployment.namespace}',
      next: 'Controller tiếp tục cho đến khi updated và available bằng số mong muốn',
    },
    'rolled-out': {
      caption: 'Deployment {deployment} đã hoàn tất: {available}/{desired} Pod được cập nhật và khả dụng',
      act: 'thấy Deployment {deployment} hoàn tất: {available}/{desired} Pod khả dụng',
      why: 'Mọi Pod đều thuộc template hiện tại, đều khả dụng và không còn Pod cũ: đây đúng là phép kiểm tra của kubectl rollout status. Các ReplicaSet cũ ở lại với 0 Pod để rollback không cần tạo mới.',
      check: 'kubectl rollout status deployment {deployment.name} -n {deployment.namespace}',
      next: 'Không còn ai: trạng thái mong muốn và hiện tại đã khớp',
    },
    stalled: {
      caption: 'Rollout của Deployment {deployment} không tiến triển: {available}/{desired} khả dụng',
      act: 'báo rollout của Deployment {deployment} không tiến triển: {available}/{desired} khả dụng',
      why: 'Condition Progressing đã thành False: {message}. Quá progressDeadlineSeconds mà không tiến triển, controller chỉ báo cáo; nó vẫn tiếp tục thử và không bao giờ tự rollback.',
      check: 'kubectl describe deployment {deployment.name} -n {deployment.namespace}',
      next: 'Con người: sửa template hoặc rollback',
    },
  },
  stories: { stalled: 'Deployment {deployment} bị kẹt' },
  rules: {
    'deployment.replicaset': 'Trong kube-controller-manager, chỉ Deployment controller ghi vào ReplicaSet thuộc một Deployment, trừ phần status',
    'deployment.status': 'Trong kube-controller-manager, chỉ Deployment controller ghi status của Deployment',
  },
} satisfies Texts<typeof steps>
