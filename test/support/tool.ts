import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs a tool of node_modules in this terminal; answers its exit code, null if a signal ended it.
 * `held`: what it prints comes when it has ended, in one piece, because others print meanwhile.
 */
export async function tool(command: string, args: readonly string[], held = false): Promise<number | null> {
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk))
  const [status] = (await once(child, 'close')) as [number | null]
  process.stdout.write(Buffer.concat(printed))
  return status
}
