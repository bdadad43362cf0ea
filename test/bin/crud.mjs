#!/usr/bin/env node
import './register-typescript.mjs'

const { main } = await import('../crud/main.ts')
const code = await main(process.argv.slice(2))
// Prisma's schema engine leaves a timer of a minute behind, so the process is ended once everything is written.
process.stdout.write('', () => process.exit(code))
