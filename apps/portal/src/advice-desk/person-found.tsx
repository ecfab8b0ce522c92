import type {
  AdviceCardView,
  AdviceOrderView,
  AdvicePersonView,
  AdviceSpareCardView,
} from '@sotevarmenne/api/advice-desk'
import {
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import { CardStateChip, Chip } from '../cards/card-facts.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { comingSteps } from '../cards/coming-steps.ts'
import { cardTexts } from '../cards/texts.ts'
import { orderTones } from '../desk/order-tones.ts'
import { spareCardTexts } from '../desk/spare-card-texts.ts'
import { Row, Rows } from '../layout/row-list.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { adviceTexts } from './texts.ts'

/** What the adviser may tell the holder or the applicant. */
export function PersonFound({ person }: { person: AdvicePersonView }) {
  const t = useTexts(adviceTexts)
  const words = useTexts(wordTexts)
  const { cards, spareCards, orders } = person
  return (
    <>
      <Heading variant="h2" mt="l" id="found">
        {`${person.givenNames} ${person.surname}`}
      </Heading>
      <Paragraph mb="s">
        {t('serviceLanguage', { language: words(`language.${person.language}`) })}
      </Paragraph>
      {person.nonDisclosure ? (
        <InlineAlert status="warning" labelText={t('nonDisclosure')}>
          {t('nonDisclosureHelp')}
        </InlineAlert>
      ) : null}
      <Heading variant="h3" mt="m">
        {t('cards')}
      </Heading>
      {cards.length === 0 ? <Paragraph>{t('noCards')}</Paragraph> : null}
      {cards.map((card) => (
        <AdviceCard key={card.cardId} card={card} />
      ))}
      <Heading variant="h3" mt="l" mb="s">
        {t('spareCards')}
      </Heading>
      {spareCards.length === 0 ? (
        <Paragraph>{t('noSpareCards')}</Paragraph>
      ) : (
        <Rows>
          {spareCards.map((card) => (
            <SpareCardShown key={card.spareCardId} card={card} />
          ))}
        </Rows>
      )}
      <Heading variant="h3" mt="l" mb="s">
        {t('orders')}
      </Heading>
      {orders.length === 0 ? (
        <Paragraph>{t('noOrders')}</Paragraph>
      ) : (
        <Rows>
          {orders.map((order) => (
            <OrderShown key={order.orderId} order={order} />
          ))}
        </Rows>
      )}
    </>
  )
}

function AdviceCard({ card }: { card: AdviceCardView }) {
  const t = useTexts(adviceTexts)
  const texts = useTexts(cardTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day, dayOf } = useDates()
  const { letter, cancelled, lastDigits, certificatesUntil } = card
  const nextStep = useNextStep(card)
  const id = `card-${card.cardId}`
  return (
    <Panel as="article" aria-labelledby={id}>
      <Heading variant="h4" id={id}>
        {`${words(`cardProduct.${card.product}`)}: ${card.title[language]}`}
      </Heading>
      {card.productionFailure?.isFinal === true ? (
        <InlineAlert status="warning" mt="s">
          {t('orderAgain')}
        </InlineAlert>
      ) : null}
      <Facts
        facts={[
          [texts('state'), <CardStateChip key="state" card={card} />],
          [
            t('cancelled'),
            cancelled &&
              t('cancelledOn', {
                day: dayOf(cancelled.at),
                reason: words(`cancellationReason.${cancelled.reason}`),
              }),
          ],
          [t('nextStep'), nextStep],
          [
            t('letter'),
            letter === undefined
              ? undefined
              : letter.sentAt === undefined
                ? t('letterLeaves', { day: day(letter.plannedFor) })
                : t('letterLeft', { day: dayOf(letter.sentAt) }),
          ],
          [t('validUntil'), day(card.validTo)],
          [
            t('certificatesUntil'),
            certificatesUntil === undefined ? undefined : dayOf(certificatesUntil),
          ],
          [t('numberEnds'), lastDigits && t('endsWith', { digits: lastDigits })],
        ]}
      />
      <Expander id={`history-${card.cardId}`}>
        <ExpanderTitleButton asHeading="h5">{t('history')}</ExpanderTitleButton>
        <ExpanderContent>
          <CardTimeline card={card} />
        </ExpanderContent>
      </Expander>
    </Panel>
  )
}

function useNextStep(card: AdviceCardView): string | undefined {
  const t = useTexts(adviceTexts)
  const texts = useTexts(cardTexts)
  const { day } = useDates()
  const [next] = comingSteps(card)
  if (next === undefined) return undefined
  const step = texts(`coming.${next.step}`)
  return next.on === undefined ? step : t('onDay', { step, day: day(next.on) })
}

function SpareCardShown({ card }: { card: AdviceSpareCardView }) {
  const t = useTexts(adviceTexts)
  const spare = useTexts(spareCardTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  const { cancelledBecause } = card
  return (
    <Row
      link={<strong>{card.title[language]}</strong>}
      facts={[
        `${t('validUntil')} ${day(card.validTo)}`,
        t('endsWith', { digits: card.lastDigits }),
        ...(cancelledBecause === undefined
          ? []
          : [words(`spareCancellationReason.${cancelledBecause}`)]),
      ].join(' · ')}
      state={
        <Chip $tone={card.state === 'handedOver' ? 'good' : 'neutral'}>
          {spare(`state.${card.state}`)}
        </Chip>
      }
    />
  )
}

function OrderShown({ order }: { order: AdviceOrderView }) {
  const t = useTexts(adviceTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { dayOf } = useDates()
  const { orderedAt, draftedAt, delivery, point, orderId } = order
  return (
    <Row
      link={<strong>{`${words(`cardProduct.${order.product}`)}: ${order.title[language]}`}</strong>}
      facts={[
        orderedAt === undefined
          ? t('begun', { day: dayOf(draftedAt) })
          : t('ordered', { day: dayOf(orderedAt) }),
        t(`delivery.${delivery}`),
        ...(point === undefined ? [] : [point]),
        t('orderNumber', { number: orderId }),
      ].join(' · ')}
      state={<Chip $tone={orderTones[order.state]}>{words(`orderState.${order.state}`)}</Chip>}
    />
  )
}
