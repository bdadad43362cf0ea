#!/usr/bin/env node
import './register-typescript.mjs'

const { main } = await import('../crud/main.ts')
process.exitCode = await main(process.argv.slice(2))
