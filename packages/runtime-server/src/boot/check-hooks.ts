import { didYouMean, type Finding } from '@ssot/contract'
import type { Registry } from '../registry/registry.ts'
import type { SsotConfig } from './config/config.ts'

/** Findings about `extend.hooks`: names that are no model, and a database on which writes cannot be told. */
export function checkHooks({ extend }: SsotConfig, { models, provider }: Registry): readonly Finding[] {
  const names = Object.keys(extend?.hooks ?? {})
  const unknown = names.filter((name) => !models.has(name)).map((name): Finding => {
    const hint = didYouMean(name, models.keys())
    return { severity: 'error', code: 'CONFIG.INVALID', message: `extend.hooks.${name} is for no model of the schema.`, ...(hint !== undefined && { hint }) }
  })
  const untold: Finding = { severity: 'error', code: 'CONFIG.INVALID', message: 'extend.hooks is not possible on MySQL and MariaDB.', hint: 'Use SQLite or PostgreSQL, or take the hooks away.' }
  return provider === 'mysql' && names.length > 0 ? [...unknown, untold] : unknown
}
