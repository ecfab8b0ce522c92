import type { ResponseOf, EndpointContract } from '@sotevarmenne/api/endpoint'
import { requestOf } from '@sotevarmenne/api/request'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/data-export'
import type { People } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Endpoint, Refusal, RequestFacts } from '#platform/endpoint.ts'
import { personOf } from '#platform/permit.ts'
import type { RequestPermits } from '#platform/request-permits.ts'
import type { Record as RecordEvent } from '#platform/record.ts'
import { streamOperation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { DataExportDownloaded } from './contract.ts'
import { sections, type Section } from './sections.ts'

export type DataExportDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly record: RecordEvent
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf'>
  /** Data about the person that orders retain. */
  readonly agreementsOf: (tx: Tx, personId: string) => Promise<readonly Agreements[]>
  readonly permits: RequestPermits
  /** Endpoints of the whole service: the export contains what its holder could view one by one. */
  readonly endpoints: readonly Endpoint[]
}

type Line = ResponseOf<typeof api.downloadDataExport>
type Agreements = Extract<Line, { dataExport: unknown }>['dataExport']['agreements'][number]

/**
 * Everything that the service stores about the person. Read through the operations of the holder's own pages,
 * each with a permit of its own at that moment: the content is the same, and each read is in the audit log.
 * Produced while it is sent, a page at a time, without a long transaction or a blocked event loop.
 */
export const downloadDataExport = streamOperation({
  contract: api.downloadDataExport,
  problems: {},
  handle:
    (deps: DataExportDeps) =>
    (permit, _input, request: RequestFacts): Promise<Result<AsyncIterable<string>, never>> =>
      deps.db.write(async (tx) => {
        const personId = personOf(permit)
        const opening = await personLine(deps, tx, personId)
        const downloaded: DataExportDownloaded = {
          type: 'DataExportDownloaded',
          about: { personId },
        }
        await deps.record(tx, downloaded, permit)
        return ok(linesOf(deps, opening, request))
      }),
})

async function personLine(
  { people, clock, agreementsOf }: DataExportDeps,
  tx: Tx,
  personId: string,
): Promise<Line> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error('permit without a person for a data export')
  const { givenNames, surname, language, whereabouts, confirmedAt } = person
  return {
    dataExport: {
      format: 1,
      createdAt: formatInstant(clock.now()),
      person: {
        ...{ personId, givenNames, surname, language },
        identityCode: await people.identityCodeOf(tx, personId),
        nonDisclosure: whereabouts.nonDisclosure,
        ...(!whereabouts.nonDisclosure &&
          whereabouts.address && { address: { ...whereabouts.address } }),
        confirmedAt: formatInstant(confirmedAt),
      },
      agreements: [...(await agreementsOf(tx, personId))],
    },
  }
}

async function* linesOf(
  deps: DataExportDeps,
  opening: Line,
  request: RequestFacts,
): AsyncIterable<string> {
  yield text(opening)
  for (const section of sections)
    for await (const line of linesOfSection(deps, section, request)) yield text(line)
  yield text({ complete: true })
}

async function* linesOfSection(
  deps: DataExportDeps,
  { of, each }: Section,
  request: RequestFacts,
): AsyncIterable<Line> {
  let cursor: string | undefined
  do {
    const input = { ...('limit' in of.input.shape && { limit: 100 }), ...(cursor && { cursor }) }
    const page = await look(deps, of, input, request)
    yield lineOf(of, input, page)
    if (!page.ok) return
    for (const one of each?.inputsOf(page.value) ?? [])
      if (each) yield lineOf(each.of, one, await look(deps, each.of, one, request))
    cursor = (page.value as { readonly nextCursor?: string }).nextCursor
  } while (cursor !== undefined)
}

/** What the holder would see on the corresponding page. */
async function look(
  { permits, endpoints }: DataExportDeps,
  contract: EndpointContract,
  input: Record<string, unknown>,
  request: RequestFacts,
): Promise<Result<unknown, Refusal>> {
  const endpoint = endpoints.find((each) => each.contract === contract)
  if (!endpoint) throw new Error(`no endpoint for ${contract.path}`)
  const parsed = contract.input.parse(input)
  const granted = await permits.grant({
    operation: endpoint.contract.permission.name,
    ...(request.sessionToken !== undefined && { sessionToken: request.sessionToken }),
    ...{ input: parsed },
  })
  if (!granted.ok) return refuse(granted.refusal)
  return endpoint.action(granted.value, parsed as never, request)
}

function lineOf(
  contract: EndpointContract,
  input: Record<string, unknown>,
  looked: Result<unknown, Refusal>,
): Line {
  const path = requestOf(contract, input).url.replace(/^\/api\/v1/, '')
  return looked.ok ? { path, response: looked.value } : { path, withheld: looked.refusal.kind }
}

const text = (line: Line): string => `${JSON.stringify(line)}\n`
