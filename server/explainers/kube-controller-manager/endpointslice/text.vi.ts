import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'EndpointSlice controller',
    tagline: 'liệt kê các Pod sau mỗi Service',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Với mỗi Service có selector, nó giữ các slice tối đa 100 endpoint: Pod nào khớp, địa chỉ của chúng, và chúng ready, serving hay terminating. kube-proxy và CoreDNS không đọc gì khác.',
    without: 'Service giữ danh sách cũ: traffic đi tới Pod đã mất và không bao giờ tới Pod mới.',
  },
  steps: {
    'slice-created': {
      caption: 'EndpointSlice controller đã tạo {slice} cho Service {service}',
      act: 'đã tạo {slice} cho Service {service}',
      why: 'Mỗi Service có selector nhận ít nhất một slice, dù trống. Tên nó bắt đầu bằng tên Service; owner reference khiến nó bị xóa cùng Service.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy trên mọi node đọc nó',
    },
    'endpoint-added': {
      caption: 'EndpointSlice controller đã liệt kê {count} Pod cho Service {service}',
      act: 'đã liệt kê {count} Pod cho Service {service}',
      why: 'Một Pod khớp selector đã có địa chỉ nên được liệt kê: {pods}. Khi Pod chưa ready, endpoint mang dấu not ready và không nhận traffic.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'Khi ready, kube-proxy gửi traffic tới nó',
    },
    'endpoint-ready': {
      caption: 'EndpointSlice controller đã mở Service {service} cho {count} Pod',
      act: 'đã mở Service {service} cho {count} Pod',
      why: '{pods}: nay đã ready nên endpoint cũng thành ready. Slice này có {ready} endpoint ready.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy trên mọi node thêm nó vào luật',
    },
    'endpoint-not-ready': {
      caption: 'EndpointSlice controller đã đóng Service {service} với {count} Pod',
      act: 'đã đóng Service {service} với {count} Pod',
      why: '{pods}: không còn ready. Endpoint vẫn nằm trong danh sách nhưng không nhận kết nối mới. Slice này còn {ready} endpoint ready.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy trên mọi node rút nó khỏi luật',
    },
    'endpoint-terminating': {
      caption: 'EndpointSlice controller đánh dấu {count} Pod của Service {service} là terminating',
      act: 'đánh dấu {count} Pod của Service {service} là terminating',
      why: '{pods}: đang bị xóa. Endpoint terminating không bao giờ ready; nó chỉ được dùng khi Service không còn cái nào ready, chừng nào nó còn serving. Việc này xảy ra trong lúc Pod tắt, nên nó có thể còn nhận traffic trong chốc lát.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy rút nó ra; kubelet dừng Pod',
    },
    'endpoint-removed': {
      caption: 'EndpointSlice controller đã bỏ {count} Pod khỏi Service {service}',
      act: 'đã bỏ {count} Pod khỏi Service {service}',
      why: '{pods}: đã mất, đã xong, hoặc không còn khớp selector. Slice này còn {ready} endpoint ready.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy trên mọi node bỏ phần còn lại của nó',
    },
    'slice-updated': {
      caption: 'EndpointSlice controller đã cập nhật {slice}',
      act: 'đã cập nhật {slice}',
      why: 'Label, annotation hoặc port của slice đã đổi, endpoint thì không. Thời điểm của thay đổi dẫn tới đây được giữ trong một annotation.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
    },
  },
  rules: {
    'endpointslice.managed-by': 'Slice mang label endpointslice-controller.k8s.io chỉ do EndpointSlice controller ghi',
  },
} satisfies Texts<typeof steps>
