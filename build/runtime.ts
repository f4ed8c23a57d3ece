// node build/runtime.ts ROOT LIST: makes ROOT the file system that this very Node needs to run, and nothing else: its program, the shared
// libraries that it loads, the certificate authorities that it trusts. LIST gets what that is, for the notices and the bill of materials.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import type { Component } from './component.ts'
import { checkLicences, ofLibraries } from './licences.ts'

const [root, list] = process.argv.slice(2)
if (root === undefined || list === undefined) throw new Error('Usage: node build/runtime.ts ROOT LIST')

/** Debian's packages name their licences in prose; these were read. A library that is not here stops the build. */
const licences: Record<string, string> = {
  libc6: 'LGPL-2.1-or-later',
  'libgcc-s1': 'GPL-3.0-or-later WITH GCC-exception-3.1',
  'libstdc++6': 'GPL-3.0-or-later WITH GCC-exception-3.1',
  libatomic1: 'GPL-3.0-or-later WITH GCC-exception-3.1',
}

const output = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8' })

const program = realpathSync(process.execPath)
place(program, '/bin/node', 0o755)
const libraries = sharedLibraries(program)
for (const path of libraries) place(path, path, 0o755)
const certificates = '/etc/ssl/certs/ca-certificates.crt'
mkdirSync(join(root, dirname(certificates)), { recursive: true })
// Mozilla's roots as this Node carries them, in a file, so that a mount can put others in their place.
writeFileSync(join(root, certificates), `${rootCertificates.join('\n')}\n`, { mode: 0o644 })

const components = [node(), ...debianPackages(libraries)]
checkLicences(components, ofLibraries)
writeFileSync(list, JSON.stringify(components))

function place(from: string, to: string, mode: number): void {
  mkdirSync(dirname(join(root!, to)), { recursive: true })
  copyFileSync(from, join(root!, to))
  chmodSync(join(root!, to), mode)
}

/** The paths under which the loader looks for them: `name => path (address)`, the loader itself by its path alone, the kernel's by no path. */
function sharedLibraries(file: string): string[] {
  return output('ldd', file)
    .split('\n')
    .flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? [])
}

function node(): Component {
  const { node: version, modules: _modules, napi: _napi, ...parts } = process.versions
  return {
    type: 'platform',
    name: 'node',
    version,
    purl: `pkg:generic/node@${version}`,
    licence: 'MIT',
    // Of everything that is compiled into it too.
    texts: [readFileSync(join(dirname(program), '../LICENSE'), 'utf8').trim()],
    parts: Object.entries(parts).flatMap(([name, version]) => (version ? [{ name, version }] : [])),
  }
}

function debianPackages(paths: string[]): Component[] {
  const names = new Set(paths.map((path) => output('dpkg-query', '--search', realpathSync(path)).split(':')[0]!))
  return [...names].toSorted().map((name) => {
    const format = '${Version}\t${Architecture}\t${source:Package}\t${source:Version}'
    const [version = '', arch = '', source = '', sourceVersion = ''] = output('dpkg-query', '--show', `--showformat=${format}`, name).split('\t')
    const copyright = readFileSync(`/usr/share/doc/${name}/copyright`, 'utf8')
    const common = new Set(copyright.match(/\/usr\/share\/common-licenses\/[A-Za-z]+-[\d.]*\d/g))
    return {
      type: 'library',
      name,
      version,
      purl: `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${arch}`,
      licence: licences[name] ?? '',
      texts: [
        `Unmodified from Debian. Its source is Debian's source package ${source} ${sourceVersion}.\n\n${copyright.trim()}`,
        ...[...common].toSorted().map((path) => readFileSync(path, 'utf8').trim()),
      ],
    }
  })
}
