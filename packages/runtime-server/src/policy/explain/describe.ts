// Owns how an explanation reads for a person: the verdict, everything that was asked, and what decided.
import type { ExplainedStep, Explanation } from '@ssot/contract'

/** The lines of an explanation: its sentence first. */
export function describeExplanation(explanation: Explanation): readonly string[] {
  const { because, answers, steps, condition, checks = [], verdict } = explanation
  const width = (part: (step: ExplainedStep) => string): number => Math.max(0, ...steps.map((step) => part(step).length))
  const [subjects, kinds, outcomes] = [width(subjectOf), width(({ kind }) => kind), width(({ outcome }) => outcome)]
  const rows = steps.map((step) => {
    const mark = step === explanation.decidedBy ? '>' : ' '
    return `${mark} ${subjectOf(step).padEnd(subjects)}  ${step.kind.padEnd(kinds)}  ${step.outcome.padEnd(outcomes)}  ${wordsOf(step)}`.trimEnd()
  })
  return [
    because,
    ...(rows.length === 0 ? [] : ['', ...rows]),
    '',
    ...(verdict === 'denied' && answers !== undefined ? [`answered with  ${answers}`] : []),
    `records where  ${condition}`,
    ...checks.map((check) => `and afterwards ${check.kind === 'deny' ? 'not ' : ''}${check.text ?? check.name}${placeOf(check)}`),
  ]
}

/** What a question was about: `update Post 42 (title) for user 3`. */
export function describeQuestion({ action, model, record, field, principal }: Explanation): string {
  const who = principal.id === null ? (principal.isAdmin ? 'an administrator' : principal.kind) : `${principal.kind} ${principal.id}${principal.isAdmin ? ', an administrator' : ''}`
  return `${action} ${model}${field === undefined ? '' : `.${field}`}${record === undefined ? '' : ` ${record}`} for ${who}`
}

function subjectOf({ action, field }: ExplainedStep): string {
  return field === undefined ? action : `${action} ${field}`
}

function wordsOf(step: ExplainedStep): string {
  const text = step.text === undefined ? '' : `: ${step.text}`
  const absent = step.outcome === 'undecided' && step.absent ? `  (${step.absent.join(', ')} absent)` : ''
  return `${step.name}${text}${placeOf(step)}${absent}`
}

function placeOf({ file, line }: Pick<ExplainedStep, 'file' | 'line'>): string {
  return file === undefined ? '' : `  ${file}${line === undefined ? '' : `:${line}`}`
}
