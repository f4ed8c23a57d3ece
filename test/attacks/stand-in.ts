import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A kubeconfig file for a stand-in API server on this port. */
export function kubeconfigOf(port: number): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cutaway-attack-')), 'kubeconfig')
  const named = (kind: string, value: object) => [{ name: 'stand-in', [kind]: value }]
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: named('cluster', { server: `http://127.0.0.1:${port}` }),
    users: named('user', { token: 'none' }),
    contexts: named('context', { cluster: 'stand-in', user: 'stand-in' }),
    'current-context': 'stand-in',
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}
