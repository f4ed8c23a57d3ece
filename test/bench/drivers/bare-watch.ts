import { get } from 'node:http'
import { LineSplitter } from '../../../server/cluster/lines.ts'
import { collectionPath, resources } from '../../../server/cluster/resources.ts'

/** Watches every kind from now on and does nothing with it: `onLine` with each change and its resourceVersion, as soon as its line is whole. */
export async function openBareWatch(port: number, onLine: (resourceVersion: string, line: string) => void): Promise<void> {
  await Promise.all(Object.values(resources).map((resource) => follow(port, `${collectionPath(resource)}?watch=true&resourceVersion=0`, onLine)))
}

function follow(port: number, path: string, onLine: (resourceVersion: string, line: string) => void): Promise<void> {
  return new Promise((opened, failed) => {
    get({ host: '127.0.0.1', port, path }, (response) => {
      const splitter = new LineSplitter()
      opened()
      response.on('data', (chunk: Buffer) =>
        splitter.push(chunk, (line) => {
          const version = /"resourceVersion":"(\d+)"/.exec(line)?.[1]
          if (version !== undefined && !line.startsWith('{"type":"BOOKMARK"')) onLine(version, line)
        }),
      )
    }).on('error', failed)
  })
}
