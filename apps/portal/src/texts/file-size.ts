import { showDecimal } from '@sotevarmenne/kernel/show'
import type { Language } from './text.ts'

/** The size of a file in the design system's words, `1.2 MB`, in the language of the page: `1,2 Mt`. */
export function fileSizeText(shown: string, language: Language): string {
  const [, size, unit] = /^(\d+(?:\.\d)?) (B|KB|MB)$/.exec(shown) ?? []
  if (size === undefined || unit === undefined) return shown
  const number = unit === 'B' ? size : showDecimal(Number(size), language)
  return `${number}\u00a0${units[language][unit] ?? unit}`
}

const units: { readonly [language in Language]: { readonly [unit: string]: string } } = {
  fi: { B: 't', KB: 'kt', MB: 'Mt' },
  sv: { B: 'B', KB: 'kB', MB: 'MB' },
  en: { B: 'B', KB: 'kB', MB: 'MB' },
}
