import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeNames } from '../cluster.ts'
import { inNode } from '../docker/client.ts'
import { Failure } from '../failure.ts'
import { auditFolder, clusterFolder, kubeconfigPath } from '../folders.ts'
import type { ClusterOptions } from '../options.ts'
import { auditPolicy } from './audit-policy.ts'
import { kindConfig } from './config.ts'
import { runKind } from './run-kind.ts'

/** `kind create cluster`. The nodes stay NotReady: the Pod network comes after. */
export async function createCluster(options: ClusterOptions, image: string): Promise<void> {
  const folder = clusterFolder(options.name)
  mkdirSync(auditFolder(options.name), { recursive: true })
  writeFileSync(join(folder, 'audit-policy.json'), JSON.stringify(auditPolicy))
  const config = join(folder, 'kind.json')
  writeFileSync(config, kindConfig(options))
  // --retain: when it fails, what the kubelet said is still there to be read.
  const args = [
    'create',
    'cluster',
    '--name',
    options.name,
    '--image',
    image,
    '--config',
    config,
    '--kubeconfig',
    kubeconfigPath(options.name),
    '--retain',
  ]
  try {
    await runKind(options.name, args, { timeoutMs: 420_000, dieWithUs: true })
  } catch (error) {
    const [controlPlane] = nodeNames(options.name)
    const journal = await inNode(controlPlane, ['journalctl', '-u', 'kubelet', '-n', '20', '--no-pager'], { allowFailure: true }).catch(
      () => undefined,
    )
    throw new Failure(`${(error as Error).message}\nkubelet of ${controlPlane}:\n${journal?.stdout ?? '(says nothing)'}`)
  }
}
