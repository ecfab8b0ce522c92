import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { useQuery } from '@tanstack/react-query'
import { InlineAlert } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** The spare cards that the holder has, and their return dates. */
export function OwnSpareCards() {
  const t = useTexts('spare')
  const { day } = useDates()
  const { data } = useQuery({
    queryKey: ['own-spare-cards'],
    queryFn: ({ signal }) => callApi(viewOwnSpareCards, {}, signal),
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
