/** A text in the three languages of the service. A missing one does not compile. */
export type Text = { readonly fi: string; readonly sv: string; readonly en: string }

export type Language = keyof Text

export type Texts = { readonly [key: string]: Text }

export const languages = ['fi', 'sv', 'en'] as const

export const isLanguage = (text: string | undefined): text is Language =>
  languages.some((language) => language === text)
