/** The well-known forms of texts. */
export const FORMATS = ['email', 'url', 'uuid'] as const

export type FormatName = (typeof FORMATS)[number]

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?'
const EMAIL = new RegExp(`^[^\\s@<>()[\\]\\\\,;:"\\p{C}]{1,64}@(?:${LABEL}\\.)+${LABEL}$`, 'u')
const URL_TEXT = /^https?:\/\/(?:\[[\da-f:.]+\]|[^\s/?#@:[\]]+)(?::\d{1,5})?(?:[/?#]\S*)?$/iu
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

// RFC 5321 sets both lengths of an address; they bound the work, too.
const TESTS: Readonly<Record<FormatName, (text: string) => boolean>> = {
  email: (text) => text.length <= 254 && EMAIL.test(text),
  url: (text) => URL_TEXT.test(text),
  uuid: (text) => UUID.test(text),
}

/** Whether a text has a form: an e-mail address with a domain of several parts, an address of `http` or `https` without credentials, a UUID. */
export function isOfFormat(format: FormatName, text: string): boolean {
  return TESTS[format](text)
}
