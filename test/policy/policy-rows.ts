/** A stored row, as the Prisma client gives it. */
export type StoredRow = Readonly<Record<string, unknown>>

/** What is stored before each example; keys that the database makes are above 1000, so that those it makes then stand apart. */
export const ROWS: Readonly<Record<string, readonly StoredRow[]>> = {
  Org: [{ id: 1, name: 'North' }, { id: 2, name: 'South' }],
  User: [
    { id: 1, name: 'Ann', email: 'ann@x', role: 'MEMBER', salary: 100, pin: '1111', motto: 'Ever', orgId: 1 },
    { id: 2, name: 'Bob', email: 'bob@x', role: 'MEMBER', salary: 200, pin: '2222', motto: null, orgId: 1 },
    { id: 3, name: 'Eve', email: 'eve@x', role: 'MEMBER', salary: 300, pin: '3333', motto: null, orgId: 2 },
    { id: 4, name: 'Dan', email: 'dan@x', role: 'EDITOR', salary: 400, pin: '4444', motto: null, orgId: null },
    { id: 5, name: 'Nil', email: 'nil@x', role: 'MEMBER', salary: 500, pin: '5555', motto: null, orgId: null },
    { id: 6, name: 'Gus', email: 'gus@x', role: 'MEMBER', salary: null, pin: '6666', motto: null, orgId: 1 },
    { id: 9, name: 'Root', email: 'root@x', role: 'ADMIN', salary: 900, pin: '9999', motto: null, orgId: 1 },
  ],
  Post: [
    post(1001, 'Alpha', { published: true, ownerId: 1, score: 10, remark: 'fine', views: 5, code: 'a' }),
    post(1002, 'Beta', { ownerId: 1, score: 20, views: 7, rank: 2, code: 'b' }),
    post(1003, 'Gamma', { ownerId: 2, score: 30, views: 1, code: 'c' }),
    post(1004, 'Delta', { published: true, ownerId: 3, score: 40, views: 9, locked: true, code: 'd' }),
    post(1005, 'Epsilon', { score: 50, views: 3, code: 'e' }),
    post(1006, 'Zeta', { published: true, views: 5, status: 'OPEN' }),
    post(1007, 'Eta', { ownerId: 3, score: 70, views: 2, locked: true, code: 'g' }),
    post(1008, 'Unchangeable', { ownerId: 1, score: 10, views: 5 }),
  ],
  Member: [{ id: 1, postId: 1002, userId: 2, canEdit: true }, { id: 2, postId: 1003, userId: 1, canEdit: false }, { id: 3, postId: 1007, userId: 2, canEdit: true }],
  Comment: [
    comment(1001, { postId: 1001, authorId: 2 }),
    comment(1002, { postId: 1001, authorId: 3, internal: true }),
    comment(1003, { postId: 1002, authorId: 1 }),
    comment(1004, { postId: 1005, authorId: 1 }),
    comment(1005, { postId: 1005, authorId: null }),
    comment(1006, { postId: 1004, authorId: null }),
    comment(1007, { postId: 1003, authorId: 2, internal: true }),
  ],
  Tag: [{ name: 'hush' }, { name: 'sea' }, { name: 'sun' }],
  Label: [{ name: 'free', fixed: false, secret: false }, { name: 'fast', fixed: true, secret: false }, { name: 'dark', fixed: false, secret: true }],
  Task: [
    { id: 1001, title: 'Plan', status: 'DRAFT', orgId: 1, assigneeId: 1 },
    { id: 1002, title: 'Build', status: 'OPEN', orgId: 1, assigneeId: 2 },
    { id: 1003, title: 'Sell', status: 'DRAFT', orgId: 2, assigneeId: 3 },
    { id: 1004, title: 'Rest', status: 'DRAFT', orgId: 1, assigneeId: null },
  ],
  Step: [{ id: 1001, text: 'one', done: true, taskId: 1001 }, { id: 1002, text: 'two', done: null, taskId: 1001 }, { id: 1003, text: 'three', done: false, taskId: 1003 }],
  Ticket: [
    { id: 1001, title: 'T1', code: 't1', status: 'OPEN', points: 1 },
    { id: 1002, title: 'T2', code: 't2', status: 'CLOSED', points: 2 },
    { id: 1003, title: 'T3', code: 't3', status: null, points: 3 },
    { id: 1004, title: 'T4', code: null, status: 'OPEN', points: 4 },
  ],
  Bulletin: [
    { id: 1, topic: 'PLAIN', published: true, teamId: null, ownerId: null },
    { id: 2, topic: 'PLAIN', published: false, teamId: 1, ownerId: 3 },
    { id: 3, topic: 'SECRET', published: true, teamId: 1, ownerId: 1 },
    { id: 4, topic: 'FROZEN', published: false, teamId: null, ownerId: 1 },
    { id: 5, topic: 'PLAIN', published: false, teamId: null, ownerId: null },
    { id: 6, topic: 'PLAIN', published: false, teamId: 2, ownerId: 1 },
  ],
  Notice: [{ id: 1, text: 'hello' }],
  Memo: [{ id: 1, teamId: 1 }, { id: 2, teamId: 2 }],
  Wall: [{ id: 1 }, { id: 2 }, { id: 3 }],
  Block: [{ id: 1, wallId: 1, userId: 1 }, { id: 2, wallId: 2, userId: 2 }],
  Doc: [{ id: 1, minLevel: 1 }, { id: 2, minLevel: 3 }, { id: 3, minLevel: null }],
  Item: [{ id: 1, status: 'DRAFT', points: 5 }, { id: 2, status: null, points: 5 }, { id: 3, status: 'OPEN', points: 2 }, { id: 4, status: 'OPEN', points: null }, { id: 5, status: 'CLOSED', points: 3 }],
  Job: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
  Part: [{ id: 1, done: true, jobId: 1 }, { id: 2, done: true, jobId: 2 }, { id: 3, done: null, jobId: 2 }, { id: 4, done: false, jobId: 3 }],
  Channel: [{ id: 1, teamId: 1 }, { id: 2, teamId: 2 }, { id: 3, teamId: null }],
  Shelf: [{ id: 1, name: 'Abc', archived: null }, { id: 2, name: 'abc', archived: null }, { id: 3, name: 'cab_', archived: null }, { id: 4, name: '5%', archived: null }, { id: 5, name: 'Abd', archived: 'old' }, { id: 6, name: 'x5', archived: null }],
  File: [{ id: 1, shelfId: 3 }, { id: 2, shelfId: 1 }, { id: 3, shelfId: null }],
  Ledger: [{ id: 1001, name: 'L1', teamId: 1 }, { id: 1002, name: 'L2', teamId: 2 }],
  Account: [{ id: 1001, name: 'A1', orgId: 1, bookId: 1001 }, { id: 1002, name: 'A2', orgId: 2, bookId: 1002 }, { id: 1003, name: 'A3', orgId: 1, bookId: 1002 }],
  Page: [
    { id: 1001, title: 'Open', code: 'p1', ownerId: 1, deletedAt: null },
    { id: 1002, title: 'Closed', code: 'p2', ownerId: 1, deletedAt: null },
    { id: 1003, title: 'Gone', code: 'p3', ownerId: 1, deletedAt: new Date(0) },
    { id: 1004, title: 'Other', code: 'p4', ownerId: null, deletedAt: null },
  ],
  Line: [{ id: 1001, text: 'l1', deletedAt: null, pageId: 1001 }, { id: 1002, text: 'kept', deletedAt: null, pageId: 1003 }, { id: 1003, text: 'lost', deletedAt: null, pageId: 1003 }],
  Entry: [entry(1001, 'open'), entry(1002, 'plain'), entry(1003, 'veiled')],
  Feedback: [{ id: 1001, text: 'bad' }],
  Vault: [{ id: 1 }],
  Ghost: [{ id: 1 }],
  Folder: [folder(1, 'Root', {}), folder(2, 'Open', { parentId: 1 }), folder(3, 'Shut', { parentId: 1, shut: true, ownerId: 1 }), folder(4, 'Deep', { parentId: 3 }), folder(5, 'Gone', { shut: true, ownerId: 2 }), folder(6, 'Left', { parentId: 5 }), folder(7, 'Leaf', { parentId: 4 })],
  Box: [{ id: 1, name: 'B1' }, { id: 2, name: 'B2' }],
  Parcel: [{ id: 1, title: 'P1', boxId: 1 }, { id: 2, title: 'P2', boxId: null }],
  Lobby: [{ id: 1 }],
  Realm: [{ id: 1 }],
}

/** Pairs of posts and of what they are marked with. */
export const LINKS: Readonly<Record<'tags' | 'labels', Readonly<Record<number, readonly string[]>>>> = {
  tags: { 1001: ['sea'], 1002: ['hush', 'sea'], 1003: ['sun'] },
  labels: { 1001: ['free'], 1002: ['dark', 'fast', 'free'], 1003: ['free'] },
}

function post(id: number, title: string, more: StoredRow): StoredRow {
  return { id, title, code: null, status: 'DRAFT', published: false, locked: false, views: 0, score: null, remark: null, rank: 0, ownerId: null, ...more }
}

function comment(id: number, more: StoredRow): StoredRow {
  return { id, text: `c${id - 1000}`, internal: false, ...more }
}

function folder(id: number, name: string, more: StoredRow): StoredRow {
  return { id, name, shut: false, ownerId: null, parentId: null, ...more }
}

function entry(id: number, kind: string): StoredRow {
  return { id, text: 'text', kind, seal: 'unbroken', editor: 'nobody', maker: null, ownerId: '2', note: 'n', body: 'b', password: 'x' }
}
