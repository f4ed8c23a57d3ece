import { images } from '../../cluster/image/names.ts'
import type { Situation } from '../situation.ts'
import { webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'one Deployment is scaled while another one is rolled, in the same namespace',
  async before(stage) {
    await stage.apply(webDeployment('left', { replicas: 1 }), webDeployment('right', { replicas: 1 }))
    await Promise.all([stage.settled('left'), stage.settled('right')])
  },
  async act(stage) {
    await Promise.all([
      stage.kubectl(['scale', 'deployment/left', '--replicas=2']),
      stage.kubectl(['set', 'image', 'deployment/right', `web=${images.webV2}`]),
    ])
    await stage.until('jsonpath={.status.availableReplicas}=2', 'deployment/left')
    await Promise.all([stage.settled('left'), stage.settled('right')])
  },
}
