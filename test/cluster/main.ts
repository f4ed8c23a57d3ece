import { spawnSync } from 'node:child_process'
import { readCommandLine, type CommandLine } from './command-line.ts'
import { leverCommands } from './commands.ts'
import { openCluster } from './cluster.ts'
import { down } from './down.ts'
import { Failure } from './failure.ts'
import { help } from './help.ts'
import { ownFiles } from './kubectl.ts'
import { status, statusText } from './status.ts'
import { up } from './up.ts'

async function perform({ command, args, options, help: wantsHelp }: CommandLine): Promise<number> {
  const lever = leverCommands[command]
  if (wantsHelp) {
    process.stdout.write(help)
  } else if (command === 'up' || command === 'down' || command === 'status') {
    if (args.length > 0) throw new Failure(`${command} takes no "${args[0]}". See --help.`, 2)
    return await whole(command, options)
  } else if (command === 'kubectl') {
    const { kubectl } = openCluster(options.name)
    return spawnSync(kubectl, [...ownFiles(options.name), ...args], { stdio: 'inherit' }).status ?? 1
  } else if (lever !== undefined) {
    await lever(args, options.name)
  } else {
    throw new Failure(command === '' ? 'Which command? See --help.' : `There is no command "${command}". See --help.`, 2)
  }
  return 0
}

async function whole(command: 'up' | 'down' | 'status', options: CommandLine['options']): Promise<number> {
  if (command === 'up') {
    const cluster = await up(options)
    const file = options.kubeconfigOut ?? cluster.kubeconfig
    process.stdout.write(`kubeconfig: ${file}\nto watch it: npm start -- --kubeconfig ${file}\nto change something: npm run cluster -- kubectl ...\n`)
    return 0
  }
  if (command === 'down') {
    await down(options)
    return 0
  }
  const found = await status(options.name)
  process.stdout.write(found === undefined ? `No cluster "${options.name}" is up.\n` : statusText(found))
  return found?.troubles.length === 0 ? 0 : 1
}

try {
  process.exitCode = await perform(readCommandLine(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof Failure)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
