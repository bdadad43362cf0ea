/** Id of an input, by the name of its field. */
export function inputIdOf(name: string): string {
  return `ssot-input-${name}`
}
