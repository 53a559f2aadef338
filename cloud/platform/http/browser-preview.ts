import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * What the preview's pages may load: scripts, styles and pictures from here only, no script that stands in the page; and nobody else may
 * show them in a frame (the gallery of primitives does). Taro writes styles into elements, so those are allowed.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob: ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** Serves the browser preview (the same screens over the same API) from `root`, if it was built. */
export async function serveBrowserPreview(server: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) return
  await server.register(fastifyStatic, {
    root,
    setHeaders(reply, path) {
      const isPage = path.endsWith('.html')
      void reply.header('cache-control', isPage ? 'no-cache' : 'public, max-age=3600')
      if (!isPage) return
      void reply.header('content-security-policy', policy)
      // For browsers that know no frame-ancestors.
      void reply.header('x-frame-options', 'SAMEORIGIN')
    },
  })
}
