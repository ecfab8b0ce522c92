import { exampleSeller } from '#billing/invoices/index.ts'
import { accountOf } from './domain/bank-file.ts'

/** One payment of a bank's file. */
export type Reported = {
  readonly bankId: string
  readonly reference: string
  readonly cents: number
  readonly day?: string
  readonly payer?: string
  /** It takes an earlier one back. */
  readonly isReversal?: boolean
}

const account = accountOf(exampleSeller.iban)

/** The payments as a bank's debit and credit notification (camt.054.001.02). */
export const camtOf = (
  payments: readonly Reported[],
  {
    iban = exampleSeller.iban,
    currency = 'EUR',
    messageId = 'MSG-1',
  }: { readonly iban?: string; readonly currency?: string; readonly messageId?: string } = {},
): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">
 <BkToCstmrDbtCdtNtfctn>
  <GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>2026-11-10T04:00:00+02:00</CreDtTm></GrpHdr>
  <Ntfctn><Id>1</Id><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>
${payments
  .map(
    ({ bankId, reference, cents, day = '2026-11-10', payer, isReversal = false }) => `   <Ntry>
    <Amt Ccy="${currency}">${(cents / 100).toFixed(2)}</Amt><CdtDbtInd>${isReversal ? 'DBIT' : 'CRDT'}</CdtDbtInd>
    ${isReversal ? '<RvslInd>true</RvslInd>' : ''}<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt>
    <NtryDtls><TxDtls><Refs><AcctSvcrRef>${bankId}</AcctSvcrRef></Refs>
     ${payer === undefined ? '' : `<RltdPties><Dbtr><Nm>${payer}</Nm></Dbtr></RltdPties>`}
     ${reference === '' ? '' : `<RmtInf><Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf>`}
    </TxDtls></NtryDtls>
   </Ntry>`,
  )
  .join('\n')}
  </Ntfctn>
 </BkToCstmrDbtCdtNtfctn>
</Document>
`

/** The same as incoming reference payments in the fixed format of Finnish banks. */
export function referencePaymentsOf(payments: readonly Reported[]): string {
  const sum = (isReversal: boolean) => {
    const some = payments.filter((one) => (one.isReversal ?? false) === isReversal)
    return [
      String(some.length).padStart(6, '0'),
      String(some.reduce((total, { cents }) => total + cents, 0)).padStart(11, '0'),
    ].join('')
  }
  const records = payments.map(
    ({ bankId, reference, cents, day = '2026-11-10', payer = '', isReversal = false }) => {
      const date = day.slice(2).replaceAll('-', '')
      return [
        ...['3', account, date, date, bankId.padEnd(16), reference.padStart(20, '0')],
        ...[payer.slice(0, 12).padEnd(12), '1', 'J', String(cents).padStart(10, '0')],
        ...[isReversal ? '1' : '0', 'A', ' '],
      ].join('')
    },
  )
  return [
    // Day, time, bank, service identifier of the seller, and euro.
    `${['0', '261110', '0400', '31', '000000001'].join('')}1`.padEnd(90),
    ...records,
    `9${sum(false)}${sum(true)}`.padEnd(90),
    '',
  ].join('\r\n')
}

export const asFile = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  Buffer.from(text, encoding).toString('base64')
