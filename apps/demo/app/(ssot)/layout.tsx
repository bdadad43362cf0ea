import { SsotApp } from '@ssot/runtime-ui'
import { NextRouter } from '@ssot/runtime-ui/next'
import type { ReactNode } from 'react'
import { apiAddress } from '../api-address.ts'

/** The whole application stands in the layout: pages change below it without it being mounted anew. */
export default async function SsotLayout({ children }: { readonly children: ReactNode }): Promise<ReactNode> {
  const address = await apiAddress()
  return (
    <NextRouter>
      <SsotApp manifest={`${address}/manifest.json`} />
      {children}
    </NextRouter>
  )
}
