import slugify from '@sindresorhus/slugify'
import { customAlphabet } from 'nanoid'
import type { SlugTrait } from '../../../registry/traits/traits.ts'
import type { Values } from './row.ts'
import type { Subject, WriteSession } from './session.ts'
import { reporting } from './session.ts'

const randomPart = customAlphabet('23456789abcdefghjkmnpqrstuvwxyz', 8)

/** The longest slug of a column that has no limit of its own. */
const MAX_LENGTH = 100

/** Slugs to be tried for a row, in order: that of its text, two with a number, and some that nobody has. */
export function slugCandidates(trait: SlugTrait, values: Values): readonly string[] {
  const base = baseOf(trait, values)
  const random = [0, 1, 2].map(() => ending(trait, base, randomPart()))
  return base === '' ? random : [base, ending(trait, base, '2'), ending(trait, base, '3'), ...random]
}

/** Whether a row is to be given a slug. */
export function lacksSlug({ field }: SlugTrait, values: Values): boolean {
  return values[field.name] === undefined
}

/** Rows with the slugs that they lack: that of its text where it is free, else one that nobody has. One look for all of them. */
export async function fillSlugs(session: WriteSession, rows: readonly Values[], subject: Subject): Promise<readonly Values[]> {
  const { slug: trait } = subject.model.traits
  if (!trait || !rows.some((row) => lacksSlug(trait, row))) return rows
  const bases = rows.map((row) => (lacksSlug(trait, row) ? baseOf(trait, row) : ''))
  const taken = new Set([...(await findTaken(session, trait, { bases, subject })), ...rows.map((row) => row[trait.field.name])])
  return rows.map((row, index) => {
    const base = bases[index] ?? ''
    if (!lacksSlug(trait, row)) return row
    const slug = base === '' || taken.has(base) ? ending(trait, base, randomPart()) : base
    taken.add(slug)
    return { ...row, [trait.field.name]: slug }
  })
}

const AT_ONCE = 500

async function findTaken(session: WriteSession, { field }: SlugTrait, { bases, subject }: { readonly bases: readonly string[]; readonly subject: Subject }): Promise<readonly string[]> {
  const { dialect, executor } = session
  const wanted = [...new Set(bases)].filter((base) => base !== '')
  const column = dialect.name(field.column)
  const found: string[] = []
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const part = wanted.slice(start, start + AT_ONCE)
    const marks = part.map((_, index) => dialect.placeholder(index + 1)).join(', ')
    const rows = await reporting(session, subject, () => executor.rows(`SELECT ${column} FROM ${dialect.table(subject.model)} WHERE ${column} IN (${marks})`, part))
    found.push(...rows.map(([slug]) => String(slug)))
  }
  return found
}

function baseOf({ field, from }: SlugTrait, values: Values): string {
  const text = values[from.name]
  return typeof text === 'string' ? cut(slugOf(text), field.constraints.maxLength ?? MAX_LENGTH) : ''
}

// What has no Latin spelling keeps its own letters.
function slugOf(text: string): string {
  const latin = slugify(text, { decamelize: false })
  return latin === '' ? text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-|-$/g, '') : latin
}

function ending({ field }: SlugTrait, base: string, end: string): string {
  const most = field.constraints.maxLength ?? MAX_LENGTH
  const start = cut(base, most - end.length - 1)
  return (start === '' ? end : `${start}-${end}`).slice(0, most)
}

// By characters as people count them, so that none is cut in two.
function cut(text: string, most: number): string {
  return [...text].slice(0, Math.max(0, most)).join('').replace(/-$/, '')
}
