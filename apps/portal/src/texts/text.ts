import { language, type Language, type ThreeLanguages } from '@sotevarmenne/api/values'

/** A text in the three languages of the service. A missing one does not compile. */
export type Text = ThreeLanguages

export type { Language }

export type Texts = { readonly [key: string]: Text }

export const languages = language.options

export const isLanguage = (text: string | undefined): text is Language =>
  languages.some((one) => one === text)
