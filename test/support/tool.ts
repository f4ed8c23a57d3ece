import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'

/**
 * Runs a tool of node_modules in this terminal; answers its exit code, null if a signal ended it.
 * `aside`: others run meanwhile and go first; what it prints comes when it has ended, in one piece.
 */
export async function tool(command: string, args: readonly string[], aside = false): Promise<number | null> {
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: aside ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
  if (aside && child.pid !== undefined) setPriority(child.pid, 10)
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk))
  const [status] = (await once(child, 'close')) as [number | null]
  process.stdout.write(Buffer.concat(printed))
  return status
}
