import { zodResolver } from '@hookform/resolvers/zod'
import { cardDelivery } from '@sotevarmenne/api/cards'
import { draftOrder, type OrderView } from '@sotevarmenne/api/orders'
import { useForm, useWatch } from 'react-hook-form'
import { callApi } from '../api/call-api.ts'
import { TurnedCard } from '../cards/card-pictures.tsx'
import { ChoiceField } from '../forms/fields.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import {
  correctedBy,
  expectedValidTo,
  maySendHome,
  orderFilledFor,
  typedOrder,
  type FilledFrom,
  type ReadOrder,
  type TypedOrder,
} from './order-form.ts'
import { OrderQuestions } from './order-questions.tsx'
import { RightLimits } from './right-limits.tsx'
import type { Visitor } from './visitor.ts'

/** The order of a professional card: for which right it is. */
export function OrderFields({
  visitor,
  from,
  photo,
  onPhoto,
  onDrafted,
}: {
  visitor: Visitor
  from: FilledFrom
  /** The photo as framed, for the picture of the card. */
  photo: string | undefined
  onPhoto: (image: string | undefined) => void
  onDrafted: (order: OrderView) => void
}) {
  const t = useTexts(deskTexts)
  const form = useForm<TypedOrder, unknown, ReadOrder>({
    resolver: zodResolver(typedOrder),
    defaultValues: orderFilledFor(visitor, from),
    shouldFocusError: false,
  })

  const draft = ({ photo: photoId, letterAddress, noticeEmail, ...order }: ReadOrder) =>
    callApi(draftOrder, {
      personId: visitor.personId,
      corrects: correctedBy(from),
      ...order,
      ...(photoId === 'none' ? {} : { photoId }),
      ...(letterAddress === undefined ? {} : { letterAddress }),
      ...(noticeEmail === undefined ? {} : { noticeEmail }),
    })

  return (
    <OrderQuestions
      form={form}
      draft={draft}
      onDrafted={onDrafted}
      visitor={visitor}
      questions={[{ title: t('rightQuestion'), fields: <RightField visitor={visitor} /> }]}
      delivery={maySendHome(visitor) ? <DeliveryField /> : null}
      onPhoto={onPhoto}
      picture={(isWithoutPhoto) => (
        <LivePicture visitor={visitor} photo={isWithoutPhoto ? undefined : photo} />
      )}
    />
  )
}

function RightField({ visitor }: { visitor: Visitor }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  return (
    <ChoiceField
      name="rightId"
      label={t('rightLabel')}
      choices={visitor.rights
        .filter((right) => right.inForce)
        .map((right) => ({
          value: right.rightId,
          label: right.title[language],
          hint: [
            words(`register.${right.register}`),
            ...(right.validTo === undefined ? [] : [t('validUntil', { day: day(right.validTo) })]),
          ].join(', '),
          more:
            right.limits === undefined && right.mayPrescribe !== true ? undefined : (
              <RightLimits right={right} />
            ),
        }))}
    />
  )
}

function DeliveryField() {
  const t = useTexts(deskTexts)
  return (
    <ChoiceField
      name="delivery"
      label={t('deliveryLabel')}
      choices={cardDelivery.options.toReversed().map((value) => ({
        value,
        label: t(`delivery.${value}`),
        hint: t(`deliveryHint.${value}`),
      }))}
    />
  )
}

function LivePicture({ visitor, photo }: { visitor: Visitor; photo: string | undefined }) {
  const { rightId, language } = useWatch<TypedOrder>()
  const right = visitor.rights.find((one) => one.rightId === rightId)
  return (
    <TurnedCard
      face={{
        surname: visitor.surname,
        givenNames: visitor.givenNames,
        title: right?.title ?? deskTexts.rightNotChosen,
        language: language ?? 'fi',
        product: 'professional-card',
        subjectNumber: visitor.registrationNumber ?? '–',
        validTo: expectedValidTo(right?.validTo, visitor.today),
        photo,
      }}
    />
  )
}
