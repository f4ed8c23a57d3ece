import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Cluster, type Context, KubeConfig, loadYaml, makeAbsolutePath, type User } from '@kubernetes/client-node'
import { kubeconfigRefused } from '../../errors.ts'

export interface KubeconfigFile {
  currentContext?: string
  clusters: Cluster[]
  contexts: Context[]
  users: User[]
  /** What the client would drop without a word, and act with other rights. */
  unsupported: { user: string; field: string }[]
}

interface RawUser {
  name?: string
  user?: { tokenFile?: string; token?: string; exec?: { apiVersion?: string } } & Record<string, unknown>
}

const IMPERSONATION = ['as-groups', 'as-uid', 'as-user-extra']

/**
 * One kubeconfig file, its relative paths made absolute.
 * @throws CutawayError KUBECONFIG_REFUSED
 */
export function readKubeconfigFile(file: string): KubeconfigFile {
  const config = new KubeConfig()
  let raw: { users?: RawUser[] }
  try {
    const text = readFileSync(file, 'utf8')
    raw = loadYaml(text)
    if (!text.trim() || typeof raw !== 'object') throw new TypeError('it holds no configuration')
    config.loadFromString(text)
    config.makePathsAbsolute(dirname(file))
  } catch (error) {
    // A YAML error quotes the lines around it, which may hold a token.
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw kubeconfigRefused(`${file} is no usable kubeconfig: ${why.replace(/:? *[^ ]*(?:token|data).*$/i, '')}.`)
  }
  const rawUsers = raw.users ?? []
  return {
    ...(config.getCurrentContext() && { currentContext: config.getCurrentContext() }),
    clusters: config.getClusters(),
    contexts: config.getContexts(),
    users: config.getUsers().map((user) => completed(user, rawUsers.find(({ name }) => name === user.name)?.user, dirname(file))),
    unsupported: rawUsers.flatMap(({ name = '', user }) =>
      IMPERSONATION.filter((field) => user?.[field] !== undefined).map((field) => ({ user: name, field })),
    ),
  }
}

/** What the client's reader leaves out: tokenFile, and the greeting that exec helpers are promised. */
function completed(user: User, raw: RawUser['user'], folder: string): User {
  if (raw?.tokenFile && !raw.token) {
    return { ...user, authProvider: { name: 'tokenFile', config: { tokenFile: makeAbsolutePath(folder, raw.tokenFile) } } }
  }
  if (!raw?.exec) return user
  const greeting = { kind: 'ExecCredential', apiVersion: raw.exec.apiVersion ?? 'client.authentication.k8s.io/v1', spec: { interactive: false } }
  const exec = user.exec as { env?: { name: string; value: string }[] }
  return { ...user, exec: { ...exec, env: [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(greeting) }] } }
}
