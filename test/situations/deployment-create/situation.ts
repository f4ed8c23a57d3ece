import type { Situation } from '../situation.ts'
import { webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl create of a Deployment with three replicas',
  async act(stage) {
    await stage.create(webDeployment('web', { replicas: 3 }))
    await stage.settled('web')
  },
}
