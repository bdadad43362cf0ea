import type { Explanation, Row } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { adminOf, fieldOf, modelIn, userOf } from '../policy-fixture.ts'
import { ANONYMOUS, DEVELOPMENT_ADMIN, type Principal } from '../principal.ts'
import { ask } from './ask.ts'
import { conclude } from './conclude.ts'
import { explained, openHouse, type Words } from './explain-fixture.ts'

const WHO = {
  nobody: ANONYMOUS,
  ann: userOf('ann', { rank: 5, orgs: ['t'] }),
  ben: userOf('ben', { role: 'WRITER', rank: null, orgs: [] }),
  odd: userOf('odd', { role: 5, rank: 1, orgs: ['t'] }),
  ed: userOf('ed', { role: 'EDITOR' }, { strategy: 'jwt' }),
  root: adminOf(),
  dev: DEVELOPMENT_ADMIN,
} as const satisfies Readonly<Record<string, Principal>>

const mine = { id: 1, title: 't', published: false, locked: false, views: 3, ownerId: 'ann' }
const locked = { ...mine, locked: true }
const other = { ...mine, ownerId: 'bob' }
const open = { ...other, published: true }

const CHANGED = '(published || ownerId == auth.id) && (ownerId == auth.id || auth.orgs.exists(o, title == o)) && !locked'
const UNREAD = `the rule "public or own" (schema.prisma:1) is false; the rule "auth.role == 'EDITOR'" (schema.prisma:2) is undecided, since auth.role is absent.`

/** Each step in short, in its order: what decided is marked, a line stands for a name, and for what is absent its names. */
function shownSteps({ steps, decidedBy }: Explanation): string {
  return steps.map((step) => `${step === decidedBy ? '>' : ''}${step.action}${step.field === undefined ? '' : `.${step.field}`} ${step.kind}${step.line === undefined ? '' : `@${step.line}`} ${step.outcome}${step.absent ? `(${step.absent.join(' ')})` : ''}`).join(', ')
}

type Case = readonly [who: keyof typeof WHO, words: Words, row: Row | null | undefined, verdict: string, because: string, condition: string, steps: string]

