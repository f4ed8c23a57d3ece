/** Images that every node has from the start, for tests to use without a pull. */
export const images = {
  busybox: 'cutaway.test/busybox:1',
  agnhost: 'cutaway.test/agnhost:2',
  webV1: 'cutaway.test/web:v1',
  webV2: 'cutaway.test/web:v2',
} as const

export const registryHost = 'registry.cutaway.test:5000'

/** The same programs behind the cluster's own registry: on no node at first, so that Pods really pull them. */
export const registryImages = {
  busybox: `${registryHost}/busybox:1`,
  webV1: `${registryHost}/web:v1`,
  webV2: `${registryHost}/web:v2`,
} as const

export const metricsServerImage = 'cutaway.test/metrics-server:1'
export const kwokImage = 'cutaway.test/kwok:1'
