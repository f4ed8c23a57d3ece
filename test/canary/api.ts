import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'

export type Json = Record<string, unknown>

export interface Answer {
  status: number
  body: Json & { message?: string; details?: { name?: string; causes?: { field?: string; message?: string }[] } }
}

/** The API server without a client in between: what it takes and refuses is its own word. */
export interface Api {
  origin: string
  access: { agent: Agent; headers: { authorization: string } }
  call(method: string, path: string, body?: unknown): Promise<Answer>
  close(): void
}

export function openApi(config: KubeConfig): Api {
  const cluster = config.getCurrentCluster()!
  const access = {
    agent: new Agent({ keepAlive: true, ca: readFileSync(cluster.caFile!) }),
    headers: { authorization: `Bearer ${config.getCurrentUser()!.token}` },
  }
  return {
    origin: cluster.server,
    access,
    call(method, path, body) {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
      const text = body === undefined ? '' : JSON.stringify(body)
      const headers = { ...access.headers, 'content-type': type, 'content-length': Buffer.byteLength(text), accept: 'application/json' }
      return new Promise((resolve, reject) => {
        const asked = request(cluster.server + path, { method, agent: access.agent, headers }, (answer) => {
          let said = ''
          answer
            .setEncoding('utf8')
            .on('data', (part: string) => (said += part))
            .on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(said) as Answer['body'] }))
            .on('error', reject)
        })
        asked.on('error', reject).end(text)
      })
    },
    close: () => access.agent.destroy(),
  }
}
