import type { ReactNode } from 'react'
import { LanguageOfPart } from './language.ts'
import type { Language } from './text.ts'

/** A part of a page for somebody else than the person who uses the page, in that person's language. */
export const InLanguage = ({ language, children }: { language: Language; children: ReactNode }) => (
  <LanguageOfPart value={language}>
    <div lang={language}>{children}</div>
  </LanguageOfPart>
)
