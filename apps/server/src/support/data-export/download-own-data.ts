import type { AnswerOf, EndpointContract } from '@sotevarmenne/api/endpoint'
import type { downloadOwnData as contract } from '@sotevarmenne/api/own-data'
import { requestOf } from '@sotevarmenne/api/request'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Endpoint, Refusal, RequestFacts } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { PermitDesk } from '#platform/permit-desk.ts'
import type { Record as RecordEvent } from '#platform/record.ts'
import type { OwnDataDownloaded } from './contract.ts'
import { sections, type Section } from './sections.ts'

export type OwnDataDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: RecordEvent
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf'>
  /** What orders keep of the person. */
  readonly papersOf: (tx: Tx, personId: string) => Promise<readonly Papers[]>
  readonly permits: PermitDesk
  /** Of the whole service: own data is what its holder could look at one by one. */
  readonly endpoints: readonly Endpoint[]
}

type Line = AnswerOf<typeof contract>
type Papers = Extract<Line, { ownData: unknown }>['ownData']['papers'][number]

/**
 * Everything that the service keeps of the one who asks. It is had by the deeds of the holder's own pages, each with a permit of
 * its own at that moment: nothing is shown here that is not shown there, and the trail tells of each. Read as it is sent, a page
 * at a time, so that neither a transaction nor the event loop is held.
 */
export const downloadOwnData =
  (deps: OwnDataDeps) =>
  (
    permit: Permit<'ownData.download'>,
    _input: object,
    request: RequestFacts,
  ): Promise<Result<AsyncIterable<string>, never>> =>
    deps.db.write(async (tx) => {
      const personId = personOf(permit)
      const opening = await personLine(deps, tx, personId)
      const downloaded: OwnDataDownloaded = { type: 'OwnDataDownloaded', about: { personId } }
      await deps.record(tx, downloaded, permit)
      return ok(linesOf(deps, opening, request))
    })

async function personLine(
  { people, clock, papersOf }: OwnDataDeps,
  tx: Tx,
  personId: string,
): Promise<Line> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error('own data of nobody')
  const { givenNames, surname, language, whereabouts, confirmedAt } = person
  return {
    ownData: {
      format: 1,
      madeAt: formatInstant(clock.now()),
      person: {
        ...{ personId, givenNames, surname, language },
        identityCode: await people.identityCodeOf(tx, personId),
        nonDisclosure: whereabouts.nonDisclosure,
        ...(!whereabouts.nonDisclosure &&
          whereabouts.address && { address: { ...whereabouts.address } }),
        confirmedAt: formatInstant(confirmedAt),
      },
      papers: [...(await papersOf(tx, personId))],
    },
  }
}

async function* linesOf(
  deps: OwnDataDeps,
  opening: Line,
  request: RequestFacts,
): AsyncIterable<string> {
  yield text(opening)
  for (const section of sections)
    for await (const line of linesOfSection(deps, section, request)) yield text(line)
  yield text({ complete: true })
}

async function* linesOfSection(
  deps: OwnDataDeps,
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

/** What the holder would see on the page of its own. */
async function look(
  { permits, endpoints }: OwnDataDeps,
  contract: EndpointContract,
  input: Record<string, unknown>,
  request: RequestFacts,
): Promise<Result<unknown, Refusal>> {
  const endpoint = endpoints.find((each) => each.contract === contract)
  if (!endpoint) throw new Error(`nobody answers ${contract.path}`)
  const parsed = contract.input.parse(input)
  const granted = await permits.grant({
    deed: endpoint.deed,
    ...(request.sessionToken !== undefined && { sessionToken: request.sessionToken }),
    ...{ input: parsed, open: false },
  })
  if (!granted.ok) return refuse(granted.refusal)
  return endpoint.act(granted.value, parsed as never, request)
}

function lineOf(
  contract: EndpointContract,
  input: Record<string, unknown>,
  looked: Result<unknown, Refusal>,
): Line {
  const path = requestOf(contract, input).url.replace(/^\/api\/v1/, '')
  return looked.ok ? { path, answer: looked.value } : { path, withheld: looked.refusal.kind }
}

const text = (line: Line): string => `${JSON.stringify(line)}\n`
