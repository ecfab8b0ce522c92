import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { useQuery } from '@tanstack/react-query'
import { InlineAlert } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** The spare cards that the holder has, and when they are to be brought back. */
export function OwnSpareCards() {
  const t = useTexts('spare')
  const { day } = useDates()
  const { data } = useQuery({
    queryKey: ['own-spare-cards'],
    queryFn: ({ signal }) => ask(viewOwnSpareCards, {}, signal),
  })
  if (data?.ok !== true) return null
  return data.value.spareCards.map((card) => (
    <InlineAlert
      key={card.spareCardId}
      status={card.isOverdue ? 'warning' : 'neutral'}
      labelText={t('one')}
      mb="s"
    >
      {t('ownHelp', { day: day(card.returnBy) })}
    </InlineAlert>
  ))
}
