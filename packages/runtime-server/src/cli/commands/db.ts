import { Command } from 'commander'

/** `ssot db`. */
export function dbCommand(): Command {
  return new Command('db').description('placeholder')
}
