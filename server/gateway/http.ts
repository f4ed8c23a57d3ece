import { createHash } from 'node:crypto'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Catalogue } from '../wire/component.ts'
import type { Recording, Snapshot } from '../wire/events.ts'
import type { Evidence, Step } from '../wire/step.ts'
import type { Access } from './access.ts'
import type { Assets } from './assets.ts'
import { type Body, createBody } from './body.ts'
import { securityHeaders } from './headers.ts'

/** What can be asked for by HTTP. */
export interface Answers {
  snapshot(): Snapshot
  recording?: Recording
  step(id: string): Step | undefined
  /** A part of a step's evidence that was too large to travel with it; undefined once it is gone. */
  evidence(id: string, part: number): Evidence | undefined
}

export interface NamedCatalogue {
  lang: string
  hash: string
  body: Body
}

/** The hash is of the texts, so a page may keep them for ever. */
export function nameCatalogue(catalogue: Catalogue): NamedCatalogue {
  const json = JSON.stringify(catalogue)
  return { lang: catalogue.lang, hash: createHash('sha256').update(json).digest('hex').slice(0, 12), body: createBody(json, true) }
}

export function createHttp(
  access: Access,
  assets: Assets,
  catalogues: NamedCatalogue[],
  answers: Answers,
  failed: (error: unknown) => void,
): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const recording = answers.recording && createBody(JSON.stringify(answers.recording), true)

  app.use((request, response, next) => {
    response.set(securityHeaders)
    const refusal = access.refuse(request)
    if (refusal) return void response.status(refusal.status).type('text').send(refusal.sentence)
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.status(405).set('allow', 'GET, HEAD').end()
    response.setHeader('cache-control', 'no-store')
    next()
  })

  app.get('/snapshot', (request, response) => createBody(JSON.stringify(answers.snapshot()), false).send(request, response))

  app.get(
    '/recording',
    (request, response) => recording?.send(request, response) ?? sayNo(response, 404, 'a cluster is watched, no recording is played'),
  )

  app.get('/catalogue/:name', (request, response) => {
    const found = catalogues.find(({ lang, hash }) => request.params.name === `${lang}.${hash}.json`)
    if (!found) return sayNo(response, 404, 'there is no such catalogue; hello names those that are')
    response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    return found.body.send(request, response)
  })

  app.get('/steps/:id', (request, response) => {
    const step = answers.step(request.params.id)
    if (step) response.json(step)
    else sayNo(response, 404, 'there is no such step, or it is too long ago')
  })

  app.get('/steps/:id/evidence/:part', (request, response) => {
    const evidence = answers.evidence(request.params.id, Number(request.params.part))
    if (evidence) response.json(evidence)
    else sayNo(response, 410, 'expired')
  })

  app.use((request, response) => {
    if (assets.send(request.path === '/' ? '/index.html' : request.path, request, response)) return
    // The page has addresses of its own; what looks like a file is none of them.
    if (/\.\w+$/.test(request.path) || !assets.send('/index.html', request, response)) sayNo(response, 404, 'there is nothing here')
  })

  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = (error as { status?: number }).status ?? 500
    if (status >= 500) failed(error)
    sayNo(response, status, status >= 500 ? 'this went wrong on the server; its log says why' : 'this request cannot be read')
  })
  return app
}

function sayNo(response: Response, status: number, error: string): void {
  response.status(status).json({ error })
}
