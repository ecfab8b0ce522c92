import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Text } from '#platform/texts.ts'
import type { BusinessFacts } from '../contract.ts'
import type { BusinessRegister } from '../ports.ts'
import { readRegister, type RegisterAddress } from './query-register.ts'
import { day } from './day.ts'

/**
 * The business register as open data (`avoindata.prh.fi`, v3): `GET <url>/companies?businessId=…`. For an
 * unknown id the response is an empty list, or 404.
 */
export const businessRegisterHttp = (address: RegisterAddress): BusinessRegister => ({
  lookUpBusiness: async (businessId) => {
    const found = await readRegister(address, {
      register: 'business',
      path: `companies?${new URLSearchParams({ businessId }).toString()}`,
      response: companies,
    })
    if (!found.ok && found.refusal.kind !== 'not-known') return refuse(found.refusal)

    const company = found.ok
      ? found.value.companies.find((each) => each.businessId.value === businessId)
      : undefined
    return company === undefined
      ? refuse({ kind: 'unknown-to-business-register' })
      : ok(factsOf(company))
  },
})

const businessId = z.string().transform((text, context) => {
  const parsed = parseBusinessId(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'no business id' })
  return z.NEVER
})

/** Language codes of the register: 1 Finnish, 2 Swedish, 3 English. */
const descriptions = z.array(z.object({ languageCode: z.string(), description: z.string() }))

const company = z.object({
  businessId: z.object({ value: businessId }),
  names: z
    .array(z.object({ name: z.string().min(1), type: z.string(), endDate: day.nullish() }))
    .min(1),
  companyForms: z.array(z.object({ descriptions, endDate: day.nullish() })).default([]),
  companySituations: z
    .array(z.object({ type: z.string(), endDate: day.nullish() }))
    .nullish()
    .transform((situations) => situations ?? []),
  endDate: day.nullish(),
})

const companies = z.object({ companies: z.array(company) })

/** Type 1 is the registered name; 2 are parallel names, 3 auxiliary ones. */
const properName = '1'

function factsOf({
  businessId: { value },
  names,
  companyForms,
  companySituations,
  endDate,
}: z.output<typeof company>): BusinessFacts {
  const proper = names.filter(({ type }) => type === properName)
  const name = (proper.find(inForce) ?? proper[0] ?? names[0])?.name ?? ''
  const form = companyForms.find(inForce)?.descriptions
  const text = form && textOf(form)
  return {
    businessId: value,
    name,
    ...(text && { form: text }),
    status: endDate ? 'ceased' : statusOf(companySituations.filter(inForce)),
  }
}

const inForce = ({ endDate }: { readonly endDate?: unknown }): boolean => !endDate

const textOf = (of: z.output<typeof descriptions>): Text | undefined => {
  const said = (code: string) =>
    of.find(({ languageCode }) => languageCode === code)?.description.trim()
  const fi = said('1') ?? of[0]?.description
  return fi === undefined || fi === ''
    ? undefined
    : { fi, sv: said('2') ?? fi, en: said('3') ?? fi }
}

/** The worst one, if several are in force. */
const statusOf = (situations: readonly { readonly type: string }[]): BusinessStatus =>
  situationCodes.find(([code]) => situations.some(({ type }) => type === code))?.[1] ?? 'active'

const situationCodes = [
  ['KONK', 'in-bankruptcy'],
  ['SELTILA', 'in-liquidation'],
  ['SANE', 'in-restructuring'],
] as const satisfies readonly (readonly [string, BusinessStatus])[]
