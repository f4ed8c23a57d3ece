import { spawn } from 'node:child_process'
import { Failure } from './failure.ts'
import { hasCommand } from './has-command.ts'

export interface RunOptions {
  /** Every command has an end: default 60 s. */
  timeoutMs?: number
  stdin?: string | Buffer
  cwd?: string
  /** Added to this process' environment. */
  env?: Record<string, string>
  /** Resolve on a non-zero exit too; the caller reads `code`. */
  allowFailure?: boolean
  /** For what works for minutes: if this process is killed, the command is too, instead of racing with the next run. */
  dieWithUs?: boolean
}

export interface RunResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs one external command to its end. Rejects with one readable Failure: the command, how it ended, and the tail of what it said. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const timeoutMs = options.timeoutMs ?? 60_000
  const said = `${command} ${args.join(' ')}`
  const shown = said.length > 300 ? `${said.slice(0, 300)}...` : said
  return new Promise((resolve, reject) => {
    const [program, words] = options.dieWithUs && hasCommand('setpriv') ? ['setpriv', ['--pdeathsig', 'KILL', command, ...args]] : [command, args]
    const child = spawn(program, words, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: 'pipe' })
    const out: Buffer[] = []
    const err: Buffer[] = []
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    // A command that ends before it has read its input breaks the pipe; its exit code tells the story.
    child.stdin.on('error', () => {})
    child.stdin.end(options.stdin ?? '')
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const reason = error.code === 'ENOENT' ? 'no such command here' : error.message
      reject(new Failure(`${shown}: ${reason}`))
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const result = { code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
      if (timedOut) reject(new Failure(`${shown}: no end after ${timeoutMs / 1000} s\n${tail(result)}`))
      else if (code !== 0 && !options.allowFailure) reject(new Failure(`${shown}: ${signal ?? `exit ${code}`}\n${tail(result)}`))
      else resolve(result)
    })
  })
}

function tail(result: RunResult): string {
  const text = result.stderr.trim() || result.stdout.trim()
  return text
    .split('\n')
    .slice(-25)
    .map((line) => `  ${line}`)
    .join('\n')
}

/** Runs a line of shell: for pipes between commands only, nothing that came from outside may be put into it unquoted. */
export function shell(script: string, options: RunOptions = {}): Promise<RunResult> {
  return run('bash', ['-o', 'pipefail', '-ec', script], options)
}

export const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
