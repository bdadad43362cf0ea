import { wordsOf } from './name-things.ts'

/**
 * Names of fields that hold a secret by their name alone. They exist only on the server;
 * an administrator may set them, so that a required one can be stored. `@expose` lifts it.
 */
const SENSITIVE: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'secret',
  'pin code',
  'api key',
  'secret key',
  'private key',
  'access key',
  'encryption key',
  'signing key',
  'signing secret',
  'webhook secret',
  'client secret',
  'access token',
  'refresh token',
  'id token',
  'reset token',
  'session token',
  'bearer token',
  'totp secret',
  'two factor secret',
  'recovery codes',
  'backup codes',
])

const SUFFIXES: readonly string[] = ['hash', 'digest', 'salt', 'encrypted', 'ciphertext']

/** Whether a field's name says that its value is a secret: `passwordHash`, `api_key`, `resetPasswordToken`. */
export function isSensitiveName(name: string): boolean {
  const words = wordsOf(name)
  const trimmed = SUFFIXES.includes(words.at(-1) ?? '') && words.length > 1 ? words.slice(0, -1) : words
  if (trimmed.includes('password') && !/^(password)?\s?(changed|updated|expires|reset|required|set|hint)/.test(afterPassword(trimmed))) return true
  return SENSITIVE.has(trimmed.join(' ')) || SENSITIVE.has(trimmed.slice(-2).join(' ')) || trimmed.at(-1) === 'secret'
}

// `passwordChangedAt` and `passwordRequired` are facts about a password, not passwords.
function afterPassword(words: readonly string[]): string {
  const rest = words.slice(words.indexOf('password') + 1).join(' ')
  return rest.endsWith('token') ? '' : rest
}
