import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Language } from './text.ts'

let spoken: Language = 'fi'
const listeners = new Set<() => void>()

/** The language of the page: that of its address. */
export const pageLanguage = (): Language => spoken

export function setPageLanguage(language: Language): void {
  spoken = language
  for (const notify of listeners) notify()
}

/** The language of a part of the page, where it is another than the page's. */
export const LanguageOfPart = createContext<Language | undefined>(undefined)

export function usePageLanguage(): Language {
  const ofPart = useContext(LanguageOfPart)
  const ofPage = useSyncExternalStore(subscribe, pageLanguage, pageLanguage)
  return ofPart ?? ofPage
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
