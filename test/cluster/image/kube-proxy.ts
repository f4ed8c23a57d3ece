import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerEnv } from '../docker/client.ts'
import { programPath } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import { run, shell, quote } from '../run.ts'
import type { ScratchImage } from './scratch.ts'

/** Copies the packet filter programs with the libraries they load, following links, into /stage of a container of the base image. */
const stage = `
mkdir -p /stage; cd /
programs="/usr/sbin/xtables-nft-multi /usr/sbin/nft /usr/sbin/ipset /usr/sbin/conntrack"
libraries=$(for p in $programs /usr/lib/*/xtables/*.so; do ldd $p; done | grep -o '/[^ ]*' | sort -u)
cp -L --parents $programs $libraries /usr/lib/*/xtables/*.so /stage
for f in iptables ip6tables; do for s in "" -save -restore; do ln -s xtables-nft-multi /stage/usr/sbin/$f$s; done; done
tar -C /stage -c .
`

/** kube-proxy with iptables (its nft variant, as on the nodes), nft, ipset and conntrack. */
export async function kubeProxyImage(kubernetes: string, baseImage: string, tags: string[]): Promise<ScratchImage> {
  return {
    tags,
    files: { 'usr/local/bin/kube-proxy': programPath(goParts(kubernetes).kubernetes, 'kube-proxy') },
    async finish(root) {
      const script = join(root, 'stage.sh')
      await writeFile(script, stage)
      const staged = `docker run --rm -i --network none --entrypoint bash ${quote(baseImage)} -es < ${quote(script)} | tar -C ${quote(root)} -x`
      await shell(staged, { env: dockerEnv(), timeoutMs: 120_000 })
      await run('rm', [script])
    },
  }
}
