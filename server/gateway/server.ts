import { createServer, type RequestListener, type Server } from 'node:http'

/** 200 pages with a socket each, and what they and others ask beside it. */
const CONNECTIONS = 1000

/** What is slow to send its headers or a body is cut off, and what waits to be asked for its body is not asked. */
export function createGuardedServer(answer: RequestListener): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 1000, maxHeaderSize: 16 * 1024 },
    answer,
  )
  server.maxConnections = CONNECTIONS
  server.on('checkContinue', answer)
  return server
}
