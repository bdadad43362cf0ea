import type { Page } from 'playwright-core'

/** The automatic pages of posts, used as a person uses them: by what is written on them. */
export interface PostPages {
  create(post: { readonly title: string; readonly slug: string; readonly author: string }): Promise<void>
  edit(change: { readonly title: string; readonly author: string; readonly tag: string }): Promise<void>
  remove(): Promise<void>
}

/** Uses the pages of posts below an address. */
export function postPages(page: Page, base: string): PostPages {
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
  const choose = async (label: string, name: string): Promise<void> => {
    await page.getByLabel(label, { exact: false }).and(page.getByRole('combobox')).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  return {
    create: async ({ title, slug, author }) => {
      await page.goto(`${base}/posts`)
      await page.getByRole('link', { name: 'New post' }).click()
      await heading('New post').waitFor()
      await page.getByLabel('Title').fill(title)
      await page.getByLabel('Slug').fill(slug)
      await page.getByLabel('Summary').fill('Written by a test.')
      await page.getByLabel('Body').fill('Some **words**.')
      await choose('Author', author)
      await page.getByRole('button', { name: 'Create post' }).click()
      await heading(title).waitFor()
    },
    edit: async ({ title, author, tag }) => {
      await page.getByRole('link', { name: 'Edit', exact: true }).click()
      await page.getByLabel('Title').fill(title)
      await choose('Author', author)
      await choose('Tags', tag)
      await page.getByRole('button', { name: 'Save changes' }).click()
      await heading(title).waitFor()
    },
    remove: async () => {
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await heading('Posts').waitFor()
    },
  }
}
