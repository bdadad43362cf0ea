import { evaluateExpr, isProblem, type Json } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { compileIsAdmin } from './compile-is-admin.ts'

const admits = (text: string, auth: { readonly [name: string]: Json }) => evaluateExpr(compileIsAdmin(text), { auth }) === true

describe('given auth.isAdmin', () => {
  it.each([
    ["auth.role == 'ADMIN'", { role: 'ADMIN' }, true],
    ["auth.role == 'ADMIN'", { role: 'USER' }, false],
    ["auth.role == 'ADMIN'", {}, false],
    ["auth.role != 'USER'", { role: 'ADMIN' }, true],
    ["auth.role != 'USER'", {}, false],
    ["auth.role != 'USER'", { role: null }, false],
    ["!(auth.role == 'USER')", {}, false],
    ["!(auth.role == 'USER')", { role: 'ADMIN' }, true],
    ["!(auth.role == 'USER' || auth.locked)", { role: 'ADMIN' }, false],
    ["!(auth.role == 'USER' || auth.locked)", { role: 'ADMIN', locked: false }, true],
    ["!(auth.role == 'ADMIN' && auth.locked)", { role: 'USER' }, true],
    ['auth.isStaff', { isStaff: true }, true],
    ['auth.isStaff', { isStaff: 'yes' }, false],
    ['!auth.locked', {}, false],
    ['!auth.locked', { locked: false }, true],
    ['auth.id != null', { id: '1' }, true],
    ['auth.id != null', {}, false],
    ['auth.locked == null', {}, true],
    ["'admin' in auth.roles", { roles: ['admin'] }, true],
    ["!('guest' in auth.roles)", {}, false],
    ["!auth.roles.exists(r, r == 'guest')", {}, false],
    ["!auth.roles.exists(r, r == 'guest')", { roles: ['admin'] }, true],
    ["(auth.role ?? 'ADMIN') == 'ADMIN'", {}, true],
    ["auth.role == auth.other", {}, false],
    ["auth.a ? auth.role != 'USER' : false", { a: true }, false],
    ["auth.email.endsWith('@example.org')", { email: 'a@example.org' }, true],
    ["!auth.email.endsWith('@example.org')", {}, false],
    ['auth.orgs[0] != 1', { orgs: [] }, false],
    ['auth.constructor != 1', {}, false],
    ['true', {}, true],
  ] as const)('decides %s for %j: %s', (text, auth, admitted) => {
    expect(admits(text, auth)).toBe(admitted)
  })

  it('refuses text that is no expression over auth', () => {
    const thrown = ['auth.role =', 'role == 1', 'f(auth)'].map((text) => {
      try {
        return compileIsAdmin(text)
      } catch (error) {
        return isProblem(error) ? error.code : error
      }
    })
    expect(thrown).toEqual(['CONFIG.INVALID', 'CONFIG.INVALID', 'CONFIG.INVALID'])
  })
})
