import { docker } from '../cluster/docker/client.ts'

/** As strict as a container can be run: nothing to write to, no rights, no network. What works so works under the restricted Pod Security level. */
export const hardened: readonly string[] = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--network', 'none']

export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs the image to its end. */
export function runImage(image: string, args: readonly string[], flags: readonly string[] = []): Promise<Ended> {
  return docker(['run', '--rm', ...hardened, ...flags, image, ...args], { allowFailure: true })
}

/** Code of ours on the image's own Node: there is no shell in it to look around with. The code's value, as JSON, comes back. */
export async function evaluate<T>(image: string, code: string, flags: { docker?: readonly string[]; node?: readonly string[] } = {}): Promise<T> {
  const args = ['run', '--rm', ...hardened, ...(flags.docker ?? []), '--entrypoint', '/bin/node', image, ...(flags.node ?? [])]
  const { stdout } = await docker([...args, '-p', `JSON.stringify(${code})`], { timeoutMs: 280_000 })
  return JSON.parse(stdout) as T
}
