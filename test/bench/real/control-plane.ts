import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node'
import { buildGoPart, moduleSource, programPath } from '../../cluster/go/build.ts'
import { goParts } from '../../cluster/go/parts.ts'
import { toTerminal } from '../../cluster/progress.ts'
import { certificate, key } from '../../support/localhost-certificate.ts'
import { freePort } from '../../support/free-port.ts'
import { type Program, startProgram } from './program.ts'

/** etcd and kube-apiserver as processes on loopback; no kubelet, no network. */
export interface ControlPlane {
  kubeconfig: string
  client: KubeConfig
  /** What fills it: kube-controller-manager, kube-scheduler, and kwok in the place of all kubelets. Resolves to what ends them. */
  startComponents(): Promise<() => Promise<void>>
  /** @throws if one of its processes has ended */
  check(): void
  stop(): Promise<void>
}

const { etcd, kubernetes, kwok } = goParts()
const TOKEN = 'bench'
const PATIENCE = 60_000
/** Of the components: their own limits are for clusters that are to be spared. */
const QPS = '2000'
/** Leases of a thousand nodes renewed every ten seconds would take half a core from what is measured, and on a busy machine some would come too late. */
const LEASE_SECONDS = '3600'

/** Builds what is not cached yet. Everything that it writes is in `folder`. */
export async function startControlPlane(folder: string): Promise<ControlPlane> {
  await buildGoPart(etcd, toTerminal())
  await buildGoPart(kubernetes, toTerminal(), ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
  await buildGoPart(kwok, toTerminal())

  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const certificateFile = file('certificate.pem', certificate)
  const keyFile = file('key.pem', key)
  const [store, peers, port] = [await freePort(), await freePort(), await freePort()]
  const kubeconfig = file('kubeconfig', configOf(`https://127.0.0.1:${port}`, certificateFile))
  const client = new KubeConfig()
  client.loadFromFile(kubeconfig)

  const running: Program[] = []
  const start = (path: string, flags: Record<string, string>) => {
    const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
    const program = startProgram(path, words, folder)
    running.push(program)
    return program
  }
  const plane: ControlPlane = {
    kubeconfig,
    client,
    async startComponents() {
      const asks = { kubeconfig, 'leader-elect': 'false', 'secure-port': '0', 'kube-api-qps': QPS, 'kube-api-burst': QPS }
      const workers = { 'concurrent-deployment-syncs': '20', 'concurrent-replicaset-syncs': '20', 'concurrent-service-endpoint-syncs': '20' }
      const stages = join(await moduleSource(kwok), 'kustomize/stage')
      const components = [
        start(programPath(kubernetes, 'kube-controller-manager'), {
          ...asks,
          ...workers,
          'service-account-private-key-file': keyFile,
          'node-monitor-grace-period': `${LEASE_SECONDS}s`,
        }),
        start(programPath(kubernetes, 'kube-scheduler'), asks),
        start(programPath(kwok, 'kwok'), {
          kubeconfig,
          config: ['node/fast/node-initialize', 'pod/fast/pod-ready'].map((stage) => join(stages, `${stage}.yaml`)).join(),
          cidr: '10.128.0.0/10',
          'manage-all-nodes': 'true',
          'node-lease-duration-seconds': LEASE_SECONDS,
          v: 'WARN',
        }),
      ]
      return async () => {
        for (const component of components) {
          running.splice(running.indexOf(component), 1)
          await component.stop()
        }
      }
    },
    check: () => running.forEach((program) => program.check()),
    async stop() {
      for (const program of running.toReversed()) await program.stop()
    },
  }

  start(programPath(etcd, 'etcd'), {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': `http://127.0.0.1:${store}`,
    'advertise-client-urls': `http://127.0.0.1:${store}`,
    'listen-peer-urls': `http://127.0.0.1:${peers}`,
    'initial-advertise-peer-urls': `http://127.0.0.1:${peers}`,
    'initial-cluster': `default=http://127.0.0.1:${peers}`,
    'unsafe-no-fsync': 'true',
  })
  start(programPath(kubernetes, 'kube-apiserver'), {
    'etcd-servers': `http://127.0.0.1:${store}`,
    'bind-address': '127.0.0.1',
    'secure-port': String(port),
    'tls-cert-file': certificateFile,
    'tls-private-key-file': keyFile,
    'service-account-issuer': 'https://bench.invalid',
    'service-account-key-file': certificateFile,
    'service-account-signing-key-file': keyFile,
    'service-cluster-ip-range': '10.96.0.0/16',
    'token-auth-file': file('tokens.csv', `${TOKEN},bench,bench,system:masters\n`),
    'authorization-mode': 'RBAC',
  })
  try {
    await answers(plane)
  } catch (error) {
    await plane.stop()
    throw error
  }
  return plane
}

function configOf(server: string, authority: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'bench', cluster: { server, 'certificate-authority': authority } }],
    users: [{ name: 'bench', user: { token: TOKEN } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    'current-context': 'bench',
  })
}

/** It makes kube-system by itself once it is up. */
async function answers({ client, check }: ControlPlane): Promise<void> {
  const core = client.makeApiClient(CoreV1Api)
  for (const limit = Date.now() + PATIENCE; ; await pause(200)) {
    check()
    try {
      await core.readNamespace({ name: 'kube-system' })
      return
    } catch (error) {
      if (Date.now() > limit) throw error
    }
  }
}
