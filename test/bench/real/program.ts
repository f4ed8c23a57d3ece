import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { hasCommand } from '../../cluster/has-command.ts'

/** A process of a control plane. It ends with this one, however this one ends, where the machine has a command for that. */
export interface Program {
  /** @throws with the end of its log if it has ended */
  check(): void
  stop(): Promise<void>
}

export function startProgram(path: string, flags: readonly string[], folder: string): Program {
  const log = `${folder}/${basename(path)}.log`
  const output = openSync(log, 'w')
  const [command, args] = hasCommand('setpriv') ? ['setpriv', ['--pdeathsig', 'KILL', path, ...flags]] : [path, flags]
  const child = spawn(command, args, { stdio: ['ignore', output, output] })
  closeSync(output)
  const ended = once(child, 'exit')
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    check() {
      if (isOver()) throw new Error(`${basename(path)} has ended:\n${readFileSync(log, 'utf8').slice(-2000)}`)
    },
    // What it holds is thrown away: it need not tidy up.
    async stop() {
      if (isOver()) return
      child.kill('SIGKILL')
      await ended
    },
  }
}
