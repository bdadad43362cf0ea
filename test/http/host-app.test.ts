import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { ssotPlugin } from '@ssot/runtime-server'
import { describe, expect, it } from 'vitest'
import { BLOG } from './blog.ts'

describe('given an existing Fastify app', () => {
  it('lives below the prefix it is registered with, and leaves the rest of the app alone', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'ssot-host-'))
    const app = fastify()
    app.get('/own', () => ({ own: true }))
    app.post('/echo', (request) => request.body)
    const config = { authenticate: () => ({ id: 1, role: 'ADMIN' }), auth: { isAdmin: "auth.role == 'ADMIN'" } }
    await app.register(ssotPlugin, { prefix: '/admin', schema: BLOG, config, options: { development: true, cwd, logLevel: 'silent' } })
    await app.ready()
    const created = await app.inject({ method: 'POST', url: '/admin/api/users', payload: { email: 'a@x' } })
    expect([created.statusCode, created.headers.location]).toEqual([201, '/admin/api/users/1'])
    expect((await app.inject('/admin/manifest.json')).json()).toMatchObject({ endpoints: { api: '/admin/api' } })
    expect((await app.inject('/own')).json()).toEqual({ own: true })
    expect((await app.inject({ method: 'POST', url: '/echo', headers: { 'content-type': 'text/plain' }, payload: 'hello' })).body).toBe('hello')
    expect((await app.inject('/api/users')).statusCode).toBe(404)
    expect((await app.inject('/nowhere')).json()).toMatchObject({ statusCode: 404, error: 'Not Found' })
    await app.close()
    await rm(cwd, { recursive: true, force: true })
  })
})
