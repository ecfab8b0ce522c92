import type { BankField } from '@sotevarmenne/api/payments'
import { parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { SaxesParser } from 'saxes'
import type { BankFile } from '../contract.ts'
import {
  accountOf,
  malformedAt,
  maxEntries,
  refuseRows,
  withKeys,
  type BankFileRefusal,
  type FoundEntry,
  type RowFault,
} from '../domain/bank-file.ts'

/** An element with the text directly in it. */
type Node = {
  readonly name: string
  readonly line: number
  readonly currency: string | undefined
  text: string
  readonly children: Node[]
}

/** Deeper nesting occurs in no message. */
const maxDepth = 40

const namespace = /^urn:iso:std:iso:20022:tech:xsd:camt\.054\.001\.\d\d$/

export const isXml = (bytes: Uint8Array): boolean =>
  /^(?:\uFEFF)?\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString('utf8'))

/**
 * A bank's debit and credit notification (ISO 20022, camt.054): what was booked to the account. It is read strictly,
 * in UTF-8, and a document type is refused: no entity is ever expanded.
 */
export function readCamt054(bytes: Uint8Array, iban: string): Result<BankFile, BankFileRefusal> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse({ kind: 'bank-file-encoding' })
  }
  const notifications = notificationsOf(text)
  return notifications.ok ? entriesOf(notifications.value, iban) : notifications
}

/** Thrown out of the parser's callbacks. */
class Refused extends Error {
  readonly refusal: BankFileRefusal
  constructor(refusal: BankFileRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** The notifications of the message, read as trees. */
function notificationsOf(text: string): Result<Node, BankFileRefusal> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const root: Node = { name: '', line: 1, currency: undefined, text: '', children: [] }
  const open: Node[] = [root]
  let entries = 0
  const malformed = () => new Refused(malformedAt(parser.line))
  parser.on('error', () => {
    throw malformed()
  })
  parser.on('doctype', () => {
    throw malformed()
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-8$/i.test(encoding))
      throw new Refused({ kind: 'bank-file-encoding' })
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length === 1 && !(local === 'Document' && namespace.test(uri)))
      throw new Refused({ kind: 'bank-file-unknown' })
    if (open.length > maxDepth) throw malformed()
    entries += local === 'TxDtls' || local === 'Ntry' ? 1 : 0
    if (entries > 2 * maxEntries) throw tooLong()
    const { line } = parser
    const currency = attributes['Ccy']?.value
    const node = { name: local, line, currency, text: '', children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  const addText = (text: string) => {
    const node = open.at(-1)
    if (node) node.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    parser.write(text).close()
  } catch (thrown) {
    if (thrown instanceof Refused) return refuse(thrown.refusal)
    throw thrown
  }
  return ok(root)
}

const tooLong = () => new Refused({ kind: 'bank-file-too-long', max: maxEntries })

function entriesOf(root: Node, iban: string): Result<BankFile, BankFileRefusal> {
  const message = at(root, 'Document', 'BkToCstmrDbtCdtNtfctn')
  const messageId = textAt(message, 'GrpHdr', 'MsgId')
  if (message === undefined || messageId === undefined) return refuse(malformedAt(1))
  const found: FoundEntry[] = []
  const faults: RowFault[] = []
  let skipped = 0
  for (const notification of all(message, 'Ntfctn')) {
    if (textAt(notification, 'Acct', 'Id', 'IBAN') !== iban) {
      faults.push({ line: notification.line, field: 'account' })
      continue
    }
    for (const entry of all(notification, 'Ntry')) {
      const read = readEntry(entry, messageId)
      if (!read.ok) {
        faults.push(read.refusal)
        continue
      }
      if (read.value.length === 0) skipped += 1
      found.push(...read.value)
      if (found.length > maxEntries) return refuse({ kind: 'bank-file-too-long', max: maxEntries })
    }
  }
  const refused = refuseRows(faults)
  if (refused) return refused
  return ok({ format: 'camt.054', entries: withKeys(found, accountOf(iban)), skipped })
}

/** The payments of an entry: each of its transactions, or itself where the bank gives none. */
function readEntry(entry: Node, messageId: string): Result<readonly FoundEntry[], RowFault> {
  const wrong = (field: BankField, { line }: Node = entry) => refuse({ line, field })
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
  const isReversal = /^(?:true|1)$/.test(textAt(entry, 'RvslInd') ?? '')
  const indicator = textAt(entry, 'CdtDbtInd')
  if (indicator !== 'CRDT' && indicator !== 'DBIT') return wrong('direction')
  // A reversed debit is a credit, and pays nothing either (ISO 20022, ReversalIndicator).
  if (status !== 'BOOK' || (indicator === 'DBIT') !== isReversal) return ok([])
  const bookedOn = at(entry, 'BookgDt')
  const paidOn = parseLocalDate(
    (textAt(bookedOn, 'Dt') ?? textAt(bookedOn, 'DtTm') ?? '').slice(0, 10),
  )
  if (paidOn === undefined) return wrong('day')

  const details = all(entry, 'NtryDtls').flatMap((each) => all(each, 'TxDtls'))
  const entries: FoundEntry[] = []
  for (const one of details.length === 0 ? [entry] : details) {
    const amount =
      at(one, 'Amt') ?? at(one, 'AmtDtls', 'TxAmt', 'Amt') ?? soleAmount(entry, details)
    if (amount === undefined) return wrong('amount', one)
    if (amount.currency !== 'EUR') return wrong('currency', amount)
    const cents = centsOf(amount.text)
    if (cents === undefined) return wrong('amount', amount)
    const reference = textAt(one, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref')
    const debtor = at(one, 'RltdPties', 'Dbtr')
    const payer = textAt(debtor, 'Nm') ?? textAt(debtor, 'Pty', 'Nm')
    entries.push({
      ...{ paidOn, amountCents: isReversal ? -cents : cents },
      bankId:
        textAt(one, 'Refs', 'AcctSvcrRef') ??
        textAt(entry, 'AcctSvcrRef') ??
        `${messageId} ${textAt(one, 'Refs', 'TxId') ?? textAt(entry, 'NtryRef') ?? ''}`,
      ...(reference !== undefined && { reference: reference.slice(0, 35) }),
      ...(payer !== undefined && { payer: payer.slice(0, 140) }),
    })
  }
  return ok(entries)
}

/** A single transaction without its own amount has that of its entry. */
const soleAmount = (entry: Node, details: readonly Node[]): Node | undefined =>
  details.length === 1 ? at(entry, 'Amt') : undefined

/** `46`, `46.0` or `46.00`: whole cents, above zero. */
function centsOf(text: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(text.trim()) ?? []
  if (whole === undefined || /[^0]/.test(fraction.slice(2))) return undefined
  const cents = Number(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`)
  return cents > 0 ? cents : undefined
}

const all = (node: Node | undefined, name: string): readonly Node[] =>
  node?.children.filter((child) => child.name === name) ?? []

/** The first element at the path. */
const at = (node: Node | undefined, ...path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    node,
  )

function textAt(node: Node | undefined, ...path: readonly string[]): string | undefined {
  const text = at(node, ...path)?.text.trim()
  return text === '' ? undefined : text
}
