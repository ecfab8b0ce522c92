import i18next from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Language } from './text.ts'

/** A part of a page for somebody else than the person who uses the page, in that person's language. */
export function InLanguage({ language, children }: { language: Language; children: ReactNode }) {
  const texts = useMemo(
    () => i18next.cloneInstance({ lng: language, initAsync: false }),
    [language],
  )
  return (
    <I18nextProvider i18n={texts}>
      <div lang={language}>{children}</div>
    </I18nextProvider>
  )
}
