import { describe, expect, it } from 'vitest'
import { buildUi } from './build-ui.ts'
import type { UiConfig } from './ui-config.ts'
import { expr, MODELS } from './ui-fixture.ts'

const build = (ui?: UiConfig) => buildUi({ ui, models: MODELS })
const problems = (ui: UiConfig) => build(ui).findings.map(({ message, hint }) => [message, hint])
const pageAt = (ui: UiConfig, key: string) => build(ui).ui.pages[key]

describe('given no UI configuration', () => {
  it('makes pages for every model that is not hidden, and an overview', () => {
    expect(build()).toEqual({
      findings: [],
      ui: {
        site: { name: 'SSOT' },
        theme: { mode: 'system', tokens: {} },
        pages: {
          home: { path: '/', auto: 'overview' },
          'Post.list': { path: '/posts', auto: 'list', model: 'Post' },
          'Post.create': { path: '/posts/new', auto: 'create', model: 'Post' },
          'Post.detail': { path: '/posts/[id]', auto: 'detail', model: 'Post' },
          'Post.edit': { path: '/posts/[id]/edit', auto: 'edit', model: 'Post' },
          'Log.list': { path: '/logs', auto: 'list', model: 'Log' },
          'Top.list': { path: '/tops', auto: 'list', model: 'Top' },
          'Top.detail': { path: '/tops/[id]', auto: 'detail', model: 'Top' },
        },
        nav: {
          header: [],
          sidebar: [{ label: 'Overview', to: '/', icon: 'home' }, { label: 'Posts', to: '/posts' }, { label: 'Logs', to: '/logs' }, { label: 'Tops', to: '/tops' }],
          footer: [],
        },
        components: { variants: {}, defaults: {} },
      },
    })
  })

  it('takes a configuration of another shape for none', () => {
    const broken: unknown = { site: 3 }
    expect(build(broken as UiConfig)).toEqual(build())
  })
})

describe('given names and a theme', () => {
  it('takes the name from the site, its title, or the header', () => {
    const names = [{ site: { name: 'A', title: 'B', description: 'C', logo: '/l.svg' } }, { site: { title: 'B' } }, { navigation: { header: { title: 'H', logo: '/h.svg' } } }]
    expect(names.map((ui) => build(ui).ui.site)).toEqual([{ name: 'A', description: 'C', logo: '/l.svg' }, { name: 'B' }, { name: 'H', logo: '/h.svg' }])
  })

  it('makes tokens of colours, fonts and radius', () => {
    const theme = {
      colors: { primary: '#7c3aed', error: 'rgb(1 2 3 / 50%)', text: { light: '#000', dark: 'oklch(90% 0 0)' }, brandDark: 'color-mix(in srgb, red 20%, var(--ssot-bg))' },
      fonts: { body: 'Inter', heading: 'Open Sans', mono: 'Fira Code', serif: 'Georgia, serif' },
      radius: 'md',
    }
    expect(build({ theme })).toMatchObject({
      findings: [],
      ui: {
        theme: {
          mode: 'system',
          tokens: {
            '--ssot-accent': '#7c3aed',
            '--ssot-danger': 'rgb(1 2 3 / 50%)',
            '--ssot-text': 'light-dark(#000, oklch(90% 0 0))',
            '--ssot-brand-dark': 'color-mix(in srgb, red 20%, var(--ssot-bg))',
            '--ssot-font': 'Inter, system-ui, sans-serif',
            '--ssot-font-heading': '"Open Sans", system-ui, sans-serif',
            '--ssot-font-mono': '"Fira Code", ui-monospace, monospace',
            '--ssot-font-serif': 'Georgia, serif',
            '--ssot-radius': '8px',
          },
        },
      },
    })
  })

  it.each([
    [undefined, 'system'],
    [true, 'system'],
    ['class', 'system'],
    [false, 'light'],
    ['dark', 'dark'],
  ] as const)('reads darkMode %s as %s', (darkMode, mode) => {
    expect(build({ theme: darkMode === undefined ? {} : { darkMode } }).ui.theme.mode).toBe(mode)
  })

  it.each([
    'red; background: url(x)', 'red}', 'url(https://x)', 'URL(x)', 'url ("x")', 'image-set("x")', 'expression(1)', 'red /* x', 'red\\3b', '@import x', '{', 'rgb(1', 'rgb(1))(', '"x', 'a:b', '<b>', '', 'x'.repeat(201), 'attr(x)', 'element(x)', 'u\\rl(x)', '`x`',
  ])('refuses the colour %s', (primary) => {
    const { ui, findings } = build({ theme: { colors: { primary } } })
    expect([ui.theme.tokens, findings.map(({ message }) => message.startsWith('`theme.colors.primary` '))]).toEqual([{}, [true]])
  })

  it('refuses such values in fonts, radius and names too', () => {
    const theme = { colors: { 'a;b': 'red' }, fonts: { body: 'x;y' }, radius: '1px}', darkMode: true }
    expect([build({ theme }).ui.theme.tokens, build({ theme }).findings.length]).toEqual([{}, 3])
  })
})

