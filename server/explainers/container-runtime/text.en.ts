import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Container runtime',
    tagline: 'makes sandboxes and runs containers',
    about:
      'containerd or CRI-O on every node. It obeys its kubelet through the Container Runtime Interface: makes sandboxes, pulls images, starts and stops containers. It has the network plugin called for every sandbox. It never speaks to the API server, so all we know of it the kubelet told.',
    without: 'No container starts, stops or is restarted on that node, and the node becomes not ready.',
  },
  steps: {
    'sandbox-made': {
      caption: 'Container runtime must have made the sandbox of Pod {pod}',
      act: 'must have made the sandbox of Pod {pod}',
      why: 'The kubelet asked for a sandbox: the namespaces and cgroup that all containers of the Pod share, held by a tiny pause process. The kubelet then reported network or address, which only a finished sandbox has.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The network plugin connects it; then images and containers',
    },
    'image-pulled': {
      caption: 'Container runtime must have pulled image {image}',
      act: 'must have pulled image {image}',
      why: 'The runtime fetched the layers that were missing and unpacked them[[, {size} in all]]. The kubelet measured {took} for it. The registry is asked by the node, not by the control plane.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The kubelet has the container created',
    },
    'container-started': {
      caption: 'Container runtime must have created and started container {container}',
      act: 'must have created and started container {container}',
      why: 'The kubelet reported the container as started, so the runtime has prepared its file system, entered the sandbox and started the process through an OCI runtime such as runc. The kernel enforces its limits from the first instruction.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The process runs; the kubelet watches and probes it',
    },
  },
  rules: {
    'container-runtime.sandbox-made': 'A Pod has network and address only once its sandbox exists (RunPodSandbox)',
    'container-runtime.image-pulled': 'The kubelet reports an image as pulled when PullImage of the runtime returned',
    'container-runtime.container-started': 'The kubelet reports a container as started when StartContainer of the runtime returned',
  },
} satisfies Texts<typeof steps>
