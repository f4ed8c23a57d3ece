import { images } from '../../cluster/image/names.ts'
import { longName, markup, nasty } from './text.ts'

const container = (name: string, image: string = images.busybox): object => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  command: ['sleep', '3600'],
  resources: { requests: { cpu: '1m', memory: '4Mi' } },
})

/** As long as a Pod's name may be if it is to run in a namespace of 63: the kubelet's log folder is namespace_name_uid, and a file name ends at 255. */
export const longestRunning = longName(150, 'pod')

/** Names as long as the API takes them. The longest Pod cannot start, and the Deployment's ReplicaSet cannot be made: its name would be longer still. */
export function longNames(): object[] {
  const labels = { [`${longName(253, 'prefix')}/${longName(63, 'key')}`]: longName(63, 'value') }
  return [
    ...[longestRunning, longName(253, 'pod')].map((name) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels },
      spec: { terminationGracePeriodSeconds: 1, containers: [container(longName(63, 'container'))] },
    })),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: longName(63, 'service') },
      spec: { selector: labels, ports: [{ name: longName(63, 'port').slice(0, 63), port: 65535 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: longName(253, 'deployment') },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'endless' } },
        template: { metadata: { labels: { app: 'endless' } }, spec: { containers: [container('c')] } },
      },
    },
  ]
}

/** Annotations of 200 KB; the API takes 256 KiB in all. */
export function heavy(): object[] {
  const annotations = { 'odd.cutaway.test/heavy': 'weight '.repeat(Math.ceil(200_000 / 7)).slice(0, 200_000) }
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'heavy', annotations } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'heavy', annotations }, spec: { selector: { app: 'heavy' }, ports: [{ port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'heavy', annotations },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'heavy' } },
        template: {
          metadata: { labels: { app: 'heavy' }, annotations },
          spec: { terminationGracePeriodSeconds: 1, containers: [container('heavy')] },
        },
      },
    },
  ]
}

/** Markup and control characters in every place that takes them, Events included; the first Pod's image has no valid name. */
export function markedUp(namespace: string): object[] {
  const time = new Date().toISOString().replace(/\.\d+Z/, 'Z')
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'marked', annotations: { 'odd.cutaway.test/text': nasty } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [{ ...container('marked', markup[0]), env: [{ name: 'TEXT', value: nasty }], args: [nasty] }],
      },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'marked', annotations: { 'odd.cutaway.test/text': nasty } }, data: { text: nasty } },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'marked.1' },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: 'marked' },
      type: markup[0],
      reason: markup[1],
      message: nasty,
      source: { component: markup[1], host: markup[2] },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      reportingComponent: '',
      reportingInstance: '',
    },
    // Reasons that explainers read, with notes that no component would write.
    ...['Scheduled', 'Pulled', 'Killing', 'Created', 'FailedScheduling', 'ScalingReplicaSet', 'SuccessfulDelete'].map((reason, i) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `marked.${i + 2}` },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: 'marked', fieldPath: `spec.containers{${markup[1]}}` },
      type: 'Normal',
      reason,
      message: nasty,
      source: { component: 'kubelet', host: markup[2] },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      reportingComponent: '',
      reportingInstance: '',
    })),
    // What the scheduler and the kubelet would say, word for word, if it were true.
    ...[
      ['Scheduled', 'default-scheduler', `Successfully assigned ${namespace}/marked to nowhere`],
      ['Killing', 'kubelet', 'Stopping container marked'],
    ].map(([reason, component, message], i) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `forged.${i + 1}` },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: 'marked', fieldPath: 'spec.containers{marked}' },
      type: 'Normal',
      reason,
      message,
      source: { component },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      reportingComponent: '',
      reportingInstance: '',
    })),
  ]
}
