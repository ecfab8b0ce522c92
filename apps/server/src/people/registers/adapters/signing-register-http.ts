import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { SigningRegister } from '../ports.ts'
import { askRegister, type RegisterAddress } from './ask-register.ts'

/**
 * Who signs for an organisation: `POST <url>` with business ID and identity code; 404 where the organisation or the person is
 * none of it. The shape is ours: the registers that tell it (the trade register, Suomi.fi authorisations) each have their own.
 */
export const signingRegisterHttp = (address: RegisterAddress): SigningRegister => ({
  lookUpSigning: async (businessId, identityCode) => {
    const found = await askRegister(address, {
      register: 'signing',
      path: 'signing-rights/search',
      person: { identityCode },
      beside: { businessId },
      answer,
    })
    if (found.ok) return ok(found.value.signing)
    return found.refusal.kind === 'not-known' ? ok('none') : refuse(found.refusal)
  },
})

const answer = z.object({ signing: z.enum(['alone', 'together', 'none']) })
