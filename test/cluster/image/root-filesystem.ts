import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildFolder, partsFolder } from '../folders.ts'
import { moduleSource } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import type { Progress } from '../progress.ts'
import { run, shell } from '../run.ts'
import { sourceHash } from '../source-hash.ts'
import { debianMirror } from './debian-mirror.ts'

// Debian 12 whatever the host has: its systemd still boots on cgroup v1.
const suite = 'bookworm'
const packages = [
  'systemd',
  'dbus',
  'runc',
  'containernetworking-plugins',
  'conntrack',
  'iptables',
  'nftables',
  'ipset',
  'iproute2',
  'ethtool',
  'util-linux',
  'mount',
  'kmod',
  'jq',
  'procps',
  'socat',
  'e2fsprogs',
  'ca-certificates',
  'pigz',
  'libseccomp2',
  'bash',
  'curl',
  'iputils-ping',
  'tcpdump',
]

/** The node's root filesystem as a tar file: Debian plus what kind's own Dockerfile for its base image adds. */
export function rootFilesystemPath(): string {
  const key = createHash('sha256')
    .update(suite)
    .update(packages.join(' '))
    .update(sourceHash(import.meta.dirname, 'root-filesystem.ts'))
    .digest('hex')
  return join(partsFolder(), `node-root-${goParts().kind.version}-${key.slice(0, 12)}.tar`)
}

export async function buildRootFilesystem(progress: Progress): Promise<void> {
  const target = rootFilesystemPath()
  if (existsSync(target)) return
  await progress.part(`debootstrap ${suite} for the nodes`, async () => {
    const work = join(buildFolder(), `node-root.${process.pid}`)
    const root = join(work, 'root')
    await mkdir(root, { recursive: true })
    await mkdir(partsFolder(), { recursive: true })
    await run('debootstrap', ['--variant=minbase', `--include=${packages.join(',')}`, suite, root, debianMirror()], {
      timeoutMs: 1_200_000,
      dieWithUs: true,
    })
    await addKindFiles(root)
    await tidyServices(root)
    const tar = join(work, 'root.tar')
    const excluded = [
      './var/cache/apt/*',
      './var/lib/apt/lists/*',
      './var/log/*',
      './tmp/*',
      './usr/share/doc/*',
      './usr/share/man/*',
      './usr/share/locale/*',
    ]
    await run('tar', ['-C', root, ...excluded.map((path) => `--exclude=${path}`), '-cf', tar, '.'], { timeoutMs: 300_000 })
    // Of the earlier ones none is needed any more: each has 200 MB.
    for (const name of await readdir(partsFolder())) if (name.startsWith('node-root-')) await rm(join(partsFolder(), name))
    await rename(tar, target)
    await rm(work, { recursive: true, force: true })
  })
}

async function addKindFiles(root: string): Promise<void> {
  const files = join(await moduleSource(goParts().kind), 'images', 'base', 'files')
  // The module cache is read-only; the copy must not be.
  await shell(
    `cp -r --no-preserve=mode '${files}/.' '${root}/' && chmod 755 '${root}'/usr/local/bin/* '${root}/kind' '${root}'/kind/bin '${root}'/kind/bin/*`,
  )
}

/** What kind's Dockerfile does after installing packages: no units that fight over the host's devices, kubelet and containerd enabled. */
async function tidyServices(root: string): Promise<void> {
  const inRoot = (script: string) => run('chroot', [root, 'bash', '-ec', script])
  await inRoot(`
    find /lib/systemd/system/sysinit.target.wants/ -name systemd-tmpfiles-setup.service -delete
    rm -f /lib/systemd/system/multi-user.target.wants/* /etc/systemd/system/*.wants/* /lib/systemd/system/local-fs.target.wants/*
    rm -f /lib/systemd/system/sockets.target.wants/*udev* /lib/systemd/system/sockets.target.wants/*initctl* /lib/systemd/system/basic.target.wants/*
    [ -e /sbin/init ] || ln -s /usr/lib/systemd/systemd /sbin/init
    systemctl enable kubelet.service containerd.service undo-mount-hacks.service
    systemctl mask systemd-binfmt.service
    mkdir -p /etc/kubernetes/manifests /opt/cni/bin /kind/manifests
    cp /usr/lib/cni/{host-local,loopback,ptp,portmap,bridge} /opt/cni/bin/`)
  await appendFile(join(root, 'etc/systemd/journald.conf'), 'ReadKMsg=no\n')
}
