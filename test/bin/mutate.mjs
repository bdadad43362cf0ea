#!/usr/bin/env node
import './register-typescript.mjs'

const { main } = await import('../mutate/main.ts')
const code = await main(process.argv.slice(2))
process.stdout.write('', () => process.exit(code))
