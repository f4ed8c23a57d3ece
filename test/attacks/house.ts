import { randomUUID } from 'node:crypto'
import { signIn } from '../pod/enter.ts'
import { rawPod } from '../support/raw-pod.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { byToken, type Desk, openDesk, ready, startImage, type Target } from './kit.ts'

/** The image, by token, on an API server that does what a test wants: 200 Pods to begin with. All on this machine's loopback. */
export interface House {
  api: StandInApiServer
  target: Target
  desk: Desk
  session: string
  /** In every snapshot: the cluster's uid. */
  secret: string
  /** So many Pods get something new to tell, each. */
  stir(round: number, pods?: number): void
  close(): Promise<void>
}

const PODS = 200
const LABELS = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`label-${at}`, 'x'.repeat(60)]))

export async function openHouse(): Promise<House> {
  const api = new StandInApiServer()
  const secret = randomUUID()
  api.put('/api/v1/namespaces', { metadata: { name: 'kube-system', uid: secret, resourceVersion: '' } })
  const stir = (round: number, pods = PODS) => {
    for (let number = 0; number < pods; number++) {
      const pod = rawPod({ number, ready: round % 2 === 0, second: round })
      api.put('/api/v1/pods', { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...LABELS } } })
    }
  }
  stir(0)
  const desk = openDesk(await api.start())
  const target = await startImage({ on: 'host', flags: ['--kubeconfig', '/desk/kubeconfig', ...byToken], mounts: { '/desk': desk.folder } })
  await ready(target)
  const { session } = await signIn(target.port, desk.token)
  return {
    api,
    target,
    desk,
    session,
    secret,
    stir,
    async close() {
      await target.stop()
      await api.stop()
      desk.close()
    },
  }
}
