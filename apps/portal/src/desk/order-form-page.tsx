import type { OrderView } from '@sotevarmenne/api/orders'
import { useState } from 'react'
import { Navigate, useParams, useSearchParams } from 'react-router'
import { PageTitle } from '../layout/page-title.tsx'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { MemberOrderFields } from './member-order-fields.tsx'
import { OrderConfirmed } from './order-confirmed.tsx'
import { OrderFields } from './order-fields.tsx'
import { SignOrder } from './sign-order.tsx'
import { useVisitorAtDesk } from './visitor.ts'

type Phase =
  | { readonly at: 'filling' }
  | { readonly at: 'signing'; readonly order: OrderView }
  | { readonly at: 'ordered'; readonly order: OrderView }

/** A card is ordered: filled in, read aloud and signed, confirmed. The form retains its input. */
export function OrderFormPage() {
  const { product } = useParams()
  const t = useTexts('desk')
  const href = useHref()
  const [{ visitor, corrects }] = useVisitorAtDesk()
  const [search] = useSearchParams()
  const prepared = visitor?.prepared.find(({ preparedId }) => preparedId === search.get('prepared'))
  const [phase, setPhase] = useState<Phase>({ at: 'filling' })
  const [photo, setPhoto] = useState<string>()
  if (visitor === undefined) return <Navigate to={href('desk')} replace />
  const memberProduct = product === 'staff-card' || product === 'actor-card' ? product : undefined
  const shared = {
    visitor,
    corrects: corrects?.product === (memberProduct ?? 'professional-card') ? corrects : undefined,
    photo,
    onPhoto: setPhoto,
    onDrafted: (order: OrderView) => {
      setPhase({ at: 'signing', order })
    },
  }
  const name = `${visitor.givenNames} ${visitor.surname}`
  const titles = {
    filling: t(`orderHeading.${memberProduct ?? 'professional-card'}`),
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
        {memberProduct === undefined ? (
          <OrderFields {...shared} />
        ) : (
          <MemberOrderFields
            key={memberProduct}
            product={memberProduct}
            prepared={prepared}
            {...shared}
          />
        )}
      </div>
      {phase.at === 'signing' ? (
        <SignOrder
          order={phase.order}
          photo={photo}
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
