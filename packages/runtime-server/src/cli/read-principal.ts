import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { problem } from '@ssot/contract'
import type { ActingPrincipal } from '../boot/act-as.ts'
import { isIdentity } from '../http/stand-in.ts'
import { DEVELOPMENT_ADMIN } from '../policy/principal.ts'

/** Somebody whom a command is about, and how it calls him. */
export interface NamedPrincipal {
  readonly name: string
  readonly identity: ActingPrincipal
}

/** What `--as` takes, for the help of a command. */
export const AS_HELP = 'a file with an id and claims as JSON, the JSON itself, anonymous, or admin (who passes every allow rule)'

/** Whom `--as` names: `ann.json`, `{"id":1}`, `ann={"id":1}`, `anonymous` or `admin`. @throws CONFIG.LOAD */
export function readPrincipal(text: string): NamedPrincipal {
  const named = /^([\w-]+)=(.+)$/s.exec(text)
  if (named?.[1] !== undefined && named[2] !== undefined) return { ...readPrincipal(named[2]), name: named[1] }
  if (text === 'anonymous') return { name: text, identity: null }
  if (text === 'admin') return { name: text, identity: DEVELOPMENT_ADMIN }
  const isText = text.trimStart().startsWith('{')
  if (!isText && !existsSync(text)) throw problem('CONFIG.LOAD', { detail: `There is no file ${text}.`, hint: `--as takes ${AS_HELP}.` })
  const value = parse(isText ? text : readFileSync(text, 'utf8'), text)
  if (!isIdentity(value)) throw problem('CONFIG.LOAD', { detail: `${text} names nobody: it has no id.`, hint: 'Write {"id": 1} and the claims of a token beside.' })
  const claims: Extract<ActingPrincipal, { readonly id: unknown }> = JSON.parse(JSON.stringify(value))
  return { name: isText ? String(claims.id) : basename(text).replace(/\.\w+$/, ''), identity: claims }
}

function parse(json: string, place: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw problem('CONFIG.LOAD', { detail: `${place} is not JSON.` })
  }
}
