import type { CardView } from '@sotevarmenne/api/cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewOwnContact } from '@sotevarmenne/api/notices'
import type { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { caseTexts } from '../cases/texts.ts'
import { DecisionButton } from './decision-button.tsx'
import { ownContactKey } from './own-contact.ts'

type Renewable = ResponseOf<typeof viewOwnOrders>['renewals'][number]

/** Whether this card may be renewed or has been, and what comes next. */
export function OwnRenewal({ card, renewable }: { card: CardView; renewable: Renewable }) {
  const t = useTexts(renewalTexts)
  const href = useHref()
  const cases = useTexts(caseTexts)
  const { day, dayOf } = useDates()
  const { renewal, ground, opensOn } = renewable
  const path = `own/cards/${card.cardId}/renewal`
  if (renewal !== undefined)
    return (
      <>
        <InlineAlert
          status="neutral"
          labelText={t('ordered', { day: dayOf(renewal.decidedAt) })}
          mt="s"
          mb="s"
        >
          {card.state === 'cancelled' ? null : t('orderedHelp')}
        </InlineAlert>
        <Actions>
          <DecisionButton orderId={renewal.orderId} />
          <PageLink to={`own/cases/new?order=${renewal.orderId}`}>
            {cases('requestCorrection')}
          </PageLink>
        </Actions>
      </>
    )
  // Data fetched before it was cancelled on this page are no longer true.
  const isCancelled = card.state === 'cancelled'
  return (
    <>
      {ground === undefined ? null : (
        <InlineAlert
          status="neutral"
          labelText={t(`offer.${ground}`, { day: day(card.validTo) })}
          mt="s"
          mb="s"
        >
          <Actions>
            <MainLink to={href(path)}>{t(isCancelled ? 'offerReplace' : 'offer')}</MainLink>
          </Actions>
        </InlineAlert>
      )}
      {opensOn === undefined || isCancelled ? null : (
        <Paragraph>
          {t('opensOn', { day: day(opensOn) })} <Reminder />
        </Paragraph>
      )}
      {renewable.mayBeBroken && !isCancelled ? (
        <Paragraph mt="xs">
          {t('brokenQuestion')} <PageLink to={`${path}?broken=yes`}>{t('offerReplace')}</PageLink>
        </Paragraph>
      ) : null}
    </>
  )
}

/** Whether the holder is reminded by e-mail: only at a confirmed address, and if reminders are wanted. */
function Reminder() {
  const t = useTexts(renewalTexts)
  const { data } = useApiQuery(ownContactKey, viewOwnContact, {})
  if (data?.ok !== true) return null
  const { address, isRefused, wants } = data.value
  if (address !== undefined && !isRefused && wants.reminders) return t('weRemind')
  return <PageLink to="own/notices">{t('giveAddress')}</PageLink>
}
