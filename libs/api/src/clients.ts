import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

/** A program that was given a right at the door that asks for TLS certificates; an operator registers it. */
export const client = z.object({
  clientId: id,
  name: z.string(),
  /** `look-up`: asks whose a certificate is. `station`: makes cards. `enrolment`: asks for certificates. */
  kind: z.enum(['look-up', 'station', 'enrolment']),
  organisation: z.string(),
  /** SHA-256 of its certificate, hex. */
  fingerprint: z.string(),
  /** Of its certificate, inclusive; absent of one that was registered before this was kept. */
  validTo: instantText.optional(),
  registeredAt: instantText,
  endedAt: instantText.optional(),
})
export type Client = z.infer<typeof client>

const clients = z.object({ clients: z.array(client) })

export const listClients = defineEndpoint({
  method: 'GET',
  path: '/clients',
  summary: 'Programs that have a right, and those whose right has ended; the newest first',
  input: z.object({}),
  answer: clients,
})

export const endClient = defineEndpoint({
  method: 'POST',
  path: '/clients/:clientId/end',
  summary: 'Takes the right of a program away, for good (handler). What it got stays valid',
  input: z.object({ clientId: id }),
  answer: clients,
})
