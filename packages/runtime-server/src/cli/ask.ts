import { createInterface } from 'node:readline/promises'

/** Shows what it is about and asks at the terminal. Without one nothing is shown, and without a clear yes the answer is no. */
export async function ask(about: string, question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false
  process.stdout.write(about)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(`${question} [y/N] `)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}
