import type { MatrixCell, MatrixModel, MatrixRow, PolicyMatrix } from '../operations/policy-matrix.ts'

/** A matrix as Markdown: a table for each model, the same for the same matrix. */
export function describeMatrix({ principals, models }: PolicyMatrix): string {
  const counted = `${models.length} ${models.length === 1 ? 'model' : 'models'}, for ${principals.join(', ')}`
  return `# Who may do what\n\n${counted}. A number is of the records of this database; \`r\`, \`c\` and \`u\` are read, create and update of a field, \`?\` where that depends on the record, \`–\` where it is for none.\n\n${models.map((model) => describeModel(principals, model)).join('\n')}`
}

function describeModel(principals: readonly string[], { model, records, actions, fields }: MatrixModel): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const lines = [
    `## ${model} (${records} ${records === 1 ? 'record' : 'records'})\n`,
    line(['', ...principals]),
    line(['---', ...principals.map(() => '---')]),
    ...Object.entries(actions).map(([action, row]) => line([action, ...principals.map((name) => describeCell(row[name]))])),
    ...Object.entries(fields).map(([field, rows]) => line([`\`${field}\``, ...principals.map((name) => describeField(rows, name))])),
    ...conditionsOf(principals, { actions, fields }),
  ]
  return `${lines.join('\n')}\n`
}

function describeCell(cell: MatrixCell | undefined): string {
  if (!cell || cell.verdict === 'none') return '–'
  if (cell.records === undefined) return cell.verdict === 'all' ? 'yes' : '?'
  return cell.verdict === 'all' ? `all ${cell.records}` : String(cell.records)
}

const LETTERS: Readonly<Record<string, string>> = { read: 'r', create: 'c', update: 'u' }

function describeField(rows: MatrixModel['fields'][string], name: string): string {
  const marks = Object.entries(rows).map(([action, row]) => (row[name]?.verdict === 'all' ? LETTERS[action] : row[name]?.verdict === 'some' ? `${LETTERS[action] ?? ''}?` : ''))
  return marks.join('') === '' ? '–' : marks.join('')
}

// Whoever shares a condition shares its line.
function conditionsOf(principals: readonly string[], { actions, fields }: Pick<MatrixModel, 'actions' | 'fields'>): readonly string[] {
  const rows: readonly (readonly [string, MatrixRow])[] = [...Object.entries(actions), ...Object.entries(fields).flatMap(([field, byAction]) => Object.entries(byAction).map(([action, row]): readonly [string, MatrixRow] => [`${action} ${field}`, row]))]
  const said = rows.flatMap(([name, row]) => {
    const conditions = [...new Set(principals.flatMap((principal) => row[principal]?.condition ?? []))]
    return conditions.map((condition) => `- ${name}, ${principals.filter((principal) => row[principal]?.condition === condition).join(', ')}: \`${condition}\``)
  })
  return said.length === 0 ? [] : ['', ...said]
}
