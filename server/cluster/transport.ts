import type { ApiConstructor, Configuration } from '@kubernetes/client-node'
import { ApiError, brokenLine, silence } from '../errors.ts'
import type { Status } from './ingest.ts'
import type { PooledKubeConfig } from './kubeconfig.ts'
import { LineSplitter } from './lines.ts'

export interface Request {
  path: string
  query?: Record<string, string>
  accept?: string
  /** Sent as JSON. */
  body?: object
  signal?: AbortSignal
}

/** Requests through the official client's authentication and connections. Failures: ApiError, SILENCE, BROKEN_LINE, the network's own. */
export interface Transport {
  /** A whole body. `limit`: ms until it must be there. */
  get(request: Request, limit: number): Promise<string>
  /** The same by POST: only what asks the API server a question is posted (reviews.ts), nothing is ever written. */
  post(request: Request & { body: object }, limit: number): Promise<string>
  /**
   * Resolves when the server ends the stream. `onLine` is called synchronously, in order, never after this settles; what it throws ends
   * the stream and rejects. `stall`: ms without a byte after which the stream counts as dead; may be moved by what `onLine` returns.
   */
  lines(request: Request, stall: number, onLine: (line: string) => number | void, onOpen?: () => void): Promise<void>
  /** After a 401: credentials are read anew. */
  renew(): void
  close(): Promise<void>
}

/** Requests as the client would make them for its own APIs, without its models. */
class RawApi {
  #configuration: Configuration

  constructor(configuration: Configuration) {
    this.#configuration = configuration
  }

  async send(method: 'GET' | 'POST', { path, query = {}, accept = 'application/json', body }: Request, signal: AbortSignal) {
    const context = this.#configuration.baseServer.makeRequestContext(path, method)
    for (const [name, value] of Object.entries(query)) context.setQueryParam(name, value)
    context.setHeaderParam('Accept', accept)
    if (body) {
      context.setHeaderParam('Content-Type', 'application/json')
      context.setBody(JSON.stringify(body))
    }
    context.setSignal(signal)
    await this.#configuration.authMethods.default?.applySecurityAuthentication(context)
    signal.throwIfAborted()
    const response = await this.#configuration.httpApi.send(context).toPromise()
    if (response.httpStatusCode !== (method === 'GET' ? 200 : 201)) {
      const body = await response.body.text()
      throw refused(path, response.httpStatusCode, body, response.headers)
    }
    return response.body as unknown as { text(): Promise<string>; stream(): AsyncIterable<Uint8Array> }
  }
}

/** Credentials are renewed at most this often, however many streams are refused at once. */
const RENEW_EVERY_MS = 5_000

/** `load` is asked at the start and again for new credentials; when that fails the old ones stay in use. */
export function createTransport(first: PooledKubeConfig, load: () => PooledKubeConfig): Transport {
  let config = first
  let api = client(config)
  let renewed = -Infinity

  return {
    get: (request, limit) => whole('GET', request, limit),
    post: (request, limit) => whole('POST', request, limit),
    async lines(request, stall, onLine, onOpen) {
      const dog = watchdog(request, stall)
      const splitter = new LineSplitter()
      const take = (line: string) => {
        const next = onLine(line)
        if (next !== undefined) dog.move(next)
      }
      try {
        const body = await api.send('GET', request, dog.signal)
        onOpen?.()
        for await (const chunk of body.stream()) {
          dog.signal.throwIfAborted()
          dog.fed()
          if (!splitter.push(chunk, take)) throw brokenLine(request.path, 'is longer than 8 MiB')
        }
      } catch (error) {
        throw dog.reason(error)
      } finally {
        dog.stop()
      }
    },
    renew() {
      if (performance.now() - renewed < RENEW_EVERY_MS) return
      renewed = performance.now()
      const old = config
      try {
        config = load()
        api = client(config)
      } catch {
        return
      }
      old.retire()
    },
    close: () => config.close(),
  }

  async function whole(method: 'GET' | 'POST', request: Request, limit: number): Promise<string> {
    const dog = watchdog(request, limit)
    try {
      return await (await api.send(method, request, dog.signal)).text()
    } catch (error) {
      throw dog.reason(error)
    } finally {
      dog.stop()
    }
  }
}

function client(config: PooledKubeConfig): RawApi {
  return config.makeApiClient(RawApi as unknown as ApiConstructor<never>) as unknown as RawApi
}

/** Aborts when the caller does, or after `limit` ms without being fed. */
function watchdog({ path, signal: outer }: Request, limit: number) {
  const controller = new AbortController()
  // If it was we who stood still, what came meanwhile is only read after the timers had their turn.
  let bite: NodeJS.Immediate | undefined
  const bark = (after: number) => setTimeout(() => (bite = setImmediate(() => controller.abort(silence(path, after)))), after)
  let timer = bark(limit)
  const abort = () => controller.abort(outer?.reason)
  if (outer?.aborted) abort()
  else outer?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    fed() {
      clearImmediate(bite)
      timer.refresh()
    },
    move(next: number) {
      clearImmediate(bite)
      clearTimeout(timer)
      timer = bark(next)
    },
    /** What ended it: our own reason for aborting rather than fetch's AbortError. */
    reason: (error: unknown) => (controller.signal.aborted ? (controller.signal.reason as unknown) : error),
    stop() {
      clearImmediate(bite)
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
      // Lets go of a body that was not read to its end.
      controller.abort()
    },
  }
}

function refused(path: string, code: number, body: string, headers: Record<string, string>): ApiError {
  let status: Status = {}
  try {
    status = JSON.parse(body) as Status
  } catch {
    // A proxy's page: the code says enough.
  }
  const seconds = Number(headers['retry-after'] ?? status.details?.retryAfterSeconds ?? NaN)
  return new ApiError(path, code, status.reason ?? '', status.message ?? '', Number.isFinite(seconds) ? seconds * 1000 : undefined)
}
