import type { Json } from '@ssot/contract'

/** The components that the UI itself has. */
export const COMPONENT_NAMES: readonly string[] = (
  'Stack Grid Card Tabs Section Hero Text Markdown Heading Link Button Badge Image Avatar Icon Metric Chart ' +
  'List DataTable Detail Form Field Search Filter Empty Dialog Drawer Menu Toast Spinner Skeleton'
).split(' ')

/** Components whose `model` is a model of the schema. */
export const MODEL_COMPONENTS: ReadonlySet<string> = new Set(['Metric', 'Chart', 'List', 'DataTable', 'Detail', 'Form', 'Field', 'Search', 'Filter'])

/** Where a component takes a text that stands as its child. */
export const TEXT_PROPS: ReadonlyMap<string, string> = new Map([
  ['Heading', 'text'],
  ['Text', 'text'],
  ['Markdown', 'text'],
  ['Badge', 'text'],
  ['Link', 'text'],
  ['Button', 'label'],
])

/** A component that a name of the classic form stands for. */
export interface ClassicComponent {
  readonly type: string
  readonly props?: Readonly<Record<string, Json>>
}

/** What the names of the classic form stand for. */
export const CLASSIC_NAMES: ReadonlyMap<string, ClassicComponent> = new Map<string, ClassicComponent>([
  ...[1, 2, 3, 4, 5, 6].map((level): [string, ClassicComponent] => [`h${level}`, { type: 'Heading', props: { level } }]),
  ...['ChatInterface', 'MessageList', 'MessageBubble', 'MessageInput', 'ConversationList'].map((name): [string, ClassicComponent] => [name, { type: `chat.${name}` }]),
  ['p', { type: 'Text' }],
  ['span', { type: 'Text' }],
  ['div', { type: 'Stack' }],
  ['Container', { type: 'Stack' }],
  ['a', { type: 'Link' }],
  ['img', { type: 'Image' }],
])

/** What a section of the classic form with a `config` stands for; `content` and the like only hold components. */
export const CLASSIC_SECTIONS: ReadonlyMap<string, string> = new Map([
  ['hero', 'Hero'],
  ['cta', 'Hero'],
  ['list', 'DataTable'],
  ['table', 'DataTable'],
  ['form', 'Form'],
  ['detail', 'Detail'],
  ['markdown', 'Markdown'],
  ['stats', 'Grid'],
  ['grid', 'Grid'],
  ['content', 'Section'],
  ['custom', 'Section'],
  ['section', 'Section'],
])
