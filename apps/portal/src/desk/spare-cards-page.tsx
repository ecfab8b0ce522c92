import type { SessionView } from '@sotevarmenne/api/authentication'
import { viewStock } from '@sotevarmenne/api/stock'
import { listSpareCards, type SpareCardView, spareCardsShown } from '@sotevarmenne/api/spare-cards'
import { useOutletContext } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { menuTexts } from '../layout/menu-texts.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { useShow } from '../layout/use-show.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from './spare-card-texts.ts'

/**
 * Spare cards of the registration point by their return date; cards that are not returned are followed up
 * from here.
 */
export function SpareCardsPage() {
  const t = useTexts(spareCardTexts)
  const { day } = useDates()
  const { show, choice } = useShow(spareCardsShown.options, 'out', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  const nameOf = ({ holder }: SpareCardView) => `${holder.surname} ${holder.givenNames}`
  const stateOf = (card: SpareCardView) =>
    card.isOverdue ? t('overdue') : t(`state.${card.state}`)
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">
        <PageLink to="desk/spare-cards/return">{t('takeBackHeading')}</PageLink>
      </Paragraph>
      <BlanksHere />
      <DeskList
        name="spare-cards"
        shown={show}
        labels={{
          from: t('returnFrom'),
          to: t('returnTo'),
          oldest: t('order.oldest'),
          newest: t('order.newest'),
        }}
        firstOrder="oldest"
        narrowing={choice}
        request={(page, signal) => callApi(listSpareCards, { show, ...page }, signal)}
        entriesOf={({ spareCards }) => spareCards}
        none={t('none')}
        row={(card) => (
          <Row
            key={card.spareCardId}
            link={<PageLink to={`desk/spare-cards/${card.spareCardId}`}>{nameOf(card)}</PageLink>}
            facts={t('returnBy', { day: day(card.returnBy) })}
            state={<SpareCardChip card={card} />}
          />
        )}
        columns={[
          [t('holder'), nameOf],
          [t('returnDay'), ({ returnBy }) => returnBy],
          [t('state'), stateOf],
          [t('chipSerial'), ({ chipSerial }) => chipSerial ?? ''],
        ]}
      />
    </>
  )
}

/** Whether a spare card can be produced here at all. */
function BlanksHere() {
  const t = useTexts(spareCardTexts)
  const menu = useTexts(menuTexts)
  const { point } = useOutletContext<SessionView>()
  const { data } = useApiQuery(['stock'], viewStock, {})
  if (data?.ok !== true || point === undefined) return null
  const here = data.value.places.find(({ place }) => place === point.pointId)
  const count = here?.inStock ?? 0
  return (
    <Paragraph mb="m">
      {count === 0 ? t('noBlanksHere') : t('blanksHere', { count })}{' '}
      {here?.isLow === true && count > 0 ? <Chip $tone="bad">{t('blanksLow')}</Chip> : null}{' '}
      <PageLink to="desk/blank-orders">{menu('blankOrders')}</PageLink>
    </Paragraph>
  )
}

export function SpareCardChip({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  if (card.isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  return (
    <Chip $tone={card.state === 'handedOver' ? 'good' : 'neutral'}>{t(`state.${card.state}`)}</Chip>
  )
}
