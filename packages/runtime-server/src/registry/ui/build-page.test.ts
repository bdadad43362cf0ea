import { describe, expect, it } from 'vitest'
import { buildUi } from './build-ui.ts'
import { isShown } from './is-shown.ts'
import type { NodeConfig, UiConfig } from './ui-config.ts'
import { expr, MODELS } from './ui-fixture.ts'

// Actions may go on with `then`; a literal with that key would look like a promise.
const THEN: object = JSON.parse('{ "then": [{ "do": "toast", "text": "Done" }] }')
const build = (ui?: UiConfig, more: Partial<Parameters<typeof buildUi>[0]> = {}) => buildUi({ ui, models: MODELS, ...more })
const problems = (ui: UiConfig) => build(ui).findings.map(({ message, hint }) => [message, hint])
const bodyOf = (...body: readonly NodeConfig[]): UiConfig => ({ pages: [{ path: '/x', body }] })
const pageAt = (ui: UiConfig, key: string) => build(ui).ui.pages[key]

describe('given pages of the application', () => {
  it('builds a tree with its expressions parsed', () => {
    const page: NonNullable<UiConfig['pages']>[number] = {
      path: '/chats/[id]',
      title: { $: "data.chat.title ?? 'Chat'" },
      if: 'user.id != null',
      data: { chat: { one: 'Post', id: { $: 'params.id' }, live: true }, all: { many: 'Post', where: { title: { contains: { $: 'query.q' } } } }, hi: { call: 'hi', input: 1 } },
      state: { open: false },
      layout: 'bare',
      body: [
        {
          type: 'Stack',
          id: 'top',
          props: { gap: 2, style: { width: { $: 'state.width' } } },
          children: [
            { type: 'Heading', children: 'Chat' },
            { type: 'Card', each: { in: 'data.all', as: 'post' }, if: "post.title != ''", children: ['plain', { type: 'Text', props: { text: { $: 'post.title' } } }] },
            { type: 'chat.ChatInterface', props: { id: { $: 'params.id' } }, fallback: { type: 'Empty' }, slots: { aside: [{ type: 'Text' }] } },
            {
              type: 'Button',
              on: {
                press: [
                  { do: 'update', model: 'Post', id: { $: 'params.id' }, data: { title: { $: 'event.value' } }, ...THEN },
                  { do: 'open', node: { type: 'Text', props: { text: { $: 'record.title' } } }, as: 'dialog' },
                  { do: 'chat.archive', id: 1 },
                ],
              },
            },
          ],
        },
      ],
    }
    expect(build({ pages: [page] }).findings).toEqual([])
    expect(pageAt({ pages: [page] }, '/chats/[id]')).toEqual({
      path: '/chats/[id]',
      title: { $: expr("data.chat.title ?? 'Chat'") },
      if: expr('user.id != null'),
      data: { chat: { one: 'Post', id: { $: expr('params.id') }, live: true }, all: { many: 'Post', where: { title: { contains: { $: expr('query.q') } } } }, hi: { call: 'hi', input: 1 } },
      state: { open: false },
      layout: 'bare',
      body: [
        {
          type: 'Stack',
          id: 'top',
          props: { gap: 2, style: { width: { $: expr('state.width') } } },
          children: [
            { type: 'Heading', props: { text: 'Chat' } },
            {
              type: 'Card',
              if: expr("post.title != ''"),
              each: { in: expr('data.all'), as: 'post' },
              children: [{ type: 'Text', props: { text: 'plain' } }, { type: 'Text', props: { text: { $: expr('post.title') } } }],
            },
            { type: 'chat.ChatInterface', props: { id: { $: expr('params.id') } }, slots: { aside: [{ type: 'Text' }] }, fallback: { type: 'Empty' } },
            {
              type: 'Button',
              on: {
                press: [
                  { do: 'update', model: 'Post', id: { $: expr('params.id') }, data: { title: { $: expr('event.value') } }, ...THEN },
                  { do: 'open', node: { type: 'Text', props: { text: { $: expr('record.title') } } }, as: 'dialog' },
                  { do: 'chat.archive', id: 1 },
                ],
              },
            },
          ],
        },
      ],
    })
  })

  it('puts a page in the place of an automatic one of its address or its meaning', () => {
    const pages: UiConfig['pages'] = [
      { path: '/', title: 'Start', body: [] },
      { path: '/posts/:key', body: [] },
      { path: '/writing', auto: 'list', model: 'Post', with: { columns: ['title'], pageSize: 5 }, roles: ['A'] },
    ]
    const built = build({ pages, generation: { crudPages: { models: ['Post'] } } }).ui.pages
    expect(built).toEqual({
      'Post.create': { path: '/posts/new', auto: 'create', model: 'Post' },
      'Post.edit': { path: '/posts/[id]/edit', auto: 'edit', model: 'Post' },
      home: { path: '/', title: 'Start', body: [] },
      '/posts/[key]': { path: '/posts/[key]', body: [] },
      'Post.list': { path: '/writing', if: expr('user.isAdmin || user.role in ["A"]'), auto: 'list', model: 'Post', with: { columns: ['title'], pageSize: 5 } },
    })
  })

  it('knows components and functions that plugins and overrides bring', () => {
    const ui: UiConfig = { ...bodyOf({ type: 'Fancy' }, { type: 'Mine', if: 'hasPlan("pro")' }), components: { overrides: { Fancy: true } } }
    expect(build(ui, { components: ['Mine'], functions: ['hasPlan'] }).findings).toEqual([])
  })

  it.each<[UiConfig, string, string | undefined]>([
    [{ pages: [{ path: '/a/[x]', body: [] }, { path: 'a/:y/', body: [] }] }, '`pages[1].path` is /a/[y], and there is a page at /a/[x] already.', 'Give one of them another path, or remove it.'],
    [{ pages: [{ path: '/a b', body: [] }] }, '`pages[0].path` has the segment "a b"; a segment has letters, digits and hyphens, or is a parameter such as [id].', undefined],
    [{ pages: [{ path: '/[id]/[id]', body: [] }] }, '`pages[0].path` has one parameter twice.', undefined],
    [{ pages: [{ path: '/a', auto: 'list' }] }, '`pages[0].model` is missing: a page of kind "list" needs it.', undefined],
    [{ pages: [{ path: '/a', auto: 'list', model: 'Pst' }] }, '`pages[0].model` names the model "Pst", which is not in the schema.', 'Did you mean "Post"?'],
    [{ pages: [{ path: '/a', auto: 'list', model: 'Post', with: { sort: ['-titel'] } }] }, '`pages[0].with.sort[0]` names "-titel", and Post has no such field.', 'Did you mean "title"?'],
    [{ pages: [{ path: '/a', if: 'user.id =', body: [] }] }, '`pages[0].if` is not an expression: at character 9 of "user.id =": Compare with `==`; `=` has no meaning.', undefined],
    [{ pages: [{ path: '/a', data: { x: { many: 'Secret' } }, body: [] }] }, '`pages[0].data.x.many` names the model "Secret", which is hidden.', undefined],
    [{ pages: [{ path: '/a', data: { x: { where: {} } }, body: [] }] }, '`pages[0].data.x` must have exactly one of one, many, aggregate or call.', undefined],
    [{ pages: [{ path: '/a', data: { x: { one: 'Post' } }, body: [] }] }, '`pages[0].data.x.id` is missing: "one" needs it.', undefined],
    [bodyOf({ type: 'Stak' }), '`pages[0].body[0].type` is "Stak", and there is no such component.', 'Did you mean "Stack"?'],
    [bodyOf({ type: 'Stack', children: [{ type: 'Nothing' }] }), '`pages[0].body[0].children[0].type` is "Nothing", and there is no such component.', 'Name a component of the application under components.overrides, and one of a plugin as "plugin.Component".'],
    [bodyOf({ type: 'Text', props: { text: { $: 'recrd.title' } } }), '`pages[0].body[0].props.text.$` reads "recrd", which is not known in a page.', 'Did you mean "record"?'],
    [bodyOf({ type: 'Text', props: { text: { $: 3 } } }), '`pages[0].body[0].props.text` must hold nothing but an expression in quotes beside `$`.', undefined],
    [bodyOf({ type: 'Text', if: 'sze(data.x) > 0' }), '`pages[0].body[0].if` calls "sze", and there is no such function.', 'Did you mean "size"?'],
    [bodyOf({ type: 'Text', if: 'post.id > 0', each: { in: 'data.x' } }), '`pages[0].body[0].if` reads "post", which is not known in a page.', 'Names begin with params, query, user, data, state, record, item, event, index.'],
    [bodyOf({ type: 'DataTable', props: { model: 'Posts' } }), '`pages[0].body[0].props.model` names the model "Posts", which is not in the schema.', 'Did you mean "Post"?'],
    [bodyOf({ type: 'DataTable', props: { model: 'Post', columns: ['title', { key: 'nme' }] } }), '`pages[0].body[0].props.columns[1]` names "nme", and Post has no such field.', undefined],
    [bodyOf({ type: 'Button', on: { press: { do: 'goo', to: '/' } } }), '`pages[0].body[0].on.press.do` is "goo", and there is no such action.', 'Did you mean "go"?'],
    [bodyOf({ type: 'Button', on: { press: [{ do: 'go' }] } }), '`pages[0].body[0].on.press[0].to` is missing: "go" needs it.', undefined],
    [bodyOf({ type: 'Button', on: { press: 'go' } }), '`pages[0].body[0].on.press` must be an action such as { do: "go", to: "/posts" }, or a list of actions.', undefined],
    [bodyOf({ type: 'Button', on: { press: { do: 'open', node: { typ: 'Text' } } } }), '`pages[0].body[0].on.press.node` must be a component such as { type: "Text" }.', undefined],
    [bodyOf({ type: 'Button', on: { press: { do: 'delete', model: 'Pst', id: 1 } } }), '`pages[0].body[0].on.press.model` names the model "Pst", which is not in the schema.', 'Did you mean "Post"?'],
    [bodyOf({ type: 'Button', handlers: { onClick: 'alert(1)' } }), '`pages[0].body[0].handlers.onClick` is code, and pages are data.', 'Write an action: on: { press: { do: "go", to: "/posts" } }'],
  ])('says what is wrong with %j', (ui, message, hint) => {
    expect(problems(ui)).toEqual([[message, hint]])
  })

  it('gives a finding as a whole', () => {
    expect(build(bodyOf({ type: 'Stak' }), { file: 'my.ui.ts' }).findings).toEqual([
      { severity: 'error', code: 'CONFIG.INVALID', message: '`pages[0].body[0].type` is "Stak", and there is no such component.', file: 'my.ui.ts', hint: 'Did you mean "Stack"?' },
    ])
  })
})

