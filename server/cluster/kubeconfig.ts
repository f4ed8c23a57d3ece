import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { kubeconfigRefused } from '../errors.ts'
import { readKubeconfigFile } from './kubeconfig/file.ts'

export interface KubeconfigChoice {
  /** --kubeconfig: this file and no other. */
  kubeconfig?: string
  /** --context: this context instead of the current one. */
  context?: string
}

export interface LoadedKubeconfig {
  config: PooledKubeConfig
  /** As people know it: the context's name, or 'in-cluster'. */
  context: string
  cluster: string
  /** Which of several ways it was found by, for the line that says so: 'in-cluster', '--kubeconfig', '$KUBECONFIG' or '~/.kube/config'. */
  found: string
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount/token'
const USER_AGENT = `cutaway (${process.platform}/${process.arch})`
const AUTH_LIMIT_MS = 60_000
/** undici passes it on to its connector; its types name it elsewhere. */
const HTTP1: object = { allowH2: false }
/** Unless the kubeconfig says otherwise, and whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
const VERIFIED = { rejectUnauthorized: true }

type Security = Parameters<KubeConfig['applySecurityAuthentication']>[0]
type DispatcherOptions = ReturnType<KubeConfig['createDispatcherOptions']>
type Dispatcher = NonNullable<ReturnType<Security['getDispatcher']>>

/**
 * The client's KubeConfig with one connection pool per set of credentials and HTTP/1.1: as it comes it opens a connection per request and
 * negotiates HTTP/2, whose shared sessions can die without closing (nodejs/node#61304). Requests ask for credentials one after the other:
 * twenty at once would start an exec helper twenty times. Files that the configuration names (a token, an authority: both are rotated in a Pod) are
 * read anew while requests are made: the authority for each, the token when it was read a minute ago.
 */
export class PooledKubeConfig extends KubeConfig {
  #options: DispatcherOptions | undefined
  #pool: { key: string; dispatcher: Dispatcher } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  override createDispatcherOptions(...args: Parameters<KubeConfig['createDispatcherOptions']>): DispatcherOptions {
    const options = super.createDispatcherOptions(...args)
    // Without TLS options of its own the client would fall back to the process-wide dispatcher, which speaks HTTP/2.
    if (options.type === 'none')
      return (this.#options = { type: 'agent', connect: { ...VERIFIED, ...HTTP1, keepAlive: true, keepAliveInitialDelay: 30_000 } })
    if (options.type === 'agent') return (this.#options = { ...options, connect: { ...VERIFIED, ...options.connect, ...HTTP1 } })
    if (options.type === 'proxy') return (this.#options = { ...options, requestTls: { ...VERIFIED, ...options.requestTls, ...HTTP1 } })
    return (this.#options = options)
  }

  override applySecurityAuthentication(context: Security): Promise<void> {
    const run = this.#queue.then(() => this.#apply(context))
    this.#queue = run.catch(() => {})
    return run
  }

  async #apply(context: Security): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(kubeconfigRefused('The credential helper of the kubeconfig did not answer within 60 s.')), AUTH_LIMIT_MS)
    try {
      await Promise.race([super.applySecurityAuthentication(context), late])
    } finally {
      clearTimeout(timer)
    }
    context.setHeaderParam('User-Agent', USER_AGENT)
    const made = context.getDispatcher()
    if (!made) return
    const key = keyOf(this.#options)
    if (this.#pool?.key !== key) {
      // Running streams keep the old pool until they end.
      void this.#pool?.dispatcher.close().catch(() => {})
      this.#pool = { key, dispatcher: made }
    } else void made.close().catch(() => {})
    context.setDispatcher(this.#pool.dispatcher)
  }

  /** Idle connections end now, busy ones with their streams. */
  retire(): void {
    void this.#pool?.dispatcher.close().catch(() => {})
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#pool?.dispatcher.destroy().catch(() => {})
  }
}

function keyOf(options: DispatcherOptions | undefined): string {
  return createHash('sha256').update(JSON.stringify(options)).digest('base64')
}

/** Whether this process runs in a Pod with a service account. */
function inCluster(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.KUBERNETES_SERVICE_HOST) && existsSync(SERVICE_ACCOUNT)
}

/**
 * In-cluster unless a file or context is asked for, then --kubeconfig, $KUBECONFIG (a list, the first to define a name wins, missing files are
 * passed over), ~/.kube/config.
 * @returns undefined if there is no kubeconfig at all and none was asked for
 * @throws CutawayError KUBECONFIG_REFUSED
 */
export function loadKubeconfig(choice: KubeconfigChoice, env: NodeJS.ProcessEnv = process.env): LoadedKubeconfig | undefined {
  const config = new PooledKubeConfig()
  if (!choice.kubeconfig && !choice.context && inCluster(env)) {
    config.loadFromCluster()
    return { config, context: 'in-cluster', cluster: 'in-cluster', found: 'in-cluster' }
  }
  const { found, files } = filesOf(choice, env)
  const present = files.filter((file) => existsSync(file))
  if (present.length === 0) {
    if (!choice.kubeconfig && !choice.context) return undefined
    throw kubeconfigRefused(`There is no kubeconfig at ${files.join(' or ')}.`)
  }
  const read = present.map(readKubeconfigFile)
  const name = choice.context ?? read.map(({ currentContext }) => currentContext).find(Boolean)
  const context = read.flatMap(({ contexts }) => contexts).find((one) => one.name === name)
  if (!name) throw kubeconfigRefused(`${found} names no current context; choose one with --context: ${list(read)}.`)
  if (!context) throw kubeconfigRefused(`${found} has no context "${name}"; it has: ${list(read)}.`)
  const cluster = read.flatMap(({ clusters }) => clusters).find((one) => one.name === context.cluster)
  const user = read.flatMap(({ users }) => users).find((one) => one.name === context.user)
  if (!cluster) throw kubeconfigRefused(`Context "${name}" names the cluster "${context.cluster}", which ${found} does not define.`)
  const lost = read.flatMap(({ unsupported }) => unsupported).find((one) => one.user === context.user)
  if (lost)
    throw kubeconfigRefused(`User "${lost.user}" of context "${name}" uses ${lost.field}, which would be ignored silently; use a context without it.`)
  // Without TLS there is nothing to verify; the client refuses http:// unless told so.
  const server = cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster
  config.loadFromOptions({ clusters: [server], users: user ? [user] : [{ name: context.user }], contexts: [context], currentContext: name })
  return { config, context: name, cluster: cluster.name, found }
}

function filesOf({ kubeconfig }: KubeconfigChoice, env: NodeJS.ProcessEnv): { found: string; files: string[] } {
  if (kubeconfig) return { found: kubeconfig, files: [kubeconfig] }
  const listed = env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? []
  if (listed.length > 0) return { found: '$KUBECONFIG', files: listed }
  return { found: '~/.kube/config', files: [join(env.HOME || homedir(), '.kube', 'config')] }
}

function list(read: { contexts: { name: string }[] }[]): string {
  return read.flatMap(({ contexts }) => contexts.map(({ name }) => name)).join(', ') || 'none'
}
