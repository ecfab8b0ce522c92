/** A text in the three languages. A missing one does not compile. */
export type Text = { readonly fi: string; readonly sv: string; readonly en: string }

export type Language = keyof Text

export const languages = ['fi', 'sv', 'en'] as const satisfies readonly Language[]

export const isLanguage = (text: unknown): text is Language =>
  languages.some((language) => language === text)

/** The first supported language of an Accept-Language header, else Finnish. */
export const preferredLanguage = (acceptLanguage: string | undefined): Language =>
  (acceptLanguage ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLanguage) ?? 'fi'
