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
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext, useParams } from 'react-router'
import { Button, Checkbox, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { errorText } from '../forms/error-text.ts'
import { DayField, SelectField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { saveAs } from '../trail/save-as.ts'
import { ChargeLine } from './charge-line.tsx'
import { InvoiceLines } from './invoice-lines.tsx'
import { InvoiceState, monthText } from './invoices-page.tsx'

/** One invoice or credit note: what it asks for, where it went, and what may be done with it. */
export function InvoicePage() {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const { invoiceId = '' } = useParams()
  const [isDone, setIsDone] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { data, isError, refetch } = useQuery({
    queryKey: ['invoice', invoiceId],
    queryFn: ({ signal }) => ask(viewInvoice, { invoiceId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (!data.ok)
    return (
      <>
        <PageTitle>{t('heading')}</PageTitle>
        <ProblemShown problem={data.refusal} />
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </>
    )

  const settle: Settled = (changed) => {
    queryClient.setQueryData(['invoice', invoiceId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['charges-of', invoiceId] })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    setChosen([])
    setIsDone(true)
  }
  const invoice = data.value
  const may = roles.includes('handler') ? invoice.may : []
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts invoice={invoice} />
      {may.includes('send-again') ? <SendAgain invoice={invoice} onSettled={settle} /> : null}
      <InvoiceLines invoice={invoice} />
      <Documents invoice={invoice} />
      {invoice.kind === 'invoice' ? (
        <Acts
          invoiceId={invoice.invoiceId}
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

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const t = useTexts('fees')
  const money = useMoney()
  const { day, time } = useDates()
  const { organisation, credits, creditNotes } = invoice
  return (
    <Panel aria-label={t(`kind.${invoice.kind}`)}>
      <InvoiceState invoice={invoice} />
      <Facts
        facts={[
          [
            t('organisation'),
            <PageLink
              key="organisation"
              to={`operations/organisations/${organisation.organisationId}/fees`}
            >
              {organisation.name}
            </PageLink>,
          ],
          [t('customerNumber'), organisation.customerNumber],
          [t('month'), monthText(invoice.month)],
          [t('madeOn'), day(invoice.madeOn)],
          [t('dueOn'), invoice.dueOn && day(invoice.dueOn)],
          [t('gross'), money(invoice.grossCents)],
          [t('reference'), invoice.reference],
          ['RF', invoice.creditorReference],
          [t('buyerReference'), invoice.buyerReference],
          [
            t('deliveredAt'),
            [t(`delivery.${invoice.delivery}`), invoice.deliveredAt && time(invoice.deliveredAt)]
              .filter((part) => part !== undefined)
              .join(', '),
          ],
          [t('refusedBecause'), invoice.refusedBecause],
          [
            t('paidOn'),
            invoice.kind === 'invoice'
              ? invoice.paidOn === undefined
                ? t('notPaid')
                : day(invoice.paidOn)
              : undefined,
          ],
          [
            t('credits'),
            credits && (
              <PageLink to={`operations/invoices/${credits.invoiceId}`}>
                {String(credits.number)}
              </PageLink>
            ),
          ],
          [t('because'), invoice.because && t(`because.${invoice.because}`)],
          [
            t('creditNotes'),
            creditNotes.length === 0
              ? undefined
              : creditNotes.map(({ invoiceId, number, grossCents }) => (
                  <div key={invoiceId}>
                    <PageLink to={`operations/invoices/${invoiceId}`}>{String(number)}</PageLink>
                    {`, ${money(grossCents)}`}
                  </div>
                )),
          ],
        ]}
      />
    </Panel>
  )
}

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

function Documents({ invoice: { invoiceId, number } }: { invoice: Invoice }) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  const save = (format: 'pdf' | 'finvoice'): Promise<void> =>
    act(
      () => ask(fetchInvoiceDocument, { invoiceId, format }),
      (found) => {
        const ending = format === 'pdf' ? 'pdf' : 'xml'
        saveAs(`${String(number)}.${ending}`, fromBase64(found.document))
      },
    )
  return (
    <Panel aria-labelledby="documents">
      <Heading variant="h2" id="documents">
        {t('documents')}
      </Heading>
      {shown}
      <Actions>
        <Button variant="secondary" disabled={isActing} onClick={() => void save('pdf')}>
          {t('pdf')}
        </Button>
        <Button variant="secondary" disabled={isActing} onClick={() => void save('finvoice')}>
          {t('finvoice')}
        </Button>
      </Actions>
    </Panel>
  )
}

/** The acts behind the lines; where they may be credited, each can be chosen. */
function Acts({
  invoiceId,
  chosen,
  onChosen,
}: {
  invoiceId: string
  chosen: readonly string[]
  onChosen?: (chosen: readonly string[]) => void
}) {
  const t = useTexts('fees')
  const pages = useInfiniteQuery({
    queryKey: ['charges-of', invoiceId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listChargesOfInvoice, { invoiceId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('acts')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noCharges')}
        rowsOf={({ charges }) =>
          charges.map((charge) => (
            <ChargeLine key={charge.chargeId} charge={charge}>
              {onChosen === undefined || charge.state !== 'invoiced' ? null : (
                <Checkbox
                  checked={chosen.includes(charge.chargeId)}
                  onClick={({ checkboxState }) => {
                    const others = chosen.filter((one) => one !== charge.chargeId)
                    onChosen(checkboxState ? [...others, charge.chargeId] : others)
                  }}
                >
                  {t('choose')}
                </Checkbox>
              )}
            </ChargeLine>
          ))
        }
      />
    </>
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
  const [problem, setProblem] = useState<ProblemDetails>()
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
      {problem === undefined ? null : <ProblemShown problem={problem} />}
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
        onYes={async () => {
          const credited = await ask(creditInvoice, {
            invoiceId,
            because: form.getValues('because'),
            ...(chosen.length === 0 ? {} : { chargeIds: [...chosen] }),
          })
          return () => {
            setProblem(credited.ok ? undefined : credited.refusal)
            if (credited.ok) onSettled(credited.value)
          }
        }}
        onClose={() => {
          setIsAsking(false)
        }}
      />
    </Panel>
  )
}
