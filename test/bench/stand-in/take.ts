/**
 * Takes the material of the stand-in from the real cluster that is up: every line that its watches bring while one Deployment with ten Pods
 * and a Service is created, settles, gets another image, settles and is deleted; and one list of what a cluster is furnished with.
 * node test/bench/stand-in/take.ts
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'
import { constants, zstdCompressSync } from 'node:zlib'
import { collectionPath, resources, type Resource } from '../../../server/cluster/resources.ts'
import { readCluster } from '../../cluster/cluster.ts'
import { registryImages } from '../../cluster/image/names.ts'
import { ownFiles } from '../../cluster/kubectl.ts'
import { kubectlOn } from '../../situations/stage/kubectl.ts'
import { service, webDeployment } from '../../situations/stage/manifests.ts'
import { closeStage, openStage } from '../../situations/stage/stage.ts'
import { MATERIAL, NAMESPACE, DEPLOYMENT, type MaterialLine } from './material.ts'

const REPLICAS = 10
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

/** Lists a kind (Events and Leases of elsewhere apart), then watches it. */
function follow(resource: Resource): { ready: Promise<void>; done: Promise<void> } {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  return { ready, done: watch(resource, resolve).catch((error: unknown) => {
    if (!stop.signal.aborted) reject(error as Error)
  }) }
}

async function watch(resource: Resource, ready: () => void): Promise<void> {
  const { kind, kept } = resource
  const form = kept === 'metadata' ? ';as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' : ''
  const lead = resource.scope === 'namespaced' ? collectionPath(resource).replace(/\/(?=[^/]*$)/, `/namespaces/${NAMESPACE}/`) : collectionPath(resource)
  const list = (await (await fetch(base + lead, { headers: { accept: `application/json${form}` } })).json()) as {
    metadata: { resourceVersion: string }
    /** null for an empty PartialObjectMetadataList. */
    items: object[] | null
    apiVersion: string
  }
  for (const item of list.items ?? []) lines.push({ t: Date.now(), kind, phase: 'list', text: JSON.stringify({ kind, apiVersion: list.apiVersion, ...item }) })
  const query = `watch=1&resourceVersion=${list.metadata.resourceVersion}`
  const answer = await fetch(`${base}${lead}?${query}`, { headers: { accept: `application/json${form.replace('List', '')}` }, signal: stop.signal })
  ready()
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of answer.body!) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) lines.push({ t: Date.now(), kind, phase: 'watch', text: part })
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
