import { refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { PopulationRegister } from '../ports.ts'
import { askRegister, type RegisterAddress } from './ask-register.ts'
import { day } from './day.ts'

/** The population register, spoken to in JSON. */
export const populationRegisterHttp = (address: RegisterAddress): PopulationRegister => ({
  lookUpPerson: async (identityCode) => {
    const answer = await askRegister(address, {
      register: 'population',
      path: 'population/search',
      identityCode,
      answer: personAnswer,
    })
    if (answer.ok) return answer

    const { refusal } = answer
    return refusal.kind === 'not-known'
      ? refuse({ kind: 'unknown-to-population-register' })
      : refuse(refusal)
  },
})

const addressAnswer = z.object({
  street: z.string().min(1),
  postalCode: z.string().min(1),
  postOffice: z.string().min(1),
  country: z.string().length(2),
})

const personAnswer = z
  .object({
    givenNames: z.string().min(1),
    surname: z.string().min(1),
    language: z.enum(['fi', 'sv', 'en']).catch('fi'),
    died: day.nullish(),
    nonDisclosure: z.boolean(),
    address: addressAnswer.nullish(),
  })
  .transform(({ died, address, nonDisclosure, ...names }) => ({
    ...names,
    nonDisclosure,
    ...(died && { died }),
    // Not even by mistake of the register does an address come in under non-disclosure.
    ...(address && !nonDisclosure && { address }),
  }))
