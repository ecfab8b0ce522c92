import type { OrderView } from '@sotevarmenne/api/orders'
import { useEffect, useState } from 'react'
import { Navigate, useParams, useSearchParams } from 'react-router'
import { usePhoto } from '../cards/card-pictures.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
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
  const t = useTexts(deskTexts)
  const href = useHref()
  const [{ visitor, corrects, continues }, setAtDesk] = useVisitorAtDesk()
  const [continued] = useState(continues)
  const [search] = useSearchParams()
  const preparedId = continued?.typed?.preparedId ?? search.get('prepared')
  const prepared = visitor?.prepared.find((one) => one.preparedId === preparedId)
  const [phase, setPhase] = useState<Phase>(
    continued?.state === 'draft' ? { at: 'signing', order: continued } : { at: 'filling' },
  )
  const stored = usePhoto(continued?.photoId)
  const [framed, setFramed] = useState<{ readonly image: string | undefined }>()
  const photo = framed === undefined ? stored : framed.image

  // It is continued once: the next order of the visitor begins with an empty form.
  useEffect(() => {
    setAtDesk(({ continues: _continued, ...others }) => others)
  }, [])

  if (visitor === undefined) return <Navigate to={href('desk')} replace />
  const memberProduct = product === 'staff-card' || product === 'actor-card' ? product : undefined
  const shared = {
    visitor,
    from:
      continued ??
      (corrects?.product === (memberProduct ?? 'professional-card') ? corrects : undefined),
    photo,
    onPhoto: (image: string | undefined) => {
      setFramed({ image })
    },
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
