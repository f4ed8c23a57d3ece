import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'etcd',
    tagline: 'ghi nhớ mọi thứ',
    about:
      'Kho key-value giữ mọi object của cluster, mỗi cái dưới một key trong /registry. Mỗi lần ghi nhận một revision kế tiếp; resourceVersion của object chính là revision của lần ghi cuối. Nhiều thành viên đồng thuận bằng Raft trước khi một lần ghi được tính.',
    without: 'API server không lưu được và cũng không đọc tin cậy được. Thứ gì chưa sao lưu sẽ mất cùng thành viên cuối cùng.',
    silent:
      'Nó chỉ nói chuyện với API server. Mọi lần ghi hiện ở nơi khác đều kết thúc tại đây: key và revision là một phần của bước đó, từ ngoài không thấy thêm được gì.',
  },
  steps: {},
} satisfies Texts<typeof steps>
