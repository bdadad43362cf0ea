import { describe, expect, it } from 'vitest'
import { checkConfig, checkUiConfig, validateConfig } from './validate-config.ts'

const FILE = 'ssot.config.ts'
const said = (config: unknown) => validateConfig(config, FILE).map(({ severity, message, hint }) => [severity, message, hint])

describe('given a configuration', () => {
  it('accepts every key there is', () => {
    const config = {
      schema: './schema.prisma',
      output: './types',
      framework: 'fastify',
      plugins: [{ name: 'x' }],
      policies: { Post: { read: 'published || isOwner', update: ['isOwner', { authorId: { _auth: 'id' } }], '*': true, deny: { delete: 'locked' } } },
      services: { 'ai-agent': { send: () => null } },
      authenticate: () => null,
      auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'", claims: { orgIds: 'string[]' }, crossTenant: 'auth.staff' },
      websocket: { enabled: true, path: '/ws', port: 3001, pubsub: { models: { Message: { subscribe: ['list', 'item'], broadcast: ['created'], permissions: { list: 'authenticated' } } }, channels: { chat: {} } } },
      websockets: {},
      extend: { hooks: { Post: { beforeCreate: () => null, afterCommit: () => null } }, routes: () => undefined },
      secret: 'sixteen letters!',
      database: { url: 'file:./dev.db', directUrl: 'x' },
      server: { host: '0.0.0.0', port: 0, cors: ['https://example.org'], trustProxy: ['10.0.0.1'], metricsToken: 'x' },
      limits: { maxTake: 50, queryTimeoutMs: 1000 },
      logging: { level: 'info' },
      telemetry: false,
      api: { base: '/v1/api' },
      ui: { site: { name: 'Demo' } },
    }
    expect(checkConfig(config, FILE)).toEqual({ config, findings: [] })
  })

  it('gives a finding as a whole', () => {
    expect(validateConfig({ plugin: [] }, FILE)).toEqual([
      { severity: 'error', code: 'CONFIG.INVALID', message: '`plugin` is not a key of the configuration.', hint: 'Did you mean `plugins`?', file: FILE },
    ])
  })

  it.each([
    [{ sever: {} }, '`sever` is not a key of the configuration.', 'Did you mean `server`?'],
    [{ server: { prot: 1 } }, '`server.prot` is not a key of the configuration.', 'Did you mean `server.port`?'],
    [{ logging: { colour: 1 } }, '`logging.colour` is not a key of the configuration.', 'The keys here are `level`.'],
    [{ server: { port: '80' } }, '`server.port` must be a port number.', undefined],
    [{ server: { port: 70_000 } }, '`server.port` must be at most 65535.', undefined],
    [{ server: { cors: 3 } }, '`server.cors` must be an origin or a list of origins, such as "https://example.org".', undefined],
    [{ limits: { maxTake: 0 } }, '`limits.maxTake` must be above zero.', undefined],
    [{ limits: { queryTimeoutMs: 600_001 } }, '`limits.queryTimeoutMs` must be at most 600000.', undefined],
    [{ limits: { writesPerMinute: 1.5 } }, '`limits.writesPerMinute` must be a whole number.', undefined],
    [{ limits: { maxTak: 1 } }, '`limits.maxTak` is not a key of the configuration.', 'Did you mean `limits.maxTake`?'],
    [{ logging: { level: 'loud' } }, '`logging.level` must be one of silent, fatal, error, warn, info, debug, trace.', undefined],
    [{ plugins: {} }, '`plugins` must be a list of plugins.', undefined],
    [{ authenticate: true }, '`authenticate` must be a function.', undefined],
    [{ services: { ai: { send: 'x' } } }, '`services.ai.send` must be a function.', undefined],
    [{ services: { 'ai-agent': { send: 'x' } } }, '`services["ai-agent"].send` must be a function.', undefined],
    [{ policies: { Post: { raed: 'x' } } }, '`policies.Post.raed` is not a key of the configuration.', 'Did you mean `policies.Post.read`?'],
    [{ policies: { Post: { read: 3 } } }, '`policies.Post.read` must be a rule or a list of rules.', undefined],
    [{ auth: { isAdmin: 'auth.role = 1' } }, '`auth.isAdmin` is not an expression: at character 11, Compare with `==`; `=` has no meaning.', undefined],
    [{ auth: { isAdmin: "role == 'ADMIN'" } }, '`auth.isAdmin` is not an expression: at character 1, "role" is not known here; write `auth.role`.', undefined],
    [{ auth: { isAdmin: 'isAdmin(auth.id)' } }, '`auth.isAdmin` is not an expression: at character 1, There is no function "isAdmin".', undefined],
    [{ auth: { claims: { orgIds: 'strings' } } }, '`auth.claims.orgIds` must be one of string, number, boolean, string[], number[].', undefined],
    [{ extend: { hooks: { Post: { beforCreate: () => null } } } }, '`extend.hooks.Post.beforCreate` is not a key of the configuration.', 'Did you mean `extend.hooks.Post.beforeCreate`?'],
    [{ websocket: { pubsub: { models: { M: { subscribe: ['al'] } } } } }, '`websocket.pubsub.models.M.subscribe[0]` must be one of list, get, item.', undefined],
    [{ secret: 'short' }, '`secret` must have at least 16 characters.', undefined],
    [{ api: { base: 'api/' } }, '`api.base` must be a path such as "/api".', undefined],
    [{ ui: { sites: {} } }, '`ui.sites` is not a key of the configuration.', 'Did you mean `ui.site`?'],
    [3, 'The configuration must be an object.', undefined],
    [null, 'The configuration must be an object.', undefined],
  ])('says what is wrong with %j', (config, message, hint) => {
    expect(said(config)).toEqual([['error', message, hint]])
  })

  it('drops the keys that have faults and keeps the others', () => {
    expect(checkConfig({ server: { port: 'x' }, schema: 's', nope: 1 }, FILE).config).toEqual({ schema: 's' })
  })

  it('accepts the keys of the generator with a line each, and moves what still means something', () => {
    const config = { framework: 'express', hooks: { frameworks: ['react'] }, useRegistry: true, generateUI: true, prisma: { schemaPath: './s.prisma' }, api: { port: 3000, cors: { enabled: true, origins: ['http://a'] } }, websocket: { reconnect: {} } }
    expect(said(config)).toEqual([
      ['warning', '`hooks` has no effect: nothing is generated.', 'The React hooks are in @ssot/runtime-client/react. Delete the key and the generated hooks.'],
      ['warning', '`useRegistry` has no effect: nothing is generated.', 'Everything runs from the registry. Delete the key and the generated code.'],
      ['warning', '`generateUI` has no effect: nothing is generated.', 'The pages are drawn from the manifest. Delete the key and the generated pages.'],
      ['warning', '`prisma` is the generator\'s key.', 'Give the schema as `schema` instead.'],
      ['warning', '`api.port` is the generator\'s key.', 'Use `server.port` instead.'],
      ['warning', '`api.cors` is the generator\'s key.', 'Use `server.cors` with a list of origins instead.'],
      ['warning', '`websocket.reconnect` has no effect: nothing is generated.', 'The client decides how to reconnect. Delete the key.'],
      ['warning', '`framework` is "express", and this runtime is Fastify.', 'Delete the key.'],
    ])
    expect(checkConfig(config, FILE).config).toMatchObject({ schema: './s.prisma', server: { port: 3000, cors: ['http://a'] } })
  })
})

