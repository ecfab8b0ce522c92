import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { misbehave, type Faults } from '../environment/faults.ts'
import type { RegisterState } from './register-state.ts'

/**
 * Simulator of the change feed of Terhikki and Suosikki, `POST changes` with `{ changedSince, limit }`: the
 * protocol is our own.
 */
export function addChangeFeed(
  server: FastifyInstance,
  { faults, state }: { readonly faults: Faults; readonly state: RegisterState },
): void {
  const register = 'rights'
  server.post('/changes', async (request, reply) => {
    const fault = faults.of(register)
    if (await misbehave(fault, reply)) return reply
    const requested = query.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    const { changedSince, limit } = requested.data
    const after = changedSince ?? 0
    const { events, total } = state.changedSince(register, after, limit)
    const again =
      fault.kind === 'out-of-order'
        ? state.changedSince(register, Math.max(0, after - 5), Math.min(5, after)).events
        : []
    const malformed = { ...events[0], identityCode: '010190-000X' }
    return reply.send({
      events:
        fault.kind === 'out-of-order'
          ? [...events.slice(0, limit - again.length), ...again].toReversed()
          : fault.kind === 'malformed-event' && events.length > 0
            ? [malformed, ...events.slice(1)]
            : events,
      cursor: String(after + events.length - trimmed(events.length, again.length, limit)),
      hasMore: after + events.length < total,
    })
  })
}

/** Events that were displaced by repeated ones come with the next page. */
const trimmed = (events: number, again: number, limit: number): number =>
  Math.max(0, events + again - limit)

const query = z.object({
  changedSince: z.coerce.number().int().min(0).nullable(),
  limit: z.number().int().min(1).max(1000),
})
