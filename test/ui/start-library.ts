import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSsotServer, type SsotConfig } from '@ssot/runtime-server'
import { layPgliteFolder } from '../pglite-folder.ts'

/** A library on a database of its own, with authors, books of every kind of value, subjects and copies. */
export interface Library extends AsyncDisposable {
  readonly url: string
  /** Address of the stand-alone application. */
  readonly app: string
  /** Calls the API as the development administrator, and gives the data of the answer. */
  call(method: string, path: string, body?: unknown): Promise<unknown>
}

const SCHEMA = join(import.meta.dirname, 'library.prisma')

/** Boots the library and fills it. */
export async function startLibrary(config: SsotConfig = {}): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-ui-'))
  await layPgliteFolder(join(folder, 'pg'))
  const server = await createSsotServer(SCHEMA, { database: { url: `pglite:${join(folder, 'pg')}` }, ...config }, { development: true, push: 'always', logLevel: 'silent', cwd: folder })
  const address = await server.listen({ port: 0 })
  // The development administrator is known by the name of this machine.
  const url = address.url.replace('127.0.0.1', 'localhost')
  const call: Library['call'] = async (method, path, body) => {
    const response = await fetch(`${url}/api${path}`, { method, ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
    const answer = (await response.json()) as { readonly data: unknown }
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.data
  }
  await fill(call)
  return {
    url,
    app: `${url}/app`,
    call,
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const LONG = 'The Strange and Surprising History of a Very Long Title, with Everything that Came of It and Much that Did Not'

async function fill(call: Library['call']): Promise<void> {
  for (const name of ['Ursula Krause', 'Italo Bianchi', 'Maximiliana Konstantinopolitanska-Featherstonehaugh']) {
    await call('POST', '/authors', { name, email: `${name.slice(0, 5).trim().toLowerCase()}@example.com`, password: 'secret', bio: `${name} writes. `.repeat(6) })
  }
  for (const name of ['Fables', 'Maps', 'Weather']) await call('POST', '/subjects', { name })
  for (let index = 1; index <= 45; index++) {
    await call('POST', '/books', {
      title: index === 45 ? LONG : `Book ${String(index).padStart(2, '0')}`,
      summary: index % 3 === 0 ? null : 'A book about books.\n\nAnd about shelves.',
      shelf: ['OPEN', 'CLOSED', 'ON_LOAN'][index % 3],
      lent: index % 2 === 0,
      signed: index % 4 === 0 ? null : index % 4 === 1,
      pages: index * 111,
      rating: index % 5,
      price: index % 2 === 0 ? '19.90' : null,
      barcode: '9007199254740993',
      publishedAt: index % 3 === 0 ? null : '2019-05-17T08:30:00.000Z',
      boughtOn: '2026-02-01T00:00:00.000Z',
      details: index % 2 === 0 ? { binding: 'cloth', sizes: [1, 2, 3] } : null,
      cover: index % 2 === 0 ? Buffer.from('a cover '.repeat(300)).toString('base64') : null,
      keywords: index % 2 === 0 ? ['sea', 'winter', 'letters', 'harbour'] : [],
      places: ['OPEN', 'CLOSED'],
      authorId: (index % 3) + 1,
      subjects: { connect: [{ id: (index % 3) + 1 }] },
    })
  }
  for (let number = 1; number <= 4; number++) await call('POST', '/copies', { room: 'East, upstairs', number, state: number === 1 ? null : 'good', bookId: 2 })
}
