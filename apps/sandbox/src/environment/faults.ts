import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

/** How a simulator misbehaves, so that people can see what the service does then. */
export const fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Responds correctly, after a delay. */
  z.object({
    kind: z.literal('slow'),
    milliseconds: z.coerce.number().int().min(0).max(120_000).default(10_000),
  }),
  /** Closes the connection without a response. */
  z.object({ kind: z.literal('down') }),
  /** Responds 200 with content that violates the protocol. */
  z.object({ kind: z.literal('wrong') }),
  /** Too many requests (429); simulators without such a limit work. */
  z.object({ kind: z.literal('busy') }),
  /** Does the work, and closes the connection without a response; simulators of other kinds work. */
  z.object({ kind: z.literal('response-lost') }),
  /** A change feed sends its events backwards, and some of them twice; simulators without a feed work. */
  z.object({ kind: z.literal('out-of-order') }),
  /** A change feed sends one event with an invalid identity code; simulators without a feed work. */
  z.object({ kind: z.literal('malformed-event') }),
])
export type Fault = z.infer<typeof fault>

export const simulators = [
  'rights',
  'population',
  'code-service',
  'business-register',
  'bureau',
  'time-stamps',
  'suomi-fi',
  'mail',
  'suomi-fi-messages',
  'invoice-operator',
  'other-cards-ocsp',
  'other-cards-lists',
  'other-cards-look-up',
] as const
export type Simulator = (typeof simulators)[number]

/** The faults in force, one for each simulator. */
export type Faults = {
  readonly of: (simulator: Simulator) => Fault
  readonly set: (simulator: Simulator, fault: Fault) => void
}

export function createFaults(): Faults {
  const current = new Map<Simulator, Fault>()
  return {
    of: (simulator) => current.get(simulator) ?? { kind: 'none' },
    set: (simulator, set) => void current.set(simulator, set),
  }
}

/**
 * Misbehaves as set. True when the response was sent (or the connection closed) and nothing is left to do.
 */
export async function misbehave(faultInForce: Fault, reply: FastifyReply): Promise<boolean> {
  switch (faultInForce.kind) {
    case 'none':
    case 'busy':
    case 'response-lost':
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
