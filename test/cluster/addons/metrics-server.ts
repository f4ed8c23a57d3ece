import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { moduleSource } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import { metricsServerImage } from '../image/names.ts'
import { kubectl } from '../kubectl.ts'
import { run } from '../run.ts'

/** metrics-server from its own manifests, with our image, and told that kind's kubelets serve certificates that nobody signed. */
export async function installMetricsServer(name: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cutaway-'))
  try {
    await cp(join(await moduleSource(goParts().metricsServer), 'manifests', 'base'), join(folder, 'base'), { recursive: true })
    // Copies of the module cache are read-only.
    await run('chmod', ['-R', 'u+w', folder])
    const container = '/spec/template/spec/containers/0'
    const patch = [
      { op: 'replace', path: `${container}/image`, value: metricsServerImage },
      { op: 'add', path: `${container}/args/-`, value: '--kubelet-insecure-tls' },
      // Theirs waits 20 s before the first look; ours is a small cluster.
      { op: 'replace', path: `${container}/readinessProbe/initialDelaySeconds`, value: 1 },
      { op: 'replace', path: `${container}/readinessProbe/periodSeconds`, value: 2 },
      { op: 'replace', path: `${container}/readinessProbe/failureThreshold`, value: 15 },
    ]
    const kustomization = { resources: ['base'], patches: [{ target: { kind: 'Deployment', name: 'metrics-server' }, patch: JSON.stringify(patch) }] }
    await writeFile(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization))
    await kubectl(['apply', '--kustomize', folder], { cluster: name })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
