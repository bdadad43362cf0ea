import { createRoot } from 'react-dom/client'
import { SsotApp } from '../src/index.ts'
import '../src/styles.css'
import './page.css'

// This script lies in `<prefix>/app/assets/`; the manifest is at `<prefix>/manifest.json`.
const basePath = new URL(import.meta.url).pathname.replace(/\/assets\/[^/]*$/, '')
const manifest = `${basePath.replace(/\/app$/, '')}/manifest.json`

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<SsotApp manifest={manifest} basePath={basePath} />)
