import type { Situation } from '../situation.ts'
import { service, webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl scale from one replica to three, behind a Service',
  async before(stage) {
    await stage.apply(webDeployment('web', { replicas: 1 }), service('web'))
    await stage.settled('web')
  },
  async act(stage) {
    await stage.kubectl(['scale', 'deployment/web', '--replicas=3'])
    await stage.until('jsonpath={.status.availableReplicas}=3', 'deployment/web')
    await stage.settled('web')
  },
}
