import { viewSpareCardsOf } from '@sotevarmenne/api/spare-cards'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { Muted, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from './spare-card-texts.ts'
import { useCardPrice } from '../fees/card-price.ts'
import { SpareCardChip } from './spare-cards-page.tsx'

/** The visitor's spare cards, each with its return date, and whether one may be produced now. */
export function VisitorSpareCards({ personId }: { personId: string }) {
  const t = useTexts(spareCardTexts)
  const price = useCardPrice()
  const { day } = useDates()
  const { data } = useApiQuery(['spare-cards-of', personId], viewSpareCardsOf, { personId })
  const language = usePageLanguage()
  if (data?.ok !== true || data.value.cards.length === 0) return null
  const cards = data.value.cards.flatMap(({ spareCards }) => spareCards)
  const may = data.value.cards.filter(({ mayMake }) => mayMake.allowed)
  // Each reason once, and only when it prevents every card.
  const reasons = new Map(
    data.value.cards.flatMap(({ mayMake }) =>
      may.length > 0 || mayMake.allowed ? [] : [[mayMake.because.kind, mayMake.because]],
    ),
  )
  return (
    <Panel aria-labelledby="spare-cards">
      <Heading variant="h2" id="spare-cards" mb="s">
        {t('heading')}
      </Heading>
      {cards.map((card) => (
        <Paragraph key={card.spareCardId}>
          <SpareCardChip card={card} />{' '}
          <PageLink to={`desk/spare-cards/${card.spareCardId}`}>
            {t('returnBy', { day: day(card.returnBy) })}
          </PageLink>
        </Paragraph>
      ))}
      {may.map(({ cardId, mayMake }) => (
        <Paragraph key={cardId}>
          <PageLink to={`desk/cards/${cardId}/spare-card`}>{t('startHeading')}</PageLink>
          {mayMake.allowed ? <Muted> {price(mayMake.price)}</Muted> : null}
        </Paragraph>
      ))}
      {[...reasons.values()].map(({ kind, title, advice }) => (
        <Paragraph key={kind} mt="xs">
          {t('mayNotMake')}: {title[language]}. {advice?.[language]}
        </Paragraph>
      ))}
    </Panel>
  )
}
