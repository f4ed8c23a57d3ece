import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../failure.ts'

/** The archive that this machine itself installs Debian from: it is known to be reachable, and it may be a mirror that no list names. */
export function debianMirror(folder = '/etc/apt'): string {
  const lists = join(folder, 'sources.list.d')
  const files = [
    join(folder, 'sources.list'),
    ...(existsSync(lists)
      ? readdirSync(lists)
          .sort()
          .map((name) => join(lists, name))
      : []),
  ]
  for (const file of files) {
    if (!existsSync(file) || !/\.(list|sources)$/.test(file)) continue
    const mirror = mirrorIn(readFileSync(file, 'utf8'))
    if (mirror !== undefined) return mirror
  }
  throw new Failure('No Debian archive is named in /etc/apt/sources.list or sources.list.d: the node image cannot be built.', 2)
}

export function mirrorIn(text: string): string | undefined {
  // One-line style: deb [options] URI suite component...
  for (const line of text.split('\n')) {
    const uri = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+.*\bmain\b/.exec(line)?.[1]
    if (uri !== undefined && isArchive(uri)) return uri
  }
  // deb822 style: stanzas of fields.
  for (const stanza of text.split(/\n\s*\n/)) {
    const uri = /^URIs:\s*(\S+)/m.exec(stanza)?.[1]
    if (uri !== undefined && isArchive(uri) && /^Components:.*\bmain\b/m.test(stanza)) return uri
  }
  return undefined
}

// Security archives end in debian-security, and other vendors' do not end in debian.
const isArchive = (uri: string): boolean => /\/debian\/?$/.test(uri)
