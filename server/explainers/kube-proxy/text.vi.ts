import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'kube-proxy',
    tagline: 'viết luật phía sau địa chỉ Service',
    about:
      'Chạy trên mọi node, theo dõi Service và EndpointSlice rồi ghi luật gói tin vào kernel: địa chỉ Service được dịch thành một trong các Pod ready, chọn ngẫu nhiên cho mỗi kết nối. Gói tin không bao giờ đi qua tiến trình này. Nó không báo cáo gì nên việc nó làm là suy ra.',
    without: 'Luật trên node đó cũ dần: từ đó không tới được Service mới, và traffic vẫn đi tới các Pod đã mất.',
  },
  steps: {
    'rules-written': {
      caption: 'kube-proxy hẳn phải viết lại luật của Service {service} trên {nodes} node',
      act: 'hẳn phải viết lại luật của Service {service} trên {nodes} node',
      why: 'Mỗi kube-proxy thấy EndpointSlice thay đổi qua watch của mình và chỉ viết lại luật của Service này, thường trong vòng một giây. Với {ready} endpoint ready, mỗi cái nhận phần kết nối mới như nhau. Không ai xác nhận: bước này không rõ lúc kết thúc.',
      check: 'kubectl get endpointslices -n {service.namespace} -l kubernetes.io/service-name={service.name}',
      next: 'Kết nối mới đi tới các Pod ready; kết nối đang có ở nguyên chỗ',
    },
    'rules-removed': {
      caption: 'kube-proxy hẳn phải gỡ luật của Service {service} trên {nodes} node',
      act: 'hẳn phải gỡ luật của Service {service} trên {nodes} node',
      why: 'Service đã mất nên địa chỉ ảo của nó không dẫn tới đâu nữa. Mỗi kube-proxy gỡ luật trên node của mình, thường trong vòng một giây. Không ai xác nhận.',
      check: 'kubectl get service {service.name} -n {service.namespace}',
    },
  },
  rules: {
    'kube-proxy.rules-written': 'kube-proxy theo dõi EndpointSlice và ghi luật cho mọi Service thay đổi (pkg/proxy)',
    'kube-proxy.rules-removed': 'kube-proxy gỡ luật của Service đã mất (pkg/proxy)',
  },
} satisfies Texts<typeof steps>
