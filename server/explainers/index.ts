import type { Explainer } from './explainer.ts'
import { card as clientCard } from './client/card.ts'
import { steps as clientSteps } from './client/steps.ts'
import { en as clientEn } from './client/text.en.ts'
import { vi as clientVi } from './client/text.vi.ts'
import { card as kubeApiserverCard } from './kube-apiserver/card.ts'
import { steps as kubeApiserverSteps } from './kube-apiserver/steps.ts'
import { en as kubeApiserverEn } from './kube-apiserver/text.en.ts'
import { vi as kubeApiserverVi } from './kube-apiserver/text.vi.ts'
import { card as etcdCard } from './etcd/card.ts'
import { steps as etcdSteps } from './etcd/steps.ts'
import { en as etcdEn } from './etcd/text.en.ts'
import { vi as etcdVi } from './etcd/text.vi.ts'
import { card as kubeSchedulerCard } from './kube-scheduler/card.ts'
import { steps as kubeSchedulerSteps } from './kube-scheduler/steps.ts'
import { en as kubeSchedulerEn } from './kube-scheduler/text.en.ts'
import { vi as kubeSchedulerVi } from './kube-scheduler/text.vi.ts'
import { card as kubeControllerManagerCard } from './kube-controller-manager/card.ts'
import { steps as kubeControllerManagerSteps } from './kube-controller-manager/steps.ts'
import { en as kubeControllerManagerEn } from './kube-controller-manager/text.en.ts'
import { vi as kubeControllerManagerVi } from './kube-controller-manager/text.vi.ts'
import { card as deploymentCard } from './kube-controller-manager/deployment/card.ts'
import { steps as deploymentSteps } from './kube-controller-manager/deployment/steps.ts'
import { en as deploymentEn } from './kube-controller-manager/deployment/text.en.ts'
import { vi as deploymentVi } from './kube-controller-manager/deployment/text.vi.ts'
import { card as replicasetCard } from './kube-controller-manager/replicaset/card.ts'
import { steps as replicasetSteps } from './kube-controller-manager/replicaset/steps.ts'
import { en as replicasetEn } from './kube-controller-manager/replicaset/text.en.ts'
import { vi as replicasetVi } from './kube-controller-manager/replicaset/text.vi.ts'
import { card as endpointsliceCard } from './kube-controller-manager/endpointslice/card.ts'
import { steps as endpointsliceSteps } from './kube-controller-manager/endpointslice/steps.ts'
import { en as endpointsliceEn } from './kube-controller-manager/endpointslice/text.en.ts'
import { vi as endpointsliceVi } from './kube-controller-manager/endpointslice/text.vi.ts'
import { card as endpointsCard } from './kube-controller-manager/endpoints/card.ts'
import { steps as endpointsSteps } from './kube-controller-manager/endpoints/steps.ts'
import { en as endpointsEn } from './kube-controller-manager/endpoints/text.en.ts'
import { vi as endpointsVi } from './kube-controller-manager/endpoints/text.vi.ts'
import { card as endpointsliceMirroringCard } from './kube-controller-manager/endpointslice-mirroring/card.ts'
import { steps as endpointsliceMirroringSteps } from './kube-controller-manager/endpointslice-mirroring/steps.ts'
import { en as endpointsliceMirroringEn } from './kube-controller-manager/endpointslice-mirroring/text.en.ts'
import { vi as endpointsliceMirroringVi } from './kube-controller-manager/endpointslice-mirroring/text.vi.ts'
import { card as garbageCollectorCard } from './kube-controller-manager/garbage-collector/card.ts'
import { steps as garbageCollectorSteps } from './kube-controller-manager/garbage-collector/steps.ts'
import { en as garbageCollectorEn } from './kube-controller-manager/garbage-collector/text.en.ts'
import { vi as garbageCollectorVi } from './kube-controller-manager/garbage-collector/text.vi.ts'
import { card as statefulsetCard } from './kube-controller-manager/statefulset/card.ts'
import { steps as statefulsetSteps } from './kube-controller-manager/statefulset/steps.ts'
import { en as statefulsetEn } from './kube-controller-manager/statefulset/text.en.ts'
import { vi as statefulsetVi } from './kube-controller-manager/statefulset/text.vi.ts'
import { card as daemonsetCard } from './kube-controller-manager/daemonset/card.ts'
import { steps as daemonsetSteps } from './kube-controller-manager/daemonset/steps.ts'
import { en as daemonsetEn } from './kube-controller-manager/daemonset/text.en.ts'
import { vi as daemonsetVi } from './kube-controller-manager/daemonset/text.vi.ts'
import { card as jobCard } from './kube-controller-manager/job/card.ts'
import { steps as jobSteps } from './kube-controller-manager/job/steps.ts'
import { en as jobEn } from './kube-controller-manager/job/text.en.ts'
import { vi as jobVi } from './kube-controller-manager/job/text.vi.ts'
import { card as cronjobCard } from './kube-controller-manager/cronjob/card.ts'
import { steps as cronjobSteps } from './kube-controller-manager/cronjob/steps.ts'
import { en as cronjobEn } from './kube-controller-manager/cronjob/text.en.ts'
import { vi as cronjobVi } from './kube-controller-manager/cronjob/text.vi.ts'
import { card as hpaCard } from './kube-controller-manager/hpa/card.ts'
import { steps as hpaSteps } from './kube-controller-manager/hpa/steps.ts'
import { en as hpaEn } from './kube-controller-manager/hpa/text.en.ts'
import { vi as hpaVi } from './kube-controller-manager/hpa/text.vi.ts'
import { card as disruptionCard } from './kube-controller-manager/disruption/card.ts'
import { steps as disruptionSteps } from './kube-controller-manager/disruption/steps.ts'
import { en as disruptionEn } from './kube-controller-manager/disruption/text.en.ts'
import { vi as disruptionVi } from './kube-controller-manager/disruption/text.vi.ts'
import { card as namespaceCard } from './kube-controller-manager/namespace/card.ts'
import { steps as namespaceSteps } from './kube-controller-manager/namespace/steps.ts'
import { en as namespaceEn } from './kube-controller-manager/namespace/text.en.ts'
import { vi as namespaceVi } from './kube-controller-manager/namespace/text.vi.ts'
import { card as serviceAccountCard } from './kube-controller-manager/service-account/card.ts'
import { steps as serviceAccountSteps } from './kube-controller-manager/service-account/steps.ts'
import { en as serviceAccountEn } from './kube-controller-manager/service-account/text.en.ts'
import { vi as serviceAccountVi } from './kube-controller-manager/service-account/text.vi.ts'
import { card as rootCaPublisherCard } from './kube-controller-manager/root-ca-publisher/card.ts'
import { steps as rootCaPublisherSteps } from './kube-controller-manager/root-ca-publisher/steps.ts'
import { en as rootCaPublisherEn } from './kube-controller-manager/root-ca-publisher/text.en.ts'
import { vi as rootCaPublisherVi } from './kube-controller-manager/root-ca-publisher/text.vi.ts'
import { card as nodeLifecycleCard } from './kube-controller-manager/node-lifecycle/card.ts'
import { steps as nodeLifecycleSteps } from './kube-controller-manager/node-lifecycle/steps.ts'
import { en as nodeLifecycleEn } from './kube-controller-manager/node-lifecycle/text.en.ts'
import { vi as nodeLifecycleVi } from './kube-controller-manager/node-lifecycle/text.vi.ts'
import { card as taintEvictionCard } from './kube-controller-manager/taint-eviction/card.ts'
import { steps as taintEvictionSteps } from './kube-controller-manager/taint-eviction/steps.ts'
import { en as taintEvictionEn } from './kube-controller-manager/taint-eviction/text.en.ts'
import { vi as taintEvictionVi } from './kube-controller-manager/taint-eviction/text.vi.ts'
import { card as nodeIpamCard } from './kube-controller-manager/node-ipam/card.ts'
import { steps as nodeIpamSteps } from './kube-controller-manager/node-ipam/steps.ts'
import { en as nodeIpamEn } from './kube-controller-manager/node-ipam/text.en.ts'
import { vi as nodeIpamVi } from './kube-controller-manager/node-ipam/text.vi.ts'
import { card as podGcCard } from './kube-controller-manager/pod-gc/card.ts'
import { steps as podGcSteps } from './kube-controller-manager/pod-gc/steps.ts'
import { en as podGcEn } from './kube-controller-manager/pod-gc/text.en.ts'
import { vi as podGcVi } from './kube-controller-manager/pod-gc/text.vi.ts'
import { card as pvBinderCard } from './kube-controller-manager/pv-binder/card.ts'
import { steps as pvBinderSteps } from './kube-controller-manager/pv-binder/steps.ts'
import { en as pvBinderEn } from './kube-controller-manager/pv-binder/text.en.ts'
import { vi as pvBinderVi } from './kube-controller-manager/pv-binder/text.vi.ts'
import { card as attachDetachCard } from './kube-controller-manager/attach-detach/card.ts'
import { steps as attachDetachSteps } from './kube-controller-manager/attach-detach/steps.ts'
import { en as attachDetachEn } from './kube-controller-manager/attach-detach/text.en.ts'
import { vi as attachDetachVi } from './kube-controller-manager/attach-detach/text.vi.ts'
import { card as pvcProtectionCard } from './kube-controller-manager/pvc-protection/card.ts'
import { steps as pvcProtectionSteps } from './kube-controller-manager/pvc-protection/steps.ts'
import { en as pvcProtectionEn } from './kube-controller-manager/pvc-protection/text.en.ts'
import { vi as pvcProtectionVi } from './kube-controller-manager/pvc-protection/text.vi.ts'
import { card as resourceQuotaCard } from './kube-controller-manager/resource-quota/card.ts'
import { steps as resourceQuotaSteps } from './kube-controller-manager/resource-quota/steps.ts'
import { en as resourceQuotaEn } from './kube-controller-manager/resource-quota/text.en.ts'
import { vi as resourceQuotaVi } from './kube-controller-manager/resource-quota/text.vi.ts'
import { card as ttlAfterFinishedCard } from './kube-controller-manager/ttl-after-finished/card.ts'
import { steps as ttlAfterFinishedSteps } from './kube-controller-manager/ttl-after-finished/steps.ts'
import { en as ttlAfterFinishedEn } from './kube-controller-manager/ttl-after-finished/text.en.ts'
import { vi as ttlAfterFinishedVi } from './kube-controller-manager/ttl-after-finished/text.vi.ts'
import { card as certificatesCard } from './kube-controller-manager/certificates/card.ts'
import { steps as certificatesSteps } from './kube-controller-manager/certificates/steps.ts'
import { en as certificatesEn } from './kube-controller-manager/certificates/text.en.ts'
import { vi as certificatesVi } from './kube-controller-manager/certificates/text.vi.ts'
import { card as cloudControllerManagerCard } from './cloud-controller-manager/card.ts'
import { steps as cloudControllerManagerSteps } from './cloud-controller-manager/steps.ts'
import { en as cloudControllerManagerEn } from './cloud-controller-manager/text.en.ts'
import { vi as cloudControllerManagerVi } from './cloud-controller-manager/text.vi.ts'
import { card as cloudNodeCard } from './cloud-controller-manager/node/card.ts'
import { steps as cloudNodeSteps } from './cloud-controller-manager/node/steps.ts'
import { en as cloudNodeEn } from './cloud-controller-manager/node/text.en.ts'
import { vi as cloudNodeVi } from './cloud-controller-manager/node/text.vi.ts'
import { card as cloudRouteCard } from './cloud-controller-manager/route/card.ts'
import { steps as cloudRouteSteps } from './cloud-controller-manager/route/steps.ts'
import { en as cloudRouteEn } from './cloud-controller-manager/route/text.en.ts'
import { vi as cloudRouteVi } from './cloud-controller-manager/route/text.vi.ts'
import { card as cloudServiceCard } from './cloud-controller-manager/service/card.ts'
import { steps as cloudServiceSteps } from './cloud-controller-manager/service/steps.ts'
import { en as cloudServiceEn } from './cloud-controller-manager/service/text.en.ts'
import { vi as cloudServiceVi } from './cloud-controller-manager/service/text.vi.ts'
import { card as kubeletCard } from './kubelet/card.ts'
import { steps as kubeletSteps } from './kubelet/steps.ts'
import { en as kubeletEn } from './kubelet/text.en.ts'
import { vi as kubeletVi } from './kubelet/text.vi.ts'
import { card as containerRuntimeCard } from './container-runtime/card.ts'
import { steps as containerRuntimeSteps } from './container-runtime/steps.ts'
import { en as containerRuntimeEn } from './container-runtime/text.en.ts'
import { vi as containerRuntimeVi } from './container-runtime/text.vi.ts'
import { card as cniCard } from './cni/card.ts'
import { steps as cniSteps } from './cni/steps.ts'
import { en as cniEn } from './cni/text.en.ts'
import { vi as cniVi } from './cni/text.vi.ts'
import { card as kubeProxyCard } from './kube-proxy/card.ts'
import { steps as kubeProxySteps } from './kube-proxy/steps.ts'
import { en as kubeProxyEn } from './kube-proxy/text.en.ts'
import { vi as kubeProxyVi } from './kube-proxy/text.vi.ts'
import { card as csiCard } from './csi/card.ts'
import { steps as csiSteps } from './csi/steps.ts'
import { en as csiEn } from './csi/text.en.ts'
import { vi as csiVi } from './csi/text.vi.ts'
import { card as corednsCard } from './coredns/card.ts'
import { steps as corednsSteps } from './coredns/steps.ts'
import { en as corednsEn } from './coredns/text.en.ts'
import { vi as corednsVi } from './coredns/text.vi.ts'
import { card as metricsServerCard } from './metrics-server/card.ts'
import { steps as metricsServerSteps } from './metrics-server/steps.ts'
import { en as metricsServerEn } from './metrics-server/text.en.ts'
import { vi as metricsServerVi } from './metrics-server/text.vi.ts'

