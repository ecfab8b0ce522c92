import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { InvoiceView, listChargesOfInvoice, InvoiceFormat } from '@sotevarmenne/api/fees'
import type { ReactNode } from 'react'
import { Button, Checkbox, Heading } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { usePagesOf, type PageRequest } from '../api/queries.ts'
import { fromBase64 } from '../documents/base64.ts'
import { PageLink } from '../layout/links.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { monthText, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { addressLine } from './address-line.ts'
import { ChargeLine, type ChargedFor } from './charge-line.tsx'
import { InvoiceState } from './invoice-list.tsx'

/** The content of an invoice or credit note, and its state. */
export function InvoiceFacts({
  invoice,
  at,
  caseAt,
  organisation,
}: {
  invoice: InvoiceView
  /** The page of another invoice or credit note. */
  at: (invoiceId: string) => string
  /**
   * The page of a dispute's case, where there is one: disputes with a registration point operator have none.
   */
  caseAt?: (caseId: string) => string
  /** The organisation, where it should be shown. */
  organisation?: ReactNode
}) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  const { day, dayOf, time } = useDates()
  const { credits, creditNotes, disputes, payments } = invoice
  const overpaidCents = -(invoice.openCents ?? 0)
  return (
    <Panel aria-label={t(`kind.${invoice.kind}`)}>
      <InvoiceState invoice={invoice} />
      <Facts
        facts={[
          [t('seller'), `${invoice.seller.name}, ${invoice.seller.email}`],
          [t('organisation'), organisation],
          [t('customerNumber'), invoice.organisation.customerNumber],
          [t('month'), monthText(invoice.month)],
          [t('createdOn'), day(invoice.createdOn)],
          [t('dueOn'), invoice.dueOn && day(invoice.dueOn)],
          [t('gross'), money(invoice.grossCents)],
          [
            t('openAmount'),
            invoice.openCents === undefined ? undefined : (
              <strong>{money(Math.max(invoice.openCents, 0))}</strong>
            ),
          ],
          [t('overpaidAmount'), overpaidCents > 0 ? money(overpaidCents) : undefined],
          [t('reference'), invoice.reference],
          ['RF', invoice.creditorReference],
          [
            t('buyerAddress'),
            invoice.buyerAddress === undefined ? undefined : addressLine(invoice.buyerAddress),
          ],
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
            t('payments'),
            payments.length === 0
              ? undefined
              : payments.map(({ paidOn, amountCents, isByHand }, index) => (
                  <div key={`${String(index)} ${paidOn}`}>
                    {[day(paidOn), money(amountCents), t(isByHand ? 'byHand' : 'fromBank')].join(
                      ', ',
                    )}
                  </div>
                )),
          ],
          [t('remindedAt'), invoice.remindedAt && time(invoice.remindedAt)],
          [
            t('disputes'),
            disputes.length === 0
              ? undefined
              : disputes.map(({ caseId, disputedAt, outcome, reason, reply, isForgotten }) => (
                  <div key={caseId}>
                    {reason === undefined && isForgotten !== true && caseAt !== undefined ? (
                      <PageLink to={caseAt(caseId)}>{dayOf(disputedAt)}</PageLink>
                    ) : (
                      dayOf(disputedAt)
                    )}
                    {`, ${t(outcome === undefined ? 'disputeOpen' : `settled.${outcome}`)}`}
                    {reason === undefined ? null : (
                      <Written>{`${t('disputeReason')}: ${reason}`}</Written>
                    )}
                    {reply === undefined ? null : (
                      <Written>{`${t('disputeReply')}: ${reply}`}</Written>
                    )}
                    {isForgotten === true ? <div>{t('disputeForgotten')}</div> : null}
                  </div>
                )),
          ],
          [
            t('credits'),
            credits && <PageLink to={at(credits.invoiceId)}>{String(credits.number)}</PageLink>,
          ],
          [t('because'), invoice.because && t(`because.${invoice.because}`)],
          [
            t('creditNotes'),
            creditNotes.length === 0
              ? undefined
              : creditNotes.map(({ invoiceId, number, grossCents }) => (
                  <div key={invoiceId}>
                    <PageLink to={at(invoiceId)}>{String(number)}</PageLink>
                    {`, ${money(grossCents)}`}
                  </div>
                )),
          ],
        ]}
      />
    </Panel>
  )
}

/** As people typed it, line by line. */
export const Written = ({ children }: { children: string }) => (
  <span style={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {children}
  </span>
)

/** The invoice as it was sent, for download. */
export function InvoiceDocuments({
  number,
  fetchDocument,
}: {
  number: number
  fetchDocument: (format: InvoiceFormat) => Promise<ApiResult<{ document: string }>>
}) {
  const t = useTexts(feeTexts)
  const { run, isActing, shown } = useAction()
  const save = (format: InvoiceFormat): Promise<void> =>
    run(
      () => fetchDocument(format),
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

/** What is charged or credited, one by one; where they may be credited or disputed, each can be chosen. */
export function InvoiceActions({
  invoice: { invoiceId, kind },
  requestFor,
  at,
  chosen = [],
  onChosen,
}: {
  invoice: Pick<InvoiceView, 'invoiceId' | 'kind'>
  requestFor: (
    requested: PageRequest & { readonly invoiceId: string },
    signal: AbortSignal,
  ) => Promise<ApiResult<ResponseOf<typeof listChargesOfInvoice>>>
  at?: ChargedFor | undefined
  chosen?: readonly string[]
  onChosen?: (chosen: readonly string[]) => void
}) {
  const t = useTexts(feeTexts)
  const pages = usePagesOf(['charges-of', invoiceId], (page, signal) =>
    requestFor({ ...page, invoiceId }, signal),
  )
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t(kind === 'invoice' ? 'actions' : 'credited')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noCharges')}
        rowsOf={({ charges }) =>
          charges.map((charge) => (
            <ChargeLine key={charge.chargeId} charge={charge} at={at}>
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
