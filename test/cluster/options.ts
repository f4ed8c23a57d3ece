import { versions } from './versions.ts'

export interface ClusterOptions {
  name: string
  /** Without the leading v. */
  kubernetes: string
  proxyMode: 'iptables' | 'nftables'
  /** Build the node image even where one could be pulled. */
  build: boolean
  /** Write the kubeconfig to this file too. */
  kubeconfigOut?: string
}

export const defaultOptions: ClusterOptions = { name: 'cutaway', kubernetes: versions.kubernetes, proxyMode: 'iptables', build: false }
