import { request, type RequestOptions } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { KubeConfig } from '@kubernetes/client-node'
import { collectionPath, inSyncOrder, type Resource } from '../../../server/cluster/resources.ts'
import type { RawLine } from '../../../server/journal/format.ts'

export interface Listening {
  version: string
  clusterUid: string
  stop(): void
}

/**
 * Lists and watches every kind of the resource table and hands on each line as it came, all lists before the first watch line.
 * No product code is between the API server and the tape: what is recorded is what was sent. A watch that ends makes it fail.
 */
export async function listen(kubeconfig: string, heard: (line: RawLine, seen: number) => void, failed: (error: Error) => void): Promise<Listening> {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const server = new URL(config.getCurrentCluster()?.server ?? '')
  const stop = new AbortController()

  async function open(path: string, accept = 'application/json'): Promise<IncomingMessage> {
    const options: RequestOptions = { method: 'GET', headers: { accept }, signal: stop.signal }
    await config.applyToHTTPSOptions(options as never)
    return new Promise((resolve, reject) => {
      request(new URL(path, server), options, (answer) => {
        if (answer.statusCode === 200) resolve(answer)
        else reject(new Error(`${path}: ${answer.statusCode}`))
      })
        .on('error', reject)
        .end()
    })
  }

  async function read<T>(path: string, accept?: string): Promise<T> {
    const parts: Buffer[] = []
    for await (const part of await open(path, accept)) parts.push(part as Buffer)
    return JSON.parse(Buffer.concat(parts).toString()) as T
  }

  const began: { resource: Resource; rv: string }[] = []
  for (const resource of inSyncOrder) {
    const list = await read<{ metadata: { resourceVersion: string }; items: object[] }>(collectionPath(resource), accepted(resource, 'List'))
    for (const item of list.items) heard({ kind: resource.kind, phase: 'list', text: JSON.stringify(item) }, Date.now())
    heard({ kind: resource.kind, phase: 'list-end', text: '' }, Date.now())
    began.push({ resource, rv: list.metadata.resourceVersion })
  }
  await Promise.all(
    began.map(async ({ resource, rv }) => {
      const stream = await open(`${collectionPath(resource)}?watch=true&resourceVersion=${rv}&timeoutSeconds=3600`, accepted(resource, ''))
      const lines = createInterface({ input: stream })
      lines.on('line', (text) => heard({ kind: resource.kind, phase: 'watch', text }, Date.now()))
      lines.on('error', (error: Error) => !stop.signal.aborted && failed(error))
      lines.on('close', () => !stop.signal.aborted && failed(new Error(`the watch of ${resource.kind} ended`)))
    }),
  )
  const { gitVersion } = await read<{ gitVersion: string }>('/version')
  const { metadata } = await read<{ metadata: { uid: string } }>('/api/v1/namespaces/kube-system')
  return { version: gitVersion, clusterUid: metadata.uid, stop: () => stop.abort() }
}

function accepted({ kept }: Resource, list: 'List' | ''): string {
  return kept === 'metadata' ? `application/json;as=PartialObjectMetadata${list};g=meta.k8s.io;v=v1` : 'application/json'
}
