import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A small JSON file that is always whole: written beside and renamed. */
export function writeRecord(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(beside, path)
}

export function readRecord<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    // Not ours, or from a version that wrote otherwise: as good as absent.
    return undefined
  }
}

export const removeRecord = (path: string): void => rmSync(path, { force: true })
