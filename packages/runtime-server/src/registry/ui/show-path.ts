/** A path into a configuration as it is written in code: `pages[2].body`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((shown, key) => {
    if (typeof key === 'number') return `${shown}[${key}]`
    const name = String(key)
    if (!/^[\w$]+$/.test(name)) return `${shown}[${JSON.stringify(name)}]`
    return shown === '' ? name : `${shown}.${name}`
  }, '')
}
