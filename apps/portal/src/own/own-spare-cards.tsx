import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { InlineAlert } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from '../desk/spare-card-texts.ts'

/** The spare cards that the holder has, and their return dates. */
export function OwnSpareCards() {
  const t = useTexts(spareCardTexts)
  const { day } = useDates()
  const { data } = useApiQuery(['own-spare-cards'], viewOwnSpareCards, {})
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
