import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { address, id, instantText, language, letterAddress } from './values.ts'
import { definePermission } from './permission.ts'

export const downloadDataExport = defineEndpoint({
  method: 'GET',
  path: '/own/data',
  permission: definePermission('dataExport.download', {
    roles: ['holder'],
    signIn: 'suomiFi',
    freshForMinutes: 10,
    label: {
      fi: 'Omien tietojen lataaminen',
      sv: 'Hämtning av egna uppgifter',
      en: 'Downloading own data',
    },
  }),
  summary:
    'Data export: everything that the service stores about the signed-in holder, access records included, as lines of JSON; each page of a list is a line',
  input: z.object({}),
  mediaType: 'application/x-ndjson',
  /** One line of many. */
  response: z.union([
    /** The first line: the holder, and the last data of the population register. */
    z.object({
      dataExport: z.object({
        format: z.literal(1),
        createdAt: instantText,
        person: z.object({
          personId: id,
          identityCode: z.string(),
          givenNames: z.string(),
          surname: z.string(),
          language,
          /** Under non-disclosure no address is stored. */
          nonDisclosure: z.boolean(),
          address: address.optional(),
          /** When the register confirmed it. */
          confirmedAt: instantText,
        }),
        /**
         * Data of orders that their views do not show: the document that was seen, and the address of the letter.
         */
        agreements: z.array(
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
            letterTo: z.union([letterAddress, z.literal('registration-point')]),
          }),
        ),
      }),
    }),
    /** The response of `GET` of that path under `/api/v1`, in its own schema. */
    z.object({ path: z.string(), response: z.unknown() }),
    /** Data that were not available, and why: the `kind` of the problem. */
    z.object({ path: z.string(), withheld: z.string() }),
    /** The last line: the export is complete. */
    z.object({ complete: z.literal(true) }),
  ]),
})
