import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { address, id, instantText, language } from './values.ts'

export const downloadOwnData = defineEndpoint({
  method: 'GET',
  path: '/own/data',
  summary:
    'Everything that the service keeps of the one who signed in, who looked included, as lines of JSON; each page of a list is a line',
  input: z.object({}),
  mediaType: 'application/x-ndjson',
  /** One line of many. */
  answer: z.union([
    /** The first line: whose data it is, and what the population register last said. */
    z.object({
      ownData: z.object({
        format: z.literal(1),
        madeAt: instantText,
        person: z.object({
          personId: id,
          identityCode: z.string(),
          givenNames: z.string(),
          surname: z.string(),
          language,
          /** Under non-disclosure no address is kept. */
          nonDisclosure: z.boolean(),
          address: address.optional(),
          /** When the register said so. */
          confirmedAt: instantText,
        }),
        /** What orders keep beside what they show: the document that was seen, and where the letter goes. */
        papers: z.array(
          z.object({
            orderId: id,
            identification: z
              .object({
                documentType: z.string(),
                documentNumber: z.string(),
                issuingCountry: z.string().optional(),
                expires: z.string().optional(),
              })
              .optional(),
            letterTo: z.union([address, z.literal('registration-point')]),
          }),
        ),
      }),
    }),
    /** What `GET` of that address under `/api/v1` answers, in its own schema. */
    z.object({ path: z.string(), answer: z.unknown() }),
    /** What could not be had now, and why: the `kind` of its problem. */
    z.object({ path: z.string(), withheld: z.string() }),
    /** The last line: nothing was broken off. */
    z.object({ complete: z.literal(true) }),
  ]),
})
