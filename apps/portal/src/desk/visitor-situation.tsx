import { notResponding } from '@sotevarmenne/api/counterparts'
import { colours } from '@sotevarmenne/design-tokens/tokens'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { CardShown } from '../cards/card-pictures.tsx'
import { CardStateChip, Chip } from '../cards/card-facts.tsx'
import { addressLine } from '../forms/address-line.ts'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { Actions, Columns, Facts, Muted, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { identificationTexts } from '../identification/texts.ts'
import { preparedOrderTexts } from '../organisation/prepared-order-texts.ts'
import { orderPageOf } from './order-form.ts'
import { RightLimits } from './right-limits.tsx'
import type { Visitor } from './visitor.ts'
import { VisitorSpareCards } from './visitor-spare-cards.tsx'

/**
 * Everything about the visitor on one screen: identity, rights, cards and orders, what may be done and why
 * not.
 */
export function VisitorSituation({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const { address } = visitor
  return (
    <Columns>
      <div>
        <Panel aria-labelledby="visitor-name">
          <Heading variant="h2" id="visitor-name">
            {visitor.givenNames} {visitor.surname}
          </Heading>
          {visitor.nonDisclosure ? (
            <InlineAlert status="warning" labelText={t('nonDisclosure')} mt="s">
              {t('nonDisclosureHelp')}
            </InlineAlert>
          ) : null}
          <RegistersSilent visitor={visitor} />
          <Facts
            facts={[
              [t('identityCode'), visitor.identityCode],
              [t('registrationNumber'), visitor.registrationNumber],
              [t('doctorId'), visitor.doctorId],
              [t('servedIn'), words(`language.${visitor.language}`)],
              [t('address'), address === undefined ? undefined : addressLine(address)],
            ]}
          />
          <VisitorInquiries visitor={visitor} />
          <PreparedOrders visitor={visitor} />
          {visitor.silentRegisters.length > 0 ? null : <MayOrder visitor={visitor} />}
        </Panel>
        <Panel aria-labelledby="rights">
          <Heading variant="h2" id="rights">
            {t('rights')}
          </Heading>
          <Rights visitor={visitor} />
        </Panel>
      </div>
      <div>
        <Panel aria-labelledby="cards">
          <Heading variant="h2" id="cards" mb="s">
            {t('cards')}
          </Heading>
          <Cards visitor={visitor} />
        </Panel>
        <VisitorSpareCards personId={visitor.personId} />
        <Panel aria-labelledby="orders">
          <Heading variant="h2" id="orders" mb="s">
            {t('orders')}
          </Heading>
          <Orders visitor={visitor} />
        </Panel>
      </div>
    </Columns>
  )
}

/** Which register does not respond, how old the rest is, and what can be done meanwhile. */
function RegistersSilent({ visitor: { silentRegisters, confirmedAt } }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const { time } = useDates()
  const language = usePageLanguage()
  if (silentRegisters.length === 0) return null
  return (
    <InlineAlert
      status="warning"
      id="registers-silent"
      labelText={notResponding(silentRegisters)[language]}
      mt="s"
    >
      {confirmedAt === undefined ? null : (
        <Paragraph mb="xs">{t('asConfirmed', { time: time(confirmedAt) })}</Paragraph>
      )}
      <Paragraph>{t('withoutRegister')}</Paragraph>
    </InlineAlert>
  )
}

/**
 * Inquiries to the office about the visitor's identity: an open or rejected one bars the use of a document.
 */
function VisitorInquiries({ visitor }: { visitor: Visitor }) {
  const words = useTexts(wordTexts)
  const t = useTexts(identificationTexts)
  const { day } = useDates()
  const shown = visitor.inquiries.filter(({ state }) => state !== 'withdrawn')
  if (shown.length === 0) return null
  return (
    <>
      {shown.map(({ inquiryId, kind, state, reference, goodUntil }) => (
        <InlineAlert
          key={inquiryId}
          status={state === 'confirmed' ? 'neutral' : 'warning'}
          labelText={`${words(`inquiryKind.${kind}`)}: ${words(`inquiryState.${state}`).toLowerCase()}`}
          mt="s"
        >
          {reference === undefined || goodUntil === undefined ? null : (
            <Paragraph>{`${t('reference')}: ${reference}. ${t('goodUntil')} ${day(goodUntil)}.`}</Paragraph>
          )}
          <PageLink to={`desk/inquiries/${inquiryId}`}>{t('inquiry')}</PageLink>
        </InlineAlert>
      ))}
    </>
  )
}

/** What employers prepared: the order form is filled from it. */
function PreparedOrders({ visitor }: { visitor: Visitor }) {
  const t = useTexts(preparedOrderTexts)
  const words = useTexts(wordTexts)
  const href = useHref()
  return visitor.prepared.map(({ preparedId, product, organisation, title }) => (
    <InlineAlert key={preparedId} status="neutral" labelText={t('atDesk')} mt="s">
      <Paragraph mb="s">
        {[organisation, title, words(`cardProduct.${product}`)].join(' · ')}
      </Paragraph>
      {visitor.silentRegisters.length > 0 ? null : (
        <MainLink to={`${href(orderPageOf(product))}?prepared=${preparedId}`}>
          {t('useAtDesk')}
        </MainLink>
      )}
    </InlineAlert>
  ))
}

/** Each card: the link to order it, or why it may not be ordered and the remedy. */
function MayOrder({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const href = useHref()
  const language = usePageLanguage()
  const allowed = visitor.mayOrder.filter(({ allowed }) => allowed)
  return (
    <>
      {allowed.length === 0 ? null : (
        <Actions>
          {allowed.map(({ product }) => (
            <MainLink key={product} to={href(orderPageOf(product))}>
              {t(`order.${product}`)}
            </MainLink>
          ))}
        </Actions>
      )}
      <Heading variant="h3" mt="m" mb="xs">
        {t('mayNotOrder')}
      </Heading>
      <Rows>
        {visitor.mayOrder.map((one) =>
          one.allowed ? null : (
            <li key={one.product}>
              <strong>{words(`cardProduct.${one.product}`)}</strong>
              <div>{one.because.title[language]}.</div>
              <Muted>{one.because.advice?.[language]}</Muted>
            </li>
          ),
        )}
      </Rows>
    </>
  )
}

function Rights({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  if (visitor.silentRegisters.includes('rights'))
    return <Paragraph mt="s">{t('rightsNotKnown')}</Paragraph>
  if (visitor.rights.length === 0) return <Paragraph mt="s">{t('noRights')}</Paragraph>
  return (
    <Rows>
      {visitor.rights.map((right) => (
        <li key={right.rightId}>
          <strong>{right.title[language]}</strong>{' '}
          <Chip $tone={right.inForce ? 'good' : 'bad'}>
            {t(right.inForce ? 'inForce' : 'notInForce')}
          </Chip>
          <div>
            {right.validTo === undefined
              ? t('rightSince', { from: day(right.validFrom) })
              : t('rightBetween', { from: day(right.validFrom), to: day(right.validTo) })}
          </div>
          <RightLimits right={right} />
          <Muted>{words(`register.${right.register}`)}</Muted>
        </li>
      ))}
    </Rows>
  )
}

function Cards({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const { day } = useDates()
  const language = usePageLanguage()
  if (visitor.cards.length === 0) return <Paragraph>{t('noCards')}</Paragraph>
  return (
    <Rows>
      {visitor.cards.map((card, index) => (
        <li key={card.cardId}>
          {index === 0 && card.state !== 'cancelled' ? <CardShown card={card} /> : null}
          <CardStateChip card={card} />
          <div>
            {words(`cardProduct.${card.product}`)}, {card.title[language]},{' '}
            {t('validUntil', { day: day(card.validTo) })}
          </div>
          <PageLink to={`desk/cards/${card.cardId}`}>
            {t(card.may.includes('hand-over') ? 'openForHandOver' : 'openCard', {
              number: card.cardNumber ?? '',
            })}
          </PageLink>
        </li>
      ))}
    </Rows>
  )
}

function Orders({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const { dayOf } = useDates()
  if (visitor.orders.length === 0) return <Paragraph>{t('noOrders')}</Paragraph>
  return (
    <Rows>
      {visitor.orders.map((order) => (
        <li key={order.orderId}>
          <PageLink to={`desk/orders/${order.orderId}`}>
            {t('orderOf', { day: dayOf(order.orderedAt ?? order.draftedAt) })}
          </PageLink>
          <div>{words(`orderState.${order.state}`)}</div>
        </li>
      ))}
    </Rows>
  )
}

const Rows = styled.ul`
  list-style: none;
  margin: 12px 0 0;
  padding: 0;
  li + li {
    border-top: 1px solid ${colours.line};
    margin-top: 12px;
    padding-top: 12px;
  }
`
