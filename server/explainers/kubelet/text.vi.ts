import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'kubelet', tagline: 'chạy các Pod của node mình',
    about: 'Tác tử (agent) trên mỗi node. Nó theo dõi các Pod được gán cho node mình, chuẩn bị volume, nhờ container runtime tạo sandbox và container, chạy probe và báo cáo trạng thái. Nó gia hạn Lease mỗi 10 giây; nhờ đó control plane biết node còn sống.',
    without: 'Container đang chạy vẫn chạy, nhưng không ai khởi động lại, probe hay báo cáo chúng. Sau khoảng 50 giây node bị coi là not ready.',
  },
  steps: {
    admitted: {
      caption: 'Kubelet trên {node.name} đã tiếp nhận Pod {pod}', act: 'đã tiếp nhận Pod {pod}',
      why: 'Kubelet thấy qua watch rằng Pod được gán cho node của mình. Nó kiểm tra lại xem Pod có vừa không rồi ghi thời điểm bắt đầu: lời đầu tiên của nó về Pod này. Từ đây phase cho biết kubelet thấy gì.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.status.startTime}',
      next: 'Kubelet mount volume và nhờ tạo sandbox',
    },
    'volumes-mounted': {
      caption: 'Kubelet trên {node.name} hẳn đã mount {volumes} volume của Pod {pod}', act: 'hẳn đã mount {volumes} volume của Pod {pod}',
      why: 'Sandbox chỉ được tạo sau khi mọi volume của Pod đã được attach và mount. Mount thành công thì im lặng; chỉ thất bại mới sinh Event. Hầu như Pod nào cũng có ít nhất volume chứa token của service account.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Container runtime tạo sandbox',
    },
    'sandbox-ready': {
      caption: 'Pod {pod} đã có sandbox và mạng trên {node.name}', act: 'báo sandbox và mạng của Pod {pod} đã sẵn sàng',
      why: 'Condition PodReadyToStartContainers thành True: runtime đã tạo sandbox và network plugin đã nối mạng cho nó. Từ 1.36 kubelet báo ngay điều này, trước khi kéo image.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet nhờ kéo image và khởi động container',
    },
    'address-reported': {
      caption: 'Pod {pod} có địa chỉ {ip}', act: 'báo địa chỉ {ip} của Pod {pod}',
      why: 'Kubelet đọc địa chỉ từ sandbox và ghi vào status. Mọi container của Pod dùng chung địa chỉ này và nó giữ nguyên chừng nào sandbox còn sống. Pod thay thế sẽ có địa chỉ khác, vì thế mới cần Service.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o wide',
      next: 'EndpointSlice controller có thể đưa Pod vào danh sách',
    },
    pulling: {
      caption: 'Kubelet trên {node.name} yêu cầu image {image}', act: 'yêu cầu image {image}',
      why: 'Image chưa có trên node, hoặc pull policy buộc phải hỏi registry. Kubelet nhờ container runtime kéo image; mặc định mỗi node chỉ kéo một image một lúc.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Container runtime kéo image từ registry',
    },
    pulled: {
      caption: 'Image {image} đã có trên {node.name} sau {took}', act: 'nhận được image {image} sau {took}',
      why: 'Việc kéo mất {took}[[, tính cả chờ lượt là {waited}]][[; image nặng {size}]]. Những layer đã có không được tải lại. Pod kế tiếp dùng image này trên node này khởi động mà không cần kéo.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet nhờ tạo container {container}',
    },
    'image-present': {
      caption: 'Image {image} đã có sẵn trên {node.name}', act: 'thấy image {image} đã có sẵn',
      why: 'Pull policy cho phép dùng image có sẵn nên không tải gì. Với tag latest, policy mặc định là Always; với tag khác là IfNotPresent.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet nhờ tạo container {container}',
    },
    'pull-failed': {
      caption: 'Kubelet trên {node.name} không lấy được image {image}', act: 'không lấy được image {image} cho Pod {pod}',
      why: 'Runtime không tải được image[[: {error}]]. Thường do gõ sai, thiếu tag, không tới được registry hoặc thiếu thông tin đăng nhập. Kubelet thử lại với khoảng nghỉ tăng gấp đôi từ 10 giây đến 5 phút.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet thử lại; con người sửa tên, registry hoặc thông tin đăng nhập',
    },
    created: {
      caption: 'Kubelet trên {node.name} đã cho tạo container {container} của Pod {pod}', act: 'đã cho tạo container {container} của Pod {pod}',
      why: 'Container runtime đã đáp CreateContainer: root file system, mount và giới hạn đã xong, chưa có tiến trình nào chạy. Init container đi trước, lần lượt từng cái.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet cho khởi động nó',
    },
    started: {
      caption: 'Container {container} của Pod {pod} đang chạy', act: 'đã khởi động container {container} của Pod {pod}',
      why: 'Container runtime đã khởi động tiến trình. Đang chạy chưa phải là ready: startup probe hoặc readiness probe có thể còn phải thành công trước khi Pod nhận traffic.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container}',
      next: 'Probe quyết định khi nào Pod ready',
    },
    'container-ended': {
      caption: 'Container {container} của Pod {pod} đã kết thúc với exit code {exit}', act: 'thấy container {container} của Pod {pod} kết thúc với exit code {exit}',
      why: 'Tiến trình đã kết thúc[[ sau {ran}]]: {reason}. Mã 0 là thành công; 143 và 137 nghĩa là bị dừng bằng SIGTERM hoặc SIGKILL, như trong mọi lần xóa bình thường. restartPolicy quyết định bước tiếp theo.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet khởi động lại hoặc kết thúc Pod, tùy restartPolicy',
    },
    'container-crashed': {
      caption: 'Container {container} của Pod {pod} bị crash với exit code {exit}', act: 'thấy container {container} của Pod {pod} crash với exit code {exit}',
      why: 'Tiến trình tự kết thúc[[ sau {ran}]]: {reason}. OOMKilled nghĩa là nó cần nhiều bộ nhớ hơn limit. Lần khởi động lại đầu tiên diễn ra ngay, các lần sau đợi 10 giây, gấp đôi dần đến 5 phút. Pod vẫn ở trên node cũ.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container} --previous',
      next: 'Kubelet khởi động lại nó trừ khi restartPolicy cấm',
    },
    'crash-looping': {
      caption: 'Container {container} của Pod {pod} crash liên tục, khởi động lại bị hoãn', act: 'hoãn khởi động lại container {container} của Pod {pod}',
      why: 'Sau {restarts} lần khởi động lại, kubelet chờ trước lần thử kế tiếp[[; hiện là {delay}]]. CrashLoopBackOff là lý do chờ, không phải phase. Độ trễ được xóa sau khi container chạy được mười phút.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container} --previous',
      next: 'Kubelet thử lại; con người đọc log của lần chạy trước',
    },
    'create-failed': {
      caption: 'Không tạo được container {container} của Pod {pod}', act: 'không tạo được container {container} của Pod {pod}',
      why: 'Image đã có nhưng container không tạo hoặc không khởi động được: {error}. Thường do thiếu ConfigMap hoặc Secret, subPath sai hoặc lệnh không tồn tại. Kubelet tiếp tục thử.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Con người: bổ sung thứ còn thiếu',
    },
    killing: {
      caption: 'Kubelet trên {node.name} đang dừng container {container} của Pod {pod}', act: 'đang dừng container {container} của Pod {pod}',
      why: '{note}. Đầu tiên chạy preStop hook, rồi tiến trình nhận SIGTERM, và SIGKILL khi hết grace period. Endpoint được rút đồng thời chứ không phải trước đó: tiến trình nên phục vụ thêm một lúc.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Tiến trình tự kết thúc hoặc bị SIGKILL',
    },
    'probe-failed': {
      caption: 'Probe {probe} của container {container} trong Pod {pod} thất bại', act: 'thấy probe {probe} của {container} trong Pod {pod} thất bại',
      why: 'Một lần thử thất bại: {output}. Chỉ khi thất bại liên tiếp failureThreshold lần mới có hậu quả: readiness thì Pod bị rút khỏi Service, liveness và startup thì container bị khởi động lại.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet probe lại sau periodSeconds',
    },
    ready: {
      caption: 'Pod {pod} đã ready', act: 'báo Pod {pod} đã ready',
      why: 'Mọi container đang chạy, startup probe và readiness probe đã thành công và các readiness gate (nếu có) đã mở. Chỉ từ lúc này Service mới được gửi traffic tới và Deployment mới tính Pod là khả dụng.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace}',
      next: 'EndpointSlice controller và ReplicaSet controller nhận biết',
    },
    'not-ready': {
      caption: 'Pod {pod} không còn ready', act: 'báo Pod {pod} không còn ready',
      why: 'Một container đã dừng, hoặc readiness probe thất bại liên tiếp failureThreshold lần[[: {reason}]]. Pod không bị khởi động lại vì điều đó; nó chỉ rời khỏi endpoint của các Service cho đến khi ready trở lại.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'EndpointSlice controller rút nó khỏi các Service',
    },
    succeeded: {
      caption: 'Pod {pod} đã làm xong việc', act: 'báo Pod {pod} thành công',
      why: 'Mọi container kết thúc với mã 0 và không cái nào được khởi động lại. Succeeded là trạng thái cuối; object ở lại để còn đọc log, cho đến khi chủ của nó hoặc ai khác xóa.',
      check: 'kubectl logs {pod.name} -n {pod.namespace}',
    },
    failed: {
      caption: 'Pod {pod} đã thất bại[[: {reason}]]', act: 'báo Pod {pod} thất bại[[: {reason}]]',
      why: 'Mọi container đã kết thúc và ít nhất một cái thất bại, hoặc kubelet từ chối hay trục xuất Pod[[: {message}]]. Failed là trạng thái cuối: Pod này không bao giờ chạy lại, nhiều nhất là được controller thay thế.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Controller của nó (nếu có) tạo Pod thay thế',
    },
    evicted: {
      caption: 'Kubelet trên {node.name} đã trục xuất Pod {pod} để cứu node', act: 'đã trục xuất Pod {pod} để cứu node',
      why: 'Node thiếu tài nguyên: {message}. Kubelet kết thúc trước các Pod dùng nhiều hơn requests, ưu tiên thấp đi trước. Kiểu trục xuất này không hỏi PodDisruptionBudget.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Controller của nó tạo Pod thay thế, ở nơi khác nếu cần',
    },
    'sandbox-failed': {
      caption: 'Kubelet trên {node.name} không tạo được sandbox cho Pod {pod}', act: 'không tạo được sandbox cho Pod {pod}',
      why: 'Runtime hoặc network plugin gặp lỗi: {error}. Không có sandbox thì không container nào khởi động được. Kubelet thử lại cho đến khi được.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet thử lại; hãy xem network plugin trên node đó',
    },
    'sandbox-changed': {
      caption: 'Kubelet trên {node.name} đang tạo sandbox mới cho Pod {pod}', act: 'đang tạo sandbox mới cho Pod {pod}',
      why: 'Sandbox đã chết, như sau khi reboot hoặc khởi động lại runtime, hoặc lần thiết lập mạng đầu tiên thất bại. Mọi container khởi động lại từ đầu và Pod có thể có địa chỉ khác. Object Pod vẫn là một.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Container runtime tạo sandbox mới',
    },
    'mount-failed': {
      caption: 'Kubelet trên {node.name} không mount được volume của Pod {pod}', act: 'không mount được volume của Pod {pod}',
      why: 'Pod đang chờ một volume: {error}. Thường do thiếu ConfigMap hoặc Secret, hoặc đĩa còn gắn ở node khác. Không container nào khởi động trước khi đủ volume.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Kubelet thử lại khoảng hai phút một lần',
    },
    removed: {
      caption: 'Kubelet trên {node.name} xác nhận Pod {pod} đã kết thúc', act: 'xác nhận Pod {pod} đã kết thúc',
      why: 'Mọi container đã dừng và volume đã được nhả, nên kubelet xóa object với grace period bằng 0. Trước xác nhận này tên vẫn bị giữ: nhờ vậy StatefulSet chắc chắn chỉ có một Pod như thế đang chạy.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace}',
    },
    'node-registered': {
      caption: 'Kubelet đã đăng ký node {node.name}', act: 'đã đăng ký node {node.name}',
      why: 'Kubelet tự tạo object Node của mình. Admission đặt lên đó một taint để Pod thường không tới trước khi node ready.',
      check: 'kubectl describe node {node.name}',
      next: 'Controller cấp dải địa chỉ Pod; DaemonSet đặt Pod của mình',
    },
    'node-ready': {
      caption: 'Node {node.name} đã ready', act: 'báo node {node.name} đã ready',
      why: 'Runtime và network plugin hoạt động nên kubelet đặt Ready thành True. Sau đó node lifecycle controller gỡ taint.',
      check: 'kubectl get node {node.name}',
      next: 'Scheduler có thể đặt Pod lên đó',
    },
    'node-not-ready': {
      caption: 'Node {node.name} tự báo not ready', act: 'báo node {node.name} not ready',
      why: 'Kubelet còn sống nhưng thứ nó cần thì không: {message}. Pod ở đó vẫn chạy; Pod mới bị taint ngăn lại, và hết thời gian toleration thì Pod đang chạy bị trục xuất.',
      check: 'kubectl describe node {node.name}',
      next: 'Con người: xem runtime và network plugin của node',
    },
    'process-started': {
      caption: 'Kubelet trên {node.name} đã khởi động', act: 'đã khởi động',
      why: 'Một tiến trình kubelet bắt đầu trên node này. Các container đang chạy được tìm lại qua runtime và không bị khởi động lại vì chuyện đó.',
      check: 'kubectl describe node {node.name}',
    },
    'mirror-pod-created': {
      caption: 'Kubelet trên {node.name} hiện ra static Pod {pod}', act: 'hiện ra static Pod {pod}',
      why: 'Kubelet chạy Pod này từ một file trên node và không cần API server. Object chỉ là bản phản chiếu (mirror): xóa nó không dừng được container, và kubelet sẽ tạo lại.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'Kubelet trên {node.name} cập nhật status của Pod {pod}', act: 'cập nhật status của Pod {pod}',
      why: 'Kubelet ghi cả status mỗi khi nó khác với bản ở API server. Lần ghi này lặp lại điều các bước khác đã kể, hoặc thêm chi tiết như observed generation.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
    },
  },
  stories: {
    'container-crashed': 'Pod {pod} bị crash', 'create-failed': 'Pod {pod} không khởi động được', 'probe-failed': 'Probe của Pod {pod} thất bại', evicted: 'Pod {pod} bị trục xuất',
    'sandbox-failed': 'Pod {pod} không có sandbox', 'sandbox-changed': 'Pod {pod} nhận sandbox mới', 'mount-failed': 'Pod {pod} chờ volume',
    'node-registered': 'Node {node.name} gia nhập', 'node-ready': 'Node {node.name} ready', 'node-not-ready': 'Node {node.name} not ready',
    'process-started': 'Kubelet trên {node.name} khởi động', 'mirror-pod-created': 'Static Pod {pod}',
  },
  rules: {
    'kubelet.removal': 'Khi mọi container đã dừng, chỉ kubelet của node xóa Pod với grace period bằng 0',
    'kubelet.volumes-mounted': 'Sandbox chỉ được tạo sau khi mọi volume đã mount (pkg/kubelet/kubelet.go SyncPod)',
  },
} satisfies Texts<typeof steps>
