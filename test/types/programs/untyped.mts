import type { Delegates } from '@ssot/contract'

declare const sdk: Delegates

export async function anything(): Promise<unknown> {
  const posts = await sdk['post']?.findMany({ where: { title: { contains: 'x' } }, include: { author: true } })
  return posts?.[0]?.['title']
}
