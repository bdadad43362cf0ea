import { describe, expect, it } from 'vitest'
import type { Annotation } from './annotation.ts'
import { readAnnotations } from './read-annotations.ts'

const FILE = 'schema.prisma'
const read = (text: string) => readAnnotations([{ path: FILE, text }])
/** Annotations without the fields that the case does not speak of. */
const brief = (text: string) =>
  read(text).annotations.map(({ name, scope, model, field, named, line }: Annotation) => [name, scope === 'model' ? model : `${model}.${field}`, named, line])
const body = (doc: string) => `model Post {\n  id Int @id\n  ${doc}\n  title String\n  body String\n  authorId Int\n}`
const problems = (text: string) => read(text).findings.map(({ line, column, message, hint }) => [`${line}:${column}`, message, hint])

describe('given an annotation somewhere in a schema', () => {
  const policy = { operations: ['read'], rule: 'published' }
  it.each([
    ['above a model', '/// @@policy("read", rule: "published")\nmodel Post {\n  id Int @id\n}', ['policy', 'Post', policy, 1]],
    ['above a model, parted by a blank line', '/// @@policy("read", rule: "published")\n\nmodel Post {\n  id Int @id\n}', ['policy', 'Post', policy, 1]],
    ['on the line of a model', 'model Post { /// @@hidden\n  id Int @id\n}', ['hidden', 'Post', {}, 1]],
    ['first in the body', 'model Post {\n  /// @@policy("read", rule: "published")\n  id Int @id\n}', ['policy', 'Post', policy, 2]],
    ['above a block attribute', 'model Post {\n  id Int @id\n  /// @@policy("read", rule: "published")\n  @@index([id])\n}', ['policy', 'Post', policy, 3]],
    ['behind a block attribute', 'model Post {\n  id Int @id\n  @@map("x") /// @@audit\n}', ['audit', 'Post', {}, 3]],
    ['last in the body', 'model Post {\n  id Int @id\n\n  /// @@policy("read", rule: "published")\n}', ['policy', 'Post', policy, 4]],
    ['behind the closing brace', 'model Post {\n  id Int @id\n} /// @@audit\nmodel B {\n  id Int @id\n}', ['audit', 'Post', {}, 3]],
    ['at a field, for the model', 'model Post {\n  /// @realtime(subscribe: ["list"])\n  id Int @id\n}', ['realtime', 'Post', { subscribe: ['list'] }, 2]],
    ['in a view', '/// @@path("top")\nview Top {\n  id Int @unique\n}', ['path', 'Top', { path: 'top' }, 1]],
    ['above a field', 'model Post {\n  /// @hidden\n  id Int @id\n}', ['hidden', 'Post.id', {}, 2]],
    ['above a field, parted by a comment and a blank line', 'model Post {\n  /// @hidden\n  // why\n\n  id Int @id\n}', ['hidden', 'Post.id', {}, 2]],
    ['at the end of a field', 'model Post {\n  id Int @id /// @readOnly\n}', ['readOnly', 'Post.id', {}, 2]],
    ['without a space', 'model Post {\n  id Int @id ///@readOnly\n}', ['readOnly', 'Post.id', {}, 2]],
    ['behind a text with slashes and braces', 'model Post {\n  id String @id @default("a /// } \\" // {") /// @readOnly\n}', ['readOnly', 'Post.id', {}, 2]],
    ['after a block comment', 'model Post {\n  /* } /// @hidden\n */ id Int @id /// @readOnly\n}', ['readOnly', 'Post.id', {}, 3]],
    ['with the model named by one at', '/// @deny("read", rule: "locked")\nmodel Post {\n  id Int @id\n}', ['deny', 'Post', { operations: ['read'], rule: 'locked' }, 1]],
  ])('reads it %s', (_, text, expected) => {
    expect([brief(text), read(text).findings]).toEqual([[expected], []])
  })

  it('reads line ends of every kind', () => {
    expect(brief('/// @@audit\r\nmodel A {\r\n  id Int @id /// @label("Nr")\r\n}\r\n')).toEqual([
      ['audit', 'A', {}, 1],
      ['label', 'A.id', { label: 'Nr' }, 3],
    ])
  })

  it('reads several files, each with its own path and lines', () => {
    const files = [{ path: 'a.prisma', text: '/// @@audit\nmodel A {\n  id Int @id\n}' }, { path: 'b.prisma', text: '\n/// @@audit\nmodel B {\n  id Int @id\n}' }]
    expect(readAnnotations(files).annotations.map(({ file, line, model }) => [file, line, model])).toEqual([['a.prisma', 1, 'A'], ['b.prisma', 2, 'B']])
  })

  it('gives an annotation as a whole', () => {
    expect(read(body('/// @label("Nr")'))).toEqual({
      annotations: [{ name: 'label', scope: 'field', model: 'Post', field: 'title', args: ['Nr'], named: { label: 'Nr' }, file: FILE, line: 3 }],
      descriptions: new Map(),
      findings: [],
    })
  })

  it.each(['// @hidden', '/* @hidden */', '//// @hidden', '// /// @hidden'])('reads nothing from %s', (comment) => {
    expect(read(body(comment))).toEqual({ annotations: [], descriptions: new Map(), findings: [] })
  })
})

