import { language } from '@sotevarmenne/api/values'
import { inOneLine } from '@sotevarmenne/identifiers/plain-text'
import { postalCodeIn } from '@sotevarmenne/identifiers/postal-code'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { RegisterUnavailable } from '../contract.ts'
import type { PopulationRegister } from '../ports.ts'
import { queryRegister, type RegisterAddress } from './query-register.ts'
import { day } from './day.ts'

/** The population register, over JSON. */
export const populationRegisterHttp = (address: RegisterAddress): PopulationRegister => ({
  lookUpPerson: async (identityCode) =>
    known(await queryRegister(address, { ...request, person: { identityCode }, response: facts })),
  lookUpBySatu: async (satu) =>
    known(await queryRegister(address, { ...request, person: { satu }, response: identified })),
})

const request = { register: 'population', path: 'population/search' } as const

function known<Value>(
  response: Result<Value, { readonly kind: 'not-known' } | RegisterUnavailable>,
): Result<Value, { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable> {
  if (response.ok) return response
  return response.refusal.kind === 'not-known'
    ? refuse({ kind: 'unknown-to-population-register' })
    : refuse(response.refusal)
}

/** As people's forms write it, so that an address they confirm can be compared. */
const addressResponse = z.object({
  street: z.string().min(1).transform(inOneLine),
  // Some countries have none.
  postalCode: z.string().transform(postalCodeIn),
  postOffice: z.string().min(1).transform(inOneLine),
  country: z.string().length(2).toUpperCase(),
})

const personResponse = z.object({
  givenNames: z.string().min(1),
  surname: z.string().min(1),
  language: language.catch('fi'),
  died: day.nullish(),
  nonDisclosure: z.boolean(),
  address: addressResponse.nullish(),
})

/** Drops the address under non-disclosure even if the register sends one by mistake. */
const toFacts = ({ died, address, ...input }: z.output<typeof personResponse>) => ({
  ...input,
  ...(died && { died }),
  ...(address && !input.nonDisclosure && { address }),
})

const facts = personResponse.transform(toFacts)

const identityCode = z.string().transform((text, context): IdentityCode => {
  const parsed = parseIdentityCode(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'no identity code' })
  return z.NEVER
})

const identified = personResponse
  .extend({ identityCode })
  .transform(({ identityCode: code, ...response }) => ({
    ...toFacts(response),
    identityCode: code,
  }))
