import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { misbehave, type Faults } from '../environment/faults.ts'
import { exampleOrganisations } from './organisations.ts'

/**
 * Simulator of the register of signatories: `POST /signing-rights/search` takes `{ businessId, identityCode
 * }` and returns `{ signing: alone | together }`, or 404 when the person does not sign for the
 * organisation.
 */
export function addSigningRegister(
  server: FastifyInstance,
  { faults }: { readonly faults: Faults },
): void {
  server.post('/signing-rights/search', async (request, reply) => {
    if (await misbehave(faults.of('business-register'), reply)) return reply
    const requested = search.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    const { businessId, identityCode } = requested.data
    const organisation = exampleOrganisations.find((one) => one.businessId === businessId)
    const found = signatories.find(
      (one) => one.organisation === organisation?.name && one.identityCode === identityCode,
    )
    return found === undefined
      ? reply.code(404).send({ kind: 'unknown' })
      : reply.send({ signing: found.signing })
  })
}

const search = z.object({
  businessId: z.string().max(20),
  identityCode: z.string().trim().toUpperCase().max(20),
})

/** Invented people who sign for invented organisations. */
const signatories = [
  { organisation: 'Esimerkkilääkärit Oy', identityCode: '051170-904A', signing: 'alone' },
  { organisation: 'Esimerkkilääkärit Oy', identityCode: '121265-905C', signing: 'together' },
  {
    // cspell:disable-next-line
    organisation: 'Helsingin kaupunki, sosiaali-, terveys- ja pelastustoimi',
    identityCode: '140388-9039',
    signing: 'alone',
  },
  { organisation: 'Etelä-Karjalan hyvinvointialue', identityCode: '230499-906U', signing: 'alone' },
  { organisation: 'Tampereen esimerkkiapteekki', identityCode: '030591-9204', signing: 'alone' },
  { organisation: 'Järjestelmätoimittaja Oy', identityCode: '170279-921N', signing: 'alone' },
] as const
