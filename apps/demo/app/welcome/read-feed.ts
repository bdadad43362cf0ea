import { createSsotClient } from '@ssot/runtime-client'

type Row = Awaited<ReturnType<ReturnType<ReturnType<typeof createSsotClient>['model']>['findMany']>>[number]

/** A post as the front page shows it. */
export interface FeedPost {
  readonly id: number
  readonly title: string
  readonly summary: string
  readonly author: string
  readonly publishedAt: string
  readonly minutes: number
  readonly comments: number
  readonly tags: readonly FeedTag[]
}

export interface FeedTag {
  readonly name: string
  readonly color: string
}

/** A conversation and what was said in it last. */
export interface FeedConversation {
  readonly id: number
  readonly title: string
  readonly author: string
  readonly lastWords: string
}

export interface Feed {
  readonly featured: readonly FeedPost[]
  readonly latest: readonly FeedPost[]
  readonly conversations: readonly FeedConversation[]
}

/** Reads what the front page shows from the SSOT server at an address. */
export async function readFeed(address: string): Promise<Feed> {
  const client = createSsotClient({ url: address })
  const include = { author: { select: { name: true } }, tags: { select: { name: true, color: true } }, comments: { select: { id: true } } }
  const [posts, conversations] = await Promise.all([
    client.model('Post').findMany({ where: { status: 'PUBLISHED' }, orderBy: [{ publishedAt: 'desc' }], include, take: 12 }),
    client.model('Conversation').findMany({
      where: { archived: false },
      orderBy: [{ createdAt: 'desc' }],
      include: { messages: { orderBy: [{ sentAt: 'desc' }], take: 1, include: { author: { select: { name: true } } } } },
      take: 4,
    }),
  ])
  const shown = posts.map((row) => ({ post: toPost(row), featured: row['featured'] === true }))
  return {
    featured: shown.filter(({ featured }) => featured).slice(0, 3).map(({ post }) => post),
    latest: shown.filter(({ featured }) => !featured).slice(0, 8).map(({ post }) => post),
    conversations: conversations.map(toConversation),
  }
}

function toPost(row: Row): FeedPost {
  return {
    id: number(row['id']),
    title: text(row['title']),
    summary: text(row['summary']),
    author: text(part(row['author'])['name']),
    publishedAt: text(row['publishedAt']),
    minutes: number(row['readingMinutes']),
    comments: parts(row['comments']).length,
    tags: parts(row['tags']).map((tag) => ({ name: text(tag['name']), color: text(tag['color']) })),
  }
}

function toConversation(row: Row): FeedConversation {
  const last = parts(row['messages'])[0] ?? {}
  return { id: number(row['id']), title: text(row['title']), author: text(part(last['author'])['name']), lastWords: text(last['body']) }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const parts = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(part) : [])
const part = (value: unknown): Row => (isRow(value) ? value : {})
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
