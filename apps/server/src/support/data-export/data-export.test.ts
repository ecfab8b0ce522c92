import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { viewOwnAuditLog } from '@sotevarmenne/api/audit'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { listOwnCases } from '@sotevarmenne/api/cases'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import type { Person } from '#people/persons/contract.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Endpoint, Refusal } from '#platform/endpoint.ts'
import type { AccessDenied, PermitRequest } from '#platform/request-permits.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { downloadDataExport } from './download-data-export.ts'
import { sections } from './sections.ts'

const aino = '00000000-0000-4000-8000-000000000001'
const now = instant(1_795_000_000_000)
type Line = Readonly<Record<string, unknown>>

describe('the data export', () => {
  let requested: string[] = []
  let granted: PermitRequest[] = []
  let recorded: string[] = []
  let hasSession = true
  let whereabouts: Person['whereabouts'] = { nonDisclosure: true }
  beforeEach(() => {
    requested = []
    granted = []
    recorded = []
    hasSession = true
    whereabouts = { nonDisclosure: true }
  })

  /** Cases and audit log have two pages each; the person comes from the permit. */
  const response = ({ path }: EndpointContract, input: { readonly cursor?: string }) => {
    const more = input.cursor === undefined && { nextCursor: 'more' }
    const caseId = `00000000-0000-4000-8000-00000000001${more ? '1' : '2'}`
    if (path === listOwnCases.path) return { cases: [{ caseId }], ...more }
    return path === viewOwnAuditLog.path ? { entries: [path], ...more } : { orders: [], of: path }
  }
  const endpoints = (refusing?: string) =>
    sections
      .flatMap(({ of, each }) => [of, ...(each ? [each.of] : [])])
      .map((contract): Endpoint => ({
        contract: contract as Endpoint['contract'],
        action: (permit: Permit, input): Promise<Result<unknown, Refusal>> => {
          assert.deepEqual(permit.actor, { kind: 'person', personId: aino })
          requested.push(`${contract.path} ${JSON.stringify(input)}`)
          if (contract.path === refusing) return Promise.resolve(refuse({ kind: 'not-now' }))
          return Promise.resolve(ok(response(contract, input)))
        },
        problems: {},
      }))
  const download = async (refusing?: string): Promise<AsyncIterable<string>> =>
    accept(
      await downloadDataExport.handle({
        db: { write: (action) => action({} as unknown as Tx) } as Pick<Db, 'write'> as Db,
        clock: { now: () => now },
        record: (_tx, { type, about }) => {
          recorded.push(`${type} ${about?.personId ?? ''}`)
          return Promise.resolve()
        },
        people: {
          findPerson: () =>
            Promise.resolve({
              ...{ personId: aino, givenNames: 'Aino', surname: 'Esimerkki', language: 'fi' },
              ...{ whereabouts, confirmedAt: now },
            } as Person),
          identityCodeOf: () => Promise.resolve('140388-9039' as never),
        },
        agreementsOf: () => Promise.resolve([]),
        permits: {
          grant: (request): Promise<Result<Permit, AccessDenied>> => {
            granted.push(request)
            return Promise.resolve(
              hasSession
                ? ok(aPermit(request.operation, { personId: aino }))
                : refuse({ kind: 'not-signed-in' }),
            )
          },
        },
        endpoints: endpoints(refusing),
      })(
        aPermit('dataExport.download', { personId: aino }),
        {},
        { sessionToken: 'token' as SessionToken, language: 'fi', requestId: 'r' },
      ),
    )
  const linesOf = async (download: AsyncIterable<string>): Promise<Line[]> => {
    const lines: Line[] = []
    for await (const text of download)
      for (const line of text.trim().split('\n')) lines.push(JSON.parse(line) as Line)
    return lines
  }

  it('has every page of each of the holder’s lists, and each thing that a list names (R177)', async () => {
    const lines = await linesOf(await download())
    const paths = lines.map(({ path }) => path)
    assert.deepEqual(
      paths.filter((path) => String(path).startsWith('/own/cases')),
      [
        '/own/cases?limit=100',
        '/own/cases/00000000-0000-4000-8000-000000000011',
        '/own/cases?limit=100&cursor=more',
        '/own/cases/00000000-0000-4000-8000-000000000012',
      ],
    )
    assert.deepEqual(
      lines.slice(-3).map((line) => line['path'] ?? line['complete']),
      ['/own/audit-log?limit=100', '/own/audit-log?limit=100&cursor=more', true],
    )
    assert.deepEqual(recorded, [`DataExportDownloaded ${aino}`])
    assert.ok(granted.every(({ sessionToken }) => sessionToken === 'token'))
    assert.equal(granted.length, requested.length)
  })

  it('covers every endpoint under /own in the API, with later pages too', async () => {
    const folder = join(import.meta.dirname, '../../../../../libs/api/src')
    const modules = await Promise.all(
      (await readdir(folder)).map(
        async (file) => (await import(join(folder, file))) as Record<string, unknown>,
      ),
    )
    const own = modules
      .flatMap((module) => Object.values(module))
      .flatMap((value) => {
        const { method, path } = (value ?? {}) as Partial<EndpointContract>
        return method === 'GET' && path?.startsWith('/own/') === true ? [path] : []
      })
    const downloaded = sections.flatMap(({ of, each }) => [
      of.path,
      ...(each ? [each.of.path] : []),
    ])
    const elsewhere = [
      '/own/data',
      // Reads from the registers what may be ordered.
      '/own/cards/:cardId/renewal',
      // A document generated from the order, which is in the export.
      '/own/orders/:orderId/decision',
      // The population register's address, which the first line has.
      '/own/letter-address',
    ]
    assert.ok(own.length > 8)
    assert.deepEqual(
      own.filter((path) => !downloaded.includes(path) && !elsewhere.includes(path)),
      [],
    )
  })

  it('reports the parts that could not be read, and goes on', async () => {
    const lines = await linesOf(await download('/own/notices'))
    assert.deepEqual(
      lines.filter(({ withheld }) => withheld !== undefined),
      [{ path: '/own/notices?limit=100', withheld: 'not-now' }],
    )
    assert.deepEqual(lines.at(-1), { complete: true })
  })

  it('stops once the session has ended (R177)', async () => {
    const lines: Line[] = []
    for await (const text of await download()) {
      lines.push(JSON.parse(text) as Line)
      if (lines.length === 2) hasSession = false
    }
    assert.equal(requested.length, 1)
    assert.ok(lines.slice(2, -1).every(({ withheld }) => withheld === 'not-signed-in'))
  })

  it('is produced as it is read: an interrupted download makes no further requests', async () => {
    const lines = (await download())[Symbol.asyncIterator]()
    assert.equal((await lines.next()).done, false)
    assert.deepEqual(requested, [])
  })

  it('contains no address of a person under non-disclosure', async () => {
    const [first] = await linesOf(await download())
    assert.ok(JSON.stringify(first).includes('"nonDisclosure":true'))
    assert.ok(!JSON.stringify(first).includes('"address"'))
    const address = { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' }
    whereabouts = { nonDisclosure: false, address }
    const [open] = await linesOf(await download())
    assert.ok(JSON.stringify(open).includes('Katu 1'))
  })
})
