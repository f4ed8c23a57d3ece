import { programPath } from '../go/build.ts'
import { goParts } from '../go/parts.ts'
import { run } from '../run.ts'

/** The OCI spec that containerd starts from, as kind makes it: a hook hides the host's hardware ids from Pods, and limits are inherited. */
export async function containerBaseSpec(): Promise<string> {
  const { stdout } = await run(programPath(goParts().containerd, 'ctr'), ['oci', 'spec'])
  const spec = JSON.parse(stdout) as { hooks?: { createContainer?: { path: string }[] }; process: { rlimits?: unknown } }
  spec.hooks = { createContainer: [...(spec.hooks?.createContainer ?? []), { path: '/kind/bin/mount-product-files.sh' }] }
  delete spec.process.rlimits
  return JSON.stringify(spec)
}
