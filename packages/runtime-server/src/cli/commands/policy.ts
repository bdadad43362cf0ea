import { Command } from 'commander'
import { principalNow } from '../../boot/act-as.ts'
import type { Runtime } from '../../http/runtime.ts'
import { policyMatrix, type PolicyMatrix } from '../../operations/policy-matrix.ts'
import type { Rights } from '../../policy/rights.ts'
import { describeMatrix } from '../describe-matrix.ts'
import { AS_HELP, readPrincipal, type NamedPrincipal } from '../read-principal.ts'
import { withRuntime } from '../with-runtime.ts'

interface MatrixOptions {
  readonly as: readonly string[]
  readonly json?: true
  readonly markdown?: true
}

const HELP = `
Model by action by field by principal, with how many records of the database each may read, update and delete.
The same schema, principals and records give the same text: keep it beside the schema and review its changes.
Without --as it is for anonymous and admin. A principal is called by its file, or as you say: --as editor=editor.json

Examples:
  ssot policy matrix --as anonymous --as ann.json --as editor.json > policy-matrix.md
  ssot policy matrix --as 'owner={"id":1}' --json`

/** `ssot policy`: who may do what. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('Show who may do what').addHelpText('after', HELP)
  policy
    .command('matrix')
    .description('print who may do what, as a table to be reviewed')
    .argument('[schema]', 'schema file or folder')
    .option('--as <who>', `for whom, several times: ${AS_HELP}`, (text: string, others: readonly string[]) => [...others, text], [])
    .option('--markdown', 'print Markdown (the default)')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(runMatrix)
  return policy
}

async function runMatrix(schema: string | undefined, { as, json }: MatrixOptions): Promise<void> {
  const principals = (as.length === 0 ? ['anonymous', 'admin'] : as).map(readPrincipal)
  const matrix = await withRuntime(schema, (runtime) => matrixOf(runtime, principals))
  process.stdout.write(json ? `${JSON.stringify(matrix, null, 2)}\n` : describeMatrix(matrix))
}

async function matrixOf(runtime: Runtime, principals: readonly NamedPrincipal[]): Promise<PolicyMatrix> {
  const rights = new Map<string, Rights>()
  for (const { name, identity } of principals) rights.set(name, runtime.rightsOf(await principalNow(runtime, identity, 'authenticate')))
  return policyMatrix({ rights, registry: runtime.registry, records: runtime.records })
}
