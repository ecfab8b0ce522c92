import type { ComponentType } from 'react'
import type { Text } from '../../texts/text.ts'

/**
 * A public page of text: rendered once, when the portal is built, in each language, and sent without React.
 */
export type TextPage = {
  /** Path after the language: `''` is the front page. */
  readonly path: string
  readonly title: Text
  /** One or two sentences for search results. */
  readonly description: Text
  /** The content below the first heading, or the whole page where it renders its own. */
  readonly content: readonly Section[] | ComponentType
}

export type Section = {
  /** The first section of a page has none: it follows the page's own heading. */
  readonly heading?: Text
  /** The fragment identifier of a link, behind `#`. */
  readonly id?: string
  readonly blocks: readonly Block[]
}

/**
 * Paragraphs may contain links: `[what it says](points)`, to a page of the portal, or to an external address.
 */
export type Block =
  | Text
  | { readonly list: readonly Text[] }
  | { readonly steps: readonly Text[] }
  /** What only the running service knows: the server inserts it when it sends the page. */
  | { readonly live: string }
