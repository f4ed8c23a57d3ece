import { globSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Request, Response } from 'express'

/** The built page, held in memory: a request is looked up by name, so no path of a request ever becomes a path of this machine. */
export interface Assets {
  /** false: there is no such file. */
  send(path: string, request: Request, response: Response): boolean
}

const media: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
/** As `npm run build` writes them beside the files. */
const packed = { br: '.br', gzip: '.gz' } as const

export function loadAssets(folder: string): Assets {
  const files = new Map<string, Map<'plain' | keyof typeof packed, Buffer>>()
  for (const name of globSync('**/*', { cwd: folder })) {
    if (!media[extname(name)] || !statSync(join(folder, name)).isFile()) continue
    const variants = new Map([['plain', readFileSync(join(folder, name))]]) as Map<'plain' | keyof typeof packed, Buffer>
    for (const [coding, extension] of Object.entries(packed)) {
      const beside = statSync(join(folder, name + extension), { throwIfNoEntry: false })
      if (beside) variants.set(coding as keyof typeof packed, readFileSync(join(folder, name + extension)))
    }
    files.set(`/${name.replaceAll('\\', '/')}`, variants)
  }

  return {
    send(path, request, response) {
      const variants = files.get(path)
      if (!variants) return false
      response.setHeader('content-type', media[extname(path)]!)
      response.setHeader('vary', 'accept-encoding')
      // Names under /assets carry a hash of what is in them.
      response.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      const coding = request.acceptsEncodings([...variants.keys()].filter((each) => each !== 'plain'))
      const variant = coding === false ? undefined : variants.get(coding as keyof typeof packed)
      if (variant) response.setHeader('content-encoding', coding as string)
      response.send(variant ?? variants.get('plain'))
      return true
    },
  }
}
