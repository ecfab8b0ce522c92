import { zodResolver } from '@hookform/resolvers/zod'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { maxBlanksOrdered, orderBlanks } from '@sotevarmenne/api/blank-orders'
import { viewPublicPoint } from '@sotevarmenne/api/points'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useOutletContext } from 'react-router'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { AddressFields, emptyAddress, typedAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-texts.ts'
import { LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { focusTitleAfter, PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { blankOrderTexts } from './texts.ts'

const typedOrder = z.object({
  amount: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, { error: errorText('blankAmount') })
    .transform(Number)
    .refine((amount) => amount <= maxBlanksOrdered, { error: errorText('blankAmount') }),
  address: typedAddress,
  note: z
    .string()
    .trim()
    .max(500, { error: errorText('input') }),
})

/** A registrar orders blank cards for the stock of the point, to its address unless another is typed. */
export function OrderBlanksPage() {
  const t = useTexts(blankOrderTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { point } = useOutletContext<SessionView>()
  // One order, however often it is sent.
  const [orderId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedOrder>, unknown, z.output<typeof typedOrder>>({
    resolver: zodResolver(typedOrder),
    defaultValues: { amount: '', address: emptyAddress, note: '' },
    shouldFocusError: false,
  })
  const pointId = point?.pointId ?? ''
  const { data } = useApiQuery(['registration-point', pointId], viewPublicPoint, { pointId })
  useEffect(() => {
    if (data?.ok !== true || form.formState.dirtyFields.address !== undefined) return
    const { street, postalCode, postOffice } = data.value.address
    form.setValue('address', { street, postalCode, postOffice })
  }, [data, form])

  const send = ({ note, ...order }: z.output<typeof typedOrder>): Promise<void> =>
    run(
      () => callApi(orderBlanks, { orderId, ...order, ...(note !== '' && { note }) }),
      (ordered) => {
        queryClient.setQueryData(['blank-order', orderId], { ok: true, value: ordered })
        void queryClient.invalidateQueries({ queryKey: ['blank-orders'] })
        focusTitleAfter(t('ordered'))
        void navigate(href(`desk/blank-orders/${orderId}`), { replace: true })
      },
    )

  return (
    <>
      <PageTitle>{t('order')}</PageTitle>
      <Panel aria-label={t('order')}>
        <Form form={form} onSubmit={send}>
          <TextField
            name="amount"
            label={t('amount')}
            hint={t('amountHint', { max: maxBlanksOrdered })}
          />
          <Heading variant="h2" mb="s">
            {t('address')}
          </Heading>
          <AddressFields within="address" />
          <LongTextField name="note" label={t('note')} hint={t('noteHint')} />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing}>{t('order')}</SubmitButton>
          </Actions>
        </Form>
      </Panel>
      <Actions>
        <PageLink to="desk/blank-orders">{t('toList')}</PageLink>
      </Actions>
    </>
  )
}
