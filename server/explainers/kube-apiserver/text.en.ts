import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'API server',
    tagline: 'the only door',
    about:
      'Every read and every write of the cluster passes here: authentication, authorization, mutating admission, validation, then etcd. It tells all watchers what changed; that is how components work together without calling each other. It is the only one that speaks to etcd.',
    without: 'Nothing can be read or changed. What runs goes on running, but nobody repairs, schedules or scales.',
  },
  steps: {
    'address-allocated': {
      caption: 'API server gave Service {service} the address {ip}',
      act: 'gave Service {service} the address {ip}',
      why: 'The address was chosen inside the create request, out of the range for Services, and noted as an IPAddress object so that nobody gets it twice[[; node ports {ports}]]. It is virtual: no device has it, only the rules of kube-proxy know it.',
      check: 'kubectl get service {service.name} -n {service.namespace}',
      next: 'kube-proxy writes rules for it; CoreDNS answers its name',
    },
    'address-released': {
      caption: 'API server released the address {ip}',
      act: 'released the address {ip}',
      why: 'The Service that had it is gone, so the IPAddress object was removed and the address may be given to another Service. Old connections to it fail as soon as kube-proxy has removed its rules.',
      check: 'kubectl get ipaddresses',
    },
    'endpoints-kept': {
      caption: 'API server wrote its own endpoints into {object.kind} {object}',
      act: 'wrote its own endpoints into {object.kind} {object}',
      why: 'The Service default/kubernetes has no selector. The API servers themselves keep the list of their addresses, so that Pods always find one of them.',
      check: 'kubectl get endpointslices -n default',
    },
    'object-made': {
      caption: 'API server made {object.kind} {object}',
      act: 'made {object.kind} {object}',
      why: 'A few objects that every cluster needs are made by the API server itself when it starts: system namespaces, its own Service, authentication settings. If somebody deletes one of them, it is made again.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'budget-charged': {
      caption: 'API server took an eviction from the budget {object}: {allowed} left',
      act: 'took an eviction from the budget {object}',
      why: 'An eviction was asked for and the PodDisruptionBudget allowed it. The API server notes the Pod in the budget before it deletes it, so that two evictions at once cannot both pass.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
      next: 'The disruption controller counts again',
    },
    'quota-charged': {
      caption: 'API server charged the quota {object}[[: {used}]]',
      act: 'charged the quota {object}[[: {used}]]',
      why: 'A request creates something that the ResourceQuota counts, so the last admission step adds it to the usage before anything is stored. What would exceed the limit is refused at this point. The ResourceQuota controller corrects the figure later, if the request fails after all.',
      check: 'kubectl describe resourcequota {object.name} -n {object.namespace}',
    },
    'eviction-granted': {
      caption: 'API server granted the eviction of Pod {pod}',
      act: 'granted the eviction of Pod {pod}',
      why: 'Somebody, often kubectl drain, asked for an eviction instead of a deletion. All disruption budgets allow it, so the Pod is marked with the reason EvictionByEvictionAPI and then deleted with its grace period.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'The kubelet stops the Pod; its controller makes another',
    },
  },
  stories: {
    'endpoints-kept': 'API server keeps its endpoints',
    'object-made': 'API server makes {object}',
    'budget-charged': 'Eviction',
    'quota-charged': 'Use of quota {object}',
    'eviction-granted': 'Evict Pod {pod}',
  },
  rules: {
    'apiserver.allocation': 'A cluster address that no client wrote was chosen by the allocator of the API server',
    'apiserver.release': 'Addresses are released by the API server when their Service is gone',
    'apiserver.endpoints': 'The API servers keep the endpoints of default/kubernetes themselves',
    'apiserver.system': 'System objects are made by the API server when it starts',
    'apiserver.budget': 'The eviction handler of the API server charges the budget',
    'apiserver.quota': 'In the API server, only the ResourceQuota admission step writes the usage',
    'apiserver.eviction': 'The reason EvictionByEvictionAPI is written only by the eviction handler of the API server',
  },
} satisfies Texts<typeof steps>
