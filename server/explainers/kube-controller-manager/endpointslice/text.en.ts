import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'EndpointSlice controller',
    tagline: 'lists the Pods behind each Service',
    about:
      'A loop in kube-controller-manager. For every Service with a selector it keeps slices of up to 100 endpoints: which Pods match, their addresses, and whether they are ready, serving or terminating. kube-proxy and CoreDNS read nothing else.',
    without: 'Services keep their last list: traffic goes to Pods that are gone and never to new ones.',
  },
  steps: {
    'slice-created': {
      caption: 'EndpointSlice controller created {slice} for Service {service}',
      act: 'created {slice} for Service {service}',
      why: 'Every Service with a selector gets at least one slice, even an empty one. Its name begins with that of the Service; its owner reference has it removed together with the Service.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy on every node reads it',
    },
    'endpoint-added': {
      caption: 'EndpointSlice controller listed {count:# Pod|# Pods} for Service {service}',
      act: 'listed {count:# Pod|# Pods} for Service {service}',
      why: 'A Pod that matches the selector has got an address, so it is listed: {pods}. Until the Pod is ready the endpoint is marked not ready and gets no traffic.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'Once ready, kube-proxy sends traffic to it',
    },
    'endpoint-ready': {
      caption: 'EndpointSlice controller opened Service {service} to {count:# Pod|# Pods}',
      act: 'opened Service {service} to {count:# Pod|# Pods}',
      why: '{pods}: ready now, so the endpoint turned ready too. {ready:# endpoint is|# endpoints are} ready in this slice.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy on every node adds it to the rules',
    },
    'endpoint-not-ready': {
      caption: 'EndpointSlice controller closed Service {service} to {count:# Pod|# Pods}',
      act: 'closed Service {service} to {count:# Pod|# Pods}',
      why: '{pods}: no longer ready. The endpoint stays listed, but gets no new connections. {ready:# endpoint remains|# endpoints remain} ready in this slice.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy on every node takes it out of the rules',
    },
    'endpoint-terminating': {
      caption: 'EndpointSlice controller marked {count:# Pod|# Pods} of Service {service} terminating',
      act: 'marked {count:# Pod|# Pods} of Service {service} terminating',
      why: '{pods}: being deleted. A terminating endpoint is never ready; it is used only if a Service has no ready one left, while it still serves. This happens while the Pod shuts down, so for a moment it may still get traffic.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy takes it out; the kubelet stops the Pod',
    },
    'endpoint-removed': {
      caption: 'EndpointSlice controller removed {count:# Pod|# Pods} from Service {service}',
      act: 'removed {count:# Pod|# Pods} from Service {service}',
      why: '{pods}: gone, finished, or no longer matching the selector. {ready:# endpoint remains|# endpoints remain} ready in this slice.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy on every node drops what is left of it',
    },
    'slice-updated': {
      caption: 'EndpointSlice controller updated {slice}',
      act: 'updated {slice}',
      why: 'Labels, annotations or ports of the slice changed, no endpoint did. The time of the last change that led here is kept as an annotation.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
    },
  },
  rules: {
    'endpointslice.managed-by': 'Slices with the label endpointslice-controller.k8s.io are written by the EndpointSlice controller only',
  },
} satisfies Texts<typeof steps>
