import type { Situation } from '../situation.ts'
import { service, webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl apply of a Deployment with a readiness probe and its Service',
  async act(stage) {
    await stage.apply(webDeployment('web', { replicas: 2, readyAfter: 1 }), service('web'))
    await stage.settled('web')
  },
}
