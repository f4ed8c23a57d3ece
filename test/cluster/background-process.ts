import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.ts'

/** A process of ours, written down so that a later run can end exactly this one: pids are used again, a pid with its start time is not. */
export interface BackgroundProcess {
  pid: number
  /** In clock ticks since boot, from /proc. */
  started: string
}

/** Starts a process that outlives this one, its output going to a log file. */
export function startInBackground(command: string, args: readonly string[], log: string, env: Record<string, string> = {}): BackgroundProcess {
  const fd = openSync(log, 'a')
  const child = spawn(command, args, { detached: true, stdio: ['ignore', fd, fd], env: { ...process.env, ...env } })
  closeSync(fd)
  // Reported through the pid below; without a listener it would end this process.
  child.on('error', () => {})
  child.unref()
  if (child.pid === undefined) throw new Failure(`${command} could not be started`)
  return { pid: child.pid, started: startTime(child.pid) ?? '' }
}

export function isAlive(record: BackgroundProcess | undefined): record is BackgroundProcess {
  return record !== undefined && startTime(record.pid) === record.started
}

/** SIGTERM, then SIGKILL after `graceMs`. Does nothing if that very process is gone already. */
export async function endProcess(record: BackgroundProcess | undefined, graceMs: number): Promise<void> {
  if (!isAlive(record)) return
  process.kill(record.pid, 'SIGTERM')
  const deadline = Date.now() + graceMs
  while (isAlive(record)) {
    if (Date.now() > deadline) {
      process.kill(record.pid, 'SIGKILL')
      await sleep(500)
      return
    }
    await sleep(100)
  }
}

/** undefined: no such process, or one that is dead and waits to be reaped. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name may hold spaces and parentheses: fields are counted from behind the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
