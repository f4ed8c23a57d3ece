// node test/recordings/workshop.ts: makes the bundled recording anew (server/recordings/workshop.tape), on the cluster that is up.
// About four minutes, at the pace of somebody who shows Kubernetes to a class: apply, scale, roll out, break, heal, lose a Pod, scale down.
import { renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encode } from '../../server/cluster/codec.ts'
import { loadKubeconfig } from '../../server/cluster/kubeconfig.ts'
import { encodeDelta } from '../../server/cluster/player.ts'
import { createRecorder } from '../../server/journal/recorder.ts'
import { createLog } from '../../server/log.ts'
import { openCluster as watchCluster } from '../../server/origin.ts'
import { openCluster } from '../cluster/cluster.ts'
import { registryHost, registryImages } from '../cluster/image/names.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { service, webDeployment } from '../situations/stage/manifests.ts'
import { openStage, type Stage } from '../situations/stage/stage.ts'
import { belongs } from './belongs.ts'

const NAMESPACE = 'shop'
const file = fileURLToPath(new URL('../../server/recordings/workshop.tape', import.meta.url))
const beside = `${file}.new`
const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000))

/** Each act and how long the class looks at what came of it, s. */
const acts: [title: string, act: (stage: Stage) => Promise<unknown>, look: number][] = [
  ['quiet', () => Promise.resolve(), 6],
  ['apply', (stage) => stage.apply(webDeployment('web', { replicas: 3, image: registryImages.webV1, readyAfter: 2 }), service('web')), 30],
  ['scale up', (stage) => stage.kubectl(['scale', 'deployment/web', '--replicas=5']), 22],
  ['roll out', (stage) => stage.kubectl(['set', 'image', 'deployment/web', `web=${registryImages.webV2}`]), 45],
  ['break', (stage) => stage.kubectl(['set', 'image', 'deployment/web', `web=${registryHost}/web:v22`]), 40],
  ['heal', (stage) => stage.kubectl(['rollout', 'undo', 'deployment/web']), 20],
  ['lose a Pod', async (stage) => stage.kubectl(['delete', 'pod', await firstPod(stage), '--wait=false']), 25],
  ['scale down', (stage) => stage.kubectl(['scale', 'deployment/web', '--replicas=2']), 25],
]

const { name, kubeconfig } = openCluster(process.env['CUTAWAY_CLUSTER'] || 'cutaway')
const kubectl = kubectlOn(name)
rmSync(beside, { force: true })
await kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found'])
const stage = await openStage(kubectl, NAMESPACE)
const recorder = await createRecorder(
  beside,
  { delta: encodeDelta, object: encode },
  {
    failed(error) {
      throw error
    },
  },
)
const { cluster, live } = await watchCluster(loadKubeconfig({ kubeconfig })!, { kubeconfig }, createLog('warn', true))
try {
  await live.start({ delta: (delta) => belongs(delta, NAMESPACE) && recorder.delta(delta), health: () => {} })
  await live.synced
  void recorder.begin({ kubernetes: cluster.version, cluster: { uid: cluster.uid, name: 'workshop' }, holds: 'deltas' }, Date.now())
  for (const [title, act, look] of acts) {
    console.log(title)
    await act(stage)
    await seconds(look)
  }
  await live.stop()
  const { bytes, records } = await recorder.close()
  renameSync(beside, file)
  console.log(`${records} changes in ${Math.ceil(bytes / 1024)} KiB`)
} finally {
  rmSync(beside, { force: true })
  await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found'])
}
process.exit(0)

function firstPod({ kubectl: run }: Stage): Promise<string> {
  return run(['get', 'pods', '-l', 'app=web', '--field-selector=status.phase=Running', '-o', 'jsonpath={.items[0].metadata.name}'])
}
