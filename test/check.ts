// npm run check: types, lint, format. Everything runs even if something fails before it; --fix mends what can be mended.
import { pathToFileURL } from 'node:url'
import { tool } from './support/tool.ts'

const fix = process.argv.includes('--fix')

const checks: [name: string, command: string, ...args: string[]][] = [
  ['types', 'vue-tsc', '-b'],
  ['lint', 'oxlint', '--deny-warnings', ...(fix ? ['--fix'] : [])],
  ['lint with types and templates', 'eslint', '--max-warnings', '0', 'server', 'web', 'test', 'build', ...(fix ? ['--fix'] : [])],
  ['format', 'oxfmt', ...(fix ? [] : ['--check']), '.'],
]

/** Runs every check and returns the names of those that failed. */
export async function check(): Promise<string[]> {
  const failed: string[] = []
  for (const [name, command, ...args] of checks) {
    const started = performance.now()
    const passed = (await tool(command, args)) === 0
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
    if (!passed) failed.push(name)
  }
  return failed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = await check()
  if (failed.length > 0) console.error(`\n${failed.length} of ${checks.length} failed: ${failed.join(', ')}; --fix mends what can be mended`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
