import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Registers that return the same data for everybody, in the protocol of the real ones. */
export type BearingRegisters = { readonly url: string; readonly close: () => Promise<void> }

/** Every person has these names and this right to practise, and is alive. */
export async function startBearingRegisters(says: {
  readonly givenNames: string
  readonly surname: string
  readonly registrationNumber: string
  readonly rightCode: string
}): Promise<BearingRegisters> {
  const { givenNames, surname, registrationNumber, rightCode } = says
  const responses = new Map<string, object>([
    ['/population/search', { givenNames, surname, language: 'fi', nonDisclosure: false }],
    [
      '/rights/search',
      {
        registrationNumber,
        rights: [
          {
            rightId: 'right',
            register: 'TERHIKKI',
            code: rightCode,
            name: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
            from: '2015-01-01',
          },
        ],
      },
    ],
  ])
  const server = createServer((request, response) => {
    const reply = responses.get(request.url ?? '')
    request.resume()
    response
      .writeHead(reply ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(reply ?? {}))
  })
  server.unref().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${String(port)}`,
    close: async () => {
      const closed = once(server, 'close')
      server.closeAllConnections()
      server.close()
      await closed
    },
  }
}
