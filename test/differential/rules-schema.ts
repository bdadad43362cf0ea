import type { RuleContext } from '../../packages/runtime-server/src/policy/rules/compile-rule.ts'

const ENUM = `
enum Color {
  RED
  GREEN @map("green")
  deepBlue
}
`

/** One field of each kind, required and nullable. */
const FIELDS = `
  text    String
  textN   String?
  whole   Int
  wholeN  Int?
  large   BigInt
  largeN  BigInt?
  real    Float
  realN   Float?
  exact   Decimal
  exactN  Decimal?
  flag    Boolean
  flagN   Boolean?
  moment  DateTime
  momentN DateTime?
  blob    Bytes
  blobN   Bytes?
  color   Color
  colorN  Color?
  docN    Json?
`

/** What only PostgreSQL has: lists, and types that are compared in ways of their own. */
const POSTGRESQL_FIELDS = `
  tags     String[]
  numbers  Int[]
  colors   Color[]
  citext   String?    @db.Citext
  padded   String?    @db.Char(6)
  short    String?    @db.VarChar(9)
  uuid     String?    @db.Uuid
  single   Float?     @db.Real
  day      DateTime?  @db.Date
  clock    DateTime?  @db.Time(3)
  fine     DateTime?  @db.Timestamptz(6)
  money    Decimal?   @db.Money
  scaled   Decimal?   @db.Decimal(8, 2)
  small    Int?       @db.SmallInt
`

const MODELS = `
model Person {
  id        String    @id
  name      String?
  level     Int
  color     Color?
  deletedAt DateTime?
  clubId    Int?
  club      Club?     @relation(fields: [clubId], references: [id])
  owned     Thing[]   @relation("owner")
  kept      Thing[]   @relation("keeper")
  marks     Mark[]
}

model Club {
  id     Int      @id
  title  String
  open   Boolean?
  since  DateTime
  people Person[]
  groups Group[]
}

model Group {
  id     Int     @id
  name   String
  size   Int?
  clubId Int?
  club   Club?   @relation(fields: [clubId], references: [id])
  things Thing[]
}

model Mark {
  id      Int      @id
  score   Int?
  note    String?
  at      DateTime
  thingId Int
  thing   Thing    @relation(fields: [thingId], references: [id])
  byId    String?
  by      Person?  @relation(fields: [byId], references: [id])
}

model Label {
  id      Int     @id
  name    String?
  thingId Int     @unique
  thing   Thing   @relation(fields: [thingId], references: [id])
}
`

/** A schema whose rules can compare everything with everything. */
export function rulesSchema(provider: 'sqlite' | 'postgresql'): string {
  const isPostgresql = provider === 'postgresql'
  const datasource = `datasource db {\n  provider = "${provider}"\n${isPostgresql ? '  extensions = [citext]\n' : ''}}\n`
  const thing = `
model Thing {
  id       Int     @id
${FIELDS}${isPostgresql ? POSTGRESQL_FIELDS : ''}
  ownerId  String?
  owner    Person? @relation("owner", fields: [ownerId], references: [id])
  keeperId String
  keeper   Person  @relation("keeper", fields: [keeperId], references: [id])
  parentId Int?
  parent   Thing?  @relation("tree", fields: [parentId], references: [id])
  children Thing[] @relation("tree")
  marks    Mark[]
  groups   Group[]
  label    Label?
}
`
  return `${datasource}${ENUM}${MODELS}${thing}`
}

/** What principals may claim. */
export const CLAIMS: RuleContext['claims'] = { role: 'string', rank: 'number', vip: 'boolean', ids: 'string[]', nums: 'number[]' }

/** The order in which records can be stored. */
export const STORED_ORDER = ['Club', 'Person', 'Group', 'Thing', 'Mark', 'Label'] as const
