import { images } from '../../cluster/image/names.ts'

const sleeper = (name: string, mounts?: object[]): object => ({
  name,
  image: images.busybox,
  imagePullPolicy: 'IfNotPresent',
  command: ['sleep', '3600'],
  resources: { requests: { cpu: '1m', memory: '4Mi' } },
  ...(mounts ? { volumeMounts: mounts } : {}),
})

/** The kinds that the first road has no situations for: two Pods with a volume each, one Pod a node, a Job a minute. */
export function workloads(): object[] {
  const pod = (app: string, spec: object): object => ({ metadata: { labels: { app } }, spec: { terminationGracePeriodSeconds: 1, ...spec } })
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ledger' },
      spec: { clusterIP: 'None', selector: { app: 'ledger' }, ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'ledger' },
      spec: {
        serviceName: 'ledger',
        replicas: 2,
        selector: { matchLabels: { app: 'ledger' } },
        template: pod('ledger', { containers: [sleeper('ledger', [{ name: 'data', mountPath: '/data' }])] }),
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } } }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'lantern' },
      spec: {
        selector: { matchLabels: { app: 'lantern' } },
        template: pod('lantern', { tolerations: [{ operator: 'Exists' }], containers: [sleeper('lantern')] }),
      },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'chime' },
      spec: {
        schedule: '* * * * *',
        successfulJobsHistoryLimit: 1,
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ ...sleeper('chime'), command: ['true'] }] } } } },
      },
    },
  ]
}

/** Two init containers, a sidecar and 20 containers, one of which ends with a message that nobody should run. */
export function crowd(message: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'crowd' },
    spec: {
      terminationGracePeriodSeconds: 1,
      restartPolicy: 'Never',
      initContainers: [
        { ...sleeper('first'), command: ['true'] },
        { ...sleeper('side'), restartPolicy: 'Always' },
        { ...sleeper('second'), command: ['true'] },
      ],
      containers: [
        ...Array.from({ length: 19 }, (_, i) => sleeper(`member-${i + 1}`)),
        {
          ...sleeper('speaker'),
          command: ['sh', '-c', 'printf %s "$MESSAGE" > /dev/termination-log; exit 3'],
          env: [{ name: 'MESSAGE', value: message }],
        },
      ],
    },
  }
}
