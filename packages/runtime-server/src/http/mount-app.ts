import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { problem } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'

const ROOT = fileURLToPath(new URL('../../app/', import.meta.url))

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves the stand-alone UI at `/app` and leads `/` there. Every page of it is one document; its files are named by their content. */
export async function mountApp(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${ROOT}index.html`)) {
    app.log.warn('The stand-alone UI is not built; /app is not served. Build it with: pnpm build')
    return
  }
  await app.register(fastifyStatic, {
    root: ROOT,
    prefix: '/app/assets/',
    serve: false,
    decorateReply: true,
  })
  app.get('/', (_request, reply) => reply.redirect(`${app.prefix}/app/`))
  app.get('/app', (_request, reply) => reply.redirect(`${app.prefix}/app/`))
  app.get('/app/assets/*', (request, reply) => reply.sendFile(`assets/${assetOf(request.params)}`, { maxAge: '365d', immutable: true }))
  app.get('/app/*', (_request, reply) => reply.header('content-security-policy', POLICY).header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin').sendFile('index.html', { cacheControl: false }))
}

function assetOf(params: unknown): string {
  if (typeof params === 'object' && params !== null && '*' in params && typeof params['*'] === 'string') return params['*']
  throw problem('REQUEST.NO_ROUTE')
}
