import type { FastifyInstance } from 'fastify'

/** Whether the Host header names this machine: a page of another name that resolves here (DNS rebinding) does not. */
export const namesThisMachine = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')

/** Refuses requests to other names: without it, any site could read letters and mails through a visitor's browser. */
export function serveThisMachineOnly(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!namesThisMachine(request.headers.host)) await reply.code(421).send({ kind: 'other-host' })
  })
}
