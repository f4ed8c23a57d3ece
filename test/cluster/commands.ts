import { nodeNames, openCluster } from './cluster.ts'
import { docker } from './docker/client.ts'
import { Failure } from './failure.ts'
import { loadImages } from './image/load.ts'
import { components, killComponent, startComponent, stopComponent, type Component } from './levers/component.ts'
import { cutNode, joinNode } from './levers/cut.ts'
import { startKubelet, stopKubelet } from './levers/kubelet.ts'
import { pauseNode, resumeNode, startNode, stopNode } from './levers/node.ts'
import { setProxyMode } from './levers/proxy-mode.ts'
import { setRegistryMode, type RegistryMode } from './registry/mode.ts'

type Verbs = Record<string, (target: string, name: string) => Promise<unknown>>

const nodeVerbs: Verbs = { pause: pauseNode, resume: resumeNode, stop: stopNode, start: startNode, cut: cutNode, join: joinNode }
const kubeletVerbs: Verbs = { stop: stopKubelet, start: startKubelet }
const componentVerbs: Verbs = {
  stop: (component, name) => stopComponent(component as Component, nodeNames(name)[0]),
  start: (component, name) => startComponent(component as Component, nodeNames(name)[0]),
  kill: (component, name) => killComponent(component as Component, nodeNames(name)[0]),
}

/** The commands that pull a lever of a cluster that is up. Each takes its words and the cluster's name. */
export const leverCommands: Record<string, (args: string[], name: string) => Promise<void>> = {
  async node([node, verb], name) {
    await pull(nodeVerbs, verb, fullNodeName(node, name), name)
  },
  async kubelet([node, verb], name) {
    await pull(kubeletVerbs, verb, fullNodeName(node, name), name)
  },
  async component([component, verb], name) {
    if (!components.includes(component as Component)) throw new Failure(`No component "${component ?? ''}": ${components.join(', ')}.`, 2)
    await pull(componentVerbs, verb, component ?? '', name)
  },
  async registry([mode, value], name) {
    await setRegistryMode(readMode(mode, value), name)
  },
  async proxy([mode], name) {
    if (mode !== 'iptables' && mode !== 'nftables') throw new Failure('proxy: iptables or nftables.', 2)
    await setProxyMode(mode, name)
  },
  async load([image], name) {
    if (image === undefined) throw new Failure('load: which image?', 2)
    if ((await docker(['image', 'inspect', image], { allowFailure: true })).code !== 0) throw new Failure(`Docker has no image ${image}.`, 2)
    await loadImages(name, [image])
  },
}

async function pull(verbs: Verbs, verb: string | undefined, target: string, name: string): Promise<void> {
  const lever = verbs[verb ?? '']
  if (lever === undefined)
    throw new Failure(
      `${verb === undefined ? 'What to do' : `"${verb}" is not one of what can be done`} with ${target}? ${Object.keys(verbs).join(', ')}.`,
      2,
    )
  openCluster(name)
  await lever(target, name)
}

function fullNodeName(node: string | undefined, name: string): string {
  const found = nodeNames(name).find((full) => full === node || full === `${name}-${node}`)
  if (found === undefined) throw new Failure(`No node "${node ?? ''}": ${nodeNames(name).join(', ')}.`, 2)
  return found
}

function readMode(mode: string | undefined, value: string | undefined): RegistryMode {
  const number = Number(value)
  if (mode === 'normal' || mode === 'refuse') return { mode }
  if (mode === 'slow' && value !== undefined && number >= 0) return { mode, ms: number }
  if (mode === 'fail' && number >= 400 && number < 600) return { mode, status: number }
  throw new Failure('registry: normal, slow MILLISECONDS, refuse, or fail STATUS (400 to 599).', 2)
}
