import { images } from '../../cluster/image/names.ts'
import type { Situation } from '../situation.ts'
import { webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'a second rollout begins while the first one has only half of its Pods',
  async before(stage) {
    await stage.apply(webDeployment('web', { replicas: 2, readyAfter: 3 }))
    await stage.settled('web')
  },
  async act(stage) {
    await stage.kubectl(['set', 'image', 'deployment/web', `web=${images.webV2}`])
    // The first new Pod runs, and is not ready for three seconds to come.
    await stage.until('jsonpath={.status.updatedReplicas}=1', 'deployment/web')
    await stage.until('jsonpath={.status.containerStatuses[0].started}=true', 'pod', '-l', 'app=web')
    await stage.kubectl(['set', 'env', 'deployment/web', 'ROUND=2'])
    await stage.settled('web')
  },
}
