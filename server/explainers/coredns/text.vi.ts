import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'CoreDNS',
    tagline: 'trả lời tên của Service',
    about:
      'Theo dõi Service và EndpointSlice, trả lời truy vấn DNS của Pod: web.shop.svc.cluster.local cho địa chỉ của Service web trong namespace shop. Bản thân nó là một Deployment bình thường sau một Service.',
    without: 'Pod không tìm được Service theo tên. Kết nối bằng địa chỉ vẫn được.',
    silent: 'Nó chỉ đọc từ API server và trả lời cho Pod, nên watch không thấy gì từ việc của nó ngoài chính các Pod của nó.',
  },
  steps: {},
} satisfies Texts<typeof steps>
