import type { ComponentType } from 'react'
import type { Text } from '../../texts/text.ts'

/** A public page that is text: drawn once, when the portal is built, in each language, and sent without React. */
export type TextPage = {
  /** Behind the language: `''` is the front page. */
  readonly path: string
  readonly title: Text
  /** One or two sentences for whoever finds the page by a search. */
  readonly description: Text
  /** What stands beneath the first heading, or the whole page where it draws its own. */
  readonly content: readonly Section[] | ComponentType
}

export type Section = {
  /** The first section of a page has none: it follows the page's own heading. */
  readonly heading?: Text
  /** What a link leads to behind `#`. */
  readonly id?: string
  readonly blocks: readonly Block[]
}

/** Paragraphs may hold links: `[what it says](points)`, to a page of the portal, or to an address of its own. */
export type Block =
  | Text
  | { readonly list: readonly Text[] }
  | { readonly steps: readonly Text[] }
  /** What only the running service knows: the server puts it in when it sends the page. */
  | { readonly live: string }
