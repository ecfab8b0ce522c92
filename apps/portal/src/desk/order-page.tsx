import { cancelOrder, viewKnownVisitor, viewOrder, type OrderView } from '@sotevarmenne/api/orders'
import { ok } from '@sotevarmenne/kernel/result'
import { useNavigate, useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { Chip } from '../cards/card-facts.tsx'
import { CardPicture } from '../card-picture/card-picture.tsx'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { CardShown, usePhoto } from '../cards/card-pictures.tsx'
import { DecisionsShown } from '../cards/decisions-shown.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { useCard } from '../cards/use-card.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { focusTitle, PageTitle } from '../layout/page-title.tsx'
import { Actions, Columns, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { cardTexts } from '../cards/texts.ts'
import { memberTexts } from './member-texts.ts'
import { orderTones } from './order-tones.ts'
import { OrderConfirmation } from './confirm-order.tsx'
import { DraftOperations, storeCancelled } from './draft-operations.tsx'
import { EmploymentCertificate, useEmploymentFacts } from './employment-shown.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import { orderPageOf } from './order-form.ts'
import { ProductionFailure } from './production-failure.tsx'
import { useVisitorAtDesk } from './visitor.ts'

export function OrderPage() {
  const t = useTexts(deskTexts)
  const { orderId = '' } = useParams()
  const query = useApiQuery(['order', orderId], viewOrder, { orderId })
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('order')}
        back={<PageLink to="desk/orders">{t('toOrders')}</PageLink>}
      />
    )
  return <OrderShown order={query.data.value} />
}

function OrderShown({ order }: { order: OrderView }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const ofCard = useTexts(cardTexts)
  const language = usePageLanguage()
  const { day, time } = useDates()
  const member = useTexts(memberTexts)
  const employmentFacts = useEmploymentFacts()
  const price = useCardPrice()
  const response = useCard(order.cardId).data
  const card = response?.ok === true ? response.value : undefined
  const photo = usePhoto(order.photoId)
  return (
    <>
      <PageTitle>{`${t('order')}: ${order.person.givenNames} ${order.person.surname}`}</PageTitle>
      {card?.productionFailure === undefined ? null : (
        <ProductionFailure failure={card.productionFailure} />
      )}
      <Columns>
        <div>
          <Panel aria-label={t('order')}>
            <Facts
              facts={[
                [
                  t('state'),
                  <Chip key="state" $tone={orderTones[order.state]}>
                    {words(`orderState.${order.state}`)}
                  </Chip>,
                ],
                [t('product'), words(`cardProduct.${order.product}`)],
                [t('titleOnCard'), order.title[language]],
                ...employmentFacts(order),
                [member('price'), price(order.price)],
                [t('validToLabel'), day(order.validTo)],
                [t('languageOfCard'), words(`language.${order.language}`)],
                [t('draftedAt'), time(order.draftedAt)],
                [t('orderedAt'), order.orderedAt === undefined ? undefined : time(order.orderedAt)],
              ]}
            />
            {order.employment?.certificateId === undefined ? null : (
              <EmploymentCertificate orderId={order.orderId} />
            )}
            <OrderConfirmation order={order} withFile />
            {order.corrects === undefined ? null : (
              <Paragraph mt="s">
                <PageLink to={`desk/orders/${order.corrects}`}>{t('correctsOrder')}</PageLink>
              </Paragraph>
            )}
            <Paragraph>
              <PageLink to="desk" state={{ personId: order.person.personId }}>
                {t('toVisitor')}
              </PageLink>
            </Paragraph>
            {card === undefined ? null : (
              <Paragraph>
                <PageLink to={`desk/cards/${card.cardId}`}>{t('toCard')}</PageLink>
              </Paragraph>
            )}
          </Panel>
          {order.state === 'draft' ? (
            <Panel aria-labelledby="draft">
              <Heading variant="h2" id="draft" mb="xs">
                {t('draftHeading')}
              </Heading>
              <Paragraph>{t('draftHelp')}</Paragraph>
              <DraftOperations order={order} onDiscarded={focusTitle} />
            </Panel>
          ) : null}
          <DecisionsShown decisions={order.decisions} />
          {order.state === 'ordered' ? (
            <Panel aria-labelledby="cancelling">
              <Heading variant="h2" id="cancelling" mb="xs">
                {t('cancelHeading')}
              </Heading>
              <Paragraph>{t('cancelHelp')}</Paragraph>
              <CancelOrder orderId={order.orderId} />
              <CorrectOrder order={order} />
            </Panel>
          ) : null}
        </div>
        <Panel aria-label={t('card')}>
          {card === undefined ? (
            <CardPicture
              face={{
                surname: order.person.surname,
                givenNames: order.person.givenNames,
                product: order.product,
                organisation: order.employment?.organisation,
                unit: order.employment?.unit?.name,
                title: order.title,
                language: order.language,
                subjectNumber: order.subjectNumber,
                validTo: order.validTo,
                photo,
              }}
            />
          ) : (
            <>
              <CardShown card={card} />
              <Heading variant="h2" mt="m">
                {ofCard('timeline')}
              </Heading>
              <CardTimeline card={card} />
            </>
          )}
        </Panel>
      </Columns>
    </>
  )
}

/** Wrong data: what was confirmed and signed is not changed, but cancelled and ordered again (R132). */
function CorrectOrder({ order }: { order: OrderView }) {
  const t = useTexts(deskTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [, setAtDesk] = useVisitorAtDesk()
  const { runOnConfirm, shown } = useAction()
  const { orderId, person, product } = order

  const correct = (): Promise<() => void> =>
    runOnConfirm(
      async () => {
        const found = await callApi(viewKnownVisitor, { personId: person.personId })
        if (!found.ok) return found
        const cancelled = await callApi(cancelOrder, { orderId, because: 'data-wrong' })
        return cancelled.ok ? ok({ visitor: found.value, corrects: cancelled.value }) : cancelled
      },
      ({ visitor, corrects }) => {
        storeCancelled(corrects)
        setAtDesk({ visitor, corrects })
        void navigate(href(orderPageOf(product)))
      },
    )

  return (
    <>
      <Paragraph mt="m">{t('correctHelp')}</Paragraph>
      {shown}
      <Actions>
        <ConfirmButton
          id="correct-order"
          label={t('correctOrder')}
          title={t('correctOrder')}
          text={t('correctConfirm')}
          onYes={correct}
        />
      </Actions>
    </>
  )
}

function CancelOrder({ orderId }: { orderId: string }) {
  const t = useTexts(deskTexts)
  const { runOnConfirm, shown } = useAction()

  const cancel = (): Promise<() => void> =>
    runOnConfirm(
      () => callApi(cancelOrder, { orderId }),
      (cancelled) => {
        storeCancelled(cancelled)
        focusTitle()
      },
    )

  return (
    <>
      {shown}
      <Actions>
        <ConfirmButton
          label={t('cancelOrder')}
          title={t('cancelConfirmHeading')}
          text={t('cancelConfirm')}
          onYes={cancel}
        />
      </Actions>
    </>
  )
}
