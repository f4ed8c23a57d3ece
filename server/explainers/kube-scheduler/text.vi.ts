import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Scheduler',
    tagline: 'chọn node cho mỗi Pod mới',
    about:
      'Theo dõi các Pod chưa có node, loại những node không chạy được Pod, chấm điểm các node còn lại rồi gửi binding cho node tốt nhất. Mỗi Pod chỉ được quyết định một lần và không bao giờ bị dời khi đang chạy. Scheduler không tự khởi động gì: kubelet của node được chọn làm việc đó.',
    without: 'Pod mới nằm ở Pending vì không có node. Các Pod đã có node vẫn chạy tiếp.',
  },
  steps: {
    bound: {
      caption: 'Scheduler đã gán Pod {pod} vào {node.name}',
      act: 'đã gán Pod {pod} vào {node.name}',
      why: 'Scheduler lọc các node theo những gì Pod yêu cầu và chấp nhận, chấm điểm các node còn lại rồi gửi một binding. API server sau đó ghi spec.nodeName, việc này không để lại mục nào trong managedFields. Binding là quyết định cuối: Pod không chuyển sang node khác, chỉ có thể bị thay thế.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.spec.nodeName}',
      next: 'Kubelet trên {node.name} thấy Pod qua watch và khởi động nó',
    },
    unschedulable: {
      caption: 'Scheduler không tìm được node cho Pod {pod}: {reasons}',
      act: 'không tìm được node cho Pod {pod}: {reasons}',
      why: 'Mọi node đều bị một bộ lọc loại ra; các con số cho biết vì lý do nào. Pod ở lại Pending và được thử lại khi có thay đổi liên quan trong cluster, chậm nhất là sau năm phút. Bộ lọc nhìn vào requests, không nhìn mức dùng thực tế.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Phải có gì đó thay đổi: thêm chỗ trống, thêm node, gỡ taint hoặc giảm requests',
    },
    nominated: {
      caption: 'Scheduler dự kiến đặt Pod {pod} lên {node.name}',
      act: 'đã đề cử {node.name} cho Pod {pod}',
      why: 'Scheduler ghi status.nominatedNodeName: sau khi preemption trong lúc các Pod nạn nhân rời đi, và từ 1.35 cả trước những bước binding chậm. Đề cử không phải lời hứa. Node khác vẫn có thể được chọn, và Pod ưu tiên cao hơn có thể chiếm chỗ.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.status.nominatedNodeName}',
      next: 'Scheduler gán Pod khi chỗ thực sự trống',
    },
    preempted: {
      caption: 'Scheduler đã đẩy Pod {pod} đi để nhường chỗ cho Pod quan trọng hơn',
      act: 'đã đẩy Pod {pod} đi để nhường chỗ cho Pod quan trọng hơn',
      why: 'Một Pod ưu tiên cao hơn không vừa ở đâu, và bỏ Pod này thì có chỗ cho nó. Scheduler đánh dấu nạn nhân bằng condition DisruptionTarget rồi xóa. Nạn nhân vẫn được hưởng grace period.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Kubelet dừng nạn nhân; sau đó Pod đang chờ mới được gán',
    },
    'volume-node-chosen': {
      caption: 'Scheduler đã chọn {node.name} cho volume của PersistentVolumeClaim {claim}',
      act: 'đã chọn {node.name} cho volume của PersistentVolumeClaim {claim}',
      why: 'StorageClass chờ Pod đầu tiên dùng claim, nên volume được tạo ở nơi Pod sẽ chạy. Scheduler ghi tên node vào một annotation của claim và giữ binding lại cho đến khi claim được bound.',
      check: 'kubectl describe pvc {claim.name} -n {claim.namespace}',
      next: 'Provisioner tạo volume cho node đó',
    },
  },
  stories: { preempted: 'Pod {pod} bị preempt' },
  rules: {
    'scheduler.binding':
      'spec.nodeName của một Pod đã tồn tại chỉ được ghi qua pods/binding; chỉ scheduler gửi lệnh này và nó không để lại mục managedFields',
    'scheduler.pod-scheduled': 'Sau khi Pod được tạo, chỉ scheduler ghi PodScheduled=False',
    'scheduler.nomination': 'Chỉ scheduler ghi status.nominatedNodeName',
    'scheduler.preemption': 'Lý do PreemptionByScheduler chỉ do scheduler thực hiện preemption ghi',
    'scheduler.selected-node': 'Chỉ scheduler ghi annotation volume.kubernetes.io/selected-node',
  },
} satisfies Texts<typeof steps>
