import { defineUiConfig } from '@ssot/runtime-server'

// Every model has its pages without a word here; this says what they are called and how they look.
export default defineUiConfig({
  site: { name: '{{title}}' },
  theme: { colors: { accent: '#2563eb' }, darkMode: 'system' },
})
