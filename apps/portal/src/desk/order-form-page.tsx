import type { Order } from '@sotevarmenne/api/orders'
import { useState } from 'react'
import { Navigate } from 'react-router'
import { PageTitle } from '../layout/page-title.tsx'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { OrderConfirmed } from './order-confirmed.tsx'
import { OrderFields } from './order-fields.tsx'
import { SignOrder } from './sign-order.tsx'
import { useVisitorAtDesk } from './visitor.ts'

type Phase =
  | { readonly at: 'filling' }
  | { readonly at: 'signing'; readonly order: Order }
  | { readonly at: 'ordered'; readonly order: Order }

/** A professional card is ordered: filled in, read aloud and signed, confirmed. The form keeps what was typed. */
export function OrderFormPage() {
  const t = useTexts('desk')
  const href = useHref()
  const [atDesk] = useVisitorAtDesk()
  const [phase, setPhase] = useState<Phase>({ at: 'filling' })
  const [photo, setPhoto] = useState<string>()
  if (atDesk === undefined) return <Navigate to={href('desk')} replace />
  const { visitor } = atDesk
  const name = `${visitor.givenNames} ${visitor.surname}`
  const titles = {
    filling: t('orderHeading'),
    signing: t('signHeading'),
    ordered: t('doneHeading'),
  }

  return (
    <>
      <PageTitle
        key={phase.at}
        takesFocus={phase.at !== 'filling'}
      >{`${titles[phase.at]}: ${name}`}</PageTitle>
      <div hidden={phase.at !== 'filling'}>
        <OrderFields
          visitor={visitor}
          photo={photo}
          onPhoto={setPhoto}
          onDrafted={(order) => {
            setPhase({ at: 'signing', order })
          }}
        />
      </div>
      {phase.at === 'signing' ? (
        <SignOrder
          order={phase.order}
          photo={photo}
          registrationNumber={visitor.registrationNumber ?? ''}
          onBack={() => {
            setPhase({ at: 'filling' })
          }}
          onOrdered={(order) => {
            setPhase({ at: 'ordered', order })
          }}
        />
      ) : null}
      {phase.at === 'ordered' ? <OrderConfirmed order={phase.order} /> : null}
    </>
  )
}
