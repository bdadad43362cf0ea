import { describe, expect, it } from 'vitest'
import { translateMysqlDefault } from './translate-mysql-default.ts'

describe('given an SQL default of MySQL', () => {
  it.each([
    ['(uuid())', '(gen_random_uuid())'],
    ['(floor(rand() * 1000))', '(floor(random() * 1000))'],
    ['CURRENT_TIMESTAMP(3)', 'current_timestamp(3)'],
    ["(concat('it''s ', upper('uuid')))", "(concat('it''s ', upper('uuid')))"],
    ['(uuid_to_bin(uuid()))', null],
    ['(now() + interval 1 day)', null],
  ])('%s is %s on PostgreSQL', (sql, expected) => {
    expect(translateMysqlDefault(sql)).toBe(expected)
  })
})
