import { createServer, type RequestListener, type Server } from 'node:http'

/** 200 pages with a socket each, and what they and others ask beside it. */
const CONNECTIONS = 1000

/** How long nothing may move in a connection that is being answered, ms: longer than it takes to ask the API server who somebody is. */
const STUCK = 12_000

/** Who is slow to send its headers or a body, or reads nothing of its answer, is cut off; who waits to be asked for its body is not asked. */
export function createGuardedServer(answer: RequestListener): Server {
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 1000, maxHeaderSize: 16 * 1024 },
    answer,
  )
  server.maxConnections = CONNECTIONS
  server.timeout = STUCK
  server.on('checkContinue', answer)
  return server
}
