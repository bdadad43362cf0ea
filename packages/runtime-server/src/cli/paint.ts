import { styleText } from 'node:util'

type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold'

const isColourful = process.env['NO_COLOR'] === undefined && (process.env['FORCE_COLOR'] !== undefined || process.stdout.isTTY)

/** Colours for a terminal; plain text where there is none, or where NO_COLOR is set. */
export const paint: Readonly<Record<Style, (text: string) => string>> = {
  red: (text) => colour('red', text),
  yellow: (text) => colour('yellow', text),
  green: (text) => colour('green', text),
  cyan: (text) => colour('cyan', text),
  dim: (text) => colour('dim', text),
  bold: (text) => colour('bold', text),
}

function colour(style: Style, text: string): string {
  return isColourful ? styleText(style, text) : text
}
