import * as api from '@sotevarmenne/api/clients'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { allClients } from './client-store.ts'
import type { Client, ClientId } from './contract.ts'
import type { endClient } from './clients.ts'
import { texts } from './texts.ts'

type OfficeDeps = {
  readonly db: Db
  readonly certificates: { readonly endClient: ReturnType<typeof endClient> }
}

/** For the office: an operator registers programs, and all who oversee see them. No personal data. */
export const listClients = operation({
  contract: api.listClients,
  problems: {},
  handle:
    ({ db }: Pick<OfficeDeps, 'db'>) =>
    (_permit) =>
      db.read(async (tx) => ok(await shown(tx))),
})

/** A case officer ends a program's right. Returns the list as it is then. */
export const endClientByOffice = operation({
  contract: api.endClient,
  problems: { 'client-not-found': { status: 404, ...texts.clientNotFound } },
  handle:
    ({ db, certificates }: OfficeDeps) =>
    async (permit, { clientId }) => {
      const ended = await certificates.endClient(permit, clientId as ClientId)
      return ended.ok ? db.read(async (tx) => ok(await shown(tx))) : ended
    },
})

const shown = async (tx: Tx): Promise<ResponseOf<typeof api.listClients>> => ({
  clients: (await allClients(tx)).toReversed().map(showClient),
})

const showClient = (client: Client): ResponseOf<typeof api.listClients>['clients'][number] => ({
  clientId: client.clientId,
  name: client.name,
  kind: kindOf(client),
  organisation: client.rules.organisation,
  fingerprint: client.fingerprint,
  ...(client.notAfter !== undefined && { validTo: formatInstant(client.notAfter) }),
  registeredAt: formatInstant(client.registeredAt),
  ...(client.endedAt !== undefined && { endedAt: formatInstant(client.endedAt) }),
})

function kindOf({ rules }: Client): api.ClientView['kind'] {
  if (rules.lookUp) return 'look-up'
  return rules.isStation === true ? 'station' : 'enrolment'
}
