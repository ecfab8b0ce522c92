import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { misbehave, type Faults } from '../environment/faults.ts'
import { codeEntries, type CodedList, type CodeEntry } from './organisations.ts'

/**
 * Simulator of the code server of social and health care:
 * `GET /codeserver/csapi/v3/classifications/<list>/conceptcodes?status=ACTIVE&sortBy=CONCEPTCODEID&pageSize=…&page=…`.
 */
export function addCodeServer(
  server: FastifyInstance,
  { faults }: { readonly faults: Faults },
): void {
  server.get('/codeserver/csapi/v3/classifications/:list/conceptcodes', async (request, reply) => {
    if (await misbehave(faults.of('code-service'), reply)) return reply
    const list = lists.get(path.parse(request.params).list)
    const requested = query.safeParse(request.query)
    if (list === undefined) return reply.code(404).send({ message: 'Classification not found' })
    if (!requested.success) return reply.code(400).send({ message: 'Bad request' })
    const { page, pageSize } = requested.data
    const entries = codeEntries(list)
    return reply.send({
      totalElements: entries.length,
      totalPages: Math.ceil(entries.length / pageSize),
      page,
      conceptCodes: entries.slice((page - 1) * pageSize, page * pageSize).map(shown),
    })
  })
}

const lists = new Map([
  ['1.2.246.537.6.202', 'organisations'],
  ['1.2.246.537.6.203', 'self-employed'],
  // The code in the real service is not public.
  ['2.999.6.1', 'kanta-intermediaries'],
] as const) as ReadonlyMap<string, CodedList>

const path = z.object({ list: z.string() })

const query = z.object({
  status: z.literal('ACTIVE').optional(),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
  page: z.coerce.number().int().min(1).default(1),
})

const shown = ({ oid, beginDate, attributes }: CodeEntry) => ({
  conceptCodeId: oid,
  status: 'ACTIVE',
  beginDate: `${beginDate}T00:00:00.000+0000`,
  expirationDate: null,
  attributes: attributes.map(([attributeName, value]) => ({
    attributeName,
    attributeValue: [value],
  })),
})