describe('given pages in the classic form', () => {
  it('normalises sections, names, bindings and handlers', () => {
    const ui: UiConfig = {
      pages: [
        {
          path: 'chats/[id]',
          type: 'custom',
          title: 'Chat',
          requiresAuth: true,
          sections: [
            { type: 'hero', config: { title: 'Hello' } },
            {
              type: 'content',
              visibleWhen: 'user.id != null',
              components: [
                { type: 'h1', children: 'Chats' },
                { type: 'Button', props: { variant: 'primary' }, children: 'New', handlers: { onClick: 'router.push("/chats/new")' } },
                { type: 'DataTable', props: { model: 'post', columns: [{ key: 'title', label: 'Title' }], onRowClick: '(row) => router.push(`/chats/${row.id}/x`)' } },
                { type: 'ChatInterface', props: { conversationId: 'params.id', text: 'params and so on' }, visibleWhen: 'data.x != null' },
              ],
            },
          ],
        },
      ],
    }
    expect(build(ui).findings).toEqual([])
    expect(pageAt(ui, '/chats/[id]')).toEqual({
      path: '/chats/[id]',
      title: 'Chat',
      if: expr('user.isAdmin || user.id != null'),
      layout: 'custom',
      body: [
        { type: 'Hero', props: { title: 'Hello' } },
        {
          type: 'Section',
          if: expr('user.id != null'),
          children: [
            { type: 'Heading', props: { level: 1, text: 'Chats' } },
            { type: 'Button', props: { label: 'New', variant: 'primary' }, on: { press: { do: 'go', to: '/chats/new' } } },
            { type: 'DataTable', props: { model: 'Post', columns: [{ key: 'title', label: 'Title' }] }, on: { rowPress: { do: 'go', to: { $: expr('"/chats/" + record.id + "/x"') } } } },
            { type: 'chat.ChatInterface', props: { conversationId: { $: expr('params.id') }, text: 'params and so on' }, if: expr('data.x != null') },
          ],
        },
      ],
    })
  })

  it.each<[NonNullable<UiConfig['pages']>[number], string, unknown]>([
    [{ path: 'home', type: 'dashboard' }, 'home', { path: '/', auto: 'overview' }],
    [{ path: 'writing', type: 'list', model: 'post' }, 'Post.list', { path: '/writing', auto: 'list', model: 'Post' }],
    [{ path: 'writing/:id', type: 'detail', model: 'Post' }, 'Post.detail', { path: '/writing/[id]', auto: 'detail', model: 'Post' }],
    [{ path: 'writing/add', type: 'form', model: 'Post' }, 'Post.create', { path: '/writing/add', auto: 'create', model: 'Post' }],
    [{ path: 'writing/[id]/edit', type: 'form', model: 'Post' }, 'Post.edit', { path: '/writing/[id]/edit', auto: 'edit', model: 'Post' }],
    [{ path: 'about', type: 'landing', layout: 'landing' }, '/about', { path: '/about', layout: 'landing', body: [] }],
    [{ path: 'x', type: 'list', model: 'Post', sections: [{ type: 'table' }] }, '/x', { path: '/x', layout: 'list', body: [{ type: 'DataTable', props: { model: 'Post' } }] }],
  ])('reads %j', (page, key, expected) => {
    expect([pageAt({ pages: [page] }, key), build({ pages: [page] }).findings]).toEqual([expected, []])
  })

  it('names the place of a fault as it was written', () => {
    const ui: UiConfig = { pages: [{ path: 'x', type: 'custom', sections: [{ type: 'content', components: [{ type: 'Stack', children: [{ type: 'Buton' }] }] }, { type: 'heroes' }] }] }
    expect(problems(ui)).toEqual([
      ['`pages[0].sections[0].components[0].children[0].type` is "Buton", and there is no such component.', 'Did you mean "Button"?'],
      ['`pages[0].sections[1].type` is "heroes", and there is no such component.', 'Did you mean "Hero"?'],
    ])
  })
})

describe('given a condition of a page or a link', () => {
  const user = { id: 'u1', isAdmin: false, role: 'USER' }
  it.each([
    [undefined, true],
    ['user.role == "USER"', true],
    ['user.role == "ADMIN"', false],
    ['user.nope == "x"', false],
    ['data.x == 1', true],
    ['user.role == "ADMIN" && data.x == 1', true],
    ['user.orgs.exists(o, o == 1)', false],
  ])('decides %s for the manifest: %s', (text, shown) => {
    expect(isShown(text === undefined ? undefined : expr(text), user)).toBe(shown)
  })
})
