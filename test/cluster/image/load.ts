import { nodeNames } from '../cluster.ts'
import { dockerEnv } from '../docker/client.ts'
import { quote, shell } from '../run.ts'

/** Copies images from Docker into every node's containerd. */
export async function loadImages(name: string, images: readonly string[]): Promise<void> {
  const save = `docker save ${images.map(quote).join(' ')}`
  await Promise.all(
    nodeNames(name).map((node) =>
      shell(`${save} | docker exec -i ${quote(node)} ctr -n k8s.io images import -`, { env: dockerEnv(), timeoutMs: 600_000 }),
    ),
  )
}
