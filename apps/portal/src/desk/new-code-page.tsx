import { zodResolver } from '@hookform/resolvers/zod'
import { orderNewCode } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useParams } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { keepCard, useCard } from '../cards/use-card.ts'
import { emptyLetterAddress, LetterAddressFields, typedLetterAddress } from '../forms/address.tsx'
import { addressLine } from '../forms/address-line.ts'
import { ChoiceField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { emptyIdentification, typedIdentification } from '../forms/identification.ts'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { Done } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { cardTexts } from '../cards/texts.ts'

const typedNewCode = z.discriminatedUnion('letterTo', [
  z.object({ letterTo: z.literal('point'), identification: typedIdentification }),
  z.object({
    letterTo: z.literal('address'),
    identification: typedIdentification,
    letterAddress: typedLetterAddress,
  }),
])

type Typed = z.input<typeof typedNewCode>
type Read = z.output<typeof typedNewCode>

/** A new address that was not requested yet has its empty fields ready. */
const emptyNewCode = {
  letterTo: 'point' as const,
  identification: emptyIdentification,
  letterAddress: emptyLetterAddress,
}

/** The identified holder at the desk gets a new activation letter. The former code is invalid at once. */
export function NewCodePage() {
  const t = useTexts(deskTexts)
  const words = useTexts(cardTexts)
  const { cardId = '' } = useParams()
  const { day } = useDates()
  const [read, setRead] = useState<Read>()
  const { runOnConfirm, clear, shown } = useAction()
  const [letterDay, setLetterDay] = useState<string>()
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedNewCode),
    defaultValues: emptyNewCode,
    shouldFocusError: false,
  })
  const { data: card } = useCard(cardId)
  const leaves = card?.ok === true ? card.value.newLetterLeaves : undefined
  const letterTo = useWatch({ control: form.control, name: 'letterTo' })

  async function order(): Promise<() => void> {
    if (read === undefined)
      throw new Error('the form is not validated: the confirmation needs its values')
    const { identification } = read
    return runOnConfirm(
      () =>
        callApi(orderNewCode, {
          ...{ cardId, identification },
          ...(read.letterTo === 'address' ? { letterAddress: read.letterAddress } : {}),
        }),
      (ordered) => {
        keepCard(ordered)
        setLetterDay(ordered.letter?.plannedFor ?? '')
      },
    )
  }

  const toCard = <PageLink to={`desk/cards/${cardId}`}>{t('newCodeToCard')}</PageLink>
  if (letterDay !== undefined)
    return (
      <>
        <PageTitle>{t('newCode')}</PageTitle>
        <Done title={t('newCodeOrdered')} help={t('newCodeOrderedHelp', { day: day(letterDay) })} />
        <Actions>{toCard}</Actions>
      </>
    )
  return (
    <>
      <PageTitle>{t('newCode')}</PageTitle>
      <Form
        form={form}
        onSubmit={(typed) => {
          clear()
          setRead(typed)
        }}
      >
        <Panel aria-label={t('newCode')}>
          <Paragraph mb="s">{t('newCodeHelp')}</Paragraph>
          <Paragraph mb="m">{words('otherLayout')}</Paragraph>
          <Paragraph mb="s">{t('identificationHelp')}</Paragraph>
          <IdentificationFields person={card?.ok === true ? card.value.holder : undefined} />
          <ChoiceField
            name="letterTo"
            label={t('letterTo')}
            choices={(['point', 'address'] as const).map((value) => ({
              value,
              label: t(`letterTo.${value}`),
            }))}
          />
          {letterTo === 'address' ? <LetterAddressFields within="letterAddress" /> : null}
          {shown}
          <Actions>
            <Button type="submit">{t('newCode')}</Button>
            {toCard}
          </Actions>
        </Panel>
      </Form>
      <ConfirmStep
        isOpen={read !== undefined}
        title={t('newCodeConfirmHeading')}
        text={t('newCodeConfirm')}
        yes={t('newCodeYes')}
        onYes={order}
        onClose={() => {
          setRead(undefined)
        }}
      >
        {leaves === undefined ? null : (
          <Paragraph mt="s">{t('newLetterLeaves', { day: day(leaves) })}</Paragraph>
        )}
        <Paragraph mt="s">
          {read?.letterTo === 'address'
            ? t('newCodeToAddress', {
                address: addressLine(read.letterAddress),
              })
            : t('newCodeToPoint')}
        </Paragraph>
      </ConfirmStep>
    </>
  )
}
