import { Outlet, ScrollRestoration, useParams, type LoaderFunctionArgs } from 'react-router'
import { pageLanguage, setPageLanguage } from '../texts/language.ts'
import { isLanguage } from '../texts/text.ts'
import { IncidentNotice } from './incident-notice.tsx'
import { NotFoundPage } from '../public/not-found-page.tsx'
import { Outdated } from './outdated.tsx'
import { Shell } from './shell.tsx'

/** Every page of the application, in the language that the address names. */
export function PageFrame() {
  const { language } = useParams()

  return (
    <Shell notice={<IncidentNotice />}>
      <Outdated />
      {isLanguage(language) ? <Outlet /> : <NotFoundPage />}
      <ScrollRestoration />
    </Shell>
  )
}

/** Switches the texts to the language of the address before the page is rendered. */
export function speakLanguageOf({ params }: LoaderFunctionArgs): null {
  const language = params['language']
  if (isLanguage(language)) setPageLanguage(language)
  document.documentElement.lang = pageLanguage()
  return null
}
