import { describe, expect, it } from 'vitest'
import { failedCondition, type RequestFacts, type ServerFacts } from './development-identity.ts'

const request: RequestFacts = { remoteAddress: '127.0.0.1', host: 'localhost:4000', origin: undefined, headerNames: ['host', 'accept'] }
const server: ServerFacts = { hasAuthentication: false, production: false, bound: { address: '127.0.0.1', port: 4000 }, origins: ['http://localhost:3000'] }

describe('given a request to a development server', () => {
  it.each<[string, Partial<RequestFacts>, Partial<ServerFacts>]>([
    ['from this machine', {}, {}],
    ['over IPv6', { remoteAddress: '::1', host: '[::1]:4000' }, { bound: { address: '::1', port: 4000 } }],
    ['over IPv4 mapped to IPv6', { remoteAddress: '::ffff:127.0.0.1', host: '127.0.0.1:4000' }, {}],
    ['of its own page', { origin: 'http://localhost:4000' }, {}],
    ['of a page on the list', { origin: 'http://localhost:3000' }, {}],
  ])('%s, the developer is signed in', (_what, facts, state) => {
    expect(failedCondition({ ...request, ...facts }, { ...server, ...state })).toBeNull()
  })

  it.each<[string, Partial<RequestFacts>, Partial<ServerFacts>]>([
    ['NODE_ENV is production', {}, { production: true }],
    ['authentication is configured', {}, { hasAuthentication: true }],
    ['the server is not bound to loopback', {}, { bound: { address: '0.0.0.0', port: 4000 } }],
    ['the server is not bound to loopback', {}, { bound: { address: '::', port: 4000 } }],
    ['the server is not bound to loopback', {}, { bound: null }],
    ['the peer is not on loopback', { remoteAddress: '192.168.1.9' }, {}],
    ['the peer is not on loopback', { remoteAddress: '::ffff:10.0.0.1' }, {}],
    ['the peer is not on loopback', { remoteAddress: undefined }, {}],
    ['Host is not localhost with the server’s own port', { host: 'evil.example:4000' }, {}],
    ['Host is not localhost with the server’s own port', { host: 'localhost' }, {}],
    ['Host is not localhost with the server’s own port', { host: 'localhost:4001' }, {}],
    ['Host is not localhost with the server’s own port', { host: 'localhost.evil.example:4000' }, {}],
    ['Host is not localhost with the server’s own port', { host: undefined }, {}],
    ['the request was forwarded (forwarded)', { headerNames: ['host', 'forwarded'] }, {}],
    ['the request was forwarded (x-forwarded-for)', { headerNames: ['x-forwarded-for'] }, {}],
    ['the request was forwarded (x-forwarded-proto)', { headerNames: ['x-forwarded-proto'] }, {}],
    ['the request was forwarded (x-real-ip)', { headerNames: ['x-real-ip'] }, {}],
    ['the request was forwarded (via)', { headerNames: ['via'] }, {}],
    ['Origin is not on the list (server.cors)', { origin: 'https://evil.example' }, {}],
    ['Origin is not on the list (server.cors)', { origin: 'null' }, {}],
    ['Origin is not on the list (server.cors)', { origin: 'http://localhost:3001' }, {}],
    ['Origin is not on the list (server.cors)', { origin: 'http://localhost:4000.evil.example' }, {}],
  ])('where %s, the caller is nobody', (reason, facts, state) => {
    expect(failedCondition({ ...request, ...facts }, { ...server, ...state })).toBe(reason)
  })
})