describe('given arguments', () => {
  it.each([
    ['@@policy("read", rule: "published || isOwner")', { operations: ['read'], rule: 'published || isOwner' }],
    ['@@policy("read", "published")', { operations: ['read'], rule: 'published' }],
    ["@@policy(['create', \"update\"], rule: 'isOwner', check: \"title != ''\", fields: ['title'], name: 'own',)", { operations: ['create', 'update'], rule: 'isOwner', check: "title != ''", fields: ['title'], name: 'own' }],
    ['@@policy("*", rule: true)', { operations: ['*'], rule: 'true' }],
    ['@@policy(write, rule: { title: { contains: "x" }, OR: [] })', { operations: ['write'], rule: { title: { contains: 'x' }, OR: [] } }],
    ['@@policy("read", rule: "title == \\"a\\\\b\\u0041\\"")', { operations: ['read'], rule: 'title == "a\\bA"' }],
    ['@@policy("history", rule: "isAdmin")', { operations: ['history'], rule: 'isAdmin' }],
    ['@@auth("JWT", expiry: "7d", refresh: true)', { strategies: ['JWT'], expiry: '7d', refresh: true }],
    ['@@auth(["JWT", "key"])', { strategies: ['JWT', 'key'] }],
    ['@@auth("JWT", "key")', { strategies: ['JWT', 'key'] }],
    ['@realtime', {}],
    ['@realtime(subscribe: ["list", "item"], broadcast: [created], permissions: { list: "authenticated", item: "isOwner" })', { subscribe: ['list', 'get'], broadcast: ['created'], permissions: { list: 'authenticated', get: 'isOwner' } }],
    ['@@search(fields: ["title", "body"], weights: [3, 1.5], language: "english")', { fields: ['title', 'body'], weights: [3, 1.5], language: 'english' }],
    ['@@service("S3", folder: "uploads", max: 1e3, deep: { a: [null, -1, { b: false }] })', { name: 'S3', folder: 'uploads', max: 1000, deep: { a: [null, -1, { b: false }] } }],
    ['@service ai-agent', { name: 'ai-agent' }],
    ['@provider openai', { name: 'openai' }],
    ['@methods sendMessage, streamMessage', { names: ['sendMessage', 'streamMessage'] }],
    ['@methods(sendMessage, streamMessage)', { names: ['sendMessage', 'streamMessage'] }],
    ['@rateLimit 20/minute', { rate: '20/minute' }],
    ['@rateLimit(20/minute)', { rate: '20/minute' }],
    ['@@description What (it) is, @all in all', { text: 'What (it) is, @all in all' }],
    ['@@label("Blog post", "Blog posts")', { label: 'Blog post', plural: 'Blog posts' }],
    ['@@display("title")', { field: 'title' }],
    ['@@display(title)', { field: 'title' }],
    ['@@path(path: "blog-posts")', { path: 'blog-posts' }],
    ['@@softDelete', {}],
    ['@@softDelete("body")', { field: 'body' }],
    ['@@limit(take: 50, rate: "20/minute")', { take: 50, rate: '20/minute' }],
    ['@@tenant("authorId", from: "auth.orgId")', { field: 'authorId', from: 'auth.orgId' }],
    ['@owner', {}],
    ['@set(create: "now()")', { create: 'now()' }],
    ['@computed("title + body")', { expression: 'title + body' }],
    ['@validate(email, message: "No")', { email: true, message: 'No' }],
    ['@validate(min: 1, max: "9007199254740993", length: [1, 80], regex: "^a+$", url: false)', { min: 1, max: '9007199254740993', length: [1, 80], regex: '^a+$', url: false }],
    ['@ui(widget: "textarea", rows: 3)', { widget: 'textarea', rows: 3 }],
    ['@ui("textarea")', { widget: 'textarea' }],
    ['@ui:textarea', { widget: 'textarea' }],
    ['@ui:rich-text(rows: 3)', { widget: 'rich-text', rows: 3 }],
    ['@@service("S3", __proto__: { x: 1 })', Object.fromEntries([['name', 'S3'], ['__proto__', { x: 1 }]])],
  ])('reads %s', (annotation, named) => {
    expect(problems(body(`/// ${annotation}`))).toEqual([])
    expect(read(body(`/// ${annotation}`)).annotations.map((one) => one.named)).toEqual([named])
  })

  it('puts positional arguments at their place, however they were given', () => {
    const args = (annotation: string) => read(body(`/// ${annotation}`)).annotations[0]?.args
    expect([args('@@path("a")'), args('@@path(path: "a")'), args('@@policy("read", rule: "x")'), args('@methods a, b')]).toEqual([['a'], ['a'], ['read', 'x'], ['a', 'b']])
  })

  it('goes on over lines, at a field too', () => {
    const text = 'model Post {\n  /// @@policy("read",\n  ///   rule: "published",\n  ///   fields: [\n  ///     "title"])\n  /// The title\n  title String /// @ui(\n  ///   widget: "x")\n  id Int @id\n}'
    expect(brief(text)).toEqual([
      ['policy', 'Post', { operations: ['read'], rule: 'published', fields: ['title'] }, 2],
      ['ui', 'Post.title', { widget: 'x' }, 7],
    ])
    expect(read(text).descriptions).toEqual(new Map([['Post.title', 'The title']]))
  })

  it('reads bare lists that go on after a comma', () => {
    expect(brief(body('/// @methods a,\n  /// b'))).toEqual([['methods', 'Post', { names: ['a', 'b'] }, 3]])
  })

  it('reads several annotations in one line', () => {
    expect(brief(body('/// @hidden @label("A") @service mail @provider x'))).toEqual([
      ['hidden', 'Post.title', {}, 3],
      ['label', 'Post.title', { label: 'A' }, 3],
      ['service', 'Post', { name: 'mail' }, 3],
      ['provider', 'Post', { name: 'x' }, 3],
    ])
  })
})

