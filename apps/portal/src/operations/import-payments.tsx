import {
  bankFileFaults,
  importPayments,
  previewPayments,
  type BankFileFaults,
  type CheckedPaymentsView,
  type ImportedRow,
  type PaymentImportView,
} from '@sotevarmenne/api/payments'
import { paymentFileUpload } from '@sotevarmenne/api/uploads'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { documentOf, DocumentInput } from '../forms/document-input.tsx'
import { SumsTable } from '../fees/sums-table.tsx'
import { ActionButton } from '../layout/action-button.tsx'
import { Done } from '../layout/responses.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { paymentTexts } from './payment-texts.ts'

/** As many rows as a page can usefully show: the rest is in the file. */
const maxShown = 200

/** A bank's file: what would happen with each payment of it, then the import, which goes on in the background. */
export function ImportPayments({ onImported }: { onImported: () => void }) {
  const t = useTexts(paymentTexts)
  const { run, isActing, clear, shown } = useAction()
  const [file, setFile] = useState<File>()
  const [found, setFound] = useState<CheckedPaymentsView>()
  const [accepted, setAccepted] = useState<PaymentImportView>()
  const [faults, setFaults] = useState<BankFileFaults>()
  const isLarge = file !== undefined && file.size > paymentFileUpload.maxBytes

  const startOver = (): void => {
    clear()
    setFound(undefined)
    setAccepted(undefined)
    setFaults(undefined)
  }
  const faultsOf = ({ facts }: ProblemDetails): boolean => {
    setFaults(bankFileFaults.safeParse(facts).data)
    return false
  }
  const check = (chosen: File): Promise<void> =>
    run(
      async () => callApi(previewPayments, { file: await documentOf(chosen) }),
      setFound,
      faultsOf,
    )
  const send = (chosen: File): Promise<void> =>
    run(
      async () => callApi(importPayments, { file: await documentOf(chosen) }),
      (value) => {
        setFound(undefined)
        setAccepted(value)
        onImported()
      },
      faultsOf,
    )
  return (
    <Panel aria-labelledby="import">
      <Heading variant="h2" id="import" mb="s">
        {t('import')}
      </Heading>
      <DocumentInput
        id="payment-file"
        label={t('file')}
        hint={t('fileHint')}
        accept=""
        error={isLarge ? { status: 'error', statusText: t('fileTooLarge') } : {}}
        onChosen={(chosen) => {
          startOver()
          setFile(chosen)
        }}
      />
      {found === undefined ? null : <Result found={found} />}
      {accepted === undefined ? null : (
        <Done
          title={t(accepted.state === 'ready' ? 'importReady' : 'accepted')}
          help={t(accepted.state === 'ready' ? 'importReadyHelp' : 'acceptedHelp')}
        />
      )}
      {shown}
      {faults === undefined ? null : <Faults faults={faults} />}
      {file === undefined || isLarge || accepted !== undefined ? null : (
        <Actions>
          <ActionButton
            id={found === undefined ? 'preview-payments' : 'import-payments'}
            onClick={() => void (found === undefined ? check(file) : send(file))}
            isActing={isActing}
          >
            {t(found === undefined ? 'preview' : 'import')}
          </ActionButton>
        </Actions>
      )}
    </Panel>
  )
}

/** The rows of a refused file that have something wrong. */
function Faults({ faults: { rows, count } }: { faults: BankFileFaults }) {
  const t = useTexts(paymentTexts)
  return (
    <>
      <ul id="row-faults">
        {rows.map(({ line, field }) => (
          <li key={`${String(line)} ${field}`}>
            {t('faultAt', { line })}: {t(`fault.${field}`)}
          </li>
        ))}
      </ul>
      {count > rows.length ? (
        <Paragraph mt="s">{t('moreFaults', { shown: rows.length, count: count })}</Paragraph>
      ) : null}
    </>
  )
}

function Result({ found: { rows, skipped } }: { found: CheckedPaymentsView }) {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  const known = rows.filter((row) => row.isKnown).length
  const waiting = rows.filter((row) => row.leftCents !== 0).length
  const counts = t('counts', {
    known,
    waiting,
    skipped,
    paid: rows.length - known - rows.filter((row) => row.leftCents === row.amountCents).length,
  })
  const sum = money(rows.reduce((total, { amountCents }) => total + amountCents, 0))
  return (
    <>
      <Done stays title={t('previewOf', { count: rows.length, sum })} help={counts} />
      {rows.length === 0 ? null : <FoundRows rows={rows} />}
    </>
  )
}

/** The first rows, those for a decision before the others, and all as a file. */
function FoundRows({ rows }: { rows: readonly ImportedRow[] }) {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  const { day } = useDates()
  const outcomeOf = useOutcome()
  const sorted = [...rows].sort(
    (one, other) =>
      Number(one.leftCents === 0) - Number(other.leftCents === 0) || one.row - other.row,
  )
  const heads = [t('row'), t('paidOn'), t('amount'), t('reference'), t('payer'), t('outcome')]
  return (
    <>
      {rows.length > maxShown ? (
        <Paragraph mb="s">{t('rowsMore', { shown: maxShown, count: rows.length })}</Paragraph>
      ) : null}
      <SumsTable label={t('rows')}>
        <thead>
          <tr>
            <th scope="col">{t('reference')}</th>
            <th scope="col" className="text">
              {t('outcome')}
            </th>
            <th scope="col">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, maxShown).map((one) => (
            <tr key={one.row}>
              <th scope="row">
                {one.reference ?? t('withoutReference')}
                {one.payer === undefined ? null : <div>{one.payer}</div>}
                <div>{day(one.paidOn)}</div>
              </th>
              <td className="text">{outcomeOf(one)}</td>
              <td>{money(one.amountCents)}</td>
            </tr>
          ))}
        </tbody>
      </SumsTable>
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            const lines = rows.map((one) => [
              ...[String(one.row), one.paidOn, (one.amountCents / 100).toFixed(2)],
              ...[one.reference ?? '', one.payer ?? '', outcomeOf(one)],
            ])
            saveAs(t('rowsName'), `\uFEFF${[heads, ...lines].map(csvLine).join('')}`)
          }}
        >
          {t('saveRows')}
        </Button>
      </Actions>
    </>
  )
}

/** What happens with a payment, in words. */
function useOutcome(): (row: ImportedRow) => string {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  return ({ isKnown, amountCents, leftCents, because, invoiceNumber }) => {
    if (isKnown) return t('known')
    const invoice =
      invoiceNumber === undefined ? [] : [t('ofInvoice', { number: String(invoiceNumber) })]
    if (because === undefined) return [t('matched'), ...invoice].join(': ')
    const left = amountCents === leftCents ? [] : [t('left', { sum: money(leftCents) })]
    return [t(`because.${because}`), ...invoice, ...left].join(', ')
  }
}
