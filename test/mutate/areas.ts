/** A folder whose every line the pure tests beside it must hold. */
export interface Area {
  readonly name: string
  readonly folder: string
}

export const AREAS: readonly Area[] = [
  { name: 'policy', folder: 'packages/runtime-server/src/policy' },
  { name: 'request', folder: 'packages/runtime-server/src/request' },
  { name: 'expr', folder: 'packages/contract/src/expr' },
]

/** What is mutated of an area. */
export interface Choice {
  readonly area: Area
  readonly patterns: readonly string[]
  /** Of all its files. */
  readonly isWhole: boolean
}

/** Areas by name, files, folders and globs in them; every area where nothing is named. Null where a name is none of these. */
export function chooseAreas(names: readonly string[]): readonly Choice[] | null {
  if (names.length === 0) return AREAS.map(wholeOf)
  const places = names.map((name) => placeOf(name.replace(/\/$/, '')))
  if (places.includes(null)) return null
  return AREAS.flatMap((area) => {
    const own = places.filter((place) => place?.area === area)
    if (own.length === 0) return []
    return [own.find((place) => place?.isWhole) ?? { area, patterns: own.flatMap((place) => place?.patterns ?? []), isWhole: false }]
  })
}

const wholeOf = (area: Area): Choice => ({ area, patterns: [everyFileIn(area.folder)], isWhole: true })

function placeOf(name: string): Choice | null {
  const area = AREAS.find((candidate) => candidate.name === name || `${name}/`.startsWith(`${candidate.folder}/`))
  if (!area) return null
  if (name === area.name || name === area.folder) return wholeOf(area)
  return { area, patterns: [/[*]|\.ts(:|$)/.test(name) ? name : everyFileIn(name)], isWhole: false }
}

const everyFileIn = (folder: string): string => `${folder}/**/*.ts`