describe('given prose and what belongs to others', () => {
  it('makes prose the description of what it stands at', () => {
    const text = [
      '/// A file of models.', '', '/// A post.', '/// ', '/// Written by people.', 'model Post {', '  /// Its number', '  id Int @id /// (of many)',
      '  title String', '  /// For lists', '  @@index([title])', '  /// Kept for ever', '  /// @@audit', '}',
      '/// Who may what', 'enum Role {', '  /// Everything', '  ADMIN', '  USER /// Little', '}',
    ].join('\n')
    expect(read(text).descriptions).toEqual(
      new Map([
        ['Post', 'A post.\n\nWritten by people.\nKept for ever'],
        ['Post.id', 'Its number\n(of many)'],
        ['Role', 'Who may what'],
        ['Role.ADMIN', 'Everything'],
        ['Role.USER', 'Little'],
      ]),
    )
  })

  it('takes @description for one', () => {
    expect(read('/// @description One\nmodel A {\n  /// @description("Two")\n  id Int @id\n}').descriptions).toEqual(new Map([['A', 'One'], ['A.id', 'Two']]))
  })

  it.each([
    '@zod.email()', '@zod.custom.use(z.string().min(1, { message: "(" }))', '@Validator.@IsEmail()', '@deprecated', '@deprecated was for v2', '@default(now())', '@default is now',
    '@see https://x.org', '@id', '@@map("x")', '@@index([a])', '@db.VarChar(3)', '@author me', '@todo', '@internal', '@example.org is a host', '@', '@ 5 pm', '@TypeGraphQL.omit(output: true)',
    '@example', '@param x', '@type string', '@omit', '@table', '@id', '@export', '@unique', '@ignore', '@version 1',
  ])('leaves %s alone', (foreign) => {
    expect(read(body(`/// ${foreign}`))).toEqual({ annotations: [], descriptions: new Map(), findings: [] })
  })

  it.each(['Write to me@example.org', 'Uses @default(now())', 'See @@policy in the manual', '(@hidden)', '"@hidden"', '- @hidden'])('takes %s for prose', (prose) => {
    expect(read(body(`/// ${prose}`))).toEqual({ annotations: [], descriptions: new Map([['Post.title', prose]]), findings: [] })
  })

  it('reads ours behind a foreign one with arguments over lines', () => {
    expect(brief(body('/// @zod.custom(\n  ///   "x)"\n  /// ).min(3) @hidden'))).toEqual([['hidden', 'Post.title', {}, 5]])
  })
})

