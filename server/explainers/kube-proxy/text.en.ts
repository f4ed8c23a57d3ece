import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'kube-proxy',
    tagline: 'writes the rules behind Service addresses',
    about:
      'Runs on every node, watches Services and EndpointSlices and writes packet rules into the kernel: a Service address is translated to one of its ready Pods, chosen at random per connection. Packets never pass through the process. It reports nothing, so what it did is inferred.',
    without: 'Rules on that node grow old: new Services cannot be reached from there, and traffic still goes to Pods that are gone.',
  },
  steps: {
    'rules-written': {
      caption: 'kube-proxy must rewrite the rules of Service {service} on {nodes:# node|# nodes}',
      act: 'must rewrite the rules of Service {service} on {nodes:# node|# nodes}',
      why: 'Each kube-proxy sees the changed EndpointSlice on its own watch and rewrites only the rules of this Service, usually within a second. With {ready:# ready endpoint|# ready endpoints} every one gets the same share of new connections. Nobody confirms it: this step has no known end.',
      check: 'kubectl get endpointslices -n {service.namespace} -l kubernetes.io/service-name={service.name}',
      next: 'New connections go to the ready Pods; established ones stay where they are',
    },
    'rules-removed': {
      caption: 'kube-proxy must remove the rules of Service {service} on {nodes:# node|# nodes}',
      act: 'must remove the rules of Service {service} on {nodes:# node|# nodes}',
      why: 'The Service is gone, so its virtual address leads nowhere. Each kube-proxy takes its rules out on its own node, usually within a second. Nobody confirms it.',
      check: 'kubectl get service {service.name} -n {service.namespace}',
    },
  },
  rules: {
    'kube-proxy.rules-written': 'kube-proxy watches EndpointSlices and writes the rules of every changed Service (pkg/proxy)',
    'kube-proxy.rules-removed': 'kube-proxy removes the rules of a Service that is gone (pkg/proxy)',
  },
} satisfies Texts<typeof steps>
