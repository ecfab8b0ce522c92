import i18next from 'i18next'
import {
  Navigate,
  Outlet,
  ScrollRestoration,
  useParams,
  type LoaderFunctionArgs,
} from 'react-router'
import { SkipLink, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { isLanguage } from '../texts/text.ts'
import { NotFoundPage } from '../public/not-found-page.tsx'
import { PageHeader } from './page-header.tsx'

/** Every page: skip link, header, main, footer, in the language that the address names. */
export function PageFrame() {
  const t = useTexts('common')
  const { language } = useParams()

  return (
    <Frame>
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <PageHeader />
      <Main id="content" tabIndex={-1}>
        {isLanguage(language) ? <Outlet /> : <NotFoundPage />}
      </Main>
      <Footer>
        <Inner>{t('footer')}</Inner>
      </Footer>
      <ScrollRestoration />
    </Frame>
  )
}

/** Turns the texts to the language of the address before the page is drawn. */
export async function speakLanguageOf({ params }: LoaderFunctionArgs): Promise<null> {
  const language = params['language']
  if (isLanguage(language)) await i18next.changeLanguage(language)
  document.documentElement.lang = i18next.language
  return null
}

/** The bare address leads to the language that the browser asks for. */
export function ChooseLanguage() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage)
  return <Navigate to={`/${wanted ?? 'fi'}`} replace />
}

const Frame = styled.div`
  min-height: 100vh;
  display: flex;
  flex-direction: column;
`

const Main = styled.main`
  flex: 1;
  width: 100%;
  max-width: 1200px;
  margin: 0 auto;
  padding: 32px 24px 64px;
  &:focus {
    outline: none;
  }
  @media (max-width: 600px) {
    padding: 20px 16px 48px;
  }
`

const Footer = styled.footer`
  border-top: 1px solid ${suomifiDesignTokens.colors.depthLight1};
  background: #fff;
  font-size: 16px;
`

const Inner = styled.div`
  max-width: 1200px;
  margin: 0 auto;
  padding: 24px;
  @media (max-width: 600px) {
    padding: 20px 16px;
  }
`
