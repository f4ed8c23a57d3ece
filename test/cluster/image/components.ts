import { join } from 'node:path'
import { programPath } from '../go/build.ts'
import { ownProgramPath } from '../go/own-programs.ts'
import { etcdFor, goParts } from '../go/parts.ts'
import { run } from '../run.ts'
import { images, kwokImage, metricsServerImage } from './names.ts'
import type { ScratchImage } from './scratch.ts'
import { storageManifest } from './storage-manifest.ts'

/** The images of a cluster of this version, except kube-proxy's, which needs more than its program. The sandbox image is the one that containerd's configuration names. */
export async function componentImages(kubernetes: string, sandboxImage: string): Promise<ScratchImage[]> {
  const parts = goParts(kubernetes)
  const wanted = await kubeadmImages(kubernetes)
  const named = (word: string): string[] => wanted.filter((image) => image.includes(`/${word}:`))
  const storage = await storageManifest()
  const program = (name: string, from: string): Record<string, string> => ({ [`usr/local/bin/${name}`]: from })
  const controlPlane = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => ({
    tags: named(name),
    files: program(name, programPath(parts.kubernetes, name)),
  }))
  return [
    ...controlPlane,
    { tags: named('etcd'), files: program('etcd', programPath(etcdFor(kubernetes), 'etcd')) },
    { tags: named('coredns'), files: { coredns: programPath(parts.coredns, 'coredns') }, entrypoint: ['/coredns'] },
    { tags: [...new Set([sandboxImage, ...named('pause')])], files: { pause: ownProgramPath('pause') }, entrypoint: ['/pause'] },
    {
      tags: [storage.provisionerImage],
      files: program('local-path-provisioner', programPath(parts.localPathProvisioner, 'local-path-provisioner')),
      entrypoint: ['/usr/local/bin/local-path-provisioner'],
    },
    { tags: [metricsServerImage], files: { 'metrics-server': programPath(parts.metricsServer, 'metrics-server') }, entrypoint: ['/metrics-server'] },
    { tags: [kwokImage], files: program('kwok', programPath(parts.kwok, 'kwok')), entrypoint: ['/usr/local/bin/kwok'] },
    { tags: [images.agnhost], files: { agnhost: programPath(parts.kubernetes, 'agnhost') }, entrypoint: ['/agnhost'], command: ['pause'] },
    { tags: [images.busybox, storage.helperImage], files: { 'bin/busybox': '/bin/busybox' }, command: ['sh'], finish: linkApplets },
    ...webImages(),
  ]
}

export const webImages = (): ScratchImage[] => [
  { tags: [images.webV1], files: { web: ownProgramPath('web-v1') }, entrypoint: ['/web'] },
  { tags: [images.webV2], files: { web: ownProgramPath('web-v2') }, entrypoint: ['/web'] },
]

/** What kubeadm of this version will ask for: asked, not written down. */
export async function kubeadmImages(kubernetes: string): Promise<string[]> {
  const kubeadm = programPath(goParts(kubernetes).kubernetes, 'kubeadm')
  const { stdout } = await run(kubeadm, ['config', 'images', 'list', '--kubernetes-version', `v${kubernetes}`])
  return stdout.split('\n').filter((line) => line !== '')
}

async function linkApplets(root: string): Promise<void> {
  const { stdout } = await run('/bin/busybox', ['--list'])
  const applets = stdout.split('\n').filter((name) => name !== '' && name !== 'busybox')
  await run('bash', ['-ec', 'cd "$0"; for applet; do ln -s busybox "$applet"; done', join(root, 'bin'), ...applets])
}
