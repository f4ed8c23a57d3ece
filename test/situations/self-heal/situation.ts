import type { Situation } from '../situation.ts'
import { service, webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl delete of one Pod of a Deployment: the ReplicaSet makes another',
  async before(stage) {
    await stage.apply(webDeployment('web', { replicas: 2, stopsAfter: 3 }), service('web'))
    await stage.settled('web')
  },
  async act(stage) {
    const pod = await stage.kubectl(['get', 'pods', '-l', 'app=web', '-o', 'jsonpath={.items[0].metadata.name}'])
    await stage.kubectl(['delete', 'pod', pod])
    await stage.until('jsonpath={.status.availableReplicas}=2', 'deployment/web')
    await stage.settled('web')
  },
}
