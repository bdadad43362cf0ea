import type { PageEntry } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { decodeSegment, fillPath, matchPage, pathOfPage } from './match-page.ts'

const pages = {
  home: { path: '/', auto: 'overview' },
  'Post.list': { path: '/posts', auto: 'list', model: 'Post' },
  'Post.create': { path: '/posts/new', auto: 'create', model: 'Post' },
  'Post.detail': { path: '/posts/[id]', auto: 'detail', model: 'Post' },
  'Post.edit': { path: '/posts/[id]/edit', auto: 'edit', model: 'Post' },
  '/[locale]/about': { path: '/[locale]/about', body: [] },
} satisfies Record<string, PageEntry>

describe('given the pages of a manifest', () => {
  it.each([
    ['/', 'home', {}],
    ['/posts', 'Post.list', {}],
    ['/posts/', 'Post.list', {}],
    ['/posts/new', 'Post.create', {}],
    ['/posts/7', 'Post.detail', { id: '7' }],
    ['/posts/a%2Fb,c', 'Post.detail', { id: 'a%2Fb,c' }],
    ['/posts/about', 'Post.detail', { id: 'about' }],
    ['/de/about', '/[locale]/about', { locale: 'de' }],
    ['/posts/7/edit', 'Post.edit', { id: '7' }],
  ])('%s is %s', (path, key, params) => {
    const found = matchPage(pages, path)
    expect(found && [found.key, found.params]).toEqual([key, params])
  })

  it.each(['/post', '/posts/7/edit/more', '/posts/7/delete'])('%s is no page', (path) => {
    expect(matchPage(pages, path)).toBeUndefined()
  })

  it('fills parameters in order with values that are encoded already', () => {
    expect([fillPath('/posts/[id]/edit', ['a%2Fb']), fillPath('/', []), fillPath('/[a]/x/[b]', ['1', '2'])]).toEqual(['/posts/a%2Fb/edit', '/', '/1/x/2'])
  })

  it('finds the path of an automatic page, also under another key', () => {
    const other = { pages: { '/news': { path: '/news', auto: 'list', model: 'Post' } } } as const
    expect([pathOfPage({ pages }, 'Post', 'edit'), pathOfPage(other, 'Post', 'list'), pathOfPage({ pages }, 'Tag', 'list')]).toEqual(['/posts/[id]/edit', '/news', undefined])
  })

  it('leaves a segment that is not validly encoded as it is', () => {
    expect([decodeSegment('a%20b'), decodeSegment('50%')]).toEqual(['a b', '50%'])
  })
})
