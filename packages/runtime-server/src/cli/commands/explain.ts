import { Command } from 'commander'
import { explainTo } from '../../boot/explain-to.ts'
import { describeExplanation, describeQuestion } from '../../policy/explain/describe.ts'
import { paint } from '../paint.ts'
import { AS_HELP, readPrincipal } from '../read-principal.ts'
import { withRuntime } from '../with-runtime.ts'

interface ExplainOptions {
  readonly as: string
  readonly strategy?: string
  readonly schema?: string
  readonly json?: true
  readonly exitCode?: true
}

const HELP = `
Actions: list, read, create, update, delete, history. A record is named by its key as it stands in a path.
Without a record it is said which records the rules admit.

Each line of the answer is something that was asked: whose rule it is, whether it holds, and where it stands.
"undecided" means that it reads something of auth that is absent: in an allow it admits nobody, in a deny everybody is denied.
The line that decided is marked with >. The database is read and never changed; rules are asked of its records as they are.

Examples:
  ssot explain --as user.json update Post 42      user.json: { "id": 3, "teamIds": [1, 2] }
  ssot explain --as '{"id":3}' read User.salary 7  a field of one record
  ssot explain --as anonymous list Post           which records are listed, and by which rule
  ssot explain --as admin delete Post 42 --json`

/** `ssot explain`: which rule allows or denies something to somebody. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Say which rule, by name, file and line, allows or denies something to somebody')
    .argument('<action>', 'list, read, create, update, delete or history')
    .argument('<model>', 'a model, or a field of one: Post, Post.title')
    .argument('[key]', 'key of a record')
    .option('--as <who>', AS_HELP, 'anonymous')
    .option('--strategy <name>', 'what signed him in, for models with @@auth')
    .option('--schema <path>', 'schema file or folder')
    .option('--json', 'print the explanation as JSON')
    .option('--exit-code', 'exit with 1 when it is denied')
    .addHelpText('after', HELP)
    .action(function explain(this: Command): Promise<void> {
      const [action = '', model = '', key] = this.args
      return runExplain({ action, model, key }, this.opts<ExplainOptions>())
    })
}

async function runExplain({ action, model: words, key }: { readonly action: string; readonly model: string; readonly key: string | undefined }, options: ExplainOptions): Promise<void> {
  const { identity } = readPrincipal(options.as)
  const [model = '', field] = words.split('.')
  const explanation = await withRuntime(options.schema, (runtime) => explainTo(runtime, identity, { action, model, key, field, strategy: options.strategy }))
  const { verdict } = explanation
  if (options.exitCode && verdict === 'denied') process.exitCode = 1
  if (options.json) return void process.stdout.write(`${JSON.stringify(explanation, null, 2)}\n`)
  const colour = verdict === 'allowed' ? paint.green : verdict === 'denied' ? paint.red : paint.yellow
  const [because = '', ...lines] = describeExplanation(explanation)
  process.stdout.write(`${paint.dim(describeQuestion(explanation))}\n${colour(because)}\n${lines.map((line) => `${line.startsWith('>') ? paint.bold(line) : line}\n`).join('')}`)
}
