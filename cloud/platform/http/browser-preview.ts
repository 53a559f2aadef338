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

const hashed = /\.[0-9a-f]{8}\.(js|css)(\.\w+)?$/

/** Serves the browser preview (the same screens over the same API) from `root`, if it was built. */
export async function serveBrowserPreview(server: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) return
  await server.register(fastifyStatic, {
    root,
    // scripts/build.mjs writes the compressed texts beside the plain ones.
    preCompressed: true,
    setHeaders(reply, path) {
      const isPage = /\.html(\.\w+)?$/.test(path)
      // The name of a script or a sheet holds the digest of its content.
      void reply.header(
        'cache-control',
        isPage ? 'no-cache' : hashed.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      )
      if (!isPage) return
      void reply.header('content-security-policy', policy)
      // For browsers that know no frame-ancestors.
      void reply.header('x-frame-options', 'SAMEORIGIN')
    },
  })
}
