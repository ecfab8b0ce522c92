import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** How a stand-in misbehaves, so that people can see what the service does then. */
export const fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Answers right, after a while. */
  z.object({
    kind: z.literal('slow'),
    milliseconds: z.coerce.number().int().min(0).max(120_000).default(10_000),
  }),
  /** Hangs up without an answer. */
  z.object({ kind: z.literal('down') }),
  /** Answers 200 with something else than the protocol says. */
  z.object({ kind: z.literal('wrong') }),
  /** A feed of changes tells them backwards, and some of them again; whatever has none works. */
  z.object({ kind: z.literal('out-of-order') }),
  /** A feed of changes tells one event with an identity code that is none; whatever has none works. */
  z.object({ kind: z.literal('malformed-event') }),
])
export type Fault = z.infer<typeof fault>

export const standIns = [
  'rights',
  'population',
  'code-service',
  'business-register',
  'print-house',
  'time-stamps',
  'suomi-fi',
  'mail',
  'invoice-operator',
  'other-cards-ocsp',
  'other-cards-lists',
  'other-cards-look-up',
] as const
export type StandIn = (typeof standIns)[number]

/** The faults in force, one for each stand-in. */
export type Faults = {
  readonly of: (standIn: StandIn) => Fault
  readonly set: (standIn: StandIn, fault: Fault) => void
}

export function createFaults(): Faults {
  const current = new Map<StandIn, Fault>()
  return {
    of: (standIn) => current.get(standIn) ?? { kind: 'none' },
    set: (standIn, set) => void current.set(standIn, set),
  }
}

/** Misbehaves as set. True when the request was answered (or hung up on) and nothing is left to do. */
export async function misbehave(faultInForce: Fault, reply: FastifyReply): Promise<boolean> {
  switch (faultInForce.kind) {
    case 'none':
    case 'out-of-order':
    case 'malformed-event':
      return false
    case 'slow':
      await wait(faultInForce.milliseconds)
      return false
    case 'down':
      reply.hijack()
      reply.raw.destroy()
      return true
    case 'wrong':
      await reply.send({ error: 'E_1017', message: 'Sisäinen virhe' })
      return true
  }
}
