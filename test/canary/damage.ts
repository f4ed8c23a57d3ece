import { createServer, type IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import type { Api } from './api.ts'

export interface Damage {
  /** Plain HTTP; no credentials are asked for. */
  origin: string
  /** Broken so far. */
  readonly lines: number
  close(): void
}

/** Ways in which a line can be no line: cut, no JSON, no such object, not what its fields promise. */
const ways: ((line: string) => string)[] = [
  (line) => line.slice(0, line.length >> 1),
  (line) => line.replace('"metadata"', '"metadata'),
  (line) => line.replace(/"uid":"[^"]*"/g, '"uid":""'),
  (line) => line.replace(/"(containers|conditions|labels|involvedObject|ports|ownerReferences)":(?=[{[])/g, '"$1":7,"was":'),
]

/** The API server, but of every watch the first lines with a canary come broken, each in another way. */
export async function damage(api: Api): Promise<Damage> {
  const broken = new Map<string, number>()
  let lines = 0
  const server = createServer((asked, answer) => {
    const { headers, agent } = api.access
    const onward = request(
      api.origin + asked.url,
      { method: asked.method, agent, headers: { ...headers, accept: asked.headers.accept } },
      (from: IncomingMessage) => {
        answer.writeHead(from.statusCode ?? 502, from.headers)
        if (!asked.url?.includes('watch=')) return void from.pipe(answer)
        answer.flushHeaders()
        const path = asked.url.split('?')[0]!
        const read = createInterface({ input: from, crlfDelay: Infinity })
        // The reader gives up a stream with a broken line.
        read.on('error', () => answer.destroy())
        read.on('line', (line) => {
          const times = broken.get(path) ?? 0
          const way = line.includes('cnry-') ? ways[times] : undefined
          if (way) {
            broken.set(path, times + 1)
            lines += 1
          }
          answer.write(`${way ? way(line) : line}\n`)
        })
        from.on('close', () => answer.end())
      },
    )
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get lines() {
      return lines
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
