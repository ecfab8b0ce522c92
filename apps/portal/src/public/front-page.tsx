import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import { colours } from '@sotevarmenne/design-tokens/tokens'
import { Heading, InlineAlert, Link, Paragraph } from 'suomifi-ui-components'
import type { ReactNode } from 'react'
import styled from 'styled-components'
import { CardPicture } from '../card-picture/card-picture.tsx'
import { CallIfLost, ReturnIfFound } from '../layout/call-if-lost.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { Live } from './text-pages/prose-page.tsx'
import { useTexts } from '../texts/index.ts'
import { frontTexts } from './front-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { pointTexts } from '../points/texts.ts'

/** What the service is, what the card is, how to get one, and what to do when it is lost. */
export const FrontPage = () => (
  <Front
    isSignedOut={false}
    call={<Live>{'{{live:hotline}}'}</Live>}
    found={<Live>{'{{live:found-card}}'}</Live>}
  />
)

/** The front page after a sign-out, also one that ended at Suomi.fi. */
export const SignedOutPage = () => (
  <Front isSignedOut call={<CallIfLost />} found={<ReturnIfFound />} />
)

function Front({
  isSignedOut,
  call,
  found,
}: {
  isSignedOut: boolean
  /** The number to call about a lost card. */
  call: ReactNode
  /** Where a found card is brought or sent. */
  found: ReactNode
}) {
  const t = useTexts(frontTexts)
  const common = useTexts(commonTexts)
  const points = useTexts(pointTexts)
  const contact = useTexts(contactPageTexts)
  const href = useHref()
  const language = usePageLanguage()
  return (
    <>
      {isSignedOut ? (
        <InlineAlert status="neutral" mb="m">
          {common('signedOut')}
        </InlineAlert>
      ) : null}
      <Opening>
        <div>
          <PageTitle>{t('heading')}</PageTitle>
          <Lead>{t('lead')}</Lead>
          <Actions>
            <MainLink to={href('sign-in')}>{t('signIn')}</MainLink>
            <Link href="#lost" underline="initial">
              {t('lost')}
            </Link>
          </Actions>
          <Call>{call}</Call>
        </div>
        <CardPicture face={{ ...exampleFace, title: frontTexts.exampleTitle, language }} />
      </Opening>

      <Heading variant="h2" mt="xl">
        {t('cardHeading')}
      </Heading>
      <Cells>
        <Cell title={t('cardTitle')} text={t('cardTitleHelp')} />
        <Cell title={t('chip')} text={t('chipHelp')} />
        <Cell title={t('photoChoice')} text={t('photoChoiceHelp')} />
        <Cell title={t('validity')} text={t('validityHelp')} />
      </Cells>
      <Further>
        <PageLink to="cards">{t('toCards')}</PageLink>
      </Further>

      <Heading variant="h2" mt="xl">
        {t('stepsHeading')}
      </Heading>
      <Steps>
        <Cell title={t('stepVisit')} text={t('stepVisitHelp')} />
        <Cell title={t('stepCollect')} text={t('stepCollectHelp')} />
        <Cell title={t('stepLetter')} text={t('stepLetterHelp')} />
        <Cell title={t('stepActivate')} text={t('stepActivateHelp')} />
      </Steps>
      <PageLink to="points">{points('find')}</PageLink>

      <Panel aria-labelledby="lost">
        <Heading variant="h2" id="lost" tabIndex={-1} mb="xs">
          {t('lostHeading')}
        </Heading>
        <Paragraph mb="xs">{t('lostHelp')}</Paragraph>
        {call}
        {found}
        <PageLink to="lost-card">{t('toLost')}</PageLink>
      </Panel>
      <Further>
        {t('questions')} <PageLink to="contact-form">{contact('heading')}</PageLink>
      </Further>
    </>
  )
}

/** An invented person of the demo environment. */
const exampleFace = {
  surname: 'Esimerkki',
  givenNames: 'Aino',
  product: 'professional-card',
  subjectNumber: '00900000017',
  validTo: '2031-11-24',
} as const

const Cell = ({ title, text }: { title: string; text: string }) => (
  <li>
    <Heading variant="h3" mb="xxs">
      {title}
    </Heading>
    {text}
  </li>
)

const Opening = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 428px);
  gap: 24px 48px;
  align-items: center;
  @media (max-width: 900px) {
    grid-template-columns: minmax(0, 1fr);
  }
`

const Call = styled.div`
  margin-top: 16px;
`

const Further = styled.p`
  margin: 16px 0 0;
`

const Lead = styled.p`
  margin: 0;
  font-size: 20px;
  a {
    color: ${colours.link};
  }
`

const Cells = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
  gap: 20px 32px;
  list-style: none;
  margin: 16px 0 0;
  padding: 0;
`

const Steps = styled.ol`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
  gap: 20px 32px;
  list-style: none;
  counter-reset: step;
  margin: 16px 0 32px;
  padding: 0;
  li {
    counter-increment: step;
  }
  li::before {
    content: counter(step);
    display: flex;
    align-items: center;
    justify-content: center;
    width: 36px;
    height: 36px;
    margin-bottom: 8px;
    border-radius: 50%;
    color: ${colours.surface};
    font-weight: 700;
    background: ${colours.brand};
  }
`
