import { accessSync, constants, statSync } from 'node:fs'
import { readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { CutawayError, journalRefused } from '../errors.ts'

/** The tapes of a journal, and the room they take. Files of any other name are none of ours: not counted, not touched. Tapes are never opened here. */
export interface Folder {
  /** Bytes of all tapes. */
  readonly bytes: number
  /** Looks at what is there, as others may have removed something or the volume may have grown; bytes that are free on it. */
  look(): Promise<number>
  /** What all tapes together may take, bytes. */
  readonly limit: number
  /** A name for a tape that begins now, behind all others when sorted. */
  name(at: number): string
  path(name: string): string
  /** Whether the tape is there still: one that was removed is written to without an error. */
  has(name: string): Promise<boolean>
  /** Makes room for this tape to be `bytes` long: the oldest others go. Rejects if that is not enough. */
  reserve(name: string, bytes: number): Promise<void>
  remove(name: string): Promise<void>
}

/** There is no room within the size that was asked for. */
export class NoRoom extends Error {}

const NAME = /^cutaway-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.tape$/
/** The rest is for what a file system needs besides. */
const SHARE = 0.9
/** Files take whole blocks. */
const FILE_BLOCK = 4096

/**
 * What a mistake of the operator's makes impossible is refused; a disk that is full or read-only may be so for a while.
 * @throws CutawayError JOURNAL_REFUSED
 */
function check(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw journalRefused(folder, 'it is not a folder')
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof CutawayError) throw error
    if (code === 'ENOENT') throw journalRefused(folder, 'there is no such folder')
    if (code === 'EACCES') throw journalRefused(folder, 'permission denied')
  }
}

/**
 * `size`: what --journal-size allows, bytes.
 * @throws CutawayError JOURNAL_REFUSED if there is no such folder or it is somebody else's
 */
export function createFolder(folder: string, size: number): Folder {
  check(folder)
  let tapes = new Map<string, number>()
  let limit = Math.floor(size * SHARE)
  const path = (name: string) => join(folder, name)
  const sum = () => tapes.values().reduce((all, each) => all + each, 0)

  return {
    get bytes() {
      return sum()
    },
    get limit() {
      return limit
    },
    async look() {
      const found = new Map<string, number>()
      for (const name of (await readdir(folder)).filter((each) => NAME.test(each)).toSorted()) {
        const about = await stat(path(name)).catch(() => undefined)
        if (about?.isFile()) found.set(name, onDisk(about.size))
      }
      tapes = found
      const { bsize, blocks, bavail } = await statfs(folder)
      limit = Math.floor(Math.min(size, bsize * blocks) * SHARE)
      return bsize * bavail
    },
    name(at) {
      // The clock may have been set back, and two may begin within a millisecond.
      const newest = timeOf([...tapes.keys()].at(-1))
      return `cutaway-${new Date(newest === undefined ? at : Math.max(at, newest + 1)).toISOString().replaceAll(/[:.]/g, '-')}.tape`
    },
    path,
    has: (name) =>
      stat(path(name)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false
          throw error
        },
      ),
    async reserve(name, bytes) {
      let all = sum() - (tapes.get(name) ?? 0) + onDisk(bytes)
      for (const [other, taken] of tapes) {
        if (all <= limit) break
        if (other >= name) continue
        await rm(path(other), { force: true })
        tapes.delete(other)
        all -= taken
      }
      if (all > limit) throw new NoRoom(`${bytes} bytes are more than is allowed`)
      tapes.set(name, onDisk(bytes))
    },
    async remove(name) {
      await rm(path(name), { force: true })
      tapes.delete(name)
    },
  }
}

const onDisk = (bytes: number) => Math.ceil(bytes / FILE_BLOCK) * FILE_BLOCK

function timeOf(name: string | undefined): number | undefined {
  const [, day, hours, minutes, seconds, ms] = NAME.exec(name ?? '') ?? []
  return day === undefined ? undefined : Date.parse(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`) || undefined
}
