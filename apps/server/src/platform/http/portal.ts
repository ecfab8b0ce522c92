import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export type PortalPlace = {
  /** The built pages. */
  readonly directory: string
  /** Where the reader software listens beside the browser: the only place that pages may connect to beside us. */
  readonly signingApi: string
}

/** Serves the portal's files; `sendPage` answers any of its addresses, which the page itself tells apart. */
export async function servePortal(
  app: FastifyInstance,
  { directory, signingApi }: PortalPlace,
): Promise<{ readonly sendPage: (reply: FastifyReply) => Promise<FastifyReply> }> {
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    wildcard: false,
    cacheControl: false,
    // Vite names the files in assets/ after their content.
    setHeaders: (reply, path) => {
      const isNamedByContent = path.startsWith(join(directory, 'assets'))
      reply.header(
        'cache-control',
        isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  return {
    sendPage: async (reply) => {
      const page = await readFile(join(directory, 'index.html'), 'utf8')
      const nonce = randomBytes(18).toString('base64url')
      return reply
        .header('content-security-policy', portalPolicy(nonce, signingApi))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(page.replaceAll('{{nonce}}', nonce).replaceAll('{{signing-api}}', signingApi))
    },
  }
}

/** styled-components writes style elements, which carry the nonce, and style attributes, which can't. */
const portalPolicy = (nonce: string, signingApi: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${signingApi}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
