/** A text in the three languages of the service. A missing one does not compile. */
export type Text = { readonly fi: string; readonly sv: string; readonly en: string }

export type { Language } from '@sotevarmenne/api/values'
