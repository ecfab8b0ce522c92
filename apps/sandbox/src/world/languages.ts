/** A text in the three languages. A missing one does not compile. */
export type Text = { readonly fi: string; readonly sv: string; readonly en: string }

export type Language = keyof Text

export const languages = ['fi', 'sv', 'en'] as const satisfies readonly Language[]

export const isLanguage = (text: unknown): text is Language =>
  languages.some((language) => language === text)
