/** Outlines on a 24 by 24 grid, drawn with a stroke; after lucide (ISC). */
export const ICON_PATHS = {
  home: 'M3 10.5 12 3l9 7.5V20a1 1 0 0 1-1 1h-5v-7H9v7H4a1 1 0 0 1-1-1z',
  table: 'M4 4h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM3 10h18M3 15h18M9 10v10',
  users: 'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM22 21v-2a4 4 0 0 0-3-3.87M16 3.13a4 4 0 0 1 0 7.75',
  user: 'M20 21v-2a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4v2M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  file: 'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7zM14 2v5a1 1 0 0 0 1 1h5M16 13H8M16 17H8M10 9H8',
  message: 'M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z',
  messages: 'M14 9a2 2 0 0 1-2 2H6l-4 4V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2zM18 9h2a2 2 0 0 1 2 2v11l-4-4h-6a2 2 0 0 1-2-2v-1',
  tag: 'M12.6 2.6A2 2 0 0 0 11.2 2H4a2 2 0 0 0-2 2v7.2a2 2 0 0 0 .6 1.4l8.7 8.7a2.4 2.4 0 0 0 3.4 0l6.6-6.6a2.4 2.4 0 0 0 0-3.4zM7.5 7.5h.01',
  folder: 'M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.7-.9l-.8-1.2A2 2 0 0 0 7.9 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2z',
  cart: 'M8 22a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM19 22a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM2 2h2l2.7 12.4a2 2 0 0 0 2 1.6h9.7a2 2 0 0 0 2-1.6L22 7H5.1',
  package: 'M21 16V8a2 2 0 0 0-1-1.7l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.7l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16zM3.3 7 12 12l8.7-5M12 22V12',
  card: 'M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM2 10h20',
  building: 'M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18zM6 12H4a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2M18 9h2a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-2M10 6h4M10 10h4M10 14h4M10 18h4',
  calendar: 'M8 2v4M16 2v4M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 10h18',
  history: 'M3 3v5h5M3.05 13A9 9 0 1 0 6 5.3L3 8m9-1v5l4 2',
  activity: 'M22 12h-4l-3 9L9 3l-3 9H2',
  image: 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM9 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM21 15l-3.1-3.1a2 2 0 0 0-2.8 0L6 21',
  settings: 'M4 21v-7M4 10V3M12 21v-9M12 8V3M20 21v-5M20 12V3M2 14h4M10 8h4M18 16h4',
  key: 'M15.5 7.5 19 4M21 2l-9.6 9.6M7.5 21a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z',
  globe: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM2 12h20M12 2a15 15 0 0 1 0 20 15 15 0 0 1 0-20z',
  bell: 'M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a2 2 0 0 0 3.4 0',
  star: 'm12 2 3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2L5.8 21 7 14.2l-5-4.9 6.9-1z',
  shield: 'M20 13c0 5-3.5 7.5-8 9-4.5-1.5-8-4-8-9V6l8-4 8 4z',
  chart: 'M3 3v18h18M8 17v-5M13 17V7M18 17v-8',
  search: 'M11 19a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM21 21l-4.3-4.3',
  filter: 'M3 6h18M7 12h10M10 18h4',
  plus: 'M5 12h14M12 5v14',
  pencil: 'M21.2 6.80a2.8 2.8 0 0 0-4-4L3.8 16.2 2.5 21.50l5.3-1.30zM15 5l4 4',
  trash: 'M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2M10 11v6M14 11v6',
  check: 'M20 6 9 17l-5-5',
  close: 'M18 6 6 18M6 6l12 12',
  menu: 'M4 6h16M4 12h16M4 18h16',
  'chevron-right': 'm9 18 6-6-6-6',
  'chevron-left': 'm15 18-6-6 6-6',
  'chevron-down': 'm6 9 6 6 6-6',
  'chevrons-up-down': 'm7 15 5 5 5-5M7 9l5-5 5 5',
  'arrow-up': 'm5 12 7-7 7 7M12 19V5',
  'arrow-down': 'm19 12-7 7-7-7M12 5v14',
  'arrow-right': 'M5 12h14M12 5l7 7-7 7',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M4.9 4.90l1.4 1.40M17.7 17.70l1.4 1.40M2 12h2M20 12h2M6.3 17.70l-1.4 1.40M19.1 4.90l-1.4 1.4',
  moon: 'M12 3a6 6 0 0 0 9 9 9 9 0 1 1-9-9z',
  monitor: 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM8 21h8M12 17v4',
  external: 'M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
  alert: 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3zM12 9v4M12 17h.01',
  lock: 'M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM7 11V7a5 5 0 0 1 10 0v4',
  inbox: 'M22 12h-6l-2 3h-4l-2-3H2M5.5 5.1 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.5-6.90A2 2 0 0 0 16.8 4H7.20a2 2 0 0 0-1.7 1.10z',
  plug: 'M12 22v-5M9 8V2M15 8V2M18 8v5a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4V8z',
  download: 'M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5M12 15V3',
  more: 'M12 12h.01M19 12h.01M5 12h.01',
} as const

/** A name in `ICON_PATHS`. */
export type IconName = keyof typeof ICON_PATHS

// Names that configurations use for the same drawings, and words of model names that suggest one.
const WORDS: Readonly<Record<string, IconName>> = {
  dashboard: 'chart', overview: 'home', house: 'home', account: 'user', member: 'users', person: 'users', people: 'users', customer: 'users',
  author: 'users', contact: 'users', profile: 'user', post: 'file', article: 'file', page: 'file', document: 'file', note: 'file', 'file-text': 'file',
  comment: 'message', review: 'star', chat: 'messages', conversation: 'messages', thread: 'messages', 'message-square': 'messages',
  label: 'tag', category: 'folder', collection: 'folder', project: 'folder', group: 'folder', order: 'cart', basket: 'cart', 'shopping-cart': 'cart',
  product: 'package', item: 'package', payment: 'card', invoice: 'card', subscription: 'card', plan: 'card', 'credit-card': 'card', team: 'building',
  organization: 'building', company: 'building', workspace: 'building', tenant: 'building', event: 'activity', log: 'activity', session: 'activity',
  job: 'activity', run: 'activity', task: 'check', todo: 'check', media: 'image', photo: 'image', picture: 'image', upload: 'image', attachment: 'file',
  setting: 'settings', config: 'settings', preference: 'settings', token: 'key', secret: 'key', credential: 'key', website: 'globe', site: 'globe',
  link: 'external', url: 'external', notification: 'bell', alert: 'bell', favorite: 'star', rating: 'star', role: 'shield', permission: 'shield',
  report: 'chart', metric: 'chart', analytics: 'chart', stat: 'chart', revenue: 'chart', date: 'calendar', booking: 'calendar', appointment: 'calendar',
  'bar-chart': 'chart', cog: 'settings', gear: 'settings', integration: 'plug', webhook: 'plug', plugin: 'plug',
}

/** The drawing for a configured name or a label: by name, else by a word in it, else a table. */
export function findIcon(text: string): IconName {
  const words = [text.toLowerCase(), ...text.toLowerCase().split(/[^a-z]+/).toReversed()]
  for (const word of words) {
    for (const candidate of [word, `${word}s`, word.replace(/s$/, ''), word.replace(/ies$/, 'y')]) {
      if (isIconName(candidate)) return candidate
      const known = Object.hasOwn(WORDS, candidate) ? WORDS[candidate] : undefined
      if (known !== undefined) return known
    }
  }
  return 'table'
}

function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICON_PATHS, name)
}
