import { refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { RightsRegister } from '../ports.ts'
import { askRegister, type RegisterAddress } from './ask-register.ts'
import { day } from './day.ts'

/** Terhikki and Suosikki behind one address, spoken to in JSON. */
export const rightsRegisterHttp = (address: RegisterAddress): RightsRegister => ({
  lookUpRights: async (identityCode) => {
    const answer = await askRegister(address, {
      register: 'rights',
      path: 'rights/search',
      person: { identityCode },
      answer: rightsAnswer,
    })
    if (answer.ok) return answer

    const { refusal } = answer
    return refusal.kind === 'not-known' ? refuse({ kind: 'no-right' }) : refuse(refusal)
  },
})

const title = z.object({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) })

const rightAnswer = z
  .object({
    rightId: z.string().min(1),
    register: z.enum(['TERHIKKI', 'SUOSIKKI']),
    code: z.string().min(1),
    name: title,
    from: day,
    to: day.nullish(),
    limits: z.string().nullish(),
  })
  .transform(({ rightId, register, code, name, from, to, limits }) => ({
    rightId,
    register,
    code,
    title: name,
    validFrom: from,
    ...(to && { validTo: to }),
    ...(limits && { limits }),
  }))

const rightsAnswer = z
  .object({
    registrationNumber: z.string().regex(/^\d{11}$/),
    doctorId: z
      .string()
      .regex(/^\d{6}$/)
      .nullish(),
    rights: z.array(rightAnswer),
  })
  .transform(({ registrationNumber, doctorId, rights }) => ({
    registrationNumber,
    ...(doctorId && { doctorId }),
    rights,
  }))
