import { Heading, Paragraph } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { helpTexts } from './help-texts.ts'
import { ownTexts } from '../own/texts.ts'
import { cardTexts } from '../cards/texts.ts'
import { testMyCardTexts } from './test-card-texts.ts'
import { documentTexts } from '../documents/texts.ts'
import { pointTexts } from '../points/texts.ts'
import { cards } from './text-pages/cards.ts'
import { forOrganisations } from './text-pages/for-organisations.ts'
import { lostCard } from './text-pages/lost-card.ts'
import { activateACard, orderACard, renewACard } from './text-pages/ordering.ts'
import { prices } from './text-pages/prices.ts'
import { readerSoftware } from './text-pages/reader-software.ts'
import { relyingParties } from './text-pages/relying-parties.ts'
import { serviceCertificates } from './text-pages/service-certificates.ts'
import { spareCards } from './text-pages/spare-cards.ts'

/** Topics that have their own page. */
const topics = [
  cards,
  orderACard,
  activateACard,
  renewACard,
  lostCard,
  spareCards,
  prices,
  readerSoftware,
  forOrganisations,
  serviceCertificates,
  relyingParties,
]

export function HelpPage() {
  const language = usePageLanguage()
  const t = useTexts(helpTexts)
  const own = useTexts(ownTexts)
  const card = useTexts(cardTexts)
  const test = useTexts(testMyCardTexts)
  const documents = useTexts(documentTexts)
  const points = useTexts(pointTexts)
  return (
    <Prose>
      <PageTitle>{t('heading')}</PageTitle>
      <Heading variant="h2">{t('topicsHeading')}</Heading>
      <ul>
        {topics.map(({ path, title }) => (
          <li key={path}>
            <PageLink to={path}>{title[language]}</PageLink>
          </li>
        ))}
      </ul>
      <Heading variant="h2">{points('heading')}</Heading>
      <Paragraph>
        {points('lead')} <PageLink to="points">{points('find')}</PageLink>
      </Paragraph>
      <Heading variant="h2" id="ways">
        {t('waysHeading')}
      </Heading>
      <ul>
        <li>{t('waysCard')}</li>
        <li>{t('waysStrong')}</li>
        <li>{t('waysPassword')}</li>
      </ul>
      <Paragraph>{t('waysOther')}</Paragraph>
      <Heading variant="h2">{t('pinsHeading')}</Heading>
      <ul>
        <li>{t('pinsBasic')}</li>
        <li>{t('pinsSignature')}</li>
        <li>{t('pinsRequested')}</li>
      </ul>
      <Heading variant="h2" id="locked">
        {t('lockedHeading')}
      </Heading>
      <Paragraph>{t('locked')}</Paragraph>
      <Paragraph>
        {t('lockedWithoutCode')} <PageLink to="own">{own('heading')}</PageLink>
      </Paragraph>
      <Paragraph>{card('otherLayout')}</Paragraph>
      <Heading variant="h2">{test('heading')}</Heading>
      <Paragraph>
        {test('lead')} <PageLink to="test-my-card">{test('heading')}</PageLink>
      </Paragraph>
      <Heading variant="h2">{documents('checkHeading')}</Heading>
      <Paragraph>
        {documents('checkLead')}{' '}
        <PageLink to="check-document">{documents('checkHeading')}</PageLink>
      </Paragraph>
      <Heading variant="h2">{t('readerHeading')}</Heading>
      <ul>
        <li>{t('reader1')}</li>
        <li>{t('reader2')}</li>
        <li>{t('reader3')}</li>
      </ul>
    </Prose>
  )
}
