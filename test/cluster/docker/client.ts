import { existsSync } from 'node:fs'
import { run, type RunOptions, type RunResult } from '../run.ts'
import { daemonRecordPath, daemonSocket } from './daemon-record.ts'

/** The environment in which `docker` (and kind) speak to the right daemon: ours if we started one, else whatever the user's own settings say. */
export function dockerEnv(): Record<string, string> {
  if (!existsSync(daemonRecordPath())) return {}
  return { DOCKER_HOST: `unix://${daemonSocket()}`, DOCKER_CONTEXT: '' }
}

export function docker(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run('docker', args, { ...options, env: { ...dockerEnv(), ...options.env } })
}

/** A command inside a node. */
export function inNode(node: string, command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return docker(['exec', '-i', node, ...command], options)
}

export async function dockerAnswers(): Promise<boolean> {
  const { code } = await docker(['version', '--format', '{{.Server.Version}}'], { allowFailure: true, timeoutMs: 20_000 }).catch(() => ({ code: 1 }))
  return code === 0
}

export async function imageExists(image: string): Promise<boolean> {
  return (await docker(['image', 'inspect', image], { allowFailure: true })).code === 0
}
