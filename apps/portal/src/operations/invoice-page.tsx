import { zodResolver } from '@hookform/resolvers/zod'
import type { Session } from '@sotevarmenne/api/access'
import {
  creditInvoice,
  creditReason,
  fetchInvoiceDocument,
  listChargesOfInvoice,
  markInvoicePaid,
  sendInvoiceAgain,
  viewInvoice,
  type Invoice,
} from '@sotevarmenne/api/fees'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceActs, InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { errorText } from '../forms/error-text.ts'
import { DayField, SelectField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { SettleDispute } from './settle-dispute.tsx'

/** One invoice or credit note: what it asks for, where it went, and what may be done with it. */
export function InvoicePage() {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const { invoiceId = '' } = useParams()
  const [isDone, setIsDone] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const query = useQuery({
    queryKey: ['invoice', invoiceId],
    queryFn: ({ signal }) => ask(viewInvoice, { invoiceId }, signal),
  })
  if (query.isError || query.data?.ok !== true)
    return (
      <WithoutAnswer
        query={query}
        title={t('heading')}
        back={<PageLink to="operations/invoices">{t('back')}</PageLink>}
      />
    )

  const settle: Settled = (changed) => {
    queryClient.setQueryData(['invoice', invoiceId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['charges-of', invoiceId] })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    // A dispute is settled in its thread, too.
    void queryClient.invalidateQueries({ queryKey: ['threads'] })
    void queryClient.invalidateQueries({ queryKey: ['thread'] })
    setChosen([])
    setIsDone(true)
  }
  const invoice = query.data.value
  const may = roles.includes('handler') ? invoice.may : []
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `operations/invoices/${other}`}
        threadAt={(threadId) => `operations/threads/${threadId}`}
        organisation={
          <PageLink to={`operations/organisations/${invoice.organisation.organisationId}/fees`}>
            {invoice.organisation.name}
          </PageLink>
        }
      />
      {(roles.includes('handler') ? invoice.disputes : [])
        .filter(({ outcome }) => outcome === undefined)
        .map(({ threadId }) => (
          <SettleDispute
            key={threadId}
            invoiceId={invoiceId}
            threadId={threadId}
            onSettled={settle}
          />
        ))}
      {may.includes('send-again') ? <SendAgain invoice={invoice} onSettled={settle} /> : null}
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) => ask(fetchInvoiceDocument, { invoiceId, format })}
      />
      {invoice.kind === 'invoice' ? (
        <InvoiceActs
          invoiceId={invoiceId}
          askFor={(asked, signal) => ask(listChargesOfInvoice, asked, signal)}
          chosen={chosen}
          {...(may.includes('credit') ? { onChosen: setChosen } : {})}
        />
      ) : null}
      {may.includes('mark-paid') || may.includes('mark-unpaid') ? (
        <Payment invoice={invoice} onSettled={settle} />
      ) : null}
      {may.includes('credit') ? (
        <Credit invoice={invoice} chosen={chosen} onSettled={settle} />
      ) : null}
      <Actions>
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

type Settled = (invoice: Invoice) => void

function SendAgain({ invoice, onSettled }: { invoice: Invoice; onSettled: Settled }) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  const { invoiceId, organisation } = invoice
  return (
    <Panel aria-label={t('sendAgain')}>
      <Paragraph>{t('sendAgainHelp')}</Paragraph>
      {shown}
      <Actions>
        <Button
          disabled={isActing}
          onClick={() => void act(() => ask(sendInvoiceAgain, { invoiceId }), onSettled)}
        >
          {t('sendAgain')}
        </Button>
        <PageLink to={`operations/organisations/${organisation.organisationId}/fees`}>
          {t('billing')}
        </PageLink>
      </Actions>
    </Panel>
  )
}

const payment = z.object({
  paidOn: z.string().refine((typed) => readDay(typed) !== undefined, { error: errorText('day') }),
})

function Payment({ invoice, onSettled }: { invoice: Invoice; onSettled: Settled }) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  const form = useForm<z.input<typeof payment>>({
    resolver: zodResolver(payment),
    defaultValues: { paidOn: '' },
    shouldFocusError: false,
  })
  const mark = (paidOn: string | undefined): Promise<void> =>
    act(() => ask(markInvoicePaid, { invoiceId: invoice.invoiceId, paidOn }), onSettled)
  return (
    <Panel aria-labelledby="payment">
      <Heading variant="h2" id="payment" mb="s">
        {t('paidOn')}
      </Heading>
      {shown}
      {invoice.may.includes('mark-unpaid') ? (
        <Button variant="secondary" disabled={isActing} onClick={() => void mark(undefined)}>
          {t('markUnpaid')}
        </Button>
      ) : (
        <FormProvider {...form}>
          <form
            noValidate
            onSubmit={(event) =>
              void form.handleSubmit(({ paidOn }) => mark(readDay(paidOn)))(event)
            }
          >
            <FormErrors />
            <DayField name="paidOn" label={t('paidDay')} />
            <Button type="submit" variant="secondary" disabled={isActing}>
              {t('markPaid')}
            </Button>
          </form>
        </FormProvider>
      )}
    </Panel>
  )
}

const crediting = z.object({ because: creditReason })

function Credit({
  invoice,
  chosen,
  onSettled,
}: {
  invoice: Invoice
  chosen: readonly string[]
  onSettled: Settled
}) {
  const t = useTexts('fees')
  const [isAsking, setIsAsking] = useState(false)
  const { actOnYes, shown } = useAct()
  const form = useForm<z.input<typeof crediting>>({
    resolver: zodResolver(crediting),
    defaultValues: { because: 'charged-in-error' },
  })
  const { invoiceId, number } = invoice
  return (
    <Panel aria-labelledby="credit">
      <Heading variant="h2" id="credit" mb="s">
        {t('credit')}
      </Heading>
      <Paragraph>{t('creditHelp')}</Paragraph>
      {shown}
      <Paragraph mb="s">
        {chosen.length === 0 ? t('allChosen') : t('chosen', { count: chosen.length })}
      </Paragraph>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit(() => {
              setIsAsking(true)
            })(event)
          }
        >
          <SelectField
            name="because"
            label={t('because')}
            choices={creditReason.options.map((value) => ({ value, label: t(`because.${value}`) }))}
          />
          <Button type="submit" variant="secondary">
            {t('credit')}
          </Button>
        </form>
      </FormProvider>
      <ConfirmStep
        isOpen={isAsking}
        title={t('creditSure', { number })}
        text={t('creditFinal')}
        yes={t('credit')}
        onYes={() =>
          actOnYes(
            () =>
              ask(creditInvoice, {
                invoiceId,
                because: form.getValues('because'),
                ...(chosen.length === 0 ? {} : { chargeIds: [...chosen] }),
              }),
            onSettled,
          )
        }
        onClose={() => {
          setIsAsking(false)
        }}
      />
    </Panel>
  )
}
