import {
  blankOrdersShown,
  listBlankOrders,
  type BlankOrderState,
  type BlankOrderView,
} from '@sotevarmenne/api/blank-orders'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { useUnder } from '../identification/inquiries-page.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row } from '../layout/row-list.tsx'
import { useShow } from '../layout/use-show.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { blankOrderTexts } from './texts.ts'

/** Orders of blank cards: a desk sees those of its point, the office all, the oldest first. */
export function BlankOrdersPage() {
  const t = useTexts(blankOrderTexts)
  const { time } = useDates()
  const under = useUnder()
  const { show, choice } = useShow(blankOrdersShown.options, 'open', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  const firstOrder = under === 'operations' ? 'oldest' : 'newest'
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {under === 'desk' ? (
        <Paragraph mb="m">
          <PageLink to="desk/blank-orders/new">{t('order')}</PageLink>
        </Paragraph>
      ) : (
        <Paragraph mb="m">{t('listHelp')}</Paragraph>
      )}
      <DeskList
        name="blank-orders"
        shown={show}
        narrowing={choice}
        firstOrder={firstOrder}
        request={(page, signal) =>
          callApi(listBlankOrders, { show, order: firstOrder, ...defined(page) }, signal)
        }
        entriesOf={({ orders }) => orders}
        none={t('none')}
        row={(order) => (
          <Row
            key={order.orderId}
            link={
              <PageLink to={`${under}/blank-orders/${order.orderId}`}>
                {under === 'desk'
                  ? t('amountOf', { count: order.amount })
                  : `${order.point.name}: ${t('amountOf', { count: order.amount })}`}
              </PageLink>
            }
            facts={[
              t('orderedAt', { at: time(order.orderedAt) }),
              ...(order.waitingDays === undefined
                ? []
                : [t('waiting', { count: order.waitingDays })]),
            ].join(' · ')}
            state={<BlankOrderChip order={order} />}
          />
        )}
        columns={[
          [t('point'), ({ point }) => point.name],
          [t('amount'), ({ amount }) => String(amount)],
          [t('orderedTime'), ({ orderedAt }) => time(orderedAt)],
          [t('state'), ({ state }) => t(`state.${state}`)],
          [t('waitingDays'), ({ waitingDays }) => String(waitingDays ?? '')],
          [t('missing'), ({ received }) => String(received?.missing ?? '')],
          [t('extra'), ({ received }) => String(received?.extra ?? '')],
        ]}
      />
    </>
  )
}

/** The order of the page before its user chose another. */
const defined = <Page extends { readonly order?: unknown }>({ order, ...page }: Page) =>
  order === undefined ? page : { ...page, order }

const tones = {
  ordered: 'waiting',
  sent: 'waiting',
  received: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<BlankOrderState, string>

export function BlankOrderChip({ order }: { order: Pick<BlankOrderView, 'state'> }) {
  const t = useTexts(blankOrderTexts)
  return <Chip $tone={tones[order.state]}>{t(`state.${order.state}`)}</Chip>
}
