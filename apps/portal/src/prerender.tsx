import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { StaticRouter } from 'react-router'
import { ServerStyleSheet } from 'styled-components'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { queryClient, sessionKey } from './api/call-api.ts'
import { documentTexts } from './documents/texts.ts'
import { IncidentNoticeOfServer } from './layout/incident-notice.tsx'
import { Shell } from './layout/shell.tsx'
import { accountTexts } from './organisation/account-texts.ts'
import { noticeTexts } from './own/notice-texts.ts'
import { pointTexts } from './points/texts.ts'
import { testMyCardTexts } from './public/test-card-texts.ts'
import { ProsePage } from './public/text-pages/prose-page.tsx'
import { certificateTexts } from './service-certificates/texts.ts'
import { signInTexts } from './sign-in/texts.ts'
import { serviceStatus } from './public/text-pages/about.ts'
import { textPages } from './public/text-pages/index.ts'
import type { TextPage } from './public/text-pages/text-page.ts'
import { useTexts } from './texts/index.ts'
import { setPageLanguage } from './texts/language.ts'
import { commonTexts } from './texts/common.ts'
import { languages, type Language, type Text } from './texts/text.ts'

/** URLs of what the browser fetches beside the page, as the build named them. */
export type Beside = { readonly styles: readonly string[]; readonly script: string }

/** What a page of the application shows before its scripts have run, until they replace it. */
export type Frame = {
  readonly language: Language
  /** Header and footer, with `{{content}}` between them, and `rest-of-address` in links to other languages. */
  readonly markup: string
  /** Content of pages that the build knows, by their path after the language. */
  readonly pages: Readonly<Record<string, { readonly title: string; readonly content: string }>>
}

/** Stands for the rest of the address in links of a frame to the page's other languages. */
const placeOfPath = 'rest-of-address'

export type Prerendered = {
  /** Path after the language: `''` is the front page. */
  readonly path: string
  readonly language: Language
  readonly title: string
  readonly description: string
  readonly markup: string
}

/**
 * Renders every text page in every language, by the components of the application, into markup that needs no
 * React; and the styles that all of them use. Placeholders that the server fills are `{{…}}`: `{{origin}}`,
 * `{{address:…}}`, `{{live:…}}`.
 */
export function prerender(beside: Beside): {
  readonly pages: readonly Prerendered[]
  readonly frames: readonly Frame[]
  readonly styles: string
} {
  // They are rendered without a session; their script adapts the menu for signed-in users.
  queryClient.setQueryData(sessionKey, {})
  const sheet = new ServerStyleSheet()
  const pages: Prerendered[] = []
  const frames: Frame[] = []
  const render = (part: ReactNode): string => renderToStaticMarkup(sheet.collectStyles(part))
  for (const language of languages) {
    setPageLanguage(language)
    for (const page of textPages)
      pages.push({
        path: page.path,
        language,
        title: page.title[language],
        description: page.description[language],
        markup: `<!doctype html>${render(
          <Document page={page} language={language} beside={beside} />,
        )}`,
      })
    frames.push({
      language,
      markup: render(
        <Placed at={`/${language}/${placeOfPath}`}>
          <Shell notice={<IncidentNoticeOfServer />}>{'{{content}}'}</Shell>
        </Placed>,
      ),
      pages: Object.fromEntries(
        Object.entries(wordsOf).map(([path, [title, ...lead]]) => [
          path,
          {
            title: title[language],
            content: render(
              <>
                <Heading variant="h1" mb="s">
                  {title[language]}
                </Heading>
                {lead.map((text) => (
                  <Paragraph key={text.en} mb="m">
                    {text[language]}
                  </Paragraph>
                ))}
              </>,
            ),
          },
        ]),
      ),
    })
  }
  const styles = sheet.getStyleTags().replaceAll(/<\/?style[^>]*>/g, '')
  return { pages, frames, styles }
}

function Document({
  page,
  language,
  beside,
}: {
  page: TextPage
  language: Language
  beside: Beside
}) {
  const t = useTexts(commonTexts)
  const addressIn = (each: string): string =>
    `{{origin}}/${each}${page.path === '' ? '' : `/${page.path}`}`
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="description" content={page.description[language]} />
        <meta name="own-cards" content={t('ownCards')} />
        <meta name="sign-out" content={t('signOut')} />
        <meta name="not-signed-out" content={t('notSignedOut')} />
        <meta name="copy" content={t('copy')} />
        <meta name="copied" content={t('copied')} />
        <link rel="canonical" href={addressIn(language)} />
        {languages.map((each) => (
          <link key={each} rel="alternate" hrefLang={each} href={addressIn(each)} />
        ))}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {beside.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script type="module" src={beside.script} />
      </head>
      <body>
        <Placed at={addressIn(language).replace('{{origin}}', '')}>
          <Shell notice={page.path === serviceStatus.path ? null : <IncidentNoticeOfServer />}>
            <Content page={page} />
          </Shell>
        </Placed>
      </body>
    </html>
  )
}

const Placed = ({ at, children }: { at: string; children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <StaticRouter location={at}>{children}</StaticRouter>
  </QueryClientProvider>
)

/** Public pages of the application, with the heading and the paragraphs that do not depend on the visit. */
const wordsOf: { readonly [path: string]: readonly [title: Text, ...lead: Text[]] } = {
  'sign-in': [signInTexts.heading, signInTexts.lead, signInTexts.suomiFiLead],
  'spare-points': [pointTexts.spareHeading, pointTexts.spareLead],
  appointment: [pointTexts.appointmentHeading],
  'test-my-card': [testMyCardTexts.heading, testMyCardTexts.lead],
  'check-document': [documentTexts.checkHeading, documentTexts.checkLead],
  'certificate-request': [certificateTexts.linkHeading],
  'confirm-address': [noticeTexts.confirmHeading],
  invitation: [accountTexts.invitationHeading],
}

function Content({ page: { title, content } }: { page: TextPage }): ReactNode {
  if (typeof content !== 'function') return <ProsePage title={title} sections={content} />
  const Page = content
  return <Page />
}
