import type { Situation } from '../situation.ts'
import { webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'a Deployment is deleted and created again under the same name while its old Pods are still going',
  async before(stage) {
    await stage.create(webDeployment('web', { replicas: 2, stopsAfter: 5 }))
    await stage.settled('web')
  },
  async act(stage) {
    const pods = (await stage.kubectl(['get', 'pods', '-l', 'app=web', '-o', 'name'])).trim().split('\n')
    const sets = (await stage.kubectl(['get', 'replicasets', '-l', 'app=web', '-o', 'name'])).trim().split('\n')
    await stage.kubectl(['delete', 'deployment', 'web'])
    // The same template makes a ReplicaSet of the same name: while the old one is there, its name would be taken.
    await stage.until('delete', ...sets)
    await stage.create(webDeployment('web', { replicas: 2, stopsAfter: 5 }))
    await stage.until('delete', ...pods)
    await stage.settled('web')
  },
}
