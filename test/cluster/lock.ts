import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, startTime, type BackgroundProcess } from './background-process.ts'
import { Failure } from './failure.ts'
import { cacheFolder } from './folders.ts'
import type { Progress } from './progress.ts'

/** One `up` or `down` at a time: they share the Docker daemon and the caches. A lock whose owner died (kill -9) is taken over. */
export async function withLock<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  const path = join(cacheFolder(), 'lock')
  mkdirSync(cacheFolder(), { recursive: true })
  const me: BackgroundProcess = { pid: process.pid, started: startTime(process.pid) ?? '' }
  const deadline = Date.now() + 3_600_000
  let said = false
  while (!take(path, me)) {
    const owner = ownerOf(path)
    if (!isAlive(owner)) rmSync(path, { force: true })
    else if (Date.now() > deadline) throw new Failure(`Another cluster command (process ${owner.pid}) has held ${path} for an hour.`)
    else {
      if (!said) progress.say(`Waiting for another cluster command (process ${owner.pid}) to finish.`)
      said = true
      await sleep(1000)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, me: BackgroundProcess): boolean {
  try {
    writeFileSync(path, JSON.stringify(me), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

function ownerOf(path: string): BackgroundProcess | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BackgroundProcess
  } catch {
    return undefined
  }
}
