import { images } from '../../cluster/image/names.ts'
import type { Door } from './door.ts'

export interface WebOptions {
  replicas: number
  image?: string
  /** Seconds until the web server says that it is ready; 0 = no probe at all. */
  readyAfter?: number
  /** Who answers the probe instead, as kubelets reach it. */
  door?: Pick<Door, 'host' | 'port'>
  /** Seconds between SIGTERM and the end. */
  stopsAfter?: number
  nodeSelector?: Record<string, string>
}

/** A Deployment of the small web server. */
export function webDeployment(name: string, options: WebOptions): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: name } },
    spec: {
      replicas: options.replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: webPodSpec(options) },
    },
  }
}

export function webPod(name: string, options: Omit<WebOptions, 'replicas'> = {}): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: webPodSpec(options) }
}

export function service(name: string): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] } }
}

function webPodSpec({ image = images.webV1, readyAfter = 0, door, stopsAfter = 0, nodeSelector }: Omit<WebOptions, 'replicas'>): object {
  return {
    terminationGracePeriodSeconds: 10,
    ...(nodeSelector ? { nodeSelector } : {}),
    containers: [
      {
        name: 'web',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: [`-ready-delay=${readyAfter}s`, `-stop-delay=${stopsAfter}s`],
        ports: [{ containerPort: 8080 }],
        resources: { requests: { cpu: '10m', memory: '16Mi' } },
        ...(readyAfter > 0
          ? { readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 30 } }
          : {}),
        // It waits as long as the door is shut.
        ...(door
          ? {
              readinessProbe: {
                httpGet: { path: '/', host: door.host, port: door.port },
                periodSeconds: 1,
                timeoutSeconds: 300,
                failureThreshold: 30,
              },
            }
          : {}),
      },
    ],
  }
}
