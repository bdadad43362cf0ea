/**
 * Which annotations stand at each model and field (`Model`, `Model.field`), by name only. A deliberately simple reader of its own:
 * it only has to explain why a field is absent, not what the annotation says.
 */
export function readAnnotationNames(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const add = (place: string, names: readonly string[]): void => {
    const known = found.get(place) ?? new Set<string>()
    for (const name of names) known.add(name)
    found.set(place, known)
  }
  for (const text of texts) readText(text, add)
  return found
}

const BLOCK = /^\s*(?:model|view)\s+(\w+)\s*\{/
const FIELD = /^\s*([A-Za-z]\w*)\s+[A-Za-z]\w*/
const FIELD_ONLY = new Set(['hidden', 'writeOnly', 'readOnly', 'immutable', 'owner', 'set', 'computed', 'validate', 'expose', 'policy', 'deny', 'link'])

function readText(text: string, add: (place: string, names: readonly string[]) => void): void {
  let model: string | null = null
  let pending: string[] = []
  for (const line of text.split('\n')) {
    const comment = line.indexOf('///')
    const names = comment === -1 ? [] : [...line.slice(comment + 3).matchAll(/@{1,2}([A-Za-z]\w*)/g)]
    const onModel = names.filter((match) => match[0].startsWith('@@') || !FIELD_ONLY.has(match[1] ?? '')).map((match) => match[1] ?? '')
    const onField = names.filter((match) => !match[0].startsWith('@@')).map((match) => match[1] ?? '')
    const code = comment === -1 ? line : line.slice(0, comment)
    const block = BLOCK.exec(code)?.[1]
    const field = FIELD.exec(code)?.[1]
    if (block !== undefined) {
      model = block
      add(block, [...pending, ...onModel, ...onField])
      pending = []
    } else if (model !== null && /^\s*\}/.test(code)) {
      add(model, pending)
      model = null
      pending = []
    } else if (model !== null && field !== undefined) {
      add(`${model}.${field}`, [...pending, ...onField])
      add(model, onModel)
      pending = []
    } else if (names.length > 0) {
      pending.push(...onField, ...(model === null ? onModel : []))
      if (model !== null) add(model, onModel)
    }
  }
}
