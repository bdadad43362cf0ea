/** What is mutated under a name: folders whose every line a pure test must hold. */
export const AREAS: Readonly<Record<string, string>> = {
  policy: 'packages/runtime-server/src/policy',
  request: 'packages/runtime-server/src/request',
  expr: 'packages/contract/src/expr',
}

/** Text that is no subject of tests: tests themselves, and what only they use. */
const LEFT_OUT = ['!packages/*/src/**/*.test.ts', '!packages/*/src/**/*-fixture.ts', '!packages/*/src/testing/**']

/** The patterns of what is mutated: areas by name, else paths and globs as they stand; every area where none is named. */
export function patternsOf(names: readonly string[]): readonly string[] {
  const chosen = names.length === 0 ? Object.keys(AREAS) : names
  return [...chosen.map((name) => asPattern(AREAS[name] ?? name.replace(/\/$/, ''))), ...LEFT_OUT]
}

/** The name of the area in which a file is. */
export function areaOf(path: string): string {
  return Object.entries(AREAS).find(([, folder]) => path.startsWith(`${folder}/`))?.[0] ?? 'elsewhere'
}

function asPattern(path: string): string {
  return /[*]|\.ts(:|$)/.test(path) ? path : `${path}/**/*.ts`
}
