import type { SsotConfig } from '@ssot/runtime-server'
import { PECULIAR } from './peculiar-schema.ts'
import { PRESS } from './press-schema.ts'

/** A publishing house whose rules are of every kind; the models after `Bulletin` each show one of them. */
export function policySchema(provider: 'sqlite' | 'postgresql'): string {
  return `datasource db {\n  provider = "${provider}"\n}\n${PRESS}${PECULIAR}`
}

/** Rules beside the schema's, as text and in Prisma's shape. */
export const POLICIES = {
  Bulletin: {
    read: ['published', { OR: [{ ownerId: { _auth: 'id' } }, { teamId: { in: { _auth: 'teamIds' } } }] }],
    create: true,
    update: { AND: [{ ownerId: { equals: { _auth: 'id' } } }, { NOT: { topic: 'FROZEN' } }] },
    delete: false,
    deny: { read: { topic: 'SECRET' } },
  },
  Post: { deny: { update: "title == 'Unchangeable'" } },
} satisfies SsotConfig['policies']