describe('given settings for the automatic pages', () => {
  const keys = (ui: UiConfig) => Object.keys(build(ui).ui.pages)

  it.each([
    [{ crudPages: { enabled: false } }, ['home']],
    [{ crudPages: { models: ['Log'] } }, ['home', 'Log.list']],
    [{ crudPages: { exclude: ['Post', 'Top'] }, dashboard: false }, ['Log.list']],
    [{ crudPages: { models: ['Post'], list: { enabled: false }, form: { enabled: false } } }, ['home', 'Post.detail']],
    [{ crudPages: { models: ['Post'], detail: { enabled: false } }, dashboard: { enabled: false } }, ['Post.list', 'Post.create', 'Post.edit']],
  ])('makes for %j the pages %j', (generation, expected) => {
    expect(keys({ generation })).toEqual(expected)
  })

  it('offers what they say', () => {
    const generation = { crudPages: { models: ['Post'], list: { columns: { Post: ['title', 'author'] }, sort: { Post: ['-title'] }, pageSize: 50, features: ['search'] }, detail: { fields: { Post: ['title'] }, features: ['edit'] }, form: { fields: { Post: ['title'] } } } }
    expect(build({ generation }).ui.pages).toMatchObject({
      'Post.list': { with: { columns: ['title', 'author'], sort: ['-title'], pageSize: 50, features: ['search'] } },
      'Post.detail': { with: { fields: ['title'], features: ['edit'] } },
      'Post.create': { with: { fields: ['title'] } },
      'Post.edit': { with: { fields: ['title'] } },
    })
  })

  it('gives the overview its widgets', () => {
    const generation: UiConfig['generation'] = { dashboard: { title: 'Start', widgets: [{ type: 'stat', title: 'Posts', model: 'Post', size: 'sm' }, { type: 'table', title: 'Last', model: 'post', columns: ['title'] }] } }
    expect(pageAt({ generation }, 'home')).toEqual({
      path: '/',
      auto: 'overview',
      title: 'Start',
      with: { widgets: [{ type: 'stat', title: 'Posts', model: 'Post', size: 'sm' }, { type: 'table', title: 'Last', model: 'Post', columns: ['title'] }] },
    })
  })

  it.each<[UiConfig['generation'], string, string | undefined]>([
    [{ crudPages: { models: ['Pots'] } }, '`generation.crudPages.models[0]` names the model "Pots", which is not in the schema.', 'Did you mean "Post"?'],
    [{ crudPages: { exclude: ['Secret'] } }, '`generation.crudPages.exclude[0]` names the model "Secret", which is hidden.', undefined],
    [{ crudPages: { list: { columns: { Post: ['id', 'titel'] } } } }, '`generation.crudPages.list.columns.Post[1]` names "titel", and Post has no such field.', 'Did you mean "title"?'],
    [{ crudPages: { detail: { fields: { Post: ['secret'] } } } }, '`generation.crudPages.detail.fields.Post[0]` names "secret", and Post has no such field.', undefined],
    [{ dashboard: { widgets: [{ type: 'stat', title: 'x', model: 'Nope' }] } }, '`generation.dashboard.widgets[0].model` names the model "Nope", which is not in the schema.', undefined],
    [{ dashboard: { widgets: [{ type: 'stat', title: 'x' }] } }, '`generation.dashboard.widgets[0]` needs a model.', 'Write a page of your own at "/" for what the overview cannot show.'],
    [{ autoNavigation: { models: ['Pst'] } }, '`generation.autoNavigation.models[0]` names the model "Pst", which is not in the schema.', 'Did you mean "Post"?'],
  ])('says what is wrong with %j', (generation, message, hint) => {
    expect(problems({ generation: generation ?? {} })).toEqual([[message, hint]])
  })
})

