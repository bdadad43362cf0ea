// The page at /docs: reads the OpenAPI document of whoever looks at it and shows one model, operation or schema at a time.
import { drawOperation } from './draw-operation.js'
import { drawSchema } from './draw-schema.js'
import { code, element, method, prose } from './element.js'
import { operationsOf, resolve, schemasOf } from './find-parts.js'

const main = document.querySelector('main')
const tags = document.querySelector('#tags')
const filter = document.querySelector('#filter')
const menu = document.querySelector('.menu')
const nav = document.querySelector('nav')
const address = document.querySelector('#document').href

/** Up to how many operations that match a filter are shown at once. */
const MAX_OPEN = 80

let api
let token = ''

/** What requests of this page carry. */
const credentials = () => (token === '' ? {} : { authorization: `Bearer ${token}` })

async function load() {
  const response = await fetch(address, { headers: credentials() })
  if (!response.ok) return fail(`The document could not be read: ${response.status}`)
  api = await response.json()
  document.title = `${api.info.title} API`
  document.querySelector('.title').textContent = `${api.info.title} API`
  drawNav()
  draw()
}

function fail(message) {
  main.replaceChildren(element('p.failure', { role: 'alert' }, message))
}

function drawNav() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ tag, summary, path, operationId }) => words.every((word) => `${tag} ${summary} ${path} ${operationId}`.toLowerCase().includes(word))
  const operations = operationsOf(api)
  const current = location.hash
  const groups = api.tags.map(({ name }) => ({ name, operations: operations.filter((each) => each.tag === name && matches(each)) })).filter((group) => group.operations.length > 0)
  const found = groups.reduce((sum, group) => sum + group.operations.length, 0)
  tags.replaceChildren(...groups.map((group) => drawGroup(group, { current, open: words.length > 0 && found <= MAX_OPEN })))
  if (groups.length === 0) tags.replaceChildren(element('p.muted', {}, 'Nothing matches.'))
}

function drawGroup({ name, operations }, { current, open }) {
  const href = (operation) => `#/operation/${encodeURIComponent(operation.operationId)}`
  const isOpen = open || current === `#/tag/${encodeURIComponent(name)}` || operations.some((each) => href(each) === current)
  const item = (operation) => element('li', {}, element('a', { 'href': href(operation), 'aria-current': href(operation) === current && 'page' }, method(operation.method), element('span', {}, operation.summary)))
  // A closed group is filled when it is opened: a large schema has thousands of operations.
  const list = element('ul', {}, isOpen ? operations.map(item) : [])
  const fill = (event) => event.target.open && list.childElementCount === 0 && list.append(...operations.map(item))
  return element('details', { open: isOpen, toggle: fill }, element('summary', {}, name, element('span.count', {}, String(operations.length))), list)
}

const VIEWS = {
  tag: drawTag,
  operation: (id) => {
    const found = operationsOf(api).find((each) => each.operationId === id)
    return found && drawOperation(api, found, credentials)
  },
  schema: (name) => {
    const schema = api.components?.schemas?.[name]
    return schema && drawSchemaPage(name, schema)
  },
}

function draw() {
  const [, kind = '', name = ''] = location.hash.split('/')
  const view = Object.hasOwn(VIEWS, kind) ? VIEWS[kind](decodeURIComponent(name)) : drawOverview()
  main.replaceChildren(view ?? element('p.failure', {}, 'There is no such thing here, or you may not see it.'))
  showMenu(false)
}

function drawOverview() {
  const { info, tags: all } = api
  return element(
    'article',
    {},
    element('h1', {}, `${info.title} API`),
    info.description.split('\n\n').map((text) => element('p', {}, prose(text))),
    element('p.muted', {}, 'Schema ', element('code', {}, info.version), `, OpenAPI ${api.openapi}. What you see is what you may do: sign in, or give a token above, to see more.`),
    element('ul.cards', {}, all.map(({ name, description }) => element('li', {}, element('a.card', { href: `#/tag/${encodeURIComponent(name)}` }, element('strong', {}, name), element('span', {}, prose(description)))))),
  )
}

function drawTag(name) {
  const tag = api.tags.find((each) => each.name === name)
  if (!tag) return undefined
  const operations = operationsOf(api).filter((each) => each.tag === name)
  const link = (operation) => element('li', {}, element('a', { href: `#/operation/${encodeURIComponent(operation.operationId)}` }, method(operation.method), element('code', {}, operation.path), element('span', {}, operation.summary)))
  const schemas = schemasOf(api, name)
  return element(
    'article',
    {},
    element('h1', {}, name),
    element('p', {}, prose(tag.description)),
    element('section', {}, element('h2', {}, 'Operations'), element('ul.operations', {}, operations.map(link))),
    schemas.length > 0 && element('section', {}, element('h2', {}, 'Schemas'), element('p.chips', {}, schemas.map((each) => element('a.chip', { href: `#/schema/${encodeURIComponent(each)}` }, each)))),
    api.components?.schemas?.[name] && element('section', {}, element('h2', {}, 'Record'), drawRecord(api.components.schemas[name])),
  )
}

// Every field of a record is there: `required` would say nothing.
function drawRecord(schema) {
  return drawSchema({ ...schema, description: undefined, required: [] })
}

function drawSchemaPage(name, schema) {
  const [fields] = schema.allOf ?? []
  const shown = fields?.$ref ? { ...resolve(api, fields), ...schema } : schema
  return element('article', {}, element('p.crumb', {}, 'Schema'), element('h1', {}, name), drawSchema(shown), schema.examples && element('section', {}, element('h2', {}, 'Example'), code(schema.examples[0])))
}

function showMenu(shown) {
  nav.classList.toggle('shown', shown)
  menu.setAttribute('aria-expanded', String(shown))
}

menu.addEventListener('click', () => showMenu(!nav.classList.contains('shown')))
filter.addEventListener('input', drawNav)
document.querySelector('.token').addEventListener('submit', (event) => {
  event.preventDefault()
  token = document.querySelector('#token').value.trim()
  void load()
})
window.addEventListener('hashchange', () => {
  if (!api) return
  drawNav()
  draw()
  main.focus({ preventScroll: true })
  window.scrollTo(0, 0)
})
await load().catch((error) => fail(`The document could not be read: ${error.message}`))
