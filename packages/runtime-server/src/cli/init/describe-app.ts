import { relative } from 'node:path'
import { paint } from '../paint.ts'
import type { CreatedApp } from './create-app.ts'

/** What was written and kept, and the commands that come next. */
export function describeApp(app: CreatedApp, folder: string): string {
  const place = relative(process.cwd(), folder)
  const parts = [
    ...section(`Wrote in ${place === '' ? 'this folder' : place}`, app.written.map((path) => paint.green(path))),
    ...section('Kept as they are', app.kept),
    ...(app.sound ? [] : ['  The schema or the configuration has faults: run `ssot check`, then `ssot types`.\n']),
    ...(app.written.length === 0 ? [] : section('Next', nextCommands(app, place))),
  ]
  return `\n${parts.join('\n')}\n`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${paint.bold(title)}\n${lines.map((line) => `    ${line}\n`).join('')}`]
}

function nextCommands({ kept, values }: CreatedApp, place: string): readonly string[] {
  const enter = place === '' ? [] : [`cd ${/\s/.test(place) ? `"${place}"` : place}`]
  if (!kept.includes('package.json')) return [...enter, 'npm install', `npm run dev   ${paint.dim('API and UI at http://localhost:4000')}`]
  return [...enter, `npm install @ssot/contract@${values.version} @ssot/runtime-server@${values.version}`, `npx ssot dev   ${paint.dim('API and UI at http://localhost:4000')}`]
}