describe('given a fault', () => {
  it.each([
    ['@polcy("read", rule: "x")', '3:7', '@polcy is not an annotation.', 'Did you mean @policy?'],
    ['@@pollicy("read", rule: "x")', '3:7', '@@pollicy is not an annotation.', 'Did you mean @@policy?'],
    ['@hiden', '3:7', '@hiden is not an annotation.', 'Did you mean @hidden?'],
    ['@readonly', '3:7', '@readonly is not an annotation.', 'Did you mean @readOnly?'],
    ['@soft-delete', '3:7', '@soft-delete is not an annotation.', 'Did you mean @softDelete?'],
    ['@UI(widget: "x")', '3:7', '@UI is not an annotation.', 'Did you mean @ui?'],
    ['@ui.textarea(rows: 3)', '3:7', '@ui.textarea is not an annotation.', 'Did you mean @ui?'],
    ['@@realtme', '3:7', '@@realtme is not an annotation.', 'Did you mean @@realtime?'],
    ['@@policy("raed", rule: "x")', '3:16', '@@policy: `operations` has "raed", which is not one of read, create, update, write, delete, history, *.', 'Did you mean "read"?'],
    ['@policy("delete", rule: "x")', '3:15', '@policy: `operations` has "delete", which is not one of read, create, update, write.', undefined],
    ['@@policy("read", rule: "x", fields: ["nope"])', '3:35', '@@policy: `fields` names "nope", and Post has no such field.', undefined],
    ['@@policy("read", rule: "x", fields: ["titel"])', '3:35', '@@policy: `fields` names "titel", and Post has no such field.', 'Did you mean "title"?'],
    ['@@policy("read")', '3:7', '@@policy needs a rule: `rule: "…"`.', undefined],
    ['@@policy(rule: "x")', '3:7', '@@policy needs `operations`.', 'It takes `operations`, then `rule`.'],
    ['@@policy("read", rul: "x")', '3:24', '@@policy has no argument `rul`.', 'Did you mean "rule"?'],
    ['@@policy("read", rule: "x", rule: "y")', '3:35', '@@policy has `rule` twice.', undefined],
    ['@@policy("read", rule: 3)', '3:24', '@@policy: `rule` must be an expression in quotes, or an object in the shape of a filter.', undefined],
    ['@@policy("read", rule: published || isOwner)', '3:40', 'In @@policy `|` stands where `,` or `)` belongs.', 'Put a text of several words or signs in quotes.'],
    ['@@policy("read", rule = "x")', '3:29', 'In @@policy `=` stands where `:` belongs.', 'Write `name: value`.'],
    ['@@policy("read", rule: "x', '3:30', 'In @@policy the text is not closed on its line.', 'Close it with "; write a quote inside it as \\".'],
    ['@@policy("read", rule: "x"', '3:33', 'In @@policy the argument list is not closed.', 'Close it with `)`.'],
    ['@@policy("read",\n  /// @hidden', '4:7', 'In @@policy the argument list is not closed.', 'Close it with `)`.'],
    ['@@display("nope")', '3:17', '@@display: `field` names "nope", and Post has no such field.', undefined],
    ['@@display', '3:7', '@@display needs `field`.', 'It takes `field`.'],
    ['@hidden(true)', '3:15', '@hidden takes no arguments.', undefined],
    ['@hidden because it is secret', '3:15', 'After @hidden stands text that is no argument: "because it is secret".', 'Put prose on a line of its own.'],
    ['@label Title', '3:14', 'After @label stands text that is no argument: "Title".', 'Put arguments in parentheses, @label("…"), and prose on a line of its own.'],
    ['@deny delete', '3:13', 'After @deny stands text that is no argument: "delete".', 'Put arguments in parentheses, @deny("…"), and prose on a line of its own.'],
    ['@@owner', '3:7', '@@owner is for fields, and stands at none.', 'Write @owner above its field, or at the end of the field\'s line.'],
    ['@rateLimit 20', '3:18', '@rateLimit: `rate` must be a number for each second, minute, hour or day.', 'Write it as "20/minute".'],
    ['@@search(fields: ["title"], weights: [1, 2])', '3:7', '@@search has 1 fields and 2 weights: give one weight for each field.', undefined],
    ['@realtime(subscribe: ["lst"])', '3:17', '@realtime: `subscribe` has "lst", which is not one of list, get.', 'Did you mean "list"?'],
    ['@@path("a/b")', '3:14', '@@path: `path` must be one segment of a path.', 'Use letters, digits and hyphens, such as "blog-posts".'],
    ['@validate(emial)', '3:17', '@validate has an argument too many: "emial".', 'Did you mean "email"?'],
    ['@validate', '3:7', '@validate checks nothing: give it at least one of min, max, length, email, url, regex.', undefined],
    ['@validate(regex: "(")', '3:17', '@validate: `regex` must be a regular expression in quotes.', undefined],
    ['@set', '3:7', '@set needs `create: "…"` or `update: "…"`.', undefined],
    ['@ui:', '3:11', 'In @ui: the name of a widget is missing.', 'Write @ui:textarea.'],
    ['@label("A") @label("B")', '3:19', '@label stands here twice; the first is in line 3.', 'Remove one of them.'],
  ])('reports %s', (annotation, ...expected) => {
    expect(problems(body(`/// ${annotation}`))).toEqual([expected])
  })

  it.each([
    ['/// @@hidden\nenum Role {\n  A\n}', '1:5', '@@hidden stands at the enum Role, and annotations belong to models, views and their fields.', undefined],
    ['enum Role {\n  A /// @label("a")\n}', '2:9', '@label stands at the enum Role, and annotations belong to models, views and their fields.', undefined],
    ['/// @@hidden\ndatasource db {\n}', '1:5', '@@hidden stands at the datasource db, and annotations belong to models, views and their fields.', undefined],
    ['model A {\n  id Int @id\n}\n/// @@hidden', '4:5', '@@hidden stands above nothing.', 'Write it above a model, in its body, or at a field.'],
    ['model A {\n  id Int @id\n  /// @hidden\n}', '3:7', '@hidden stands at no field.', 'Write @@hidden for the model, or move it to its field.'],
    ['/// @owner\nmodel A {\n  id Int @id\n}', '1:5', '@owner is for fields, and stands at none.', "Write @owner above its field, or at the end of the field's line."],
  ])('reports an annotation that stands where it means nothing: %s', (text, ...expected) => {
    expect(problems(text)).toEqual([expected])
  })

  it('gives a finding as a whole, and goes on reading', () => {
    expect(read(body('/// @@policy("read", rule: x y)\n  /// rest\n  /// @hidden'))).toEqual({
      annotations: [{ name: 'hidden', scope: 'field', model: 'Post', field: 'title', args: [], named: {}, file: FILE, line: 5 }],
      descriptions: new Map(),
      findings: [
        { severity: 'error', code: 'SCHEMA.ANNOTATION', message: 'In @@policy `y` stands where `,` or `)` belongs.', file: FILE, line: 3, column: 32, hint: 'Put a text of several words or signs in quotes.' },
      ],
    })
  })
})
