import { nodeNames } from '../cluster.ts'
import { docker, dockerEnv, inNode } from '../docker/client.ts'
import { quote, shell } from '../run.ts'

/** Copies images from Docker into the containerd of every node that does not have these very images yet. */
export async function loadImages(name: string, images: readonly string[]): Promise<void> {
  await Promise.all(
    nodeNames(name).map(async (node) => {
      const wanted = await Promise.all(images.map(async (image) => ((await hasImage(node, image)) ? [] : [image])))
      if (wanted.flat().length === 0) return
      const save = `docker save ${wanted.flat().map(quote).join(' ')}`
      await shell(`${save} | docker exec -i ${quote(node)} ctr -n k8s.io images import -`, { env: dockerEnv(), timeoutMs: 600_000 })
    }),
  )
}

/** Prints the digest under which a name is known, and what it points to. */
const look = 'd=$(ctr -n k8s.io images ls "name==$0" | awk \'NR == 2 { print $3 }\'); [ -z "$d" ] || { echo "$d"; ctr -n k8s.io content get "$d"; }'

/** Whether the node has, under this name, what Docker has: Docker's id is the digest of the image's configuration, or of its manifest. */
async function hasImage(node: string, image: string): Promise<boolean> {
  const [{ stdout: id }, { stdout: known }] = await Promise.all([
    docker(['image', 'inspect', '--format', '{{.Id}}', image]),
    inNode(node, ['bash', '-c', look, fullName(image)], { allowFailure: true }),
  ])
  return known.includes(id.trim())
}

/** Docker leaves out what containerd writes: `cutaway:1` is docker.io/library/cutaway:1. */
export function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/')
  if (rest.length === 0) return `docker.io/library/${image}`
  return /[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`
}
