import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own, of `size` bytes, so that a real disk is full or read-only. */
export interface Volume {
  folder: string
  /** Somebody else takes all that is left. */
  fill(): void
  /** And gives it back. */
  free(): void
  mode(mode: 'ro' | 'rw'): void
  unmount(): void
}

const tmpfs = (...args: string[]) => spawnSync('mount', ['-t', 'tmpfs', ...args])

/** Whether this process may mount; says so if it may not. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-mount-'))
  const { status } = tmpfs('none', folder)
  if (status === 0) spawnSync('umount', [folder])
  else console.warn('SKIPPED: what a full or read-only disk does, as that needs the right to mount (run the tests as root)')
  rmSync(folder, { recursive: true })
  return status === 0
}

export function mountVolume(size: number, mode: 'ro' | 'rw' = 'rw'): Volume {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-volume-'))
  if (tmpfs('-o', `size=${size},${mode}`, 'none', folder).status !== 0) throw new Error('cannot mount')
  const others = join(folder, 'others')
  return {
    folder,
    fill() {
      for (const piece of [64 * 1024, 4096]) {
        try {
          for (;;) appendFileSync(others, Buffer.alloc(piece))
        } catch {
          // full
        }
      }
    },
    free: () => rmSync(others),
    mode(mode) {
      if (spawnSync('mount', ['-o', `remount,${mode}`, folder]).status !== 0) throw new Error(`cannot remount ${mode}`)
    },
    unmount() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