/** The cast, in reading order; nothing else. */
export const explainers: readonly Explainer[] = [
  { card: clientCard, steps: clientSteps, en: clientEn, vi: clientVi },
  { card: kubeApiserverCard, steps: kubeApiserverSteps, en: kubeApiserverEn, vi: kubeApiserverVi },
  { card: etcdCard, steps: etcdSteps, en: etcdEn, vi: etcdVi },
  { card: kubeSchedulerCard, steps: kubeSchedulerSteps, en: kubeSchedulerEn, vi: kubeSchedulerVi },
  { card: kubeControllerManagerCard, steps: kubeControllerManagerSteps, en: kubeControllerManagerEn, vi: kubeControllerManagerVi },
  { card: deploymentCard, steps: deploymentSteps, en: deploymentEn, vi: deploymentVi },
  { card: replicasetCard, steps: replicasetSteps, en: replicasetEn, vi: replicasetVi },
  { card: endpointsliceCard, steps: endpointsliceSteps, en: endpointsliceEn, vi: endpointsliceVi },
  { card: endpointsCard, steps: endpointsSteps, en: endpointsEn, vi: endpointsVi },
  { card: endpointsliceMirroringCard, steps: endpointsliceMirroringSteps, en: endpointsliceMirroringEn, vi: endpointsliceMirroringVi },
  { card: garbageCollectorCard, steps: garbageCollectorSteps, en: garbageCollectorEn, vi: garbageCollectorVi },
  { card: statefulsetCard, steps: statefulsetSteps, en: statefulsetEn, vi: statefulsetVi },
  { card: daemonsetCard, steps: daemonsetSteps, en: daemonsetEn, vi: daemonsetVi },
  { card: jobCard, steps: jobSteps, en: jobEn, vi: jobVi },
  { card: cronjobCard, steps: cronjobSteps, en: cronjobEn, vi: cronjobVi },
  { card: hpaCard, steps: hpaSteps, en: hpaEn, vi: hpaVi },
  { card: disruptionCard, steps: disruptionSteps, en: disruptionEn, vi: disruptionVi },
  { card: namespaceCard, steps: namespaceSteps, en: namespaceEn, vi: namespaceVi },
  { card: serviceAccountCard, steps: serviceAccountSteps, en: serviceAccountEn, vi: serviceAccountVi },
  { card: rootCaPublisherCard, steps: rootCaPublisherSteps, en: rootCaPublisherEn, vi: rootCaPublisherVi },
  { card: nodeLifecycleCard, steps: nodeLifecycleSteps, en: nodeLifecycleEn, vi: nodeLifecycleVi },
  { card: taintEvictionCard, steps: taintEvictionSteps, en: taintEvictionEn, vi: taintEvictionVi },
  { card: nodeIpamCard, steps: nodeIpamSteps, en: nodeIpamEn, vi: nodeIpamVi },
  { card: podGcCard, steps: podGcSteps, en: podGcEn, vi: podGcVi },
  { card: pvBinderCard, steps: pvBinderSteps, en: pvBinderEn, vi: pvBinderVi },
  { card: attachDetachCard, steps: attachDetachSteps, en: attachDetachEn, vi: attachDetachVi },
  { card: pvcProtectionCard, steps: pvcProtectionSteps, en: pvcProtectionEn, vi: pvcProtectionVi },
  { card: resourceQuotaCard, steps: resourceQuotaSteps, en: resourceQuotaEn, vi: resourceQuotaVi },
  { card: ttlAfterFinishedCard, steps: ttlAfterFinishedSteps, en: ttlAfterFinishedEn, vi: ttlAfterFinishedVi },
  { card: certificatesCard, steps: certificatesSteps, en: certificatesEn, vi: certificatesVi },
  { card: cloudControllerManagerCard, steps: cloudControllerManagerSteps, en: cloudControllerManagerEn, vi: cloudControllerManagerVi },
  { card: cloudNodeCard, steps: cloudNodeSteps, en: cloudNodeEn, vi: cloudNodeVi },
  { card: cloudRouteCard, steps: cloudRouteSteps, en: cloudRouteEn, vi: cloudRouteVi },
  { card: cloudServiceCard, steps: cloudServiceSteps, en: cloudServiceEn, vi: cloudServiceVi },
  { card: kubeletCard, steps: kubeletSteps, en: kubeletEn, vi: kubeletVi },
  { card: containerRuntimeCard, steps: containerRuntimeSteps, en: containerRuntimeEn, vi: containerRuntimeVi },
  { card: cniCard, steps: cniSteps, en: cniEn, vi: cniVi },
  { card: kubeProxyCard, steps: kubeProxySteps, en: kubeProxyEn, vi: kubeProxyVi },
  { card: csiCard, steps: csiSteps, en: csiEn, vi: csiVi },
  { card: corednsCard, steps: corednsSteps, en: corednsEn, vi: corednsVi },
  { card: metricsServerCard, steps: metricsServerSteps, en: metricsServerEn, vi: metricsServerVi },
]
