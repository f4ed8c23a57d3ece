import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'API server',
    tagline: 'cánh cửa duy nhất',
    about:
      'Mọi lượt đọc và ghi của cluster đều qua đây: authentication, authorization, mutating admission, validation, rồi etcd. Nó báo cho mọi watcher biết điều gì đã đổi; nhờ vậy các thành phần phối hợp mà không gọi nhau. Chỉ nó nói chuyện với etcd.',
    without: 'Không đọc và không thay đổi được gì. Những gì đang chạy vẫn chạy, nhưng không ai sửa chữa, lập lịch hay scale.',
  },
  steps: {
    'address-allocated': {
      caption: 'API server đã cấp cho Service {service} địa chỉ {ip}',
      act: 'đã cấp cho Service {service} địa chỉ {ip}',
      why: 'Địa chỉ được chọn ngay trong yêu cầu tạo, từ dải dành cho Service, và được ghi thành object IPAddress để không ai nhận lần nữa[[; node port {ports}]]. Đây là địa chỉ ảo: không thiết bị nào mang nó, chỉ luật của kube-proxy biết.',
      check: 'kubectl get service {service.name} -n {service.namespace}',
      next: 'kube-proxy viết luật cho nó; CoreDNS trả lời tên của nó',
    },
    'address-released': {
      caption: 'API server đã thu hồi địa chỉ {ip}',
      act: 'đã thu hồi địa chỉ {ip}',
      why: 'Service từng dùng nó đã mất, nên object IPAddress bị xóa và địa chỉ có thể cấp cho Service khác. Kết nối cũ tới nó hỏng ngay khi kube-proxy gỡ luật.',
      check: 'kubectl get ipaddresses',
    },
    'endpoints-kept': {
      caption: 'API server ghi endpoint của chính mình vào {object.kind} {object}',
      act: 'ghi endpoint của chính mình vào {object.kind} {object}',
      why: 'Service default/kubernetes không có selector. Các API server tự giữ danh sách địa chỉ của mình để Pod luôn tìm được một máy.',
      check: 'kubectl get endpointslices -n default',
    },
    'object-made': {
      caption: 'API server đã tạo {object.kind} {object}',
      act: 'đã tạo {object.kind} {object}',
      why: 'Vài object mà cluster nào cũng cần do API server tự tạo khi khởi động: các namespace hệ thống, Service của chính nó, thiết lập xác thực. Nếu ai đó xóa một cái, nó được tạo lại.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'budget-charged': {
      caption: 'API server trừ một lần trục xuất vào budget {object}: còn {allowed}',
      act: 'trừ một lần trục xuất vào budget {object}',
      why: 'Có yêu cầu trục xuất và PodDisruptionBudget cho phép. API server ghi Pod vào budget trước khi xóa, để hai lần trục xuất cùng lúc không thể cùng lọt.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
      next: 'Disruption controller đếm lại',
    },
    'quota-charged': {
      caption: 'API server đã tính vào quota {object}[[: {used}]]',
      act: 'đã tính vào quota {object}[[: {used}]]',
      why: 'Một yêu cầu tạo thứ mà ResourceQuota có đếm, nên bước admission cuối cùng cộng nó vào mức dùng trước khi lưu. Thứ gì vượt hạn mức sẽ bị từ chối tại đây. Nếu yêu cầu rốt cuộc thất bại, ResourceQuota controller sửa lại con số sau.',
      check: 'kubectl describe resourcequota {object.name} -n {object.namespace}',
    },
    'eviction-granted': {
      caption: 'API server chấp thuận trục xuất Pod {pod}',
      act: 'chấp thuận trục xuất Pod {pod}',
      why: 'Ai đó, thường là kubectl drain, yêu cầu trục xuất thay vì xóa. Mọi disruption budget đều cho phép nên Pod được đánh dấu EvictionByEvictionAPI rồi bị xóa với grace period của nó.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Kubelet dừng Pod; controller của nó tạo Pod khác',
    },
  },
  stories: {
    'endpoints-kept': 'API server giữ endpoint của mình',
    'object-made': 'API server tạo {object}',
    'budget-charged': 'Trục xuất',
    'quota-charged': 'Dùng quota {object}',
    'eviction-granted': 'Trục xuất Pod {pod}',
  },
  rules: {
    'apiserver.allocation': 'Địa chỉ cluster mà không client nào ghi là do bộ cấp phát của API server chọn',
    'apiserver.release': 'API server thu hồi địa chỉ khi Service của nó đã mất',
    'apiserver.endpoints': 'Các API server tự giữ endpoint của default/kubernetes',
    'apiserver.system': 'Object hệ thống do API server tạo khi khởi động',
    'apiserver.budget': 'Bộ xử lý eviction của API server trừ vào budget',
    'apiserver.quota': 'Trong API server, chỉ bước admission ResourceQuota ghi mức dùng',
    'apiserver.eviction': 'Lý do EvictionByEvictionAPI chỉ do bộ xử lý eviction của API server ghi',
  },
} satisfies Texts<typeof steps>
