import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { parseOid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { CodedOrganisation, CodeList, RegisterUnavailable } from '../contract.ts'
import type { CodeServer } from '../ports.ts'
import { readRegister, type RegisterAddress } from './query-register.ts'
import { day } from './day.ts'

/**
 * The code server of social and health care: `GET <url>/csapi/v3/classifications/<list>/conceptcodes`, page
 * after page, without sign-in. Its member names have been seen in different cases, so case is ignored.
 */
export const codeServerHttp = ({ intermediaries, ...address }: CodeServerAddress): CodeServer => ({
  readList: async (codeList) => {
    const classification = { ...classifications, 'kanta-intermediaries': intermediaries }[codeList]
    const entries: CodedOrganisation[] = []
    if (classification === undefined) return ok(entries)
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const read = await readPage(address, { codeList, classification, page })
      if (!read.ok) return read
      pages = read.value.pages
      entries.push(...read.value.entries)
    }
    return ok(entries)
  },
})

const pageSize = 500
/** A million entries; the national registers have some 72,000. */
const maxPages = 2000

const classifications = {
  organisations: '1.2.246.537.6.202',
  'self-employed': '1.2.246.537.6.203',
} as const

export type CodeServerAddress = RegisterAddress & {
  /** The code list of Kanta intermediaries; without one there are none. */
  readonly intermediaries?: string | undefined
}

async function readPage(
  address: RegisterAddress,
  {
    codeList,
    classification,
    page,
  }: {
    readonly codeList: CodeList
    readonly classification: string
    readonly page: number
  },
): Promise<
  Result<
    { readonly pages: number; readonly entries: readonly CodedOrganisation[] },
    RegisterUnavailable
  >
> {
  const query = new URLSearchParams({
    status: 'ACTIVE',
    sortBy: 'CONCEPTCODEID',
    pageSize: String(pageSize),
    page: String(page),
  })
  const read = await readRegister(address, {
    register: 'codes',
    path: `csapi/v3/classifications/${classification}/conceptcodes?${query.toString()}`,
    response: pageResponse,
  })
  if (!read.ok)
    return refuse(
      read.refusal.kind === 'not-known'
        ? { kind: 'register-unavailable', register: 'codes', because: 'error-response' }
        : read.refusal,
    )
  const { totalPages, conceptCodes } = read.value
  return ok({
    pages: totalPages,
    entries: conceptCodes.map((entry) => organisationOf(entry, codeList)),
  })
}

const members = [
  ...['conceptCodes', 'totalPages'],
  ...['conceptCodeId', 'beginDate', 'expirationDate', 'attributes'],
  ...['attributeName', 'attributeValue'],
]
const spelling = new Map(members.map((name) => [name.toLowerCase(), name]))

/** Member names in lower case, recursively. */
function inOneCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const spelt = spelling.get(name.toLowerCase())
      return spelt === undefined ? [] : [[spelt, inOneCase(member)]]
    }),
  )
}

const oid = z.string().transform((text, context) => {
  const parsed = parseOid(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'no OID' })
  return z.NEVER
})

/** A day with or without a time; the day does not depend on the time zone. */
const dayOf = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 10) : value), day)

const attributes = z
  .array(
    z.object({
      attributeName: z.string(),
      attributeValue: z.union([z.string(), z.array(z.string())]).nullish(),
    }),
  )
  .transform(
    (list) =>
      new Map(
        list.flatMap(({ attributeName: name, attributeValue: value }) => {
          const [first] = typeof value === 'string' ? [value] : (value ?? [])
          return first === undefined || first.trim() === ''
            ? []
            : [[name.toLowerCase(), first.trim()] as const]
        }),
      ),
  )

const entryResponse = z.object({
  conceptCodeId: oid,
  beginDate: dayOf,
  expirationDate: dayOf.nullish(),
  attributes,
})

const pageResponse = z.preprocess(
  inOneCase,
  z.object({
    totalPages: z.number().int().min(0).max(maxPages),
    conceptCodes: z.array(entryResponse).max(pageSize),
  }),
)

/** An entry without a long name gets its short one, or its code. */
function organisationOf(
  { conceptCodeId, beginDate, expirationDate, attributes: input }: z.output<typeof entryResponse>,
  codeList: CodeList,
): CodedOrganisation {
  const shortName = input.get('abbreviation')
  const businessId = parseBusinessId(input.get('y-tunnus') ?? '')
  const parent = parseOid(input.get('parentid') ?? '')
  const sector = sectors[input.get('sektori')?.charAt(0) ?? '']
  const municipality = input.get('sijainti kunta')
  return {
    oid: conceptCodeId,
    codeList,
    name: input.get('longname') ?? shortName ?? conceptCodeId,
    ...(shortName !== undefined && { shortName }),
    ...(businessId.ok && { businessId: businessId.value }),
    ...(parent.ok && { parent: parent.value }),
    ...(sector && { sector }),
    ...(municipality !== undefined && { municipality }),
    validFrom: beginDate,
    ...(expirationDate && { validTo: expirationDate }),
  }
}

/** `1 Julkinen`, `2 Yksityinen`, `3 Yksityinen itseilmoitettu yksikkö`. */
const sectors: Readonly<Record<string, 'public' | 'private'>> = {
  1: 'public',
  2: 'private',
  3: 'private',
}
