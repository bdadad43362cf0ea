import type { ExplainedStep, Explanation } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { describeExplanation, describeQuestion } from './describe.ts'

const allow: ExplainedStep = { kind: 'allow', action: 'update', name: 'mine', text: 'isOwner', file: 'schema.prisma', line: 3, outcome: 'true' }
const deny: ExplainedStep = { kind: 'deny', action: 'update', field: 'title', name: 'locked', file: 'ssot.config.ts', outcome: 'undecided', absent: ['auth.a', 'auth.b'] }
const admin: ExplainedStep = { kind: 'admin', action: 'read', name: 'an administrator', outcome: 'false', absent: ['auth.c'] }
const plain: Explanation = { principal: { kind: 'user', id: '3', strategy: 'jwt', isAdmin: false }, action: 'update', model: 'Post', verdict: 'allowed', because: 'Allowed.', decidedBy: null, steps: [], condition: 'true' }

describe('given an explanation', () => {
  it.each<[Partial<Explanation>, readonly string[]]>([
    [{}, ['Allowed.', '', 'records where  true']],
    [{ answers: 404 }, ['Allowed.', '', 'records where  true']],
    [{ verdict: 'denied' }, ['Allowed.', '', 'records where  true']],
    [{ verdict: 'denied', answers: 404, because: 'Denied.' }, ['Denied.', '', 'answered with  404', 'records where  true']],
    [
      { steps: [allow, deny, admin], decidedBy: deny },
      [
        'Allowed.',
        '',
        '  update        allow  true       mine: isOwner  schema.prisma:3',
        '> update title  deny   undecided  locked  ssot.config.ts  (auth.a, auth.b absent)',
        '  read          admin  false      an administrator',
        '',
        'records where  true',
      ],
    ],
    [{ steps: [{ ...admin, outcome: 'undecided', absent: undefined as never }] }, ['Allowed.', '', '  read  admin  undecided  an administrator', '', 'records where  true']],
    [{ steps: [{ ...admin, name: '' }] }, ['Allowed.', '', '  read  admin  false', '', 'records where  true']],
    [{ checks: [{ kind: 'allow', name: 'mine', text: 'a > 1', file: 'schema.prisma', line: 3 }, { kind: 'deny', name: 'b > 2', file: 'ssot.config.ts' }] }, ['Allowed.', '', 'records where  true', 'and afterwards a > 1  schema.prisma:3', 'and afterwards not b > 2  ssot.config.ts']],
  ])('writes it in lines: %o', (more, lines) => expect(describeExplanation({ ...plain, ...more })).toEqual(lines))

  it.each<[Partial<Explanation>, string]>([
    [{}, 'update Post for user 3'],
    [{ record: '42', field: 'title' }, 'update Post.title 42 for user 3'],
    [{ principal: { kind: 'key', id: 'k', strategy: 'keys', isAdmin: true } }, 'update Post for key k, an administrator'],
    [{ principal: { kind: 'user', id: null, strategy: 'development', isAdmin: true } }, 'update Post for an administrator'],
    [{ principal: { kind: 'anonymous', id: null, strategy: 'none', isAdmin: false } }, 'update Post for anonymous'],
  ])('says what was asked: %o', (more, words) => expect(describeQuestion({ ...plain, ...more })).toBe(words))
})
