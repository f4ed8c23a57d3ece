import { versions } from './versions.ts'

export const help = `A real Kubernetes cluster on this machine: one control plane node and two workers, made by kind.

Usage: npm run cluster -- COMMAND [OPTIONS]

  up                                    make the cluster, or mend it, or say that it is up
  down                                  remove it with all that it needed; the built parts stay cached
  status                                what is up, and where its kubeconfig and audit log are
  load IMAGE                            copy an image from Docker into every node
  node NAME pause|resume|stop|start     freeze, thaw, shut down or boot a node
  node NAME cut|join                    cut a node off the network, and join it again
  kubelet NAME stop|start               on that node
  component NAME stop|start|kill        etcd, kube-apiserver, kube-controller-manager, kube-scheduler
  registry normal|slow MS|refuse|fail STATUS   how the cluster's image registry behaves
  proxy iptables|nftables               switch kube-proxy's mode
  kubectl ARGS...                       kubectl of the cluster's version, on this cluster

Options:
  --name NAME              another cluster beside the first (default: cutaway)
  --kubernetes VERSION     default: ${versions.kubernetes}
  --proxy-mode MODE        iptables (default) or nftables
  --build                  build the node image from source even where one can be pulled
  --kubeconfig-out FILE    up: write the kubeconfig there too
  --help

NAME of a node may be short: control-plane, worker, worker2.
Your own kubeconfig is never touched. Built parts are kept in ~/.cache/cutaway (XDG_CACHE_HOME is respected).
`
