import { listOrders, orderState, type OrderView } from '@sotevarmenne/api/orders'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { commonTexts } from '../texts/common.ts'
import { DraftOperations } from './draft-operations.tsx'
import { orderTones } from './order-tones.ts'

/** Orders of the registration point, newest first. */
export function OrdersPage() {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const language = usePageLanguage()
  const { dayOf } = useDates()
  const { state, choose } = useStateFilter(orderState.options)
  const nameOf = ({ person }: OrderView) => `${person.surname} ${person.givenNames}`
  const dayOfOrder = (order: OrderView) => dayOf(order.orderedAt ?? order.draftedAt)
  return (
    <>
      <PageTitle>{t('ordersHeading')}</PageTitle>
      <DeskList
        name="orders"
        shown={state}
        narrowing={
          <StateFilter
            state={state}
            onChoose={choose}
            choices={orderState.options.map((value) => ({
              value,
              label: words(`orderState.${value}`),
            }))}
          />
        }
        request={(page, signal) => callApi(listOrders, { state, ...page }, signal)}
        entriesOf={({ orders }) => orders}
        none={t('noOrdersInList')}
        row={(order) => (
          <Row
            key={order.orderId}
            link={<PageLink to={`desk/orders/${order.orderId}`}>{nameOf(order)}</PageLink>}
            facts={
              <>
                {`${words(`cardProduct.${order.product}`)} · ${order.title[language]} · ${dayOfOrder(order)}`}
                {order.state === 'draft' ? <DraftOperations order={order} /> : null}
              </>
            }
            state={
              <Chip $tone={orderTones[order.state]}>{words(`orderState.${order.state}`)}</Chip>
            }
          />
        )}
        columns={[
          [common('list.name'), nameOf],
          [t('product'), ({ product }) => words(`cardProduct.${product}`)],
          [t('titleOnCard'), ({ title }) => title[language]],
          [common('list.day'), dayOfOrder],
          [t('state'), (order) => words(`orderState.${order.state}`)],
          [t('order'), ({ orderId }) => orderId],
        ]}
      />
    </>
  )
}
