'use client'
// Owns the frame of an application: its client, its router, its manifest, the components put in place of built-in ones.
import type { Manifest } from '@ssot/contract'
import { createSsotClient } from '@ssot/runtime-client'
import { SsotProvider, useManifest, type SsotProviderProps } from '@ssot/runtime-client/react'
import { use, useMemo, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { ToastProvider } from '../kit/toast.tsx'
import { NavigationProvider } from '../router/navigation-provider.tsx'
import { RouterContext, type RouterProvider } from '../router/router-adapter.ts'
import { BareFrame } from '../shell/bare-frame.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { Shell } from '../shell/shell.tsx'
import { ThemedRoot } from '../shell/themed-root.tsx'
import { SpaRouter } from '../spa.tsx'
import { createFormatter } from '../values/formatter.ts'
import { actAs, actingHeaders, isActing } from './act-as.ts'
import { AppContext } from './app-context.ts'
import type { Components, Slots } from './components.ts'
import { CurrentPage } from './current-page.tsx'
import { ComponentsContext } from './use-override.ts'

/** What an application takes. */
export interface SsotAppProps {
  /** The manifest, or its address or that of its server. */
  readonly manifest: string | Manifest
  /** Address of the server, where the manifest is given as an object and the page is of another origin. */
  readonly url?: string
  /** Sent with every request as a bearer token. */
  readonly token?: string
  /** The application's own components by address. */
  readonly components?: Components
  /** The application's own nodes at named places. */
  readonly slots?: Slots
  /** Default: the browser's history. `NextRouter` in a Next application; a router context above the application is used as it is. */
  readonly router?: RouterProvider
  /** Where in the host the application lives, without a trailing slash: `/admin`. */
  readonly basePath?: string
  readonly queryClient?: SsotProviderProps['queryClient']
}

const NO_COMPONENTS: Components = {}
const NO_SLOTS: Slots = {}

/** A whole application, drawn from a manifest. */
export function SsotApp({ manifest, url, token, components = NO_COMPONENTS, slots = NO_SLOTS, router, basePath = '', queryClient }: SsotAppProps): ReactNode {
  const client = useMemo(() => {
    const known = typeof manifest === 'string' ? { url: manifest } : { url: url ?? '/manifest.json', manifest }
    // A manifest that is given is of one principal: nobody else is acted as then.
    const headers = typeof manifest === 'string' ? actingHeaders() : {}
    return createSsotClient({ ...known, headers, ...(token !== undefined && { token }) })
  }, [manifest, url, token])
  return (
    <SsotProvider client={client} queryClient={queryClient}>
      <ComponentsContext value={components}>
        <WithRouter router={router}>
          {typeof manifest === 'string' ? <LoadedApp url={manifest} slots={slots} basePath={basePath} /> : <DrawnApp manifest={manifest} slots={slots} basePath={basePath} />}
        </WithRouter>
      </ComponentsContext>
    </SsotProvider>
  )
}

function WithRouter({ router: Router = SpaRouter, children }: { readonly router: RouterProvider | undefined; readonly children: ReactNode }): ReactNode {
  return use(RouterContext) === null ? <Router>{children}</Router> : children
}

interface PlacedProps {
  readonly slots: Slots
  readonly basePath: string
  readonly url?: string
}

function LoadedApp(props: PlacedProps): ReactNode {
  const { data: manifest, error, refetch } = useManifest()
  if (manifest !== undefined) return <DrawnApp {...props} manifest={manifest} />
  return (
    <ThemedRoot>
      <BareFrame busy={error === null}>
        {error !== null && (
          <ProblemView error={error} retry={() => void refetch()}>
            {isActing() && <Button onClick={() => actAs(undefined)}>Be yourself again</Button>}
          </ProblemView>
        )}
      </BareFrame>
    </ThemedRoot>
  )
}

function DrawnApp({ manifest, slots, basePath, url }: PlacedProps & { readonly manifest: Manifest }): ReactNode {
  const format = useMemo(() => createFormatter(undefined), [])
  const app = useMemo(() => ({ manifest, slots, format, url }), [manifest, slots, format, url])
  return (
    <AppContext value={app}>
      <ThemedRoot theme={manifest.theme}>
        <ToastProvider>
          <NavigationProvider basePath={basePath.replace(/\/$/, '')}>
            <Shell>
              <CurrentPage />
            </Shell>
          </NavigationProvider>
        </ToastProvider>
      </ThemedRoot>
    </AppContext>
  )
}
