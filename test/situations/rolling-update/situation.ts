import { images } from '../../cluster/image/names.ts'
import type { Situation } from '../situation.ts'
import { service, webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl set image on a Deployment of two, behind a Service',
  async before(stage) {
    await stage.apply(webDeployment('web', { replicas: 2, stopsAfter: 3, readyAfter: 1 }), service('web'))
    await stage.settled('web')
  },
  async act(stage) {
    await stage.kubectl(['set', 'image', 'deployment/web', `web=${images.webV2}`])
    await stage.settled('web')
  },
}
