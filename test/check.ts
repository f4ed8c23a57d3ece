// npm run check: types, lint, format. Everything runs even if something fails before it; --fix mends what can be mended.
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

const fix = process.argv.includes('--fix')

const checks: [name: string, command: string, ...args: string[]][] = [
  ['types', 'vue-tsc', '-b'],
  ['lint', 'oxlint', '--deny-warnings', ...(fix ? ['--fix'] : [])],
  ['lint with types and templates', 'eslint', '--max-warnings', '0', 'server', 'web', 'test', ...(fix ? ['--fix'] : [])],
  ['format', 'oxfmt', ...(fix ? [] : ['--check']), '.'],
]

/** Runs every check and returns the names of those that failed. */
export function check(): string[] {
  return checks
    .filter(([name, command, ...args]) => {
      const started = performance.now()
      const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit' })
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
      return status !== 0
    })
    .map(([name]) => name)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = check()
  if (failed.length > 0) console.error(`\n${failed.length} of ${checks.length} failed: ${failed.join(', ')}; --fix mends what can be mended`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
