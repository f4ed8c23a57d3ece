import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { docker, dockerEnv, imageExists } from '../docker/client.ts'
import { Failure } from '../failure.ts'
import { buildFolder } from '../folders.ts'
import { needCommands } from '../packages.ts'
import type { Progress } from '../progress.ts'
import { quote, run, shell } from '../run.ts'
import { debianMirror } from './debian-mirror.ts'

const suite = 'trixie'
const repository = 'cutaway.test/build-base'
const root = join(import.meta.dirname, '../../..')

/**
 * What the Dockerfile's BUILD_BASE is where no registry answers: Debian by debootstrap, Node as npm ships it (the version of the lockfile), this
 * machine's npm with its settings: which registry it asks, and whom it trusts. The caller holds the lock.
 * @returns the name of the image, made if it was not there
 */
export async function ensureBuildBase(progress: Progress): Promise<string> {
  const npm = npmFolder()
  const settings = await npmSettings()
  const key = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(nodePackage())
    .update(versionOf(npm))
    .update(JSON.stringify(settings))
  const name = `${repository}:${key.digest('hex').slice(0, 12)}`
  if (await imageExists(name)) return name
  if (process.getuid?.() !== 0) throw new Failure('Making the base of the image needs root (debootstrap), and none can be pulled here.', 2)
  await needCommands([{ command: 'debootstrap', debian: 'debootstrap' }], progress)
  const work = join(buildFolder(), `build-base.${process.pid}`)
  await progress.part(`debootstrap ${suite} for the image's build`, async () => {
    const system = join(work, 'root')
    await mkdir(system, { recursive: true })
    try {
      await run('debootstrap', ['--variant=minbase', suite, system, debianMirror()], { timeoutMs: 1_200_000, dieWithUs: true })
      await addNode(work, join(system, 'usr/local'), npm)
      const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...(await writeSettings(settings, system)) }
      const changes = Object.entries(environment).map(([variable, value]) => `--change ${quote(`ENV ${variable}=${value}`)}`)
      const tar = `tar -C ${quote(system)} --numeric-owner --exclude=./var/cache/apt/* --exclude=./var/lib/apt/lists/* -c .`
      await shell(`${tar} | docker import ${changes.join(' ')} - ${quote(name)}`, { env: dockerEnv(), timeoutMs: 300_000 })
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
  const { stdout } = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository])
  const earlier = stdout.split('\n').filter((other) => other !== '' && other !== name)
  // One that a named stage was built from stays; Docker refuses, and forgets its name.
  if (earlier.length > 0) await docker(['rmi', ...earlier], { allowFailure: true })
  return name
}

/** The package of this platform that the `node` package installs its program from; it has the licence beside it. */
function nodePackage(): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version: string } | undefined> }
  return `node-linux-${process.arch}@${lock.packages['node_modules/node']?.version}`
}

async function addNode(work: string, prefix: string, npm: string): Promise<void> {
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', work, nodePackage()], { timeoutMs: 300_000 })
  await run('tar', ['-C', prefix, '--strip-components=1', '-xzf', join(work, stdout.trim()), 'package/bin/node', 'package/LICENSE'])
  await mkdir(join(prefix, 'lib/node_modules'), { recursive: true })
  await cp(npm, join(prefix, 'lib/node_modules/npm'), { recursive: true })
  await run('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(prefix, 'bin/npm')])
}

/** npm's own files on this machine. */
function npmFolder(): string {
  const program = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'npm'))
    .find((path) => existsSync(path))
  const folder = program && dirname(dirname(realpathSync(program)))
  if (folder === undefined || !existsSync(join(folder, 'bin/npm-cli.js'))) throw new Failure("This machine's npm is not found.", 2)
  return folder
}

const versionOf = (npm: string): string => (JSON.parse(readFileSync(join(npm, 'package.json'), 'utf8')) as { version: string }).version

interface NpmSettings {
  registry: string
  /** A file with certificate authorities of its own. */
  cafile?: string
}

async function npmSettings(): Promise<NpmSettings> {
  const { stdout } = await run('npm', ['config', 'list', '--json'])
  const { registry, cafile } = JSON.parse(stdout) as { registry: string; cafile?: string | null }
  const authorities = cafile || process.env['NODE_EXTRA_CA_CERTS']
  return { registry, ...(authorities ? { cafile: authorities } : {}) }
}

async function writeSettings({ registry, cafile }: NpmSettings, system: string): Promise<Record<string, string>> {
  if (cafile === undefined) return { npm_config_registry: registry }
  const inside = '/usr/local/etc/npm-authorities.pem'
  await mkdir(join(system, dirname(inside)), { recursive: true })
  await writeFile(join(system, inside), readFileSync(cafile))
  return { npm_config_registry: registry, npm_config_cafile: inside }
}