describe('given a navigation', () => {
  it('builds links in lists and in sections, with icons, badges and conditions', () => {
    const navigation: UiConfig['navigation'] = {
      header: { links: [{ label: 'Posts', href: 'posts', icon: 'file', badge: { $: 'user.unread' } }], actions: [{ label: 'New', to: '/posts/new' }] },
      sidebar: { sections: [{ title: 'Content', links: [{ label: 'Home', to: 'home' }, { label: 'Mine', to: '/posts?mine=1', requiresAuth: true, roles: ['ADMIN'] }] }] },
      footer: [{ label: 'More', items: [{ label: 'Site', to: 'https://example.org', badge: 3 }] }, { label: 'Mail', to: 'mailto:a@example.org', if: 'user.id != null' }],
    }
    expect(build({ navigation })).toMatchObject({
      findings: [],
      ui: {
        nav: {
          header: [{ label: 'Posts', to: '/posts', icon: 'file', badge: { $: expr('user.unread') } }, { label: 'New', to: '/posts/new' }],
          sidebar: [
            {
              label: 'Content',
              items: [
                { label: 'Home', to: '/' },
                { label: 'Mine', to: '/posts?mine=1', if: expr('(user.isAdmin || user.id != null) && (user.isAdmin || user.role in ["ADMIN"])') },
              ],
            },
          ],
          footer: [{ label: 'More', items: [{ label: 'Site', to: 'https://example.org', badge: 3 }] }, { label: 'Mail', to: 'mailto:a@example.org', if: expr('user.id != null') }],
        },
      },
    })
  })

  it('switches areas off', () => {
    expect([build({ navigation: { sidebar: { enabled: false } } }).ui.nav.sidebar, build({ generation: { autoNavigation: { enabled: false } } }).ui.nav.sidebar]).toEqual([[], []])
  })

  it('links pages of the application that need no parameter, before the models', () => {
    const pages: UiConfig['pages'] = [{ path: '/about', title: 'About', requiresAuth: true, body: [] }, { path: '/x/[id]', title: 'X', body: [] }, { path: '/', title: 'Start', body: [] }]
    expect(build({ pages, generation: { autoNavigation: { models: ['Post'] } } }).ui.nav.sidebar).toEqual([
      { label: 'Start', to: '/', icon: 'home' },
      { label: 'About', to: '/about', if: expr('user.isAdmin || user.id != null') },
      { label: 'Posts', to: '/posts' },
    ])
  })

  it.each([
    [{ label: 'x', to: 'javascript:alert(1)' }, '`navigation.header[0].to` is "javascript:alert(1)", which is no address a link may lead to.'],
    [{ label: 'x', to: 'JavaScript:alert(1)' }, '`navigation.header[0].to` is "JavaScript:alert(1)", which is no address a link may lead to.'],
    [{ label: 'x', href: '//evil.example' }, '`navigation.header[0].href` is "//evil.example", which is no address a link may lead to.'],
    [{ label: 'x', href: '/\\evil.example' }, '`navigation.header[0].href` is "/\\evil.example", which is no address a link may lead to.'],
    [{ label: 'x' }, '`navigation.header[0]` leads nowhere: it needs `to`, or `items` of its own.'],
    [{ label: 'x', to: '/postes' }, '`navigation.header[0].to` leads to /postes, where there is no page.'],
    [{ label: 'x', to: '/', if: 'usr.id' }, '`navigation.header[0].if` reads "usr", which is not known in a page.'],
  ])('says what is wrong with %j', (link, message) => {
    expect(build({ navigation: { header: [link] } }).findings.map((finding) => finding.message)).toEqual([message])
  })
})
