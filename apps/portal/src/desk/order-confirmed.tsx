import type { OrderView } from '@sotevarmenne/api/orders'
import { useNavigate } from 'react-router'
import { Button, Heading, InlineAlert, LoadingSpinner } from 'suomifi-ui-components'
import { CardShown } from '../cards/card-pictures.tsx'
import { isOnItsWay, useCard } from '../cards/use-card.ts'
import { PageLink, useHref } from '../layout/links.tsx'
import { Actions, Beside, Columns, Panel, Prose } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { ProductionFailure } from './production-failure.tsx'
import { useVisitorAtDesk } from './visitor.ts'

/** The order is placed: what happens next and when. Follows the card through production. */
export function OrderConfirmed({ order }: { order: OrderView }) {
  const t = useTexts(deskTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { day } = useDates()
  const [, setAtDesk] = useVisitorAtDesk()
  const response = useCard(order.cardId).data
  const card = response?.ok === true ? response.value : undefined
  const isProduced = card !== undefined && !isOnItsWay(card)
  const letterDay = card?.letter?.plannedFor

  return (
    <Columns>
      <div>
        <div aria-live="polite">
          {card?.productionFailure !== undefined ? (
            <ProductionFailure failure={card.productionFailure} />
          ) : isProduced ? (
            <InlineAlert status="neutral" labelText={t('isProduced')} mt="m">
              {t('isProducedHelp')}
            </InlineAlert>
          ) : (
            <LoadingSpinner status="loading" text={t('isBeingProduced')} textAlign="right" mt="m" />
          )}
        </div>
        <Panel aria-labelledby="next">
          <Heading variant="h2" id="next" mb="s">
            {t('whatNext')}
          </Heading>
          {card?.productionFailure?.isFinal === true ? null : (
            <Prose as="ol">
              {isProduced ? null : <li>{t('nextProduction')}</li>}
              <li>{t('nextHandOver')}</li>
              <li>
                {letterDay === undefined
                  ? t('nextLetterLater')
                  : t('nextLetter', { day: day(letterDay) })}
              </li>
              <li>{t('nextActivation')}</li>
            </Prose>
          )}
          <Actions>
            <Button
              onClick={() => {
                setAtDesk({})
                void navigate(href('desk'))
              }}
            >
              {t('nextVisitor')}
            </Button>
            {isProduced ? (
              <PageLink to={`desk/cards/${card.cardId}`}>{t('toCard')}</PageLink>
            ) : (
              <PageLink to={`desk/orders/${order.orderId}`}>{t('toOrder')}</PageLink>
            )}
          </Actions>
        </Panel>
      </div>
      <Beside aria-label={t('livePicture')}>
        {card === undefined ? null : (
          <Panel>
            <CardShown card={card} />
          </Panel>
        )}
      </Beside>
    </Columns>
  )
}
