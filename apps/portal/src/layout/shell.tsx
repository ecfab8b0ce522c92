import { colours, measures } from '@sotevarmenne/design-tokens/tokens'
import type { ReactNode } from 'react'
import { SkipLink } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { version } from '../version.ts'
import { PageLink } from './links.tsx'
import { OutcomeRegion } from './outcome.tsx'
import { PageHeader } from './page-header.tsx'

/**
 * The frame of every page, application and text pages alike: skip link, header, notice of incidents, main, footer.
 */
export function Shell({ notice, children }: { notice: ReactNode; children: ReactNode }) {
  const t = useTexts(commonTexts)
  return (
    <Frame>
      <SkipLink href="#content">{t('skip')}</SkipLink>
      <PageHeader />
      {notice}
      <Main id="content" tabIndex={-1}>
        {children}
      </Main>
      <OutcomeRegion />
      <Footer>
        <Inner>
          <nav aria-label={t('footerNavigation')}>
            <FooterLinks>
              {footerPages.map(([path, name]) => (
                <li key={path}>
                  <PageLink to={path}>{t(name)}</PageLink>
                </li>
              ))}
            </FooterLinks>
          </nav>
          {t('footer')}
          <Release>{t('version', { version })}</Release>
        </Inner>
      </Footer>
    </Frame>
  )
}

const footerPages = [
  ['search', 'search'],
  ['contact', 'contact'],
  ['developers', 'developers'],
  ['service-status', 'serviceStatus'],
  ['accessibility', 'accessibility'],
  ['privacy', 'privacy'],
] as const

const Frame = styled.div`
  min-height: 100vh;
  display: flex;
  flex-direction: column;
`

const Main = styled.main`
  flex: 1;
  width: 100%;
  max-width: ${measures.pageWidth};
  margin: 0 auto;
  padding: 32px 24px 64px;
  @media (max-width: 600px) {
    padding: 20px 16px 48px;
  }
`

const Footer = styled.footer`
  border-top: 1px solid ${colours.line};
  background: ${colours.surface};
  font-size: 16px;
`

const FooterLinks = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 0 24px;
  list-style: none;
  margin: 0 0 12px;
  padding: 0;
`

const Release = styled.p`
  margin: 12px 0 0;
`

const Inner = styled.div`
  max-width: ${measures.pageWidth};
  margin: 0 auto;
  padding: 24px;
  @media (max-width: 600px) {
    padding: 20px 16px;
  }
`
