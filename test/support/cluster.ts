import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../cluster/failure.ts'
import { partsFolder } from '../cluster/folders.ts'
import { up } from '../cluster/up.ts'
import { versions } from '../cluster/versions.ts'
import type { Missing } from '../run.ts'

let standing: Promise<Missing | undefined> | undefined

/** Whether what takes long to build was built here before. */
export function isCached(): boolean {
  return existsSync(join(partsFolder(), `kubernetes-${versions.kubernetes}`))
}

/** Brings the real cluster up, once a run; tells the tests where it is through TEST_KUBECONFIG, which is no variable that the product reads. */
export function cluster(): Promise<Missing | undefined> {
  standing ??= bring()
  return standing
}

async function bring(): Promise<Missing | undefined> {
  try {
    const { kubeconfig } = await up()
    process.env['TEST_KUBECONFIG'] = kubeconfig
    return existsSync(kubeconfig) ? undefined : { reason: `no kubeconfig at ${kubeconfig}`, enable: 'npm run cluster -- up' }
  } catch (error) {
    // Asked wrongly or something is missing here: a skip that says what. Anything else is a failure of ours.
    if (error instanceof Failure) return { reason: error.message, enable: 'npm run cluster -- up' }
    throw error
  }
}
