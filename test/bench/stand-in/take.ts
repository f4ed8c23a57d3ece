/**
 * Takes the material of the stand-in from the real cluster that is up: every line that its watches bring while one Deployment with ten Pods
 * and a Service is created, settles, gets another image, settles and is deleted; and one list of what a cluster is furnished with.
 * node test/bench/stand-in/take.ts
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'
import { constants, zstdCompressSync } from 'node:zlib'
import { LineSplitter } from '../../../server/cluster/lines.ts'
import { collectionPath, resources, type Resource } from '../../../server/cluster/resources.ts'
import { readCluster } from '../../cluster/cluster.ts'
import { registryImages } from '../../cluster/image/names.ts'
import { ownFiles } from '../../cluster/kubectl.ts'
import { kubectlOn } from '../../situations/stage/kubectl.ts'
import { service, webDeployment } from '../../situations/stage/manifests.ts'
import { closeStage, openStage } from '../../situations/stage/stage.ts'
import { MATERIAL, NAMESPACE, DEPLOYMENT, type MaterialLine } from './material.ts'

const REPLICAS = 10
const OURS = [NAMESPACE, 'kube-system', 'kube-node-lease', 'default']
const name = 'cutaway'
const cluster = readCluster(name)
if (!cluster) throw new Error('no cluster is up here: npm run cluster -- up')
const run = kubectlOn(name)

const proxy = spawn(cluster.kubectl, [...ownFiles(name), 'proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] })
const [announced] = (await createInterface({ input: proxy.stdout })[Symbol.asyncIterator]().next()).value!.match(/127\.0\.0\.1:\d+/)!
const base = `http://${announced}`

const lines: MaterialLine[] = []
const stop = new AbortController()
try {
  await run(['delete', 'namespace', NAMESPACE, '--ignore-not-found'])
  const stage = await openStage(run, NAMESPACE)
  const watches = Object.values(resources).map(follow)
  await Promise.all(watches.map(({ ready }) => ready))
  await stage.apply(webDeployment(DEPLOYMENT, { replicas: REPLICAS, image: registryImages.webV1, readyAfter: 1, stopsAfter: 1 }), service(DEPLOYMENT))
  await stage.settled(DEPLOYMENT)
  await pause(3000)
  lines.push({ t: Date.now(), kind: 'Deployment', phase: 'settled', text: '' })
  await stage.kubectl(['set', 'image', `deployment/${DEPLOYMENT}`, `web=${registryImages.webV2}`])
  await stage.settled(DEPLOYMENT)
  await stage.kubectl(['delete', `deployment/${DEPLOYMENT}`, `service/${DEPLOYMENT}`, '--wait=false'])
  await stage.until('delete', ...(await stage.kubectl(['get', 'pods', '-o', 'name'])).split('\n').filter(Boolean))
  await pause(2000)
  stop.abort()
  await Promise.all(watches.map(({ done }) => done))
} finally {
  await closeStage(run, NAMESPACE)
  proxy.kill()
}
const text = lines.map((line) => JSON.stringify(line)).join('\n')
writeFileSync(MATERIAL, zstdCompressSync(Buffer.from(text), { params: { [constants.ZSTD_c_compressionLevel]: 19 } }))
console.log(`${lines.length} lines, ${(text.length / 1024).toFixed(0)} KB`)

/** Lists a kind, what belongs to others apart, then watches it in our namespace. */
function follow(resource: Resource): { ready: Promise<void>; done: Promise<void> } {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  const done = watch(resource, resolve).catch((error: unknown) => {
    if (!stop.signal.aborted) reject(error as Error)
  })
  return { ready, done }
}

interface List {
  kind: string
  apiVersion: string
  metadata: { resourceVersion: string }
  /** null for an empty PartialObjectMetadataList. */
  items: { metadata: { name: string; namespace?: string } }[] | null
}

async function watch(resource: Resource, ready: () => void): Promise<void> {
  const { kind, kept } = resource
  const path = collectionPath(resource)
  const form = kept === 'metadata' ? ';as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' : ''
  const list = (await (await fetch(base + path, { headers: { accept: `application/json${form}` } })).json()) as List
  for (const item of list.items ?? []) {
    const home = kind === 'Namespace' ? item.metadata.name : (item.metadata.namespace ?? NAMESPACE)
    const typed = { kind: list.kind.replace(/List$/, ''), apiVersion: list.apiVersion, ...item }
    if (OURS.includes(home) && kind !== 'Event') lines.push({ t: Date.now(), kind, phase: 'list', text: JSON.stringify(typed) })
  }
  const own = resource.scope === 'namespaced' ? path.replace(/\/(?=[^/]*$)/, `/namespaces/${NAMESPACE}/`) : path
  const accept = `application/json${form.replace('List', '')}`
  const answer = await fetch(`${base}${own}?watch=1&resourceVersion=${list.metadata.resourceVersion}`, { headers: { accept }, signal: stop.signal })
  ready()
  const splitter = new LineSplitter()
  for await (const chunk of answer.body!) splitter.push(chunk as Uint8Array, (text) => lines.push({ t: Date.now(), kind, phase: 'watch', text }))
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
