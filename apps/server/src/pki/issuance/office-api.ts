import * as contracts from '@sotevarmenne/api/clients'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { allClients } from './client-store.ts'
import type { Client, ClientId } from './contract.ts'
import type { Certificates } from './create-certificates.ts'
import { clientProblems } from './problems.ts'

/**
 * For the office: an operator registers programs, all who oversee see them, a case officer ends them. No
 * personal data.
 */
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
      action: list,
      problems: {},
    }),
    endpoint({
      contract: contracts.endClient,
      action: async (permit, { clientId }) => {
        const ended = await certificates.endClient(permit, clientId as ClientId)
        return ended.ok ? list() : ended
      },
      problems: clientProblems,
    }),
  ]
}

const shown = async (tx: Tx): Promise<ResponseOf<typeof contracts.listClients>> => ({
  clients: (await allClients(tx)).toReversed().map(showClient),
})

const showClient = (
  client: Client,
): ResponseOf<typeof contracts.listClients>['clients'][number] => ({
  clientId: client.clientId,
  name: client.name,
  kind: kindOf(client),
  organisation: client.rules.organisation,
  fingerprint: client.fingerprint,
  ...(client.notAfter !== undefined && { validTo: formatInstant(client.notAfter) }),
  registeredAt: formatInstant(client.registeredAt),
  ...(client.endedAt !== undefined && { endedAt: formatInstant(client.endedAt) }),
})

function kindOf({ rules }: Client): contracts.ClientView['kind'] {
  if (rules.lookUp) return 'look-up'
  return rules.isStation === true ? 'station' : 'enrolment'
}
