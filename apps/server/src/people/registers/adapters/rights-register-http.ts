import { refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { RightsRegister } from '../ports.ts'
import { queryRegister, type RegisterAddress } from './query-register.ts'
import { day } from './day.ts'

/** Terhikki and Suosikki, whose protocol is not public: JSON of our own, over X-Road. */
export const rightsRegisterHttp = (address: RegisterAddress): RightsRegister => ({
  lookUpRights: async (identityCode) => {
    const response = await queryRegister(address, {
      register: 'rights',
      path: 'search',
      person: { identityCode },
      response: rightsResponse,
    })
    if (response.ok) return response

    const { refusal } = response
    return refusal.kind === 'not-known' ? refuse({ kind: 'no-right' }) : refuse(refusal)
  },
})

const title = z.object({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) })

const rightResponse = z
  .object({
    rightId: z.string().min(1),
    register: z.enum(['TERHIKKI', 'SUOSIKKI']),
    code: z.string().min(1),
    name: title,
    from: day,
    to: day.nullish(),
    limits: z.string().nullish(),
    mayPrescribe: z.boolean().nullish(),
  })
  .transform(({ rightId, register, code, name, from, to, limits, mayPrescribe }) => ({
    rightId,
    register,
    code,
    title: name,
    validFrom: from,
    ...(to && { validTo: to }),
    ...(limits && { limits }),
    ...(mayPrescribe === true && { mayPrescribe }),
  }))

const rightsResponse = z
  .object({
    registrationNumber: z.string().regex(/^\d{11}$/),
    doctorId: z
      .string()
      .regex(/^\d{6}$/)
      .nullish(),
    rights: z.array(rightResponse),
  })
  .transform(({ registrationNumber, doctorId, rights }) => ({
    registrationNumber,
    ...(doctorId && { doctorId }),
    rights,
  }))
