import { images } from '../../cluster/image/names.ts'
import type { Situation } from '../situation.ts'
import { type Door, hangDoor } from '../stage/door.ts'
import { webDeployment } from '../stage/manifests.ts'

let door: Door

export const situation: Situation = {
  title: 'a second rollout begins while the first one has only half of its Pods',
  async before(stage) {
    door = await hangDoor()
    await stage.apply(webDeployment('web', { replicas: 2, door }))
    await stage.settled('web')
  },
  async act(stage) {
    door.shut()
    await stage.kubectl(['set', 'image', 'deployment/web', `web=${images.webV2}`])
    // The first new Pod runs, and is not ready.
    await stage.until('jsonpath={.status.updatedReplicas}=1', 'deployment/web')
    await stage.until('jsonpath={.status.containerStatuses[0].started}=true', 'pod', '-l', 'app=web')
    const revision = '{.items[?(@.metadata.annotations.deployment\\.kubernetes\\.io/revision=="2")].metadata.name}'
    const first = await stage.kubectl(['get', 'replicasets', '-l', 'app=web', '-o', `jsonpath=${revision}`])
    await stage.kubectl(['set', 'env', 'deployment/web', 'ROUND=2'])
    // Nor will it ever be: the door is opened when it is gone.
    await stage.until('jsonpath={.spec.replicas}=0', `replicaset/${first}`)
    await stage.until('delete', 'pod', '-l', `pod-template-hash=${first.slice('web-'.length)}`)
    door.open()
    await stage.settled('web')
  },
}
