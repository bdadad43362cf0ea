import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { members } from './members.ts'

/** What is wrong with the schemas and examples of a document: nothing, where each schema is one and each example fits its own. */
export function checkExamples(document: object): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: true })
  addFormats.default(ajv, ['date-time', 'date', 'uuid', 'email', 'uri', 'int32', 'double'])
  ajv.addSchema({ ...document, $id: 'document' })
  const check = (pointer: string, value: unknown): readonly string[] => {
    if (value === undefined) return []
    const validate = ajv.compile({ $ref: `document#${pointer}` })
    return validate(value) ? [] : [`${pointer}: ${ajv.errorsText(validate.errors)}`]
  }
  const schemas = Object.entries(members(document, 'components', 'schemas')).flatMap(([name, schema]) =>
    ajv.validateSchema(Object(schema)) === true ? examplesOf(schema).flatMap((example) => check(`/components/schemas/${name}`, example)) : [`${name}: ${ajv.errorsText()}`],
  )
  const responses = Object.entries(members(document, 'components', 'responses')).flatMap(([name, response]) =>
    Object.entries(members(response, 'content')).flatMap(([type, content]) => check(`/components/responses/${name}/content/${type.replace('/', '~1')}/schema`, members(content)['example'])),
  )
  const parameters = Object.entries(members(document, 'components', 'parameters')).flatMap(([name, parameter]) => {
    const { example, schema } = members(parameter)
    return schema === undefined ? [] : check(`/components/parameters/${name}/schema`, example)
  })
  return [...schemas, ...responses, ...parameters]
}

function examplesOf(schema: unknown): readonly unknown[] {
  const { examples } = members(schema)
  return Array.isArray(examples) ? examples : []
}
