import type { General } from './general.ts'
import { kubectlCommands } from './kubectl-commands.ts'

export const general: General = {
  generic: {
    caption: '{component}: {verb} {subject.kind} {subject}',
    act: '{verb} {subject.kind} {subject}',
    why: 'Trang này cũ hơn máy chủ nên chưa có lời giải thích cho bước này. Hãy tải lại trang để nhận lời mới.',
  },
  steps: {
    'watch.gap': {
      caption: 'Không theo dõi được {kind} trong {took}',
      act: 'không theo dõi được {kind} trong {took}',
      why: 'Kết nối tới API server bị gián đoạn, nên không ai thấy điều gì đã xảy ra với các đối tượng loại này từ {from} đến {to}. Những gì khác đi sau đó được ghi với cả khoảng thời gian ấy và nhiều nhất ở mức tương quan.',
      next: 'Các đối tượng đã được liệt kê lại và được theo dõi tiếp từ đây',
    },
  },
  stories: { 'watch.gap': 'Khoảng trống khi theo dõi' },
  rules: {
    ...kubectlCommands,
    'component.unknown': 'Chưa biết ai đã làm',
    'pulse.lease': 'Bản dẫn đầu gia hạn Lease mỗi 2 giây; im lặng 15 giây thì tính là im tiếng',
    'pulse.node-lease': 'Kubelet gia hạn Lease trong kube-node-lease mỗi 10 giây; im lặng 40 giây thì tính là im tiếng',
    'pulse.mirror-pod': 'Mirror Pod của nó, do kubelet giữ cho static Pod, có Ready hay không',
    'pulse.daemonset': 'Pod của nó trên node này có Ready hay không',
    'pulse.deployment': 'Số bản sao Ready của Deployment của nó',
    'pulse.runtime-version': 'Nó không bao giờ nói chuyện với API server; kubelet báo phiên bản và trả lời thay cho nó',
    'pulse.with': 'Nó chạy bên trong một thành phần khác và sống cùng thành phần ấy',
    'pulse.none': 'Không có gì trong cluster cho biết nó còn sống hay không',
    'pulse.absent': 'Không thấy bản nào của nó: một chỗ trống',
    'pulse.unseen': 'Các đối tượng cho biết điều đó không được theo dõi',
  },
}
