import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Endpoints controller',
    tagline: 'giữ danh sách endpoint kiểu cũ',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó ghi object Endpoints kiểu cũ của mỗi Service có selector. API này deprecated từ 1.33 và kube-proxy không còn đọc, nhưng vẫn được giữ cho các chương trình còn dùng.',
    without: 'Chương trình đọc Endpoints thấy địa chỉ cũ. Service vẫn hoạt động.',
  },
  steps: {
    published: {
      caption: 'Endpoints controller đã công bố {ready} địa chỉ ready trong {endpoints}',
      act: 'đã công bố {ready} địa chỉ ready trong {endpoints}',
      why: 'Danh sách kiểu cũ được ghi lại toàn bộ: {ready} địa chỉ ready, {waiting} chưa. Không gì trên đường dữ liệu đọc nó; traffic đi theo EndpointSlice.',
      check: 'kubectl get endpoints {endpoints.name} -n {endpoints.namespace}',
    },
  },
  rules: {
    'endpoints.writer': 'Trong kube-controller-manager, chỉ Endpoints controller ghi Endpoints',
  },
} satisfies Texts<typeof steps>
