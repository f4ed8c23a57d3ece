import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Cloud node controller',
    tagline: 'mô tả node theo hiểu biết của cloud',
    about: 'Thêm zone, loại máy và địa chỉ cho Node mới rồi gỡ taint uninitialized. Nó xóa những Node mà máy của chúng không còn trên cloud.',
    without: 'Node mới trên cloud vẫn mang taint, và Node của máy đã mất vẫn nằm trong danh sách.',
    silent: 'Ở đây không nối với nhà cung cấp cloud nào. Nếu có, sẽ thấy nó ghi vào object Node cùng Event Synced và DeletingNode.',
  },
  steps: {},
} satisfies Texts<typeof steps>
