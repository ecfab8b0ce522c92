import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { RegisterUnavailable } from '../contract.ts'
import type { PopulationRegister } from '../ports.ts'
import { askRegister, type RegisterAddress } from './ask-register.ts'
import { day } from './day.ts'

/** The population register, spoken to in JSON. */
export const populationRegisterHttp = (address: RegisterAddress): PopulationRegister => ({
  lookUpPerson: async (identityCode) =>
    known(await askRegister(address, { ...question, person: { identityCode }, answer: facts })),
  lookUpBySatu: async (satu) =>
    known(await askRegister(address, { ...question, person: { satu }, answer: identified })),
})

const question = { register: 'population', path: 'population/search' } as const

function known<Value>(
  answer: Result<Value, { readonly kind: 'not-known' } | RegisterUnavailable>,
): Result<Value, { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable> {
  if (answer.ok) return answer
  return answer.refusal.kind === 'not-known'
    ? refuse({ kind: 'unknown-to-population-register' })
    : refuse(answer.refusal)
}

const addressAnswer = z.object({
  street: z.string().min(1),
  postalCode: z.string().min(1),
  postOffice: z.string().min(1),
  country: z.string().length(2),
})

const personAnswer = z.object({
  givenNames: z.string().min(1),
  surname: z.string().min(1),
  language: z.enum(['fi', 'sv', 'en']).catch('fi'),
  died: day.nullish(),
  nonDisclosure: z.boolean(),
  address: addressAnswer.nullish(),
})

/** Not even by mistake of the register does an address come in under non-disclosure. */
const toFacts = ({ died, address, ...told }: z.output<typeof personAnswer>) => ({
  ...told,
  ...(died && { died }),
  ...(address && !told.nonDisclosure && { address }),
})

const facts = personAnswer.transform(toFacts)

const identityCode = z.string().transform((text, context): IdentityCode => {
  const parsed = parseIdentityCode(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'no identity code' })
  return z.NEVER
})

const identified = personAnswer
  .extend({ identityCode })
  .transform(({ identityCode: code, ...answer }) => ({ ...toFacts(answer), identityCode: code }))
