import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'kubelet', tagline: 'runs the Pods of its node',
    about: 'The agent on every node. It watches the Pods that are bound to its node, prepares their volumes, has the container runtime make sandbox and containers, probes them and reports their state. It renews its Lease every 10 seconds, which is how the control plane knows the node is alive.',
    without: 'Containers that run keep running, but nobody restarts, probes or reports them. After about 50 seconds the node counts as not ready.',
  },
  steps: {
    admitted: {
      caption: 'kubelet on {node.name} took over Pod {pod}', act: 'took over Pod {pod}',
      why: 'The kubelet saw on its watch that the Pod was bound to its node. It checked once more whether the Pod fits, then wrote the start time: its first word about this Pod. From here on the phase tells what the kubelet sees.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o jsonpath={.status.startTime}',
      next: 'The kubelet mounts volumes and has a sandbox made',
    },
    'volumes-mounted': {
      caption: 'kubelet on {node.name} must have mounted {volumes:# volume|# volumes} of Pod {pod}', act: 'must have mounted {volumes:# volume|# volumes} of Pod {pod}',
      why: 'A sandbox is made only after all volumes of the Pod are attached and mounted. Success of ordinary mounts is silent; only failures make Events. Nearly every Pod has at least the volume with its service account token.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The container runtime makes the sandbox',
    },
    'sandbox-ready': {
      caption: 'Pod {pod} has its sandbox and network on {node.name}', act: 'reported sandbox and network of Pod {pod} ready',
      why: 'The condition PodReadyToStartContainers became True: the runtime has made the sandbox and the network plugin has connected it. Since 1.36 the kubelet reports this at once, before it pulls any image.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet has images pulled and containers started',
    },
    'address-reported': {
      caption: 'Pod {pod} has the address {ip}', act: 'reported the address {ip} of Pod {pod}',
      why: 'The kubelet read the address from the sandbox and wrote it into the status. All containers of the Pod share it, and it stays as long as the sandbox lives. A replacement Pod gets another one, which is why Services exist.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o wide',
      next: 'EndpointSlice controllers may list the Pod now',
    },
    pulling: {
      caption: 'kubelet on {node.name} asked for image {image}', act: 'asked for image {image}',
      why: 'The image was not on the node, or its pull policy demands a look at the registry. The kubelet asks the container runtime to pull; by default it pulls one image at a time per node.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The container runtime pulls the image from its registry',
    },
    pulled: {
      caption: 'Image {image} is on {node.name} after {took}', act: 'got image {image} after {took}',
      why: 'The pull took {took}[[, {waited} with waiting for other pulls]][[; the image has {size}]]. Layers that were already there are not fetched again. The next Pod with this image on this node starts without a pull.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet has container {container} created',
    },
    'image-present': {
      caption: 'Image {image} was already on {node.name}', act: 'found image {image} already there',
      why: 'The pull policy allows an image that is present, so nothing was fetched. With the tag latest the default policy is Always; with any other tag it is IfNotPresent.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet has container {container} created',
    },
    'pull-failed': {
      caption: 'kubelet on {node.name} cannot get image {image}', act: 'cannot get image {image} for Pod {pod}',
      why: 'The runtime could not fetch the image[[: {error}]]. Usual reasons are a typo, a missing tag, a registry that cannot be reached or missing credentials. The kubelet tries again with pauses that double from 10 seconds to 5 minutes.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet retries; a person mends name, registry or credentials',
    },
    created: {
      caption: 'kubelet on {node.name} had container {container} of Pod {pod} created', act: 'had container {container} of Pod {pod} created',
      why: 'The container runtime answered CreateContainer: root file system, mounts and limits are prepared, no process runs yet. Init containers come first, one after the other.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet has it started',
    },
    started: {
      caption: 'Container {container} of Pod {pod} is running', act: 'started container {container} of Pod {pod}',
      why: 'The container runtime started the process. Running does not mean ready: a startup or readiness probe may still have to succeed before the Pod gets traffic.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container}',
      next: 'Probes decide when the Pod is ready',
    },
    'container-ended': {
      caption: 'Container {container} of Pod {pod} ended with exit code {exit}', act: 'saw container {container} of Pod {pod} end with exit code {exit}',
      why: 'The process ended[[ after {ran}]]: {reason}. Code 0 is success; 143 and 137 mean it was stopped by SIGTERM or SIGKILL, as in every ordinary deletion. restartPolicy decides what comes next.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet restarts it or finishes the Pod, as restartPolicy says',
    },
    'container-crashed': {
      caption: 'Container {container} of Pod {pod} crashed with exit code {exit}', act: 'saw container {container} of Pod {pod} crash with exit code {exit}',
      why: 'The process ended by itself[[ after {ran}]]: {reason}. OOMKilled means it wanted more memory than its limit. The first restart comes at once, later ones wait 10 seconds, doubling up to 5 minutes. The Pod stays on its node.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container} --previous',
      next: 'The kubelet restarts it unless restartPolicy forbids',
    },
    'crash-looping': {
      caption: 'Container {container} of Pod {pod} keeps crashing, restart delayed', act: 'delays the restart of container {container} of Pod {pod}',
      why: 'After {restarts:# restart|# restarts} the kubelet waits before the next try[[; now {delay}]]. CrashLoopBackOff is a reason to wait, not a phase. The delay is forgotten after the container has run for ten minutes.',
      check: 'kubectl logs {pod.name} -n {pod.namespace} -c {container} --previous',
      next: 'The kubelet tries again; a person reads the logs of the last run',
    },
    'create-failed': {
      caption: 'Container {container} of Pod {pod} cannot be created', act: 'cannot create container {container} of Pod {pod}',
      why: 'The image is there, yet the container cannot be made or started: {error}. A missing ConfigMap or Secret, a wrong subPath or a command that does not exist are usual. The kubelet keeps trying.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'A person: provide what is missing',
    },
    killing: {
      caption: 'kubelet on {node.name} is stopping container {container} of Pod {pod}', act: 'is stopping container {container} of Pod {pod}',
      why: '{note}. First the preStop hook runs, then the process gets SIGTERM, and SIGKILL when the grace period is over. Endpoints are withdrawn at the same time, not before: a process should go on serving for a moment.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The process ends by itself or by SIGKILL',
    },
    'probe-failed': {
      caption: '{probe} probe of container {container} in Pod {pod} failed', act: 'saw the {probe} probe of {container} in Pod {pod} fail',
      why: 'One attempt failed: {output}. It counts only after failureThreshold failures in a row: readiness then takes the Pod out of its Services, liveness and startup have the container restarted.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet probes again after periodSeconds',
    },
    ready: {
      caption: 'Pod {pod} is ready', act: 'reported Pod {pod} ready',
      why: 'All containers run, their startup and readiness probes succeeded and readiness gates, if any, are open. Only now Services may send traffic to it, and Deployments count it towards availability.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace}',
      next: 'EndpointSlice and ReplicaSet controllers take notice',
    },
    'not-ready': {
      caption: 'Pod {pod} is no longer ready', act: 'reported Pod {pod} not ready',
      why: 'A container stopped, or its readiness probe failed failureThreshold times in a row[[: {reason}]]. The Pod is not restarted for that; it only leaves the endpoints of its Services until it is ready again.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The EndpointSlice controller takes it out of the Services',
    },
    succeeded: {
      caption: 'Pod {pod} has finished its work', act: 'reported Pod {pod} succeeded',
      why: 'All containers ended with code 0 and none will be restarted. Succeeded is final; the object stays so that its logs can be read, until its owner or somebody else deletes it.',
      check: 'kubectl logs {pod.name} -n {pod.namespace}',
    },
    failed: {
      caption: 'Pod {pod} has failed[[: {reason}]]', act: 'reported Pod {pod} failed[[: {reason}]]',
      why: 'All containers have ended, at least one in failure, or the kubelet refused or evicted the Pod[[: {message}]]. Failed is final: this Pod never runs again, at most it is replaced by its controller.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Its controller, if any, creates a replacement',
    },
    evicted: {
      caption: 'kubelet on {node.name} evicted Pod {pod} to save the node', act: 'evicted Pod {pod} to save the node',
      why: 'The node ran short of a resource: {message}. The kubelet ends Pods that use more than they requested first, those of low priority before others. This eviction does not ask a PodDisruptionBudget.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'Its controller creates a replacement, elsewhere if need be',
    },
    'sandbox-failed': {
      caption: 'kubelet on {node.name} could not get a sandbox for Pod {pod}', act: 'could not get a sandbox for Pod {pod}',
      why: 'The runtime or the network plugin failed: {error}. Without a sandbox no container can start. The kubelet retries until it works.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet retries; look at the network plugin on that node',
    },
    'sandbox-changed': {
      caption: 'kubelet on {node.name} is making a new sandbox for Pod {pod}', act: 'is making a new sandbox for Pod {pod}',
      why: 'The sandbox died, as after a reboot or a restart of the runtime, or its first network setup failed. All containers start anew and the Pod may get another address. The Pod object remains the same.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The container runtime makes a new sandbox',
    },
    'mount-failed': {
      caption: 'kubelet on {node.name} cannot mount a volume of Pod {pod}', act: 'cannot mount a volume of Pod {pod}',
      why: 'The Pod waits for a volume: {error}. A missing ConfigMap or Secret or a disk that is still attached elsewhere are usual. No container starts before all volumes are there.',
      check: 'kubectl describe pod {pod.name} -n {pod.namespace}',
      next: 'The kubelet retries about every two minutes',
    },
    removed: {
      caption: 'kubelet on {node.name} confirmed the end of Pod {pod}', act: 'confirmed the end of Pod {pod}',
      why: 'All containers have stopped and volumes are released, so the kubelet deleted the object with a grace period of 0. Until this confirmation the name stays taken: that is how a StatefulSet is sure that only one such Pod runs.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace}',
    },
    'node-registered': {
      caption: 'kubelet registered node {node.name}', act: 'registered node {node.name}',
      why: 'The kubelet created its own Node object. Admission put a taint on it, so that no ordinary Pod comes before the node is ready.',
      check: 'kubectl describe node {node.name}',
      next: 'Controllers assign a Pod range; DaemonSets place their Pods',
    },
    'node-ready': {
      caption: 'Node {node.name} is ready', act: 'reported node {node.name} ready',
      why: 'Runtime and network plugin work, so the kubelet set Ready to True. The node lifecycle controller then removes its taint.',
      check: 'kubectl get node {node.name}',
      next: 'The scheduler may place Pods there',
    },
    'node-not-ready': {
      caption: 'Node {node.name} reports itself not ready', act: 'reported node {node.name} not ready',
      why: 'The kubelet is alive but something it needs is not: {message}. Pods there keep running; new ones are kept away by a taint, and after their toleration time running ones are evicted.',
      check: 'kubectl describe node {node.name}',
      next: 'A person: look at runtime and network plugin of the node',
    },
    'process-started': {
      caption: 'kubelet on {node.name} has started', act: 'has started',
      why: 'A kubelet process began on this node. Containers that were running are found again through the runtime and are not restarted for it.',
      check: 'kubectl describe node {node.name}',
    },
    'mirror-pod-created': {
      caption: 'kubelet on {node.name} showed its static Pod {pod}', act: 'showed its static Pod {pod}',
      why: 'The kubelet runs this Pod from a file on its node and needs no API server for it. The object is only a mirror: deleting it does not stop the containers, and the kubelet makes it anew.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
    },
    'status-reported': {
      caption: 'kubelet on {node.name} updated the status of Pod {pod}', act: 'updated the status of Pod {pod}',
      why: 'The kubelet writes the status as a whole whenever it differs from what the API server has. This write repeats what other steps tell, or adds details such as an observed generation.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
    },
  },
  stories: {
    'container-crashed': 'Pod {pod} crashes', 'create-failed': 'Pod {pod} cannot start', 'probe-failed': 'A probe of Pod {pod} fails', evicted: 'Pod {pod} evicted',
    'sandbox-failed': 'Pod {pod} gets no sandbox', 'sandbox-changed': 'Pod {pod} gets a new sandbox', 'mount-failed': 'Pod {pod} waits for a volume',
    'node-registered': 'Node {node.name} joins', 'node-ready': 'Node {node.name} gets ready', 'node-not-ready': 'Node {node.name} not ready',
    'process-started': 'kubelet on {node.name} starts', 'mirror-pod-created': 'Static Pod {pod}',
  },
  rules: {
    'kubelet.removal': 'Once all containers have stopped, only the kubelet of the node deletes a Pod with grace period 0',
    'kubelet.volumes-mounted': 'No sandbox is made before all volumes are mounted (pkg/kubelet/kubelet.go SyncPod)',
  },
} satisfies Texts<typeof steps>
