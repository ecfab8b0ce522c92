import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { z } from 'zod'
import { simulatedXRoad } from '../../apps/server/src/people/registers/index.ts'

const basicDataRequest = z.object({ hetulista: z.array(z.string()) })

/** Registers that return the same data for everybody, as the simulators do. */
export type BearingRegisters = { readonly url: string; readonly close: () => Promise<void> }

/** Every person has these names and this right to practise, and is alive. */
export async function startBearingRegisters(says: {
  readonly givenNames: string
  readonly surname: string
  readonly registrationNumber: string
  readonly rightCode: string
}): Promise<BearingRegisters> {
  const { givenNames, surname, registrationNumber, rightCode } = says
  const rights = {
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
  }
  const basicDataOf = (henkilotunnus: string) => ({
    henkilotunnus,
    tietoryhmat: [
      { tietoryhma: 'HENKILON_NIMI', etunimi: givenNames, sukunimi: surname },
      { tietoryhma: 'ASIOINTIKIELI', kielikoodi: 'fi' },
      { tietoryhma: 'TURVAKIELTO', turvakieltoAktiivinen: false },
    ],
  })
  const replyTo = async (request: IncomingMessage): Promise<object | undefined> => {
    const body = basicDataRequest.safeParse(JSON.parse((await readText(request)) || '{}'))
    if (request.url === `/r1/${simulatedXRoad.rightsService}/search`) return rights
    return request.url === `/r1/${simulatedXRoad.populationService}/api/v1/perustiedot` &&
      body.success
      ? { perustiedot: body.data.hetulista.map(basicDataOf), ajanTasalla: true }
      : undefined
  }
  const server = createServer((request, response) => {
    void replyTo(request).then((reply) => {
      response
        .writeHead(reply ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(reply ?? {}))
    })
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
