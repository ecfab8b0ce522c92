import { viewSpareCardsOf } from '@sotevarmenne/api/spare-cards'
import { useQuery } from '@tanstack/react-query'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { PageLink } from '../layout/links.tsx'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { SpareCardChip } from './spare-cards-page.tsx'

/** The visitor's spare cards, each with the day by which it is to come back. */
export function VisitorSpareCards({ personId }: { personId: string }) {
  const t = useTexts('spare')
  const { day } = useDates()
  const { data } = useQuery({
    queryKey: ['spare-cards-of', personId],
    queryFn: ({ signal }) => ask(viewSpareCardsOf, { personId }, signal),
  })
  const cards = data?.ok === true ? data.value.cards.flatMap(({ spareCards }) => spareCards) : []
  if (cards.length === 0) return null
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
    </Panel>
  )
}
