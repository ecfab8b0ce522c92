import {
  cancelOrder,
  continueOrder,
  viewKnownVisitor,
  type OrderView,
} from '@sotevarmenne/api/orders'
import { ok } from '@sotevarmenne/kernel/result'
import { useNavigate } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { useHref } from '../layout/links.tsx'
import { Actions, Muted } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { orderPageOf } from './order-form.ts'
import { useVisitorAtDesk } from './visitor.ts'

/** What may be done with a draft that was left: continue to the signature, change what was typed, discard. */
export function DraftOperations({
  order,
  onDiscarded,
}: {
  order: OrderView
  onDiscarded?: () => void
}) {
  const t = useTexts(deskTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [, setAtDesk] = useVisitorAtDesk()
  const { run, runOnConfirm, shown } = useAction()
  const { orderId, continuation, person, product } = order
  const name = `${person.givenNames} ${person.surname}`

  const open = (how: 'continue' | 'change'): Promise<void> =>
    run(
      async () => {
        const { personId } = person
        const found = await callApi(viewKnownVisitor, {
          personId,
          because: { reason: 'unfinished' },
        })
        if (!found.ok) return found
        const continued = await callApi(continueOrder, { orderId })
        if (!continued.ok) return continued
        if (how === 'continue') return ok({ visitor: found.value, continues: continued.value })
        const cancelled = await callApi(cancelOrder, { orderId })
        if (!cancelled.ok) return cancelled
        storeCancelled(cancelled.value)
        const changed = { ...continued.value, state: cancelled.value.state }
        return ok({ visitor: found.value, continues: changed })
      },
      (atDesk) => {
        setAtDesk(atDesk)
        void navigate(href(orderPageOf(product)))
      },
    )

  const discard = (): Promise<() => void> =>
    runOnConfirm(
      () => callApi(cancelOrder, { orderId }),
      (cancelled) => {
        storeCancelled(cancelled)
        onDiscarded?.()
      },
    )

  return (
    <div>
      {continuation === undefined || continuation === 'possible' ? null : (
        <Paragraph>
          <Muted>{t(`continuation.${continuation}`)}</Muted>
        </Paragraph>
      )}
      {shown}
      <Actions style={{ marginTop: 8 }}>
        {continuation === 'possible' ? (
          <>
            <Button
              aria-label={`${t('continueDraft')}: ${name}`}
              onClick={() => void open('continue')}
            >
              {t('continueDraft')}
            </Button>
            <Button
              variant="secondary"
              aria-label={`${t('changeOrder')}: ${name}`}
              onClick={() => void open('change')}
            >
              {t('changeOrder')}
            </Button>
          </>
        ) : null}
        <ConfirmButton
          label={t('discardDraft')}
          ariaLabel={`${t('discardDraft')}: ${name}`}
          title={t('discardConfirmHeading')}
          text={t('discardConfirm')}
          onYes={discard}
        />
      </Actions>
    </div>
  )
}

/** The order as it is now, on its page and in the lists. */
export function storeCancelled(order: OrderView): void {
  queryClient.setQueryData(['order', order.orderId], ok(order))
  for (const key of ['orders', 'card']) void queryClient.invalidateQueries({ queryKey: [key] })
}
