import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The stand-alone application that the server serves at `/app`. */
export default defineConfig({
  root: new URL('./app-src', import.meta.url).pathname,
  // Relative, so that the application works below any prefix; the server writes the prefix into the document.
  base: './',
  plugins: [react()],
  resolve: { conditions: ['@ssot/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: new URL('../runtime-server/app', import.meta.url).pathname,
    emptyOutDir: true,
    // `light-dark()` and relative colours are left to the browser.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
})
