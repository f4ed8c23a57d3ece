// npm run image: builds the image unless it is there, and says how large it is and how fast it starts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { dockerAnswers, dockerEnv } from '../cluster/docker/client.ts'
import { hasContainers, stopDocker } from '../cluster/docker/daemon.ts'
import { Failure } from '../cluster/failure.ts'
import { toTerminal } from '../cluster/progress.ts'
import { quote, shell } from '../cluster/run.ts'
import { buildImage } from './build.ts'
import { hardened } from './contained.ts'

const starts = 5
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** From `docker run` until the line with the link, in ms: the bundled recording. */
async function startTime(name: string): Promise<number> {
  const begun = performance.now()
  const child = spawn('docker', ['run', '--rm', ...hardened, name], { env: { ...process.env, ...dockerEnv() }, stdio: ['ignore', 'pipe', 'inherit'] })
  let opened = NaN
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('Open ')) continue
    opened = performance.now() - begun
    child.kill('SIGTERM')
  }
  if (child.exitCode === null) await once(child, 'close')
  return opened
}

async function perform(): Promise<void> {
  const { name, bytes } = await buildImage()
  const { stdout } = await shell(`docker save ${quote(name)} | gzip -6 | wc -c`, { env: dockerEnv(), timeoutMs: 120_000 })
  const times: number[] = []
  for (let run = 0; run < starts; run++) times.push(await startTime(name))
  const median = times.toSorted((a, b) => a - b)[Math.floor(starts / 2)] ?? NaN
  console.log(`${name}: ${megabytes(bytes)}, compressed ${megabytes(Number(stdout))}`)
  console.log(
    `docker run until the link is printed: ${(median / 1000).toFixed(2)} s (median of ${starts}: ${times.map((ms) => (ms / 1000).toFixed(2)).join(', ')})`,
  )
}

const answered = await dockerAnswers()
try {
  await perform()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
} finally {
  // A daemon that was started for this is not left behind. The image stays in its cache.
  if (!answered && (await dockerAnswers()) && !(await hasContainers())) await stopDocker(toTerminal())
}
