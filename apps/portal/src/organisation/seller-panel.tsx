import { zodResolver } from '@hookform/resolvers/zod'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import {
  changeSeller,
  firstNumber as aFirstNumber,
  toldSeller,
  type ToldSeller,
  type viewSeller,
} from '@sotevarmenne/api/kept-fees'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done } from '../layout/answers.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

type Keeper = AnswerOf<typeof viewSeller>

const members = [
  'street',
  'postalCode',
  'town',
  'email',
  'iban',
  'bic',
  'eInvoiceAddress',
  'operator',
] as const satisfies readonly (keyof ToldSeller)[]

const errorOf = {
  street: 'sellerStreet',
  postalCode: 'postalCode',
  town: 'postOffice',
  email: 'emailAddress',
  iban: 'iban',
  bic: 'bic',
  eInvoiceAddress: 'eInvoiceAddress',
  operator: 'eInvoiceAddress',
} as const satisfies { readonly [Member in keyof ToldSeller]: Parameters<typeof errorText>[0] }

const typedSeller = z
  .record(z.enum([...members, 'firstNumber']), z.string())
  .check((context) => {
    for (const member of members)
      if (!toldSeller.shape[member].safeParse(context.value[member]).success)
        context.issues.push({
          ...{ code: 'custom', input: context.value[member], path: [member] },
          message: errorText(errorOf[member]),
        })
  })
  // Empty where numbers have begun.
  .refine(
    ({ firstNumber }) =>
      firstNumber === '' ||
      (/^\d+$/.test(firstNumber) && aFirstNumber.safeParse(Number(firstNumber)).success),
    { path: ['firstNumber'], error: errorText('firstNumber') },
  )
type TypedSeller = z.input<typeof typedSeller>

const nothingTyped = Object.fromEntries(members.map((member) => [member, ''])) as ToldSeller

/** As whom the keeper of registration points invoices; who may not change it reads it. */
export function SellerPanel({
  organisationId,
  keeper,
  mayChange,
  onChanged,
}: {
  organisationId: string
  keeper: Keeper
  mayChange: boolean
  onChanged: (keeper: Keeper) => void
}) {
  const t = useTexts('fees')
  const [isSaved, setIsSaved] = useState(false)
  const { act, isActing, shown } = useAct()
  const { name, vatNumber, seller, firstNumber } = keeper
  const form = useForm<TypedSeller>({
    resolver: zodResolver(typedSeller),
    defaultValues: { ...(seller ?? nothingTyped), firstNumber: String(firstNumber ?? '') },
    shouldFocusError: false,
  })
  if (!mayChange && seller === undefined) return null

  const save = async ({ firstNumber: first, ...told }: TypedSeller): Promise<void> => {
    setIsSaved(false)
    const beginning =
      firstNumber === undefined || first === '' ? {} : { firstNumber: Number(first) }
    await act(
      () => ask(changeSeller, { organisationId, ...told, ...beginning }),
      (saved) => {
        onChanged(saved)
        setIsSaved(true)
      },
    )
  }

  return (
    <Panel aria-labelledby="seller">
      <Heading variant="h2" id="seller" mb="s">
        {t('sellerFacts')}
      </Heading>
      {isSaved ? <Done title={t('sellerSaved')} help={t('sellerHelp')} /> : null}
      <Facts
        facts={[
          [t('seller'), name],
          [t('vatNumber'), vatNumber],
          ...(mayChange
            ? []
            : members.map((member) => [t(`seller.${member}`), seller?.[member]] as const)),
        ]}
      />
      {mayChange ? (
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
            {isSaved ? null : <Paragraph mb="s">{t('sellerHelp')}</Paragraph>}
            <FormErrors />
            {members.map((member) => (
              <TextField key={member} name={member} label={t(`seller.${member}`)} />
            ))}
            {firstNumber === undefined ? null : (
              <TextField
                name="firstNumber"
                label={t('seller.firstNumber')}
                hint={t('firstNumberHelp')}
              />
            )}
            {shown}
            <Button type="submit" variant="secondary" disabled={isActing}>
              {t('save')}
            </Button>
          </form>
        </FormProvider>
      ) : null}
    </Panel>
  )
}
