import { code, element } from './element.js'

/** A form that sends a GET and shows what is answered. */
export function drawTrial(api, operation, { parameters, credentials }) {
  const shown = parameters.filter(({ in: place }) => place !== 'header')
  const out = element('div.out', { 'aria-live': 'polite' })
  const send = async (event) => {
    event.preventDefault()
    const url = addressOf(api, operation, { parameters: shown, values: new FormData(event.target) })
    out.replaceChildren(element('p.muted', {}, 'Waiting…'))
    out.replaceChildren(...(await answerOf(url, credentials())))
  }
  return element('form.trial', { submit: send }, shown.map(input), element('button.primary', { type: 'submit' }, 'Send'), out)
}

function input({ name, required, in: place, example, schema, content }) {
  const id = `try-${name}`
  const options = schema?.enum
  const box = options
    ? element('select', { id, name }, element('option', { value: '' }, '—'), options.map((value) => element('option', {}, value)))
    : element('input', { id, name, required: required || place === 'path', autocomplete: 'off', spellcheck: 'false', placeholder: content ? '{ … }' : (example ?? '') })
  return element('div.field', {}, element('label', { for: id }, name), box)
}

function addressOf(api, operation, { parameters, values }) {
  const valueOf = ({ name }) => String(values.get(name) ?? '')
  const path = parameters.filter(({ in: place }) => place === 'path').reduce((made, part) => made.replace(`{${part.name}}`, segment(valueOf(part))), operation.path)
  const query = new URLSearchParams(parameters.filter((part) => part.in === 'query' && valueOf(part) !== '').map((part) => [part.name, valueOf(part)]))
  const base = api.servers?.[0]?.url ?? '/'
  return `${base === '/' ? '' : base}${path}${query.size > 0 ? `?${query}` : ''}`
}

// Commas part the fields of a composite key.
function segment(value) {
  return value.split(',').map(encodeURIComponent).join(',')
}

async function answerOf(url, headers) {
  const start = performance.now()
  try {
    const response = await fetch(url, { headers })
    const text = await response.text()
    const line = element('p.address', {}, element(`span.status${response.ok ? '' : '.problem'}`, {}, String(response.status)), element('code', {}, url), element('span.muted', {}, `${Math.round(performance.now() - start)} ms`))
    return [line, text !== '' && code(pretty(text))].filter(Boolean)
  } catch (error) {
    return [element('p.failure', {}, `Nothing was answered: ${error instanceof Error ? error.message : String(error)}`)]
  }
}

function pretty(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 100_000)
  }
}
