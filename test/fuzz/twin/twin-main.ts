// The command `pnpm fuzz --twin`: random requests to two databases that differ where the caller may not see.
import { describeRequest } from '../print-report.ts'
import { runTwin, type Difference, type TwinOptions, type TwinReport } from './run-twin.ts'

const SHOWN = 20

/** Runs the command; answers its exit code: 0, or 1 where the twins could be told apart. */
export async function runTwinCommand(options: TwinOptions): Promise<number> {
  const kinds = new Set<string>()
  const report = await runTwin({
    ...options,
    onDifference: (difference) => {
      const isNew = !kinds.has(kindOf(difference))
      kinds.add(kindOf(difference))
      if (isNew && kinds.size <= SHOWN) console.log(describeDifference(difference, options.seed))
    },
    onProgress: (sent) => void (sent % 10_000 === 0 && console.log(`${String(sent)} sent`)),
  })
  console.log(describeTwinReport(report))
  return report.differences.length > 0 ? 1 : 0
}

/** A difference: what came, what was sent, how to send it again. */
export function describeDifference({ number, reader, sent, fault }: Difference, seed: number): string {
  return [`✗ number ${String(number)}, as ${reader}: ${fault}`, `    ${describeRequest(sent)}`, `    again: pnpm fuzz --twin --seed ${String(seed)} --only ${String(number)}`].join('\n')
}

/** What differences of one cause have in common. */
export function kindOf({ fault, sent }: Difference): string {
  const [path = ''] = sent.path.split('?')
  return `${sent.method} ${path.replaceAll(/[\d,]+/g, '#')} ${fault.replaceAll(/\d+/g, '#').slice(0, 80)}`
}

function sumsBy(counts: ReadonlyMap<string, number>, nameOf: (kind: string) => string | null): string {
  const sums = new Map<string, number>()
  for (const [kind, count] of counts) {
    const name = nameOf(kind)
    if (name !== null) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} × ${String(count)}`).join(', ')
}

function describeTwinReport({ sent, differences, statuses, places, seconds }: TwinReport): string {
  const byStatus = sumsBy(statuses, (kind) => kind.split(' ').at(-1) ?? '')
  const done = sumsBy(statuses, (kind) => (/ 2\d\d$/.test(kind) ? kind.replace(/ \d+$/, '') : null))
  return ['', `answers: ${byStatus}`, `done: ${done}`, `the pairs differed in ${String(places)} places`, `${String(sent)} requests to each in ${seconds.toFixed(1)} s`, `${String(sent - differences.length)} passed, ${String(differences.length)} failed`].join('\n')
}
