import { createHttp } from '../../server/gateway/http.ts'

/** Every route there is, as 'METHOD /path': asked of the router, so that none can be forgotten. */
export function routes(): string[] {
  const app = createHttp({ catalogues: [], answers: {}, frameAncestors: [] } as unknown as Parameters<typeof createHttp>[0])
  const { stack } = app.router as unknown as { stack: { route?: { path: string; methods: Record<string, boolean> } }[] }
  return stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []))
}
