import { Heading, Paragraph } from 'suomifi-ui-components'
import { CallIfLost } from '../layout/call-if-lost.tsx'
import { PageLink } from '../layout/links.tsx'
import { Panel } from '../layout/surface.tsx'
import { pointTexts } from '../points/texts.ts'
import { helpTexts } from '../public/help-texts.ts'
import { forOrganisations } from '../public/text-pages/for-organisations.ts'
import { forSystemVendors } from '../public/text-pages/for-system-vendors.ts'
import { lostCard } from '../public/text-pages/lost-card.ts'
import { activateACard, orderACard, renewACard } from '../public/text-pages/ordering.ts'
import { prices } from '../public/text-pages/prices.ts'
import { spareCards } from '../public/text-pages/spare-cards.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { adviceTexts } from './texts.ts'

const topics = [
  ...[lostCard, orderACard, activateACard, renewACard, spareCards, prices],
  ...[forOrganisations, forSystemVendors],
]

/** The pages that the caller can open too. */
export function HelpForCaller() {
  const t = useTexts(adviceTexts)
  const help = useTexts(helpTexts)
  const points = useTexts(pointTexts)
  const language = usePageLanguage()
  return (
    <Panel aria-labelledby="help-heading">
      <Heading variant="h2" id="help-heading" mb="s">
        {t('helpHeading')}
      </Heading>
      <Paragraph>{t('helpLead')}</Paragraph>
      <CallIfLost />
      <ul>
        {topics.map(({ path, title }) => (
          <li key={path}>
            <PageLink to={path}>{title[language]}</PageLink>
          </li>
        ))}
        <li>
          <PageLink to="points">{points('find')}</PageLink>
        </li>
        <li>
          <PageLink to="help">{help('heading')}</PageLink>
        </li>
      </ul>
    </Panel>
  )
}
