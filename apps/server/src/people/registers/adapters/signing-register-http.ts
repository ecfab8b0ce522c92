import { signingRight } from '@sotevarmenne/api/accounts'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { SigningRegister } from '../ports.ts'
import { queryRegister, type RegisterAddress } from './query-register.ts'

/**
 * Who signs for an organisation: `POST <url>` with business ID and identity code; 404 if the organisation or
 * the person is unknown. The format is ours: the source registers (the trade register, Suomi.fi
 * authorisations) each have their own.
 */
export const signingRegisterHttp = (address: RegisterAddress): SigningRegister => ({
  lookUpSigning: async (businessId, identityCode) => {
    const found = await queryRegister(address, {
      register: 'signing',
      path: 'signing-rights/search',
      person: { identityCode },
      beside: { businessId },
      response,
    })
    if (found.ok) return ok(found.value.signing)
    return found.refusal.kind === 'not-known' ? ok('none') : refuse(found.refusal)
  },
})

const response = z.object({ signing: signingRight })
