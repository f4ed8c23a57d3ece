import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a tool of node_modules in this terminal; answers its exit code, null if a signal ended it. */
export async function tool(command: string, args: readonly string[]): Promise<number | null> {
  const [status] = (await once(spawn(`node_modules/.bin/${command}`, args, { stdio: 'inherit' }), 'close')) as [number | null]
  return status
}
