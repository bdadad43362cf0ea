import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { problem } from '@ssot/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'

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

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

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
  const document = readFileSync(`${ROOT}index.html`, 'utf8').replaceAll('="./assets/', `="${app.prefix}/app/assets/`)
  const page = (_request: unknown, reply: FastifyReply): FastifyReply => reply.headers(PAGE_HEADERS).send(document)
  app.get('/', (_request, reply) => reply.redirect(`${app.prefix}/app`))
  app.get('/app/assets/*', (request, reply) => reply.sendFile(`assets/${assetOf(request.params)}`, { maxAge: '365d', immutable: true }))
  app.get('/app', page)
  app.get('/app/*', page)
}

function assetOf(params: unknown): string {
  if (typeof params === 'object' && params !== null && '*' in params && typeof params['*'] === 'string') return params['*']
  throw problem('REQUEST.NO_ROUTE')
}
