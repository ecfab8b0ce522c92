import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  assignPayment,
  listPayments,
  paymentFilter,
  returnPayment,
  type PaymentFilter,
  type PaymentView,
} from '@sotevarmenne/api/payments'
import { zodResolver } from '@hookform/resolvers/zod'
import { useCallback, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useOutletContext, useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePagesOf } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { refreshInbox } from '../inbox/counts.ts'
import { sayOutcome } from '../layout/outcome.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, FilterRow, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { ImportPayments } from './import-payments.tsx'
import { importsKey, PaymentImports } from './payment-imports.tsx'
import { paymentTexts } from './payment-texts.ts'

/** Payments from the bank's files: the import, and those that fit no invoice. */
export function PaymentsPage() {
  const t = useTexts(paymentTexts)
  const session = useOutletContext<SessionView>()
  const [query, setQuery] = useSearchParams()
  const [chosen, setChosen] = useState<string>()
  const filter = query.get('show') === 'all' ? 'all' : 'waiting'
  const importId = query.get('import') ?? undefined
  const pages = usePagesOf(['payments', filter, importId], (page, signal) =>
    callApi(listPayments, { ...page, filter, importId }, signal),
  )
  const refresh = useCallback((): void => {
    void queryClient.invalidateQueries({ queryKey: ['payments'] })
    void queryClient.invalidateQueries({ queryKey: importsKey })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    void refreshInbox()
  }, [])
  const maySettle = mayDo(session, 'payments.settle')
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      {mayDo(session, 'payments.import') ? <ImportPayments onImported={refresh} /> : null}
      <PaymentImports onReady={refresh} />
      <Heading variant="h2" mt="l" mb="s">
        {t(headingOf(filter, importId))}
      </Heading>
      <FilterRow>
        <Dropdown
          labelText={t('show')}
          value={filter}
          onChange={(value) => {
            const ofImport = importId === undefined ? {} : { import: importId }
            setQuery(value === 'waiting' ? ofImport : { show: value, ...ofImport }, {
              replace: true,
            })
          }}
        >
          {paymentFilter.options.map((one) => (
            <DropdownItem key={one} value={one}>
              {t(`filter.${one}`)}
            </DropdownItem>
          ))}
        </Dropdown>
      </FilterRow>
      {importId === undefined ? null : (
        <Paragraph mb="s">
          <PageLink to="operations/payments?show=all">{t('everyImport')}</PageLink>
        </Paragraph>
      )}
      <RowList
        pages={pages}
        empty={t(filter === 'waiting' ? 'none' : 'noneImported')}
        rowsOf={({ payments }) =>
          payments.map((payment) => (
            <PaymentRow
              key={payment.entryId}
              payment={payment}
              isChosen={chosen === payment.entryId}
              onChoose={maySettle ? setChosen : undefined}
              onSettled={() => {
                setChosen(undefined)
                sayOutcome(t('done'))
                refresh()
              }}
            />
          ))
        }
      />
      <Actions>
        <PageLink to="operations/invoices">{t('toInvoices')}</PageLink>
      </Actions>
    </>
  )
}

const headingOf = (filter: PaymentFilter, importId: string | undefined) => {
  if (importId !== undefined) return 'ofImport'
  return filter === 'waiting' ? 'list' : 'filter.all'
}

function PaymentRow({
  payment,
  isChosen,
  onChoose,
  onSettled,
}: {
  payment: PaymentView
  isChosen: boolean
  /** Absent where the user may not decide. */
  onChoose: ((entryId: string | undefined) => void) | undefined
  onSettled: () => void
}) {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  const { day, time } = useDates()
  const { entryId, amountCents, leftCents, because, decisions, invoiceNumber } = payment
  const facts = [
    day(payment.paidOn),
    payment.payer,
    payment.reference === undefined ? undefined : `${t('reference')} ${payment.reference}`,
    invoiceNumber === undefined ? undefined : t('ofInvoice', { number: String(invoiceNumber) }),
    leftCents === 0 || leftCents === amountCents ? undefined : t('left', { sum: money(leftCents) }),
    t('importedBy', { name: payment.importedBy, time: time(payment.importedAt) }),
  ]
  return (
    <Row
      link={<strong>{money(amountCents)}</strong>}
      facts={
        <>
          {facts.filter((fact) => fact !== undefined).join(' · ')}
          {decisions.map(({ kind, reason, decidedBy, decidedAt, ...decision }) => (
            <div key={decidedAt}>
              {t(`decided.${kind}`, {
                ...{ reason: reason ?? t('reasonErased') },
                ...{ name: decidedBy, time: time(decidedAt) },
                sum: money(decision.amountCents),
                number: String(decision.invoiceNumber ?? ''),
              })}
            </div>
          ))}
          {isChosen && onChoose !== undefined ? (
            <SettlePayment
              payment={payment}
              onSettled={onSettled}
              onCancel={() => {
                onChoose(undefined)
              }}
            />
          ) : null}
        </>
      }
      state={
        <>
          {leftCents === 0 || because === undefined ? (
            <Chip $tone="good">{t('settled')}</Chip>
          ) : (
            <Chip $tone="waiting">{t(`because.${because}`)}</Chip>
          )}
          {leftCents === 0 || onChoose === undefined || isChosen ? null : (
            <Button
              variant="secondary"
              aria-label={t('decideOf', { sum: money(leftCents) })}
              onClick={() => {
                onChoose(entryId)
              }}
            >
              {t('decide')}
            </Button>
          )}
        </>
      }
    />
  )
}

const typedDecision = z
  .object({
    how: z.enum(['assigned', 'returned']),
    number: z.string().trim(),
    reason: z
      .string()
      .trim()
      .min(1, { error: errorText('settleReason') })
      .max(1000, { error: errorText('settleReason') }),
  })
  .refine(({ how, number }) => how === 'returned' || /^\d{1,15}$/.test(number), {
    path: ['number'],
    error: errorText('invoiceNumber'),
    when: () => true,
  })

/** Puts what is left of a payment on an invoice, or records its return; with the reason. */
function SettlePayment({
  payment: { entryId, leftCents },
  onSettled,
  onCancel,
}: {
  payment: PaymentView
  onSettled: () => void
  onCancel: () => void
}) {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedDecision>>({
    resolver: zodResolver(typedDecision),
    defaultValues: { how: 'assigned', number: '', reason: '' },
    shouldFocusError: false,
  })
  const how = form.watch('how')
  const settle = ({ number, reason }: z.input<typeof typedDecision>): Promise<void> =>
    run(
      () =>
        how === 'assigned'
          ? callApi(assignPayment, { entryId, invoiceNumber: Number(number), reason })
          : callApi(returnPayment, { entryId, reason }),
      onSettled,
    )
  return (
    <Panel aria-label={t('decideOf', { sum: money(leftCents) })}>
      <Form form={form} onSubmit={settle}>
        <ChoiceField
          name="how"
          label={t('how')}
          choices={(['assigned', 'returned'] as const).map((value) => ({
            value,
            label: t(`how.${value}`),
          }))}
        />
        {how === 'assigned' ? (
          <TextField name="number" label={t('invoiceNumber')} />
        ) : (
          <Paragraph mb="m">{t('returnHelp')}</Paragraph>
        )}
        <LongTextField name="reason" label={t('reason')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
          <Button variant="secondary" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Actions>
      </Form>
    </Panel>
  )
}
