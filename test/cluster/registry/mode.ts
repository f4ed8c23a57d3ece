import { request } from 'node:http'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { clusterFolder } from '../folders.ts'

/** slow: every answer waits (a pull asks about four times). refuse: connection refused. fail: this HTTP status for everything. */
export type RegistryMode = { mode: 'normal' } | { mode: 'slow'; ms: number } | { mode: 'refuse' } | { mode: 'fail'; status: number }

export const gateSocket = (name: string): string => join(clusterFolder(name), 'gate.sock')

/** Resolves when the registry behaves so. */
export async function setRegistryMode(mode: RegistryMode, name = 'cutaway'): Promise<void> {
  await ask(name, 'PUT', JSON.stringify(mode))
}

export async function registryMode(name = 'cutaway'): Promise<RegistryMode> {
  return JSON.parse(await ask(name, 'GET', '')) as RegistryMode
}

function ask(name: string, method: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: gateSocket(name), method, path: '/', timeout: 10_000 }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Failure(`The registry's gate says: ${text}`))))
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', (error) => reject(new Failure(`The gate of the registry of cluster "${name}" does not answer: ${error.message}`)))
    asked.end(body)
  })
}