describe('given a UI configuration', () => {
  const ui = (config: unknown) => checkUiConfig(config, 'ssot.ui.config.ts').findings.map(({ message, hint }) => [message, hint])

  it('accepts the page language and the classic form', () => {
    const config = {
      site: { name: 'Demo', title: 'A demo', description: 'x', logo: '/logo.svg' },
      theme: { colors: { primary: '#7c3aed', text: { light: '#000', dark: '#fff' } }, fonts: { body: 'Inter' }, radius: 'md', darkMode: true },
      navigation: { header: { enabled: true, title: 'x', links: [{ label: 'Chats', href: '/chats', badge: { $: 'user.unread' } }] }, sidebar: { enabled: false }, footer: [{ label: 'a', to: '/', items: [{ label: 'b', to: '/b' }] }] },
      pages: [
        { path: '/chats/[id]', title: { $: 'data.chat.title' }, if: 'user != null', data: { chat: { one: 'Chat', id: { $: 'params.id' } } }, state: { open: false }, body: [{ type: 'Stack', children: ['x', { type: 'Text', each: { in: 'data.x', as: 'y' }, on: { press: { do: 'go', to: '/' } } }] }] },
        { path: '/posts', auto: 'list', model: 'Post', with: { columns: ['title'], pageSize: 50 } },
        { path: 'chats', type: 'custom', layout: 'dashboard', requiresAuth: true, roles: ['A'], sections: [{ type: 'hero', config: { title: 'x' } }, { type: 'content', components: [{ type: 'h1', children: 'Hi', handlers: { onClick: 'x' }, visibleWhen: 'a' }] }] },
      ],
      generation: { crudPages: { enabled: true, models: 'all', exclude: ['A'], list: { enabled: true, features: ['search'], columns: { Post: ['title'] } }, detail: { fields: {} }, form: {} }, autoNavigation: { enabled: false }, dashboard: { widgets: [{ type: 'stat', title: 'Posts', model: 'Post', size: 'sm' }] } },
      components: { overrides: { Fancy: true }, variants: {}, defaults: { Button: { size: 'md' } } },
    }
    expect(checkUiConfig(config, 'x')).toEqual({ ui: config, findings: [] })
  })

  it.each([
    [{ sit: {} }, '`sit` is not a key of the UI configuration.', 'Did you mean `site`?'],
    [{ theme: { colors: { a: { light: '#fff' } } } }, '`theme.colors.a.dark` is missing.', undefined],
    [{ theme: { darkMode: 'x' } }, '`theme.darkMode` must be true, false, light, dark or system.', undefined],
    [{ navigation: { header: 3 } }, '`navigation.header` must be a list of links, or { links } or { sections }.', undefined],
    [{ navigation: { header: { links: [{ labl: 'x', label: 'y' }] } } }, '`navigation.header.links[0].labl` is not a key of the UI configuration.', 'Did you mean `navigation.header.links[0].label`?'],
    [{ navigation: { header: [{ to: '/' }] } }, '`navigation.header[0].label` is missing.', undefined],
    [{ pages: {} }, '`pages` must be a list of pages.', undefined],
    [{ pages: [{ body: [] }] }, '`pages[0].path` is missing.', undefined],
    [{ pages: [{ path: '/', body: [{ type: 'A', childen: [] }] }] }, '`pages[0].body[0].childen` is not a key of the UI configuration.', 'Did you mean `pages[0].body[0].children`?'],
    [{ pages: [{ path: '/', body: [{ type: 'A', children: [{ typ: 'B', type: 'C' }] }] }] }, '`pages[0].body[0].children[0].typ` is not a key of the UI configuration.', 'Did you mean `pages[0].body[0].children[0].type`?'],
    [{ pages: [{ path: '/', body: [{ type: 'A', props: { onClick: () => null } }] }] }, '`pages[0].body[0].props.onClick` must be plain data: texts, numbers, true, false, null, lists and objects.', undefined],
    [{ pages: [{ path: '/', auto: 'table' }] }, '`pages[0].auto` must be list, detail, create, edit, history or overview.', undefined],
    [{ pages: [{ path: '/', type: 'page' }] }, '`pages[0].type` must be list, detail, form, dashboard, landing or custom.', undefined],
    [{ generation: { crudPages: { list: { colums: {} } } } }, '`generation.crudPages.list.colums` is not a key of the UI configuration.', 'Did you mean `generation.crudPages.list.columns`?'],
  ])('says what is wrong with %j', (config, message, hint) => {
    expect(ui(config)).toEqual([[message, hint]])
  })

  it('gives nothing to use where there are faults', () => {
    expect(checkUiConfig({ site: 3 }, 'x').ui).toBeUndefined()
  })
})
