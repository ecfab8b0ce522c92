import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { misbehave, type Faults } from '../environment/faults.ts'
import { exampleOrganisations, forms, type ExampleOrganisation } from './organisations.ts'

/**
 * Simulator of the open data of the business register: `GET /opendata-ytj-api/v3/companies?businessId=…`.
 */
export function addBusinessRegister(
  server: FastifyInstance,
  { faults }: { readonly faults: Faults },
): void {
  server.get('/opendata-ytj-api/v3/companies', async (request, reply) => {
    if (await misbehave(faults.of('business-register'), reply)) return reply
    const requested = query.safeParse(request.query)
    if (!requested.success) return reply.code(400).send({ errorcode: 2, message: 'Bad request' })
    const found = exampleOrganisations.filter(
      ({ businessId }) => businessId === requested.data.businessId,
    )
    return reply.send({ totalResults: found.length, companies: found.map(shown) })
  })
}

const query = z.object({ businessId: z.string().max(20) })

/** The source of each fact, as the register numbers public authorities. */
const source = '1'

const shown = ({ businessId, name, form, registered, situation, ended }: ExampleOrganisation) => ({
  businessId: { value: businessId, registrationDate: registered, source: '3' },
  names: [{ name, type: '1', registrationDate: registered, version: 1, source }],
  companyForms: [
    {
      type: '16',
      descriptions: [
        { languageCode: '1', description: forms[form].fi },
        { languageCode: '2', description: forms[form].sv },
        { languageCode: '3', description: forms[form].en },
      ],
      registrationDate: registered,
      version: 1,
      source,
    },
  ],
  companySituations:
    situation === undefined ? [] : [{ type: situation, registrationDate: '2025-03-03', source }],
  tradeRegisterStatus: ended === undefined ? '1' : '3',
  status: '2',
  registrationDate: registered,
  ...(ended !== undefined && { endDate: ended }),
  lastModified: `${registered}T08:00:00`,
})
