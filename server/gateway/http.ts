import { createHash } from 'node:crypto'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Catalogue } from '../wire/component.ts'
import type { Recording } from '../wire/events.ts'
import type { Evidence, Step } from '../wire/step.ts'
import { type Access, type Caller, callerOf, isRefusal, type Pass, type Refusal } from './access.ts'
import type { Assets } from './assets.ts'
import { type Body, createBody } from './body.ts'
import type { Gates } from './gates.ts'
import { securityHeaders } from './headers.ts'
import type { Refusals } from './refusals.ts'

/** What can be asked for by HTTP, as the one who asks may see it. */
export interface Answers {
  /** false: not now, too much is under way to slow readers. */
  snapshot(request: Request, response: Response, pass: Pass): boolean
  recording?: Recording
  step(id: string, pass: Pass): Step | undefined
  /** A part of a step's evidence that was too large to travel with it; undefined once it is gone. */
  evidence(id: string, part: number, pass: Pass): Evidence | undefined
}

export interface HttpOptions {
  gates: Gates
  access: Access
  assets: Assets
  catalogues: NamedCatalogue[]
  answers: Answers
  refusals: Refusals
  frameAncestors: readonly string[]
  failed: (error: unknown) => void
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

/** Every route but /access, /session and the page itself is given by `only`, which lets nobody in who has not signed in. */
export function createHttp({ gates, access, assets, catalogues, answers, refusals, frameAncestors, failed }: HttpOptions): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const headers = securityHeaders(frameAncestors)
  const recording = answers.recording && createBody(written(answers.recording), true)

  app.use((request, response, next) => {
    response.set(headers)
    const refusal = gates.refuse(request)
    // What is left unread of a body must not be taken for the next request.
    if (refusal) return void response.status(refusal.status).set('connection', 'close').type('text').send(refusal.sentence)
    const allowed = request.path === '/session' ? ['POST'] : ['GET', 'HEAD']
    if (!allowed.includes(request.method)) return void response.status(405).set('allow', allowed.join(', ')).end()
    response.setHeader('cache-control', 'no-store')
    next()
  })

  app.get('/access', (_request, response) => void response.json(access.gate))

  app.post('/session', (request, response) => {
    const caller = callerOf(request, Date.now())
    return access.signIn(caller).then((answer) => (isRefusal(answer) ? turnAway(response, caller, answer) : void response.json(answer)))
  })

  const only = (path: string, answer: (request: Request<{ [name: string]: string }>, response: Response, pass: Pass) => unknown) =>
    app.get(path, (request: Request<{ [name: string]: string }>, response) => {
      const refusal = gates.refuse(request, true)
      if (refusal) return sayNo(response, refusal.status, refusal.sentence)
      const caller = callerOf(request, Date.now())
      return access.look(caller).then((pass) => (isRefusal(pass) ? turnAway(response, caller, pass) : answer(request, response, pass)))
    })

  only('/snapshot', (request, response, pass) => {
    if (!answers.snapshot(request, response, pass)) sayNo(response.set('retry-after', '1'), 503, 'many are being served; try again in a moment')
  })

  only(
    '/recording',
    (request, response) => recording?.send(request, response) ?? sayNo(response, 404, 'a cluster is watched, no recording is played'),
  )

  only('/catalogue/:name', (request, response) => {
    const found = catalogues.find(({ lang, hash }) => request.params['name'] === `${lang}.${hash}.json`)
    if (!found) return sayNo(response, 404, 'there is no such catalogue; hello names those that are')
    response.setHeader('cache-control', 'private, max-age=31536000, immutable')
    return found.body.send(request, response)
  })

  only('/steps/:id', (request, response, pass) => {
    const step = answers.step(request.params['id']!, pass)
    if (step) response.json(step)
    else sayNo(response, 404, 'there is no such step, or it is too long ago')
  })

  only('/steps/:id/evidence/:part', (request, response, pass) => {
    const evidence = answers.evidence(request.params['id']!, Number(request.params['part']), pass)
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

  function turnAway(response: Response, caller: Caller, refusal: Refusal) {
    refusals.note(caller, refusal)
    const { status, sentence, retry } = refusal
    if (retry !== undefined) response.set('retry-after', String(retry))
    if (status === 401) response.set('www-authenticate', 'Bearer')
    sayNo(response, status, sentence)
  }
}

/** Piece by piece: as one text a long recording is more than a text can be. */
function written({ entries, ...rest }: Recording): Buffer {
  const pieces = entries.map((entry, at) => Buffer.from(`${at > 0 ? ',' : ''}${JSON.stringify(entry)}`))
  return Buffer.concat([Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"entries":[`), ...pieces, Buffer.from(']}')])
}

function sayNo(response: Response, status: number, error: string): void {
  response.status(status).json({ error })
}
