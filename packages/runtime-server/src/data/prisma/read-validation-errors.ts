import type { Finding } from '@ssot/contract'

/** Prisma's validation error (P1012: several faults in one coloured text) as one finding for each fault. */
export function readValidationErrors(error: unknown): readonly Finding[] {
  const text = stripColours(error instanceof Error ? error.message : String(error))
  const faults = [...text.matchAll(/error: ([\s\S]*?)\n\s*-->\s+(.+):(\d+)\n/g)]
  if (faults.length === 0) return [{ severity: 'error', code: 'SCHEMA.INVALID', message: text.trim() }]
  return faults.map(([, message = '', file = '', line = '1']) => ({
    severity: 'error' as const,
    code: 'SCHEMA.INVALID' as const,
    message: message.replace(/\s+/g, ' ').trim(),
    file,
    line: Number(line),
    ...hintFor(message),
  }))
}

/** Removes ANSI colour codes. */
export function stripColours(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
}

const HINTS: readonly { readonly when: RegExp; readonly hint: (match: RegExpExecArray) => string }[] = [
  { when: /Attribute not known: "(@[^"]+)"/, hint: ([, name]) => `Annotations of the runtime stand in comments: begin the line with /// before ${name}.` },
  { when: /Type "([^"]+)" is neither/, hint: ([, name]) => `Declare a model or an enum called ${name}, or correct the type.` },
  { when: /is missing an opposite relation field on the model `([^`]+)`/, hint: ([, name]) => `Add the other side of the relation to the model ${name}.` },
  { when: /must have at least one unique criteria|Each model must/, hint: () => 'Mark one field with @id, or add @@id([…]) or @@unique([…]).' },
  { when: /provider "sqlite"|connector .*sqlite/i, hint: () => 'SQLite does not have this: change the field, or the provider.' },
  { when: /does not support lists of primitive types/, hint: () => 'Use Json, a relation, or the provider "postgresql".' },
]

function hintFor(message: string): { readonly hint?: string } {
  for (const { when, hint } of HINTS) {
    const match = when.exec(message)
    if (match !== null) return { hint: hint(match) }
  }
  return {}
}
