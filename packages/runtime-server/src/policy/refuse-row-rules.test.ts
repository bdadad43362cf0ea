import { describe, expect, it } from 'vitest'
import { buildHouse, type Building } from './policy-fixture.ts'

describe('given a database on which rows are not judged', () => {
  const refused = (schema: string, building: Building = {}): readonly unknown[] => buildHouse(schema, { provider: 'mysql', ...building }).findings
  const HINT = 'Use a rule that `auth` alone decides, or SQLite or PostgreSQL.'
  const UNSUPPORTED = { severity: 'error', code: 'SCHEMA.UNSUPPORTED', file: 'schema.prisma', hint: HINT }
  const message = (name: string): string => `The rule "${name}" of M reads the row: on MySQL and MariaDB rules are not judged row by row.`
  const model = (...lines: readonly string[]): string => `${lines.map((line) => `/// ${line}\n`).join('')}model M {\n  id Int @id\n  a Int\n}\n`
  const claims = { role: 'string', orgs: 'string[]' } as const

  it.each<[string, Building, readonly unknown[]]>([
    [model('@@policy("*", rule: "authenticated || auth.role == \'a\' && !isAdmin")', '@@policy("read", rule: "true")', '@@policy("read", rule: "auth.orgs.exists(o, o == \'x\')")'), { claims }, []],
    [model('@@policy(["read", "write"], rule: "a == 1", name: "one")'), {}, [{ ...UNSUPPORTED, line: 1, message: message('one') }]],
    [model('@@policy("read", rule: "authenticated || a == 1")', '@@policy("read", rule: "authenticated && a == 1")'), {}, [{ ...UNSUPPORTED, line: 1, message: message('authenticated || a == 1') }, { ...UNSUPPORTED, line: 2, message: message('authenticated && a == 1') }]],
    [model('@@deny("update", rule: "true", check: "a == before.a")'), {}, [{ ...UNSUPPORTED, line: 1, message: message('a == before.a') }]],
    [model('@@policy("read", rule: "auth.orgs.exists(o, a == 1)")'), { claims }, [{ ...UNSUPPORTED, line: 1, message: message('auth.orgs.exists(o, a == 1)') }]],
    [model('@@policy("read", rule: "a == 1", fields: ["a"])'), {}, [{ ...UNSUPPORTED, line: 1, message: message('a == 1') }]],
    [model('@@policy("update", rule: "true", check: "a == 1", fields: ["a"])'), {}, [{ ...UNSUPPORTED, line: 1, message: message('a == 1') }]],
    [model(), { policies: { M: { read: 'a == 1' } } }, [{ severity: 'error', code: 'SCHEMA.UNSUPPORTED', file: 'ssot.config.ts', hint: HINT, message: message('a == 1') }]],
    [model('@@policy("read", rule: "true")', '@@tenant("a", from: "auth.id")'), {}, [{ ...UNSUPPORTED, line: 2, message: '@@tenant of M: on MySQL and MariaDB rules are not judged row by row.' }]],
  ])('refuses those that read it: %s', (schema, building, expected) => expect(refused(schema, building)).toStrictEqual(expected))

  it('refuses none of them elsewhere', () => expect(buildHouse(model('@@policy("read", rule: "a == 1")'), { provider: 'postgresql' }).findings).toEqual([]))
})
