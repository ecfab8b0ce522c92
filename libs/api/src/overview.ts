import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { instantText } from './values.ts'

const count = z.number().int().min(0)

export const viewOverview = defineEndpoint({
  method: 'GET',
  path: '/operations/overview',
  summary: 'How the service is doing: a day by the hour, lists and queue (handler, auditor)',
  input: z.object({}),
  answer: z.object({
    at: instantText,
    /** Twenty-four, oldest first; the last one is still running. */
    hours: z.array(
      z.object({
        /** When the hour began. */
        from: instantText,
        issued: count,
        revoked: count,
        /** Of all status nodes; the last half minute may be missing. */
        ocspAnswers: count,
      }),
    ),
    /** The newest revocation lists of each issuer, its shards together. */
    lists: z.array(
      z.object({
        issuer: z.string(),
        lists: count,
        /** Of the oldest of them. */
        thisUpdate: instantText,
        /** Of the one that ends first. */
        nextUpdate: instantText,
        /** From when on somebody must look, unless the next list is there. */
        dueBy: instantText,
        /** Signed in a key ceremony: the next one takes two persons. */
        byCeremony: z.boolean(),
      }),
    ),
    /** The keys with which OCSP is answered for authorities of an older system. */
    olderResponders: z.array(
      z.object({
        issuer: z.string(),
        /** When its certificate ends. Null: the authority has certified no key of ours yet. */
        until: instantText.nullable(),
        /** From when on somebody must look, unless the next one is there. */
        dueBy: instantText,
      }),
    ),
    /** Work that follows from deeds: letters, erasures, consequences of events. */
    queue: z.object({
      due: count,
      planned: count,
      /** Given up: somebody must look. */
      dead: count,
      oldestSeconds: count,
    }),
  }),
})
export type Overview = z.infer<typeof viewOverview.answer>
