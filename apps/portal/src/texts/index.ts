import { showNumber } from '@sotevarmenne/kernel/show'
import { useMemo } from 'react'
import { usePageLanguage } from './language.ts'
import type { Language, Texts } from './text.ts'

/** Gives a text of one area in the page's language, with its values: `{{name}}`. */
export type Translate<Area extends Texts> = (key: keyof Area & string, values?: Values) => string

/** A number is a count, whose digits are grouped; a year or the number of an invoice is a string. */
type Values = { readonly [name: string]: string | number | undefined }

/** The texts of one area of the portal, in the page's language. */
export function useTexts<Area extends Texts>(area: Area): Translate<Area> {
  const language = usePageLanguage()
  return useMemo(() => translate(area, language), [area, language])
}

export const translate =
  <Area extends Texts>(area: Area, language: Language): Translate<Area> =>
  (key, values = {}) =>
    area[key]?.[language].replaceAll(/\{\{(\w+)\}\}/g, (text, name: string) => {
      const value = values[name]
      // An error of the page, which its tests report; the text is shown without the value.
      if (value === undefined) reportError(new Error(`no value for ${text} in the text ${key}`))
      return typeof value === 'number' ? showNumber(value, language) : (value ?? '')
    }) ?? key
