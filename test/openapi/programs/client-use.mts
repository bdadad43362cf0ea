// A client of the blog, generated from its document: compiled against the types, and run against the API.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.ts'

type Schemas = components['schemas']

const where: Schemas['PostWhere'] = { title: { contains: 'Tid' }, author: { email: 'ada@example.org' } }
const orderBy: Schemas['PostOrderBy'] = { createdAt: 'desc' }
const include: Schemas['PostInclude'] = { tags: { take: 3 } }

export async function useClient(baseUrl: string): Promise<Readonly<Record<string, unknown>>> {
  const api = createClient<paths>({ baseUrl, headers: { authorization: 'Bearer root' } })
  await api.POST('/api/users', { body: { email: 'ada@example.org' } })
  const made = await api.POST('/api/posts', { body: { title: 'Tide', size: '7', author: { connect: { email: 'ada@example.org' } }, tags: { create: [{ name: 'sea' }] } } })
  const id: string = made.data?.data.id ?? ''
  const size: string | undefined = made.data?.data.size
  const list = await api.GET('/api/posts', { params: { query: { where: JSON.stringify(where), orderBy: JSON.stringify(orderBy), include: JSON.stringify(include), take: 5 } } })
  const got = await api.GET('/api/posts/{id}', { params: { path: { id } } })
  const byEmail = await api.GET('/api/users/$by/email/{value}', { params: { path: { value: 'ada@example.org' } } })
  const seat = await api.POST('/api/seats', { body: { row: 1, number: 2, code: 'A' } })
  const changed = await api.PATCH('/api/posts/{id}', { params: { path: { id } }, body: { title: 'Ebb', views: { increment: 2 } } })
  const removed = await api.DELETE('/api/posts/{id}', { params: { path: { id } } })
  const gone = await api.GET('/api/posts/{id}', { params: { path: { id } } })
  const code: string | undefined = gone.error?.code
  return {
    size,
    tags: list.data?.data[0]?.tags?.map((tag) => tag.name),
    got: got.data?.data.title,
    email: byEmail.data?.data.email,
    seat: seat.data?.data.guest,
    changed: [changed.data?.data.title, changed.data?.data.views],
    removed: removed.data?.data.id === id,
    code,
  }
}
