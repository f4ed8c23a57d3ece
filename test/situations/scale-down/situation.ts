import type { Situation } from '../situation.ts'
import { service, webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'kubectl scale from three replicas to one, behind a Service',
  async before(stage) {
    await stage.apply(webDeployment('web', { replicas: 3, stopsAfter: 3 }), service('web'))
    await stage.settled('web')
  },
  async act(stage) {
    await stage.kubectl(['scale', 'deployment/web', '--replicas=1'])
    await stage.until('jsonpath={.status.replicas}=1', 'deployment/web')
    await stage.settled('web')
  },
}
