#!/usr/bin/env node
import './register-typescript.mjs'

const { takePictures } = await import('../demo/take-pictures.ts')
await takePictures()
