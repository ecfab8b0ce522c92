import { listOrders, orderState } from '@sotevarmenne/api/orders'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, StateFilter, useStateFilter } from '../layout/row-list.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DraftOperations } from './draft-operations.tsx'
import { orderTones } from './order-tones.ts'

/** Orders of the registration point, newest first. */
export function OrdersPage() {
  const t = useTexts('desk')
  const words = useTexts('words')
  const language = usePageLanguage()
  const { dayOf } = useDates()
  const { state, choose } = useStateFilter(orderState.options)
  const pages = usePages(['orders', state], listOrders, { state })
  return (
    <>
      <PageTitle>{t('ordersHeading')}</PageTitle>
      <StateFilter
        state={state}
        onChoose={choose}
        choices={orderState.options.map((value) => ({
          value,
          label: words(`orderState.${value}`),
        }))}
      />
      <RowList
        pages={pages}
        empty={t('noOrdersInList')}
        rowsOf={({ orders }) =>
          orders.map((order) => (
            <Row
              key={order.orderId}
              link={
                <PageLink to={`desk/orders/${order.orderId}`}>
                  {`${order.person.surname} ${order.person.givenNames}`}
                </PageLink>
              }
              facts={
                <>
                  {`${words(`cardProduct.${order.product}`)} · ${order.title[language]} · ${dayOf(order.orderedAt ?? order.draftedAt)}`}
                  {order.state === 'draft' ? <DraftOperations order={order} /> : null}
                </>
              }
              state={
                <Chip $tone={orderTones[order.state]}>{words(`orderState.${order.state}`)}</Chip>
              }
            />
          ))
        }
      />
    </>
  )
}
