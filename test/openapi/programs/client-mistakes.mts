// Each marked line is wrong by the document's types.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.ts'

type Schemas = components['schemas']

export type Hidden = Schemas['Secret'] // ✗
export const where: Schemas['PostWhere'] = { titel: 'x' } // ✗
export const change: Schemas['PostUpdate'] = { id: 'x' } // ✗

const api = createClient<paths>({ baseUrl: '' })
await api.POST('/api/posts', { body: { authorId: 1 } }) // ✗
await api.GET('/api/secrets') // ✗
