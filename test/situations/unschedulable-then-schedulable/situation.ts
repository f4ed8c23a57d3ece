import type { Situation } from '../situation.ts'
import { webDeployment } from '../stage/manifests.ts'

export const situation: Situation = {
  title: 'a Pod that fits no node, until a node gets the label that it asks for',
  async before(stage) {
    await stage.kubectl(['label', 'nodes', '--all', 'cutaway.test/shelf-'])
  },
  async act(stage) {
    await stage.create(webDeployment('web', { replicas: 1, nodeSelector: { 'cutaway.test/shelf': stage.namespace } }))
    await stage.until('create', 'pod', '-l', 'app=web')
    await stage.until('condition=PodScheduled=False', 'pod', '-l', 'app=web')
    const node = await stage.kubectl(['get', 'nodes', '-l', '!node-role.kubernetes.io/control-plane', '-o', 'jsonpath={.items[0].metadata.name}'])
    await stage.kubectl(['label', 'node', node, `cutaway.test/shelf=${stage.namespace}`])
    await stage.settled('web')
  },
}
