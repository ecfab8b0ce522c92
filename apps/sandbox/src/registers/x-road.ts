import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where the simulated services are in X-Road: `/r1/<service>` of the security server. */
export const xRoadServices = {
  population: 'FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa',
  rights: 'FI-TEST/GOV/0000000-0/Terhikki/rights',
} as const

/**
 * Adds routes behind a simulated security server (X-Road message protocol for REST, PR-REST): a caller without an
 * identifier gets an X-Road error, and each response carries what the protocol returns.
 */
export function behindXRoad(
  server: FastifyInstance,
  service: keyof typeof xRoadServices,
  add: (scope: FastifyInstance) => void,
): void {
  const identifier = xRoadServices[service]
  void server.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', async (request, reply) => {
        const client = headerOf(request, 'x-road-client')
        const id = headerOf(request, 'x-road-id') ?? request.id
        if (client === undefined || !/^[^/]+\/[^/]+\/[^/]+\/[^/]+$/.test(client)) {
          await sendXRoadError(reply, 'Client.BadRequest', 'X-Road-Client is missing')
          return
        }
        void reply.headers({
          'x-road-client': client,
          'x-road-service': identifier,
          'x-road-id': id,
          'x-road-request-id': id,
          'x-road-request-hash': createHash('sha512').update(request.url).digest('base64'),
        })
      })
      add(scope)
      done()
    },
    { prefix: `/r1/${identifier}` },
  )
}

/** An error of X-Road itself, not of the service behind it: in a header and in the body. */
export const sendXRoadError = (reply: FastifyReply, type: string, message: string): FastifyReply =>
  reply.code(400).header('x-road-error', type).send({ type, message, detail: 'simulated' })

export const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
