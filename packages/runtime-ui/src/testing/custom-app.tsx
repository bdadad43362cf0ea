// An application with components of its own at every kind of address. For tests.
import { createRoot } from 'react-dom/client'
import type { ReactNode } from 'react'
import { SsotApp, useApp, type ButtonProps, type PageProps, type TreeProps, type ValueProps } from '../index.ts'

function OwnList({ match, model }: PageProps): ReactNode {
  const { manifest } = useApp()
  return (
    <h1>
      Own list of {model?.plural} at {match.page.path} in {manifest.site.name}
    </h1>
  )
}

function OwnCell({ mode, value }: ValueProps): ReactNode {
  return <em>{`${mode}: ${String(value)}`}</em>
}

function OwnEditor({ value, input }: ValueProps): ReactNode {
  return <input id={input?.id} placeholder="own editor" value={String(value)} onChange={(event) => input?.change(event.target.value.toUpperCase())} />
}

function OwnKind({ mode, value }: ValueProps): ReactNode {
  return <b>{mode === 'edit' ? 'decimal input' : `price ${String(value)}`}</b>
}

function OwnButton({ children, icon: _icon, busy: _busy, variant, small: _small, ...rest }: ButtonProps): ReactNode {
  return (
    <button {...rest} data-own={variant ?? 'plain'}>
      {children ?? rest['aria-label']}
    </button>
  )
}

function Chat(props: TreeProps): ReactNode {
  return <p>{`chat of ${String(props['conversation'])}, style ${String(props['style'])}`}</p>
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <SsotApp
      manifest="/manifest.json"
      basePath="/app"
      components={{ 'Subject.list': OwnList, 'cell:Author.email': OwnCell, 'field:Author.bio': OwnEditor, 'kind:decimal': OwnKind, Button: OwnButton, 'chat.ChatInterface': Chat }}
      slots={{ 'Author.detail/aside': <p>Beside the author</p> }}
    />,
  )
}