describe('given a question of what may be done, and the record that it is of', () => {
  it.each<Case>([
    ['nobody', 'read Post', open, 'allowed', 'Allowed by the rule "public or own" (schema.prisma:1).', 'published',
      '>read allow@1 true, read allow@2 undecided(auth.role)'],
    ['nobody', 'read Post', other, 'denied 404', `Denied: no rule allows it: the rule "public or own" (schema.prisma:1) is undecided, since auth.id is absent; the rule "auth.role == 'EDITOR'" (schema.prisma:2) is undecided, since auth.role is absent.`, 'published',
      'read allow@1 undecided(auth.id), read allow@2 undecided(auth.role)'],
    ['nobody', 'read Post', null, 'depends', 'Depends on the record: published', 'published',
      '>read allow@1 depends(auth.id), read allow@2 undecided(auth.role)'],
    ['ann', 'read Post', mine, 'allowed', 'Allowed by the rule "public or own" (schema.prisma:1).', 'published || ownerId == auth.id',
      '>read allow@1 true, read allow@2 undecided(auth.role)'],
    ['ann', 'read Post', other, 'denied 404', `Denied: no rule allows it: ${UNREAD}`, 'published || ownerId == auth.id',
      'read allow@1 false, read allow@2 undecided(auth.role)'],
    ['ed', 'read Post', other, 'allowed', `Allowed by the rule "auth.role == 'EDITOR'" (schema.prisma:2).`, 'true',
      'read allow@1 false, >read allow@2 true'],
    ['root', 'read Post', other, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      '>read admin true, read allow@1 false, read allow@2 undecided(auth.role)'],
    ['ann', 'read Post', undefined, 'denied 404', 'Denied: there is no such record.', 'published || ownerId == auth.id',
      '>read record false, read allow@1 depends, read allow@2 undecided(auth.role)'],
    ['nobody', 'read Post', undefined, 'denied 404', 'Denied: there is no such record.', 'published',
      '>read record false, read allow@1 depends(auth.id), read allow@2 undecided(auth.role)'],
    ['ann', 'read Post.views', mine, 'allowed', 'Allowed by the rule "isOwner" (schema.prisma:14).', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), >read.views allow@14 true'],
    ['ann', 'read Post.views', open, 'denied', 'Denied: no rule allows it: the rule "isOwner" (schema.prisma:14) is false.', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), read.views allow@14 false'],
    ['ann', 'read Post.title', mine, 'allowed', 'Allowed: title has no rule of its own and follows the record.', 'published || ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role)'],
    ['ann', 'read Post.title', other, 'denied 404', `Denied: no rule allows it: ${UNREAD}`, 'published || ownerId == auth.id',
      'read allow@1 false, read allow@2 undecided(auth.role)'],
    ['ann', 'read Post.next', open, 'denied', 'Denied: no rule allows it: the rule "isOwner" (schema.prisma:14) is false.', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), read.next allow@14 false'],
    ['ann', 'read Post.next', mine, 'allowed', 'Allowed by the rule "isOwner" (schema.prisma:14).', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), >read.next allow@14 true'],
    ['ann', 'read Post.next', null, 'depends', 'Depends on the record: (published || ownerId == auth.id) && ownerId == auth.id', '(published || ownerId == auth.id) && ownerId == auth.id',
      '>read allow@1 depends, read allow@2 undecided(auth.role), read.next allow@14 depends'],
    ['root', 'read Post.motto', mine, 'denied', 'Denied: motto is hidden (schema.prisma:29).', 'true',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), >read.motto hidden@29 false, read.motto admin true'],
    ['ann', 'read Post.password', mine, 'denied', 'Denied: password is hidden.', 'published || ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), >read.password hidden false'],
    ['root', 'read Post.password', mine, 'denied', 'Denied: password is hidden.', 'true',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), >read.password hidden false, read.password admin true'],

    ['ann', 'update Post', mine, 'allowed', 'Allowed by the rule "owner" (schema.prisma:3).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, >update allow@3 true, update allow@4 true'],
    ['ann', 'update Post', locked, 'denied 403', 'Denied by the rule "locked" (schema.prisma:8), which holds.', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), >update deny@8 true, update allow@3 true, update allow@4 true'],
    ['ann', 'update Post', other, 'denied 404', `Denied: what may not be read cannot be updated: no rule allows it: ${UNREAD}`, CHANGED,
      'read allow@1 false, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 false, update allow@4 true'],
    ['ann', 'update Post', open, 'allowed', 'Allowed by the rule "auth.rank > 3 && auth.orgs.exists(o, o == title)" (schema.prisma:4).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 false, >update allow@4 true'],
    ['ann', 'update Post', null, 'depends', `Depends on the record: ${CHANGED}`, CHANGED,
      '>read allow@1 depends, read allow@2 undecided(auth.role), update deny@8 depends, update allow@3 depends, update allow@4 depends'],
    ['ed', 'update Post', open, 'denied 403', 'Denied: no rule allows it: the rule "owner" (schema.prisma:3) is false; the rule "auth.rank > 3 && auth.orgs.exists(o, o == title)" (schema.prisma:4) is undecided, since auth.rank and auth.orgs is absent.', 'ownerId == auth.id && !locked',
      'read allow@1 true, read allow@2 true, update deny@8 false, update allow@3 false, update allow@4 undecided(auth.rank auth.orgs)'],
    ['nobody', 'update Post', open, 'denied 401', 'Denied: no rule allows it: the rule "owner" (schema.prisma:3) is undecided, since auth.id is absent; the rule "auth.rank > 3 && auth.orgs.exists(o, o == title)" (schema.prisma:4) is undecided, since auth.rank and auth.orgs is absent.', 'false',
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 undecided(auth.id), update allow@4 undecided(auth.rank auth.orgs)'],
    ['root', 'update Post', locked, 'denied 403', 'Denied by the rule "locked" (schema.prisma:8), which holds.', '!locked',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), >update deny@8 true, update admin true, update allow@3 false, update allow@4 undecided(auth.rank auth.orgs)'],
    ['root', 'update Post', null, 'depends', 'Depends on the record: !locked', '!locked',
      'read admin true, read allow@1 depends, read allow@2 undecided(auth.role), >update deny@8 depends, update admin true, update allow@3 depends, update allow@4 undecided(auth.rank auth.orgs)'],
    ['ann', 'update Post.views', mine, 'allowed', 'Allowed: views has no rule of its own and follows the record.', `${CHANGED} && !locked`,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, update.views deny@15 false'],
    ['ann', 'update Post.views', locked, 'denied 403', 'Denied by the rule "locked" (schema.prisma:8), which holds.', `${CHANGED} && !locked`,
      'read allow@1 true, read allow@2 undecided(auth.role), >update deny@8 true, update allow@3 true, update allow@4 true, update.views deny@15 true'],
    ['ann', 'update Post.kind', mine, 'denied', 'Denied: kind is not for clients to set here: @immutable (schema.prisma:21).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.kind server@21 false'],
    ['ann', 'update Post.seal', mine, 'denied', 'Denied: seal is not for clients to set here: @readOnly (schema.prisma:23).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.seal server@23 false'],
    ['ann', 'update Post.maker', mine, 'denied', 'Denied: maker is not for clients to set here: @set (schema.prisma:25).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.maker server@25 false'],
    ['root', 'update Post.ownerId', mine, 'allowed', 'Allowed: an administrator passes allow rules.', '!locked',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), update deny@8 false, update admin true, update allow@3 false, update allow@4 undecided(auth.rank auth.orgs), >update.ownerId admin true'],
    ['ann', 'update Post.pin', mine, 'denied', 'Denied: pin is hidden (schema.prisma:27).', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.pin hidden@27 false'],
    ['ann', 'update Post.motto', mine, 'allowed', 'Allowed: motto has no rule of its own and follows the record.', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true'],
    ['root', 'update Post.password', mine, 'allowed', 'Allowed: an administrator passes allow rules.', '!locked',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), update deny@8 false, update admin true, update allow@3 false, update allow@4 undecided(auth.rank auth.orgs), >update.password admin true'],
    ['ann', 'update Post.createdAt', mine, 'denied', 'Denied: createdAt is not for clients to set here: set by the server.', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.createdAt server false'],

    ['ann', 'delete Post', mine, 'denied 403', 'Denied: no rule allows it: the rule "false" (schema.prisma:5) is false.', 'false',
      'read allow@1 true, read allow@2 undecided(auth.role), delete allow@5 false'],
    ['nobody', 'delete Post', open, 'denied 401', 'Denied: no rule allows it: the rule "false" (schema.prisma:5) is false.', 'false',
      'read allow@1 true, read allow@2 undecided(auth.role), delete allow@5 false'],
    ['root', 'delete Post', mine, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), >delete admin true, delete allow@5 false'],
    ['ann', 'delete Post.title', mine, 'denied 403', 'Denied: no rule allows it: the rule "false" (schema.prisma:5) is false.', 'false',
      'read allow@1 true, read allow@2 undecided(auth.role), delete allow@5 false'],

    ['ann', 'history Post', mine, 'allowed', 'Allowed by the rule "isOwner" (schema.prisma:6).', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), >history allow@6 true'],
    ['ann', 'history Post', other, 'denied 404', `Denied: what may not be read cannot be followed back: no rule allows it: ${UNREAD}`, '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 false, read allow@2 undecided(auth.role), history allow@6 false'],
    ['ann', 'history Post', open, 'denied 403', 'Denied: no rule allows it: the rule "isOwner" (schema.prisma:6) is false.', '(published || ownerId == auth.id) && ownerId == auth.id',
      'read allow@1 true, read allow@2 undecided(auth.role), history allow@6 false'],

    ['ann', 'create Post', null, 'depends', 'Depends on the record: !published', '!published',
      '>create allow@7 depends'],
    ['nobody', 'create Post', null, 'depends', 'Depends on the record: !published', '!published',
      '>create allow@7 depends'],
    ['root', 'create Post', null, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      '>create admin true, create allow@7 depends'],
    ['ann', 'create Post.kind', null, 'depends', 'Depends on the record: !published', '!published',
      '>create allow@7 depends'],
    ['ann', 'create Post.ownerId', null, 'denied', 'Denied: ownerId is not for clients to set here: @owner (schema.prisma:17).', '!published',
      'create allow@7 depends, >create.ownerId server@17 false'],

    ['ann', 'create Vault', null, 'denied 403', 'Denied: there is no rule for create of Vault.', 'false',
      ''],

    ['ann', 'read Vault', { id: 1 }, 'denied 403', 'Denied: there is no rule for read of Vault.', 'false',
      ''],

    ['nobody', 'read Realm', { id: 1 }, 'denied 401', 'Denied: the principal does not come from @@auth("jwt", "key") (schema.prisma:35).', 'false',
      '>read auth@35 false, read allow@36 true'],
    ['ed', 'read Realm', { id: 1 }, 'allowed', 'Allowed by the rule "true" (schema.prisma:36).', 'true',
      'read auth@35 true, >read allow@36 true'],
    ['dev', 'read Realm', { id: 1 }, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      'read auth@35 true, >read admin true, read allow@36 true'],

    ['ann', 'update Realm', { id: 1 }, 'denied 403', 'Denied: what may not be read cannot be updated: the principal does not come from @@auth("jwt", "key") (schema.prisma:35).', 'false',
      '>read auth@35 false, read allow@36 true, update allow@36 true'],

    ['root', 'read Ghost', { id: 1 }, 'denied 404', 'Denied: the model is hidden (schema.prisma:41).', 'false',
      '>read hidden@41 false, read admin true, read allow@40 true'],

    ['ann', 'read Page', { id: 2, deletedAt: '2020-01-01T00:00:00Z' }, 'denied 404', 'Denied: the record was deleted (schema.prisma:45).', 'deletedAt == null && id > 1',
      '>read softDelete@45 false, read allow@46 true'],
    ['ann', 'read Page', null, 'depends', 'Depends on the record: deletedAt == null && id > 1', 'deletedAt == null && id > 1',
      '>read allow@46 depends'],

    ['ann', 'delete Page', { id: 2, deletedAt: null }, 'allowed', 'Allowed by the rule "id > 1" (schema.prisma:46).', 'deletedAt == null && id > 1',
      'read softDelete@45 true, read allow@46 true, >delete allow@46 true'],

    ['ann', 'update Page', { id: 1, deletedAt: null }, 'denied 404', 'Denied: what may not be read cannot be updated: no rule allows it: the rule "id > 1" (schema.prisma:46) is false.', 'deletedAt == null && id > 1',
      'read softDelete@45 true, read allow@46 false, update allow@46 false'],

    ['nobody', 'read Doc', { id: 1, min: 3 }, 'denied 401', 'Denied by the rule "auth.level < min" (schema.prisma:52), which is undecided, since auth.level is absent.', 'false',
      '>read deny@52 undecided(auth.level), read deny@53 false, read allow@51 true'],
    ['nobody', 'read Doc', { id: 1, min: -3 }, 'denied 401', 'Denied by the rule "auth.level < min" (schema.prisma:52), which is undecided, since auth.level is absent.', 'false',
      '>read deny@52 undecided(auth.level), read deny@53 true, read allow@51 true'],
    ['nobody', 'read Doc', null, 'denied 401', 'Denied by the rule "auth.level < min" (schema.prisma:52), which is undecided, since auth.level is absent.', 'false',
      '>read deny@52 undecided(auth.level), read deny@53 depends, read allow@51 true'],

    ['ann', 'read Room', { id: 1, orgId: 't' }, 'allowed', 'Allowed by the rule "true" (schema.prisma:59).', 'orgId in auth.orgs',
      'read tenant@58 true, >read allow@59 true'],
    ['ann', 'read Room', { id: 1, orgId: 'u' }, 'denied 404', 'Denied by @@tenant("orgId") (schema.prisma:58), which does not hold.', 'orgId in auth.orgs',
      '>read tenant@58 false, read allow@59 true'],
    ['root', 'read Room', { id: 1, orgId: 'u' }, 'denied 403', 'Denied by @@tenant("orgId") (schema.prisma:58), which is undecided, since auth.orgs is absent.', 'false',
      '>read tenant@58 undecided(auth.orgs), read admin true, read allow@59 true'],
    ['root', 'read Room', null, 'denied 403', 'Denied by @@tenant("orgId") (schema.prisma:58), which is undecided, since auth.orgs is absent.', 'false',
      '>read tenant@58 undecided(auth.orgs), read admin true, read allow@59 true'],

    ['dev', 'update Room', { id: 1, orgId: 'u' }, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      'read admin true, read allow@59 true, >update admin true, update allow@59 true'],

    ['ann', 'update Total', { id: 1 }, 'denied 403', 'Denied: it is a view, which is only read.', 'false',
      'read allow@64 true, >update view false, update allow@64 true'],

    ['ann', 'read Total', null, 'allowed', 'Allowed by the rule "true" (schema.prisma:64).', 'true',
      '>read allow@64 true'],

    ['ann', 'history Total', null, 'denied 403', 'Denied: there is no rule for history of Total.', 'false',
      'read allow@64 true'],

    ['ann', 'create Stuck', null, 'denied 403', 'Denied: Nobody can set "a", which is required and has no default.', 'true',
      '>create unavailable false, create allow@68 true'],

    ['nobody', 'read Tag', null, 'denied 401', 'Denied: no rule allows it: the rule "posts.exists(p, p.ownerId == auth.id)" (schema.prisma:73) is undecided, since auth.id is absent.', 'false',
      'read allow@73 undecided(auth.id)'],
    ['ann', 'read Tag', { id: 1 }, 'denied 404', 'Denied: no rule allows it: the rule "posts.exists(p, p.ownerId == auth.id)" (schema.prisma:73) is false.', 'posts.exists(p, p.ownerId == auth.id)',
      'read allow@73 false'],

    ['ben', 'read Post', null, 'depends', 'Depends on the record: published || ownerId == auth.id', 'published || ownerId == auth.id',
      '>read allow@1 depends, read allow@2 false'],
    ['ben', 'update Post', other, 'denied 404', `Denied: what may not be read cannot be updated: no rule allows it: the rule "public or own" (schema.prisma:1) is false; the rule "auth.role == 'EDITOR'" (schema.prisma:2) is false.`, '(published || ownerId == auth.id) && ownerId == auth.id && !locked',
      'read allow@1 false, read allow@2 false, update deny@8 false, update allow@3 false, update allow@4 false(auth.rank)'],
    ['odd', 'read Post', other, 'denied 404', `Denied: no rule allows it: the rule "public or own" (schema.prisma:1) is false; the rule "auth.role == 'EDITOR'" (schema.prisma:2) is undecided, since something that it reads is absent.`, 'published || ownerId == auth.id',
      'read allow@1 false, read allow@2 undecided'],
    ['nobody', 'update Post', null, 'denied 401', 'Denied: no rule allows it: the rule "owner" (schema.prisma:3) is undecided, since auth.id is absent; the rule "auth.rank > 3 && auth.orgs.exists(o, o == title)" (schema.prisma:4) is undecided, since auth.rank and auth.orgs is absent.', 'false',
      'read allow@1 depends(auth.id), read allow@2 undecided(auth.role), update deny@8 depends, update allow@3 undecided(auth.id), update allow@4 undecided(auth.rank auth.orgs)'],
    ['root', 'delete Post.title', mine, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      'read admin true, read allow@1 false, read allow@2 undecided(auth.role), >delete admin true, delete allow@5 false'],
    ['nobody', 'create Realm', null, 'denied 401', 'Denied: the principal does not come from @@auth("jwt", "key") (schema.prisma:35).', 'false',
      '>create auth@35 false, create allow@36 true'],
    ['ann', 'create Ghost', null, 'denied 404', 'Denied: the model is hidden (schema.prisma:41).', 'false',
      '>create hidden@41 false, create allow@40 true'],
    ['ann', 'update Post.next', mine, 'denied', 'Denied: next is not for clients to set here: set by the server.', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.next server false'],
    ['ann', 'update Post.password', mine, 'denied', 'Denied: password is hidden.', CHANGED,
      'read allow@1 true, read allow@2 undecided(auth.role), update deny@8 false, update allow@3 true, update allow@4 true, >update.password hidden false'],
    ['ann', 'create Post.views', null, 'depends', 'Depends on the record: !published && !locked', '!published && !locked',
      '>create allow@7 depends, create.views deny@15 depends'],
    ['ann', 'update Vault.a', { id: 1 }, 'denied 403', 'Denied: what may not be read cannot be updated: there is no rule for read of Vault.', 'false',
      'update.a allow@80 undecided(auth.role)'],
    ['ann', 'create Vault.b', null, 'denied 403', 'Denied: there is no rule for create of Vault.', 'false',
      'create.b allow@81 undecided(auth.role)'],
    ['root', 'update Vault.a', { id: 1 }, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      'read admin true, update admin true, >update.a admin true, update.a allow@80 undecided(auth.role)'],
    ['ann', 'delete Vault', { id: 1 }, 'denied 403', 'Denied: what may not be read cannot be deleted: there is no rule for read of Vault.', 'false',
      'delete allow false'],
    ['root', 'create Page', null, 'allowed', 'Allowed: an administrator passes allow rules.', 'true',
      '>create admin true'],
    ['nobody', 'update Doc', { id: 1, min: 3 }, 'denied 401', 'Denied: what may not be read cannot be updated, denied by the rule "auth.level < min" (schema.prisma:52), which is undecided, since auth.level is absent.', 'false',
      '>read deny@52 undecided(auth.level), read deny@53 false, read allow@51 true'],
    ['ann', 'update Plain.a', null, 'depends', 'Depends on the record: !(a > 1)', '!(a > 1)',
      'read allow@83 true, update allow@83 true, >update.a deny@86 depends'],
    ['ann', 'update Plain.a', { a: 0 }, 'allowed', 'Allowed: a has no rule of its own and follows the record.', '!(a > 1)',
      'read allow@83 true, update allow@83 true, update.a deny@86 false'],
    ['ann', 'update Plain.a', { a: 2 }, 'denied 403', 'Denied by the rule "a > 1" (schema.prisma:86), which holds.', '!(a > 1)',
      'read allow@83 true, update allow@83 true, >update.a deny@86 true'],
    ['ann', 'update Plain.b', null, 'depends', 'Depends on the record: b > 1', 'b > 1',
      'read allow@83 true, update allow@83 true, >update.b allow@87 depends'],
    ['ann', 'update Plain.b', { b: 1 }, 'denied 403', 'Denied: no rule allows it: the rule "b > 1" (schema.prisma:87) is false.', 'b > 1',
      'read allow@83 true, update allow@83 true, update.b allow@87 false'],
  ])('tells %s, who would %s of %o: %s', (who, words, row, verdict, because, condition, steps) => {
    const explanation = explained(WHO[who], words, row)
    expect([[explanation.verdict, explanation.answers].join(' ').trim(), explanation.because, explanation.condition, shownSteps(explanation)]).toEqual([verdict, because, condition, steps])
  })

  it('says everything of it that there is to be said', () => {
    const read = { kind: 'allow', action: 'read', name: 'public or own', text: 'published || isOwner', file: 'schema.prisma', line: 1, outcome: 'true' }
    const edits = { kind: 'allow', action: 'read', name: "auth.role == 'EDITOR'", file: 'schema.prisma', line: 2, outcome: 'undecided', absent: ['auth.role'] }
    const locks = { kind: 'deny', action: 'update', name: 'locked', file: 'schema.prisma', line: 8, outcome: 'false' }
    const owns = { kind: 'allow', action: 'update', name: 'owner', text: 'isOwner', file: 'schema.prisma', line: 3, outcome: 'true' }
    const ranks = { kind: 'allow', action: 'update', name: 'auth.rank > 3 && auth.orgs.exists(o, o == title)', file: 'schema.prisma', line: 4, outcome: 'true' }
    expect(explained(WHO.ann, 'update Post.title', mine)).toStrictEqual({
      principal: { kind: 'user', id: 'ann', strategy: 'authenticate', isAdmin: false },
      action: 'update', model: 'Post', field: 'title', verdict: 'allowed', because: 'Allowed: title has no rule of its own and follows the record.', decidedBy: null,
      steps: [read, edits, locks, owns, ranks],
      condition: CHANGED,
      checks: [{ kind: 'allow', name: 'owner', text: 'views >= before.views', file: 'schema.prisma', line: 3 }, { kind: 'deny', name: 'views > 100', file: 'schema.prisma', line: 8 }],
    })
    const gate = { kind: 'auth', action: 'read', name: '@@auth("jwt", "key")', file: 'schema.prisma', line: 35, outcome: 'false' }
    expect(explained(WHO.nobody, 'read Realm', null)).toStrictEqual({
      principal: { kind: 'anonymous', id: null, strategy: 'none', isAdmin: false },
      action: 'read', model: 'Realm', verdict: 'denied', because: 'Denied: the principal does not come from @@auth("jwt", "key") (schema.prisma:35).', answers: 401, decidedBy: gate,
      steps: [gate, { kind: 'allow', action: 'read', name: 'true', file: 'schema.prisma', line: 36, outcome: 'true' }],
      condition: 'false',
    })
  })

  it('tells a field that the server sets for want of an annotation', () => {
    expect(explained(WHO.ann, 'update Post.createdAt', mine).decidedBy).toEqual({ kind: 'server', action: 'update', field: 'createdAt', name: 'set by the server', outcome: 'false' })
    expect(explained(WHO.ann, 'read Post.password', mine).decidedBy).toEqual({ kind: 'hidden', action: 'read', field: 'password', name: 'hidden for its telling name', outcome: 'false' })
    expect(explained(WHO.ann, 'update Total', null).decidedBy).toEqual({ kind: 'view', action: 'update', name: 'a view is only read', outcome: 'false' })
  })

  it('has nothing to say of models that it does not know', () => {
    const house = openHouse()
    const rights = house.rightsOf(WHO.ann)
    const model = { ...modelIn(house.registry, 'Vault'), name: 'Nothing' }
    const inquiry = ask(rights, { model, action: 'update', field: fieldOf(house.registry, 'Vault', 'id'), hasRecord: false })
    expect(inquiry.groups).toEqual([
      { action: 'read', gates: [], deny: [], allow: [], isOpen: false },
      { action: 'update', gates: [], deny: [], allow: [], isOpen: false },
      { action: 'update', field: 'id', gates: [{ step: { kind: 'server', action: 'update', field: 'id', name: 'set by the server' }, outcome: 'false' }], deny: [], allow: [], isOpen: true },
    ])
    expect(conclude(rights, { question: inquiry.question, groups: [] }, null)).toEqual({
      principal: { kind: 'user', id: 'ann', strategy: 'authenticate', isAdmin: false }, action: 'update', model: 'Nothing', field: 'id', verdict: 'denied', because: '', decidedBy: null, steps: [], condition: 'false',
    })
    expect(conclude(rights, { question: inquiry.question, groups: [] }, undefined).steps).toEqual([])
  })
})
