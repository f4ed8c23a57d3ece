import { versions } from '../versions.ts'
import type { GoPart } from './part.ts'

/** One row per module; a new program is one more row. */
export function goParts(kubernetes: string = versions.kubernetes) {
  return {
    kubernetes: kubernetesPart(kubernetes),
    kind: { name: 'kind', module: 'sigs.k8s.io/kind', version: versions.kind, programs: { kind: 'sigs.k8s.io/kind' } },
    etcd: etcdFor(kubernetes),
    containerd: {
      name: 'containerd',
      module: 'github.com/containerd/containerd/v2',
      version: versions.containerd,
      // The snapshotters that kind leaves out too; they want C libraries.
      tags: 'no_aufs no_zfs no_btrfs no_devmapper',
      ldflags: `-X github.com/containerd/containerd/v2/version.Version=v${versions.containerd}`,
      programs: {
        containerd: 'github.com/containerd/containerd/v2/cmd/containerd',
        ctr: 'github.com/containerd/containerd/v2/cmd/ctr',
        'containerd-shim-runc-v2': 'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
      },
    },
    registry: {
      name: 'registry',
      module: 'github.com/distribution/distribution/v3',
      version: versions.registry,
      programs: { registry: 'github.com/distribution/distribution/v3/cmd/registry' },
    },
    coredns: { name: 'coredns', module: 'github.com/coredns/coredns', version: versions.coredns, ownMain: 'coredns', programs: { coredns: '.' } },
    localPathProvisioner: {
      name: 'local-path-provisioner',
      module: 'github.com/rancher/local-path-provisioner',
      version: versions.localPathProvisioner,
      programs: { 'local-path-provisioner': 'github.com/rancher/local-path-provisioner' },
    },
    metricsServer: {
      name: 'metrics-server',
      module: 'sigs.k8s.io/metrics-server',
      version: versions.metricsServer,
      programs: { 'metrics-server': 'sigs.k8s.io/metrics-server/cmd/metrics-server' },
    },
    kwok: { name: 'kwok', module: 'sigs.k8s.io/kwok', version: versions.kwok, programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' } },
  } satisfies Record<string, GoPart>
}

/** What the chart is checked with. Not in goParts: a cluster stands without them. */
export function chartParts() {
  return {
    helm: {
      name: 'helm',
      module: 'helm.sh/helm/v4',
      version: versions.helm,
      ldflags: `-X helm.sh/helm/v4/internal/version.version=v${versions.helm}`,
      programs: { helm: 'helm.sh/helm/v4/cmd/helm' },
    },
    olderHelm: {
      name: 'helm',
      module: 'helm.sh/helm/v3',
      version: versions.olderHelm,
      // Without them Helm 3 renders as if for Kubernetes 1.20 when no cluster is asked.
      ldflags: [
        `-X helm.sh/helm/v3/internal/version.version=v${versions.olderHelm}`,
        ...['chartutil', 'lint/rules'].flatMap((path) => [
          `-X helm.sh/helm/v3/pkg/${path}.k8sVersionMajor=1`,
          `-X helm.sh/helm/v3/pkg/${path}.k8sVersionMinor=${versions.kubernetes.split('.')[1]}`,
        ]),
      ].join(' '),
      programs: { helm: 'helm.sh/helm/v3/cmd/helm' },
    },
    kubeScore: {
      name: 'kube-score',
      module: 'github.com/zegl/kube-score',
      version: versions.kubeScore,
      programs: { 'kube-score': 'github.com/zegl/kube-score/cmd/kube-score' },
    },
  } satisfies Record<string, GoPart>
}

/**
 * Newer kubeadms work with the etcd that we build anyway; older ones pass flags that etcd 3.7 no longer knows, and get
 * the newest of the line that still does.
 */
export function etcdFor(kubernetes: string): GoPart {
  return etcdPart(Number(kubernetes.split('.')[1]) >= 34 ? versions.etcd : versions.olderEtcd)
}

function etcdPart(version: string): GoPart {
  return { name: 'etcd', module: 'go.etcd.io/etcd/server/v3', version, programs: { etcd: 'go.etcd.io/etcd/server/v3' } }
}

function kubernetesPart(version: string): GoPart {
  const [major = '', minor = ''] = version.split('.')
  // Without these every component calls itself v0.0.0-master, and kubeadm refuses to work with itself.
  const stamps = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: `v${version}`,
    buildDate: '1970-01-01T00:00:00Z',
  }
  const ldflags = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']
    .flatMap((path) => Object.entries(stamps).map(([key, value]) => `-X ${path}.${key}=${value}`))
    .join(' ')
  const commands = ['kubectl', 'kubeadm', 'kubelet', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy']
  const programs = Object.fromEntries(commands.map((command) => [command, `k8s.io/kubernetes/cmd/${command}`]))
  return {
    name: 'kubernetes',
    module: 'k8s.io/kubernetes',
    version,
    ldflags,
    programs: { ...programs, agnhost: 'k8s.io/kubernetes/test/images/agnhost' },
    // The staging modules are published beside every release as v0.minor.patch.
    replaceLocal: (target) => target.replace(/^\.\/staging\/src\/(.*)$/, `$1 v0.${version.split('.').slice(1).join('.')}`),
  }
}
