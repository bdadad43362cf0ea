import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

const FOLDER = fileURLToPath(new URL('../../docs/', import.meta.url))

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }
const FILES = ['page.js', 'element.js', 'find-parts.js', 'draw-schema.js', 'draw-operation.js', 'draw-trial.js', 'page.css']

/** Mounts `GET /docs`, the OpenAPI document as a page, and its files. The page holds nothing itself: it reads the document of whoever looks at it. */
export function mountDocs(app: FastifyInstance): void {
  const prefix = app.prefix === '/' ? '' : app.prefix
  const page = readFileSync(`${FOLDER}index.html`, 'utf8').replaceAll('="./', `="${prefix}/`)
  mountText(app, '/docs', { text: page, type: 'html' })
  for (const file of FILES) mountText(app, `/docs/${file}`, { text: readFileSync(`${FOLDER}${file}`, 'utf8'), type: file.slice(file.lastIndexOf('.') + 1) })
}

function mountText(app: FastifyInstance, path: string, { text, type }: { readonly text: string; readonly type: string }): void {
  const headers = { 'content-type': TYPES[type], 'cache-control': 'no-cache', 'content-security-policy': POLICY, 'referrer-policy': 'same-origin' }
  app.get(path, (_request, reply) => reply.headers(headers).send(text))
}
