import * as contracts from '@sotevarmenne/api/clients'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { allClients } from './client-store.ts'
import type { Client, ClientId } from './contract.ts'
import type { Certificates } from './create-certificates.ts'
import { clientProblems } from './problems.ts'

/** For the office: programs are registered by an operator, seen by all who oversee, and ended by a handler. About no person. */
export const clientApi = ({
  db,
  certificates,
}: {
  readonly db: Db
  readonly certificates: Pick<Certificates, 'endClient'>
}): readonly Endpoint[] => {
  const list = () => db.read(async (tx) => ok(await shown(tx)))
  return [
    endpoint({
      contract: contracts.listClients,
      deed: 'certificates.viewClients',
      act: list,
      problems: {},
    }),
    endpoint({
      contract: contracts.endClient,
      deed: 'certificates.endClient',
      act: async (permit, { clientId }) => {
        const ended = await certificates.endClient(permit, clientId as ClientId)
        return ended.ok ? list() : ended
      },
      problems: clientProblems,
    }),
  ]
}

const shown = async (tx: Tx): Promise<AnswerOf<typeof contracts.listClients>> => ({
  clients: (await allClients(tx)).toReversed().map(showClient),
})

const showClient = (client: Client): AnswerOf<typeof contracts.listClients>['clients'][number] => ({
  clientId: client.clientId,
  name: client.name,
  kind: kindOf(client),
  organisation: client.rules.organisation,
  fingerprint: client.fingerprint,
  ...(client.notAfter !== undefined && { validTo: formatInstant(client.notAfter) }),
  registeredAt: formatInstant(client.registeredAt),
  ...(client.endedAt !== undefined && { endedAt: formatInstant(client.endedAt) }),
})

function kindOf({ rules }: Client): contracts.Client['kind'] {
  if (rules.lookUp) return 'look-up'
  return rules.isStation === true ? 'station' : 'enrolment'
}
