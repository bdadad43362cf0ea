import { createRoot } from 'react-dom/client'
import { SsotApp } from '../src/index.ts'
import '../src/styles.css'
import './page.css'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<SsotApp manifest="/manifest.json" basePath="/app" />)
