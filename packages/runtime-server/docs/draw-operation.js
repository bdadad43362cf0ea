import { drawSchema, rows, typeOf } from './draw-schema.js'
import { code, element, method, prose } from './element.js'
import { nameOf, resolve } from './find-parts.js'
import { drawTrial } from './draw-trial.js'

/** One operation: where it is, what it takes, what it answers. */
export function drawOperation(api, operation, credentials) {
  const parameters = (operation.parameters ?? []).map((part) => resolve(api, part))
  return element(
    'article',
    {},
    element('p.crumb', {}, element('a', { href: `#/tag/${encodeURIComponent(operation.tag)}` }, operation.tag)),
    element('h1', {}, operation.summary ?? operation.operationId),
    element('p.address', {}, method(operation.method), element('code', {}, operation.path)),
    operation.description && element('p', {}, prose(operation.description)),
    parameters.length > 0 && section('Parameters', rows(parameters.map(asRow))),
    operation.requestBody && section('Body', drawBodies(api, operation.requestBody)),
    operation.method === 'get' && section('Try it', drawTrial(api, operation, { parameters, credentials })),
    section('Answers', Object.entries(operation.responses).map(([status, part]) => drawAnswer(api, status, resolve(api, part)))),
  )
}

function section(title, ...content) {
  return element('section', {}, element('h2', {}, title), content)
}

function asRow({ name, required, schema, content, description, in: place }) {
  const part = schema ?? content?.['application/json']?.schema ?? {}
  return { name, required, part: { ...part, description: description ?? part.description }, note: `${place}${content ? ', JSON' : ''}` }
}

function drawBodies(api, { content }) {
  return Object.entries(content).map(([type, { schema, example }]) => {
    const shown = resolve(api, schema)
    const sample = example ?? shown.examples?.[0]
    return [element('p.media', {}, type, schema.$ref && [' · ', typeOf(schema)]), drawSchema(mergeFields(api, shown)), sample !== undefined && [element('h3', {}, 'Example'), code(sample)]]
  })
}

// A create that may be linked in two ways is its fields and a choice.
function mergeFields(api, schema) {
  const [fields] = schema.allOf ?? []
  return fields?.$ref ? { ...resolve(api, fields), allOf: schema.allOf } : schema
}

function drawAnswer(api, status, { description, headers = {}, content = {} }) {
  const media = Object.entries(content)
  const isProblem = status === 'default'
  const body = media.map(([type, { schema, example }]) => [
    element('p.media', {}, type, ' · ', typeOf(schema)),
    example !== undefined && code(example),
  ])
  const lines = description.split('\n\n')
  return element(
    'details.answer',
    { open: !isProblem },
    element('summary', {}, element(`span.status${isProblem ? '.problem' : ''}`, {}, isProblem ? 'problem' : status), ' ', isProblem ? 'What may go wrong' : prose(description)),
    isProblem && element('ul.codes', {}, lines.map((line) => element('li', {}, prose(line)))),
    Object.keys(headers).length > 0 && element('p.muted', {}, 'Headers: ', Object.values(headers).map((part, index) => [index > 0 && ', ', element('code', {}, part.$ref ? nameOf(part.$ref) : Object.keys(headers)[index])])),
    body,
  )
}
