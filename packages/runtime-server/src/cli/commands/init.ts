import { Command } from 'commander'

/** `ssot init`. */
export function initCommand(): Command {
  return new Command('init').description('placeholder')
}
