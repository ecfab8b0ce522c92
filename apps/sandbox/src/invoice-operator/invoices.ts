import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { ifThere, writeInOneStep } from '../environment/files.ts'

/** An invoice or credit note, for its buyer. */
export const invoiceOrder = z.object({
  /** A Finvoice 3.0 message. */
  finvoice: z.string().max(5_000_000),
  /** Base64. */
  pdf: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').subarray(0, 5).toString() === '%PDF-'),
})
export type InvoiceOrder = z.infer<typeof invoiceOrder>

const passedOn = z.object({
  number: z.number(),
  buyer: z.string(),
  to: z.string(),
  type: z.string(),
  /** As in the message: euros with a comma. */
  gross: z.string(),
  receivedAt: z.string(),
})
export type PassedInvoice = z.infer<typeof passedOn>

export type Invoices = {
  /** Delivers an invoice; repeating the same one changes nothing. */
  readonly pass: (
    number: number,
    order: InvoiceOrder,
    now: Instant,
  ) => Promise<
    Result<
      { readonly isNew: boolean },
      | { readonly kind: 'another-invoice-has-this-number' }
      | { readonly kind: 'not-taken'; readonly reason: string }
    >
  >
  readonly find: (
    number: string,
  ) => Promise<
    | { readonly invoice: PassedInvoice; readonly pdf: Uint8Array; readonly finvoice: string }
    | undefined
  >
  /** The newest first. */
  readonly list: () => Promise<readonly PassedInvoice[]>
}

/** Invoices in a folder, three files each; the one with the facts is written last. */
export async function openInvoices(folder: string): Promise<Invoices> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fileOf = (number: string, ending: 'pdf' | 'xml' | 'json') =>
    path.join(folder, `${number}.${ending}`)

  const find: Invoices['find'] = async (number) => {
    if (!/^\d{1,15}$/.test(number)) return undefined
    const facts = await ifThere(readFile(fileOf(number, 'json'), 'utf8'))
    if (facts === undefined) return undefined
    return {
      invoice: passedOn.parse(JSON.parse(facts)),
      pdf: await readFile(fileOf(number, 'pdf')),
      finvoice: await readFile(fileOf(number, 'xml'), 'utf8'),
    }
  }

  const pass: Invoices['pass'] = async (number, { finvoice, pdf }, now) => {
    const earlier = await find(String(number))
    if (earlier)
      return earlier.finvoice === finvoice
        ? ok({ isNew: false })
        : refuse({ kind: 'another-invoice-has-this-number' })
    const read = readFinvoice(finvoice)
    if (read === undefined || read.number !== number)
      return refuse({ kind: 'not-taken', reason: 'No Finvoice 3.0 message of that number' })
    if (!isFinnishAddress(read.to))
      return refuse({ kind: 'not-taken', reason: `No receiver has the address ${read.to}` })
    await writeFile(fileOf(String(number), 'pdf'), Buffer.from(pdf, 'base64'))
    await writeFile(fileOf(String(number), 'xml'), finvoice)
    const facts: PassedInvoice = { ...read, receivedAt: formatInstant(now) }
    await writeInOneStep(fileOf(String(number), 'json'), JSON.stringify(facts))
    return ok({ isNew: true })
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    find,
    // One after another, so that two concurrent ones with one number can't both be the first.
    pass: (...order) => {
      const turn = last.then(() => pass(...order))
      last = turn.catch(() => undefined)
      return turn
    },
    list: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
      const all = await Promise.all(
        names.map(async (name) =>
          passedOn.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
        ),
      )
      return all.sort((one, other) => other.number - one.number)
    },
  }
}

/** The simulator knows every address that is derived from a business ID. */
const isFinnishAddress = (address: string): boolean => /^0037\d{8}$/.test(address)

function readFinvoice(message: string) {
  if (!/<Finvoice Version="3\.0"/.test(message)) return undefined
  const [number, to, type, gross] = [
    textIn(message, 'InvoiceNumber'),
    textIn(message, 'ToIdentifier'),
    textIn(message, 'InvoiceTypeCode'),
    textIn(message, 'InvoiceTotalVatIncludedAmount'),
  ]
  if (number === undefined || to === undefined || type === undefined || gross === undefined)
    return undefined
  const buyer = textsIn(message, 'BuyerOrganisationName').join('')
  return { number: Number(number), to, type, gross, buyer }
}

const textIn = (message: string, name: string): string | undefined => textsIn(message, name)[0]

const textsIn = (message: string, name: string): readonly string[] =>
  [...message.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(
    ([, text = '']) =>
      text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
  )
