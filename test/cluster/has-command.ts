import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export function hasCommand(name: string): boolean {
  // Administrators' commands are often not on an ordinary user's PATH.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
