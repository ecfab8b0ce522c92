import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

/** A program with a client role at the enrolment API (mutual TLS); an operator registers it. */
export const client = z.object({
  clientId: id,
  name: z.string(),
  /**
   * `look-up`: requests the holder of a certificate. `station`: produces cards. `enrolment`: requests
   * certificates.
   */
  kind: z.enum(['look-up', 'station', 'enrolment']),
  organisation: z.string(),
  /** SHA-256 of its certificate, hex. */
  fingerprint: z.string(),
  /** End of its certificate, inclusive; absent for one that was registered before this was stored. */
  validTo: instantText.optional(),
  registeredAt: instantText,
  endedAt: instantText.optional(),
})
export type Client = z.infer<typeof client>

const clients = z.object({ clients: z.array(client) })

export const listClients = defineEndpoint({
  method: 'GET',
  path: '/clients',
  summary:
    'Registered clients of the enrolment API, including those whose access has ended; the newest first',
  input: z.object({}),
  response: clients,
})

export const endClient = defineEndpoint({
  method: 'POST',
  path: '/clients/:clientId/end',
  summary: 'Ends the access of a client for good (case officer). What it received stays valid',
  input: z.object({ clientId: id }),
  response: clients,
})
