/**
 * Makes an element. Children are elements or text: nothing of the document is ever read as HTML.
 * @param {string} name `a.link` is an `<a class="link">`
 * @param {Record<string, unknown>} attributes functions become listeners; undefined and false are left out
 * @param {...unknown} children
 */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.')
  const made = document.createElement(tag)
  made.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false && child !== ''))
  return made
}

/** A text in which words in backticks are code. */
export function prose(text = '') {
  return text.split(/(`[^`]+`)/).map((part) => (part.startsWith('`') && part.length > 1 ? element('code', {}, part.slice(1, -1)) : part))
}

/** JSON as it is read. */
export function code(value) {
  return element('pre', { tabindex: '0' }, typeof value === 'string' ? value : JSON.stringify(value, null, 2))
}

/** A method as a badge. */
export function method(name) {
  return element(`span.method.${name}`, {}, name.toUpperCase())
}
