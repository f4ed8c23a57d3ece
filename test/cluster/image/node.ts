import { join } from 'node:path'
import { docker, dockerEnv, imageExists, inNode } from '../docker/client.ts'
import { programPath } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import type { Progress } from '../progress.ts'
import { quote, shell } from '../run.ts'
import { sourceHash } from '../source-hash.ts'
import { componentImages, kubeadmImages } from './components.ts'
import { containerBaseSpec } from './container-base-spec.ts'
import { kubeProxyImage } from './kube-proxy.ts'
import { images } from './names.ts'
import { rootFilesystemPath } from './root-filesystem.ts'
import { makeScratchImage } from './scratch.ts'
import { storageManifest } from './storage-manifest.ts'

const entrypoint = 'ENTRYPOINT ["/usr/local/bin/entrypoint","/sbin/init"]'

/** The name says everything that the image depends on, so an image that exists is the right one. */
export function nodeImageName(kubernetes: string): string {
  const sources = join(import.meta.dirname, '..')
  const key = sourceHash(
    import.meta.dirname,
    '.ts',
    sourceHash(join(sources, 'programs'), '.go'),
    sourceHash(join(sources, 'go'), '.ts'),
    rootFilesystemPath(),
  )
  return `cutaway.test/node:v${kubernetes}-${key}`
}

/** Makes the node image from the built parts. Not by `kind build node-image`: that would pull what kind thinks is missing. */
export async function buildNodeImage(kubernetes: string, progress: Progress): Promise<string> {
  const name = nodeImageName(kubernetes)
  if (await imageExists(name)) return name
  const base = `cutaway.test/node-base:${sourceHash(import.meta.dirname, 'root-filesystem.ts')}`
  await progress.part('import the node base image', async () => {
    await docker(['import', '--change', 'ENV container=docker', '--change', entrypoint, rootFilesystemPath(), base], { timeoutMs: 300_000 })
    // systemd shuts down in order on this signal only, and `docker import` cannot set it. The classic builder: this needs no plugin of the client.
    await docker(['build', '--tag', base, '-'], { stdin: `FROM ${base}\nSTOPSIGNAL SIGRTMIN+3\n`, env: { DOCKER_BUILDKIT: '0' } })
  })
  const tags = await progress.part('pack the component images', () => packImages(kubernetes, base))
  await progress.part('assemble the node image', () => assemble(kubernetes, base, tags, name))
  // Inside the node image now; only those that the registry gets are needed in Docker too.
  const kept: string[] = Object.values(images)
  await docker(['rmi', ...tags.filter((tag) => !kept.includes(tag)), base], { allowFailure: true })
  await removeEarlier(kubernetes, name)
  return name
}

async function packImages(kubernetes: string, base: string): Promise<string[]> {
  const { stdout } = await docker(['run', '--rm', '--network', 'none', '--entrypoint', 'cat', base, '/etc/containerd/config.toml'])
  const sandbox = /sandbox_image = "([^"]+)"/.exec(stdout)?.[1] ?? 'registry.k8s.io/pause:3.10'
  const proxyTags = (await kubeadmImages(kubernetes)).filter((image) => image.includes('/kube-proxy:'))
  const packed = [...(await componentImages(kubernetes, sandbox)), await kubeProxyImage(kubernetes, base, proxyTags)]
  for (const image of packed) await makeScratchImage(image)
  return packed.flatMap((image) => image.tags)
}

async function assemble(kubernetes: string, base: string, tags: string[], name: string): Promise<void> {
  const args = ['run', '--detach', '--network', 'none', '--security-opt', 'seccomp=unconfined', '--entrypoint', 'sleep', base, 'infinity']
  const container = (await docker(args)).stdout.trim()
  try {
    const { kubernetes: kube, containerd } = goParts(kubernetes)
    for (const program of ['kubeadm', 'kubelet', 'kubectl']) await docker(['cp', programPath(kube, program), `${container}:/usr/bin/${program}`])
    for (const program of Object.keys(containerd.programs))
      await docker(['cp', programPath(containerd, program), `${container}:/usr/local/bin/${program}`])
    await write(container, '/etc/containerd/cri-base.json', await containerBaseSpec())
    await write(container, '/kind/version', `v${kubernetes}`)
    await write(container, '/kind/manifests/default-storage.yaml', (await storageManifest()).yaml)
    await write(container, '/kind/manifests/default-cni.yaml', '# none: the cluster brings its own Pod network\n')
    await inNode(container, [
      'bash',
      '-c',
      'nohup containerd >/tmp/containerd.log 2>&1 & echo $! >/tmp/containerd.pid; for i in $(seq 50); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.2; done; cat /tmp/containerd.log >&2; exit 1',
    ])
    const load = 'ctr -n k8s.io images import --label=io.cri-containerd.pinned=pinned --no-unpack -'
    await shell(`docker save ${tags.map(quote).join(' ')} | docker exec -i ${container} ${load}`, { env: dockerEnv(), timeoutMs: 600_000 })
    // Stopped properly: its database must be whole when the image is taken.
    await inNode(container, [
      'bash',
      '-c',
      'pid=$(cat /tmp/containerd.pid); kill $pid; while [ -d /proc/$pid ] && ! grep -q "^State:.Z" /proc/$pid/status; do sleep 0.1; done; rm -f /tmp/containerd.*',
    ])
    await docker(['commit', '--change', entrypoint, '--change', 'CMD []', container, name], { timeoutMs: 600_000 })
  } finally {
    await docker(['rm', '--force', '--volumes', container])
  }
}

async function write(container: string, path: string, text: string): Promise<void> {
  await inNode(container, ['bash', '-c', 'cat > "$0"', path], { stdin: text })
}

/** Images of earlier recipes for this version: nearly a gigabyte each. One that a cluster still runs from stays; Docker refuses. */
async function removeEarlier(kubernetes: string, current: string): Promise<void> {
  const { stdout } = await docker(['images', '--format', '{{.Repository}}:{{.Tag}}', 'cutaway.test/node'])
  for (const image of stdout.split('\n'))
    if (image.includes(`:v${kubernetes}-`) && image !== current) await docker(['rmi', image], { allowFailure: true })
}
