import { cancelOrder, placeOrder, type OrderView } from '@sotevarmenne/api/orders'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { CardPicture } from '../card-picture/card-picture.tsx'
import { Actions, Beside, Columns, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { ConfirmOrder, OrderConfirmation } from './confirm-order.tsx'
import { OrderSummary } from './order-summary.tsx'

/** The statement that the applicant confirms and the registrar signs with their card. */
export function SignOrder({
  order: drafted,
  photo,
  onBack,
  onOrdered,
}: {
  order: OrderView
  photo: string | undefined
  onBack: () => void
  onOrdered: (order: OrderView) => void
}) {
  const t = useTexts(deskTexts)
  const { at, isTried, start, cancel } = useCardSignature()
  const { run, shown } = useAction()
  const [order, setOrder] = useState(drafted)
  const isConfirmed = order.confirmation !== undefined
  const statement = order.statement ?? ''

  async function sign(): Promise<void> {
    const placed = await start({
      keyUsage: 'nonrepudiation',
      content: () => Promise.resolve(ok(statement)),
      use: (signature) => callApi(placeOrder, { orderId: order.orderId, ...signature }),
    })
    if (placed !== undefined) onOrdered(placed)
  }

  /** The draft is withdrawn so that a new one can be created; the form retains its input. */
  async function change(): Promise<void> {
    cancel()
    await run(() => callApi(cancelOrder, { orderId: order.orderId }), onBack)
  }

  return (
    <Columns>
      <Panel>
        <OrderSummary order={order} photo={photo} />
        {isConfirmed ? (
          <OrderConfirmation order={order} />
        ) : (
          <ConfirmOrder order={order} onConfirmed={setOrder} />
        )}
        {shown}
        {at.step === 'idle' ? (
          <Actions>
            {isConfirmed ? (
              <Button autoFocus={isTried || isConfirmed} onClick={() => void sign()}>
                {t('sign')}
              </Button>
            ) : null}
            <Button variant="secondary" onClick={() => void change()}>
              {t('changeOrder')}
            </Button>
          </Actions>
        ) : null}
        <SigningSteps
          at={at}
          keyUsage="nonrepudiation"
          onRetry={() => void sign()}
          onCancel={cancel}
        />
      </Panel>
      <Beside aria-label={t('livePicture')}>
        <Panel>
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
              photo: order.photoId === undefined ? undefined : photo,
            }}
          />
        </Panel>
      </Beside>
    </Columns>
  )
}
