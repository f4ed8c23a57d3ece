import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'kubectl', tagline: 'người và công cụ nói ra điều mình muốn',
    about: 'Tất cả những ai không phải thành phần của Kubernetes: kubectl, Helm, công cụ GitOps, operator, chương trình của bạn. Họ ghi trạng thái mong muốn qua API server như mọi client khác. Mỗi bên hiện dưới cái tên tự khai trong managedFields.',
    without: 'Không ai thay đổi điều mong muốn. Cluster tiếp tục giữ trạng thái mong muốn cuối cùng.',
  },
  steps: {
    created: {
      caption: '{object.kind} {object} đã được tạo[[ bởi {manager}]]', act: 'đã tạo {object.kind} {object}',
      why: 'API server xác thực yêu cầu, kiểm tra quyền, để admission bổ sung, kiểm tra hợp lệ rồi lưu vào etcd. Mới chỉ là một mong muốn được ghi lại, chưa có gì xảy ra. Các controller theo dõi loại này bây giờ mới hành động.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
      next: 'Controller của loại này so mong muốn với thực tế',
    },
    scaled: {
      caption: '[[{manager} ]]đã scale {object.kind} {object} từ {from} thành {to}', act: 'đã scale {object.kind} {object} từ {from} thành {to}',
      why: 'Chỉ số lượng mong muốn thay đổi. kubectl scale dùng subresource scale và managedFields giữ lại dấu vết đó. Template vẫn vậy nên không có phiên bản mới và không có rollout.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o jsonpath={.spec.replicas}',
      next: 'Controller tạo thêm hoặc bỏ bớt Pod',
    },
    'image-set': {
      caption: '[[{manager} ]]đã đặt image {image} cho {object.kind} {object}', act: 'đã đặt image {image} cho {object.kind} {object}',
      why: 'Image của container {container} đã đổi[[ từ {before}]]. Với workload, đó là đổi Pod template, nên controller thay dần từng Pod. Pod đang chạy không bao giờ bị sửa tại chỗ vì việc đó.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'Controller bắt đầu rollout',
    },
    restarted: {
      caption: '[[{manager} ]]yêu cầu khởi động lại {object.kind} {object}', act: 'yêu cầu khởi động lại {object.kind} {object}',
      why: 'kubectl rollout restart ghi thời điểm vào một annotation của Pod template. Template vì thế thành mới, và việc thay mọi Pod bằng rollout thông thường chính là khởi động lại.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'Controller bắt đầu rollout',
    },
    'template-changed': {
      caption: '[[{manager} ]]đã đổi Pod template của {object.kind} {object}', act: 'đã đổi Pod template của {object.kind} {object}',
      why: 'Mọi thay đổi của template đều tạo phiên bản mới: controller thay các Pod theo chiến lược của nó. Pod đang có giữ nguyên template đã sinh ra chúng.',
      check: 'kubectl rollout history {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'Controller bắt đầu rollout',
    },
    paused: {
      caption: '[[{manager} ]]đã tạm dừng rollout của {object.kind} {object}', act: 'đã tạm dừng {object.kind} {object}',
      why: 'Khi spec.paused được đặt, thay đổi của template được ghi nhận nhưng không triển khai. Scale vẫn hoạt động.',
      check: 'kubectl rollout resume {object.kind} {object.name}[[ -n {object.namespace}]]',
    },
    resumed: {
      caption: '[[{manager} ]]đã cho rollout của {object.kind} {object} tiếp tục', act: 'đã cho {object.kind} {object} tiếp tục',
      why: 'spec.paused không còn, nên controller triển khai mọi thứ đã đổi trong lúc dừng, tất cả thành một phiên bản. Không thay đổi nào trong lúc dừng bị mất.',
      check: 'kubectl rollout status {object.kind} {object.name}[[ -n {object.namespace}]]',
      next: 'Controller triển khai cái mới',
    },
    cordoned: {
      caption: '[[{manager} ]]đã đóng node {object.name} với Pod mới', act: 'đã đóng node {object.name} với Pod mới',
      why: 'spec.unschedulable khiến scheduler không chọn node này. Pod đang ở đó vẫn ở lại; kubectl drain sẽ đẩy chúng đi tiếp theo.',
      check: 'kubectl get node {object.name}',
      next: 'Node lifecycle controller thêm taint tương ứng',
    },
    uncordoned: {
      caption: '[[{manager} ]]đã mở lại node {object.name} cho Pod mới', act: 'đã mở lại node {object.name} cho Pod mới',
      why: 'Scheduler lại được chọn node này. Các Pod đã dời đi không tự quay về.',
      check: 'kubectl get node {object.name}',
      next: 'Scheduler xem lại các Pod đang chờ',
    },
    tainted: {
      caption: '[[{manager} ]]đã đổi taint của node {object.name}', act: 'đã đổi taint của node {object.name}',
      why: 'Taint ngăn những Pod không chấp nhận nó. NoSchedule chỉ liên quan Pod mới, NoExecute còn đẩy cả Pod đang chạy ở đó đi.',
      check: 'kubectl get node {object.name} -o jsonpath={.spec.taints}',
      next: 'Scheduler và taint eviction controller tuân theo',
    },
    annotated: {
      caption: '[[{manager} ]]đã đổi label hoặc annotation của {object.kind} {object}', act: 'đã đổi label hoặc annotation của {object.kind} {object}',
      why: 'Đã thay đổi: {paths}. Label quyết định selector tìm thấy gì, nên một label có thể đưa Pod vào hoặc ra khỏi Service. Annotation là ghi chú cho người và chương trình.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'status-written': {
      caption: '[[{manager} ]]đã báo status của {object.kind} {object}', act: 'đã báo status của {object.kind} {object}',
      why: 'Một controller không thuộc Kubernetes đã ghi subresource status của {object.kind} {object}: {paths}. Nó được hiện dưới cái tên tự khai.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
    },
    edited: {
      caption: '[[{manager} ]]đã thay đổi {object.kind} {object}', act: 'đã thay đổi {object.kind} {object}',
      why: 'Đã thay đổi: {paths}. API server kiểm tra và lưu trạng thái mong muốn mới, và tăng generation nếu loại này có.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml --show-managed-fields',
      next: 'Controller của loại này xử lý phần khác biệt',
    },
    'deletion-requested': {
      caption: 'Có yêu cầu xóa {object.kind} {object}[[ từ {author}]]', act: 'yêu cầu xóa {object.kind} {object}',
      why: 'Yêu cầu xóa không để lại tác giả trong object; ai yêu cầu thì Event, việc xóa object chủ hoặc audit log cho biết, trước đó vẫn để ngỏ. Pod có một grace period[[ ({grace})]], trong đó nó bị đánh dấu nhưng vẫn chạy. Object có finalizer phải đợi các finalizer được gỡ.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o jsonpath={.metadata.deletionTimestamp}',
      next: 'Với Pod là kubelet của node; nếu không thì ai giữ finalizer',
    },
    finalized: {
      caption: '{object.kind} {object} đã biến mất: finalizer cuối cùng được gỡ', act: 'đã gỡ finalizer cuối cùng của {object.kind} {object}',
      why: 'Object đã bị đánh dấu xóa và còn đợi {finalizer}. Cùng với finalizer cuối, API server xóa nó khỏi etcd ngay trong yêu cầu đó.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]]',
    },
  },
  stories: {
    created: 'Tạo {object.kind} {object}[[ cùng {others}]]', scaled: 'Scale {object.kind} {object} thành {to}', 'image-set': 'Cập nhật {object.kind} {object}[[ cùng {others}]]', restarted: 'Khởi động lại {object.kind} {object}', 'template-changed': 'Thay đổi {object.kind} {object}',
    paused: 'Tạm dừng {object.kind} {object}', resumed: 'Tiếp tục {object.kind} {object}', cordoned: 'Đóng {object.name}', uncordoned: 'Mở {object.name}', tainted: 'Taint {object.name}',
    edited: 'Thay đổi {object.kind} {object}[[ cùng {others}]]', 'deletion-requested': 'Xóa {object.kind} {object}[[ cùng {others}]]', annotated: 'Đổi label hoặc annotation của {object.kind} {object}', 'status-written': 'Status của {object.kind} {object}',
  },
  rules: {
    'deletion.disruption': 'Lý do trong condition DisruptionTarget cho biết ai kết thúc Pod',
    'deletion.finalizer': 'Gỡ finalizer cuối của một object đã bị đánh dấu sẽ xóa nó ngay trong yêu cầu đó; mỗi finalizer thuộc về một controller',
  },
} satisfies Texts<typeof steps>
