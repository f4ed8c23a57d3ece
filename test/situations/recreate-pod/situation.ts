import type { Situation } from '../situation.ts'
import { service, webPod } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'a Pod without an owner is deleted and created again under the same name, behind a Service',
  async before(stage) {
    await stage.apply(webPod('solo', { stopsAfter: 3 }), service('solo'))
    await stage.until('condition=Ready', 'pod/solo')
  },
  async act(stage) {
    await stage.kubectl(['delete', 'pod', 'solo'])
    await stage.create(webPod('solo', { stopsAfter: 3 }))
    await stage.until('condition=Ready', 'pod/solo')
  },
}
