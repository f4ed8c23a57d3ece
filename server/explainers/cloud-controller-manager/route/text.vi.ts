import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Cloud route controller',
    tagline: 'định tuyến dải Pod giữa các node',
    about: 'Báo cho mạng của cloud biết node nào giữ dải Pod nào, dành cho cluster có network plugin dựa vào route của cloud.',
    without: 'Với plugin như vậy, Pod ở các node khác nhau không tới được nhau.',
    silent:
      'Ở đây không nối với nhà cung cấp cloud; network plugin tự tạo route. Nếu có, condition NetworkUnavailable của Node sẽ cho thấy việc nó làm.',
  },
  steps: {},
} satisfies Texts<typeof steps>
