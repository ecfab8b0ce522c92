import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { viewOwnTrail } from '@sotevarmenne/api/audit'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { listOwnThreads } from '@sotevarmenne/api/threads'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import type { Person } from '#people/persons/contract.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Endpoint, Refusal } from '#platform/endpoint.ts'
import type { NotGranted, PermitRequest } from '#platform/permit-desk.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { downloadOwnData } from './download-own-data.ts'
import { sections } from './sections.ts'

const aino = '00000000-0000-4000-8000-000000000001'
const now = instant(1_795_000_000_000)
type Line = Readonly<Record<string, unknown>>

describe('the download of own data', () => {
  let asked: string[] = []
  let granted: PermitRequest[] = []
  let recorded: string[] = []
  let hasSession = true
  let whereabouts: Person['whereabouts'] = { nonDisclosure: true }
  beforeEach(() => {
    asked = []
    granted = []
    recorded = []
    hasSession = true
    whereabouts = { nonDisclosure: true }
  })

  /** Threads and trail have two pages each; whose they are is told by the permit. */
  const answer = ({ path }: EndpointContract, input: { readonly cursor?: string }) => {
    const more = input.cursor === undefined && { nextCursor: 'more' }
    const threadId = `00000000-0000-4000-8000-00000000001${more ? '1' : '2'}`
    if (path === listOwnThreads.path) return { threads: [{ threadId }], ...more }
    return path === viewOwnTrail.path ? { entries: [path], ...more } : { orders: [], of: path }
  }
  const endpoints = (refusing?: string) =>
    sections
      .flatMap(({ of, each }) => [of, ...(each ? [each.of] : [])])
      .map((contract): Endpoint => ({
        contract,
        deed: 'cards.viewOwnCards',
        act: (permit: Permit, input): Promise<Result<unknown, Refusal>> => {
          assert.deepEqual(permit.actor, { kind: 'person', personId: aino })
          asked.push(`${contract.path} ${JSON.stringify(input)}`)
          if (contract.path === refusing) return Promise.resolve(refuse({ kind: 'not-now' }))
          return Promise.resolve(ok(answer(contract, input)))
        },
        problems: {},
      }))
  const download = async (refusing?: string): Promise<AsyncIterable<string>> =>
    accept(
      await downloadOwnData({
        db: { write: (act) => act({} as unknown as Tx) } as Pick<Db, 'write'> as Db,
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
        papersOf: () => Promise.resolve([]),
        permits: {
          grant: (request): Promise<Result<Permit, NotGranted>> => {
            granted.push(request)
            return Promise.resolve(
              hasSession
                ? ok(aPermit(request.deed, { personId: aino }))
                : refuse({ kind: 'not-signed-in' }),
            )
          },
        },
        endpoints: endpoints(refusing),
      })(
        aPermit('ownData.download', { personId: aino }),
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

  it('has every page of every own list, and each thing that a list names (R177)', async () => {
    const lines = await linesOf(await download())
    const paths = lines.map(({ path }) => path)
    assert.deepEqual(
      paths.filter((path) => String(path).startsWith('/own/threads')),
      [
        '/own/threads?limit=100',
        '/own/threads/00000000-0000-4000-8000-000000000011',
        '/own/threads?limit=100&cursor=more',
        '/own/threads/00000000-0000-4000-8000-000000000012',
      ],
    )
    assert.deepEqual(
      lines.slice(-3).map((line) => line['path'] ?? line['complete']),
      ['/own/trail?limit=100', '/own/trail?limit=100&cursor=more', true],
    )
    assert.deepEqual(recorded, [`OwnDataDownloaded ${aino}`])
    assert.ok(granted.every(({ sessionToken }) => sessionToken === 'token'))
    assert.equal(granted.length, asked.length)
  })

  it('has every own page of the API: what a later page shows is downloaded too', async () => {
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
      // Asks the registers what may be ordered.
      '/own/cards/:cardId/renewal',
      // A document made of what the order says, which is in it.
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

  it('tells what it could not have, and goes on', async () => {
    const lines = await linesOf(await download('/own/notices'))
    assert.deepEqual(
      lines.filter(({ withheld }) => withheld !== undefined),
      [{ path: '/own/notices?limit=100', withheld: 'not-now' }],
    )
    assert.deepEqual(lines.at(-1), { complete: true })
  })

  it('shows no more once the session has ended (R177)', async () => {
    const lines: Line[] = []
    for await (const text of await download()) {
      lines.push(JSON.parse(text) as Line)
      if (lines.length === 2) hasSession = false
    }
    assert.equal(asked.length, 1)
    assert.ok(lines.slice(2, -1).every(({ withheld }) => withheld === 'not-signed-in'))
  })

  it('is made as it is read: who breaks it off has asked for nothing more', async () => {
    const lines = (await download())[Symbol.asyncIterator]()
    assert.equal((await lines.next()).done, false)
    assert.deepEqual(asked, [])
  })

  it('says the address of nobody under non-disclosure', async () => {
    const [first] = await linesOf(await download())
    assert.ok(JSON.stringify(first).includes('"nonDisclosure":true'))
    assert.ok(!JSON.stringify(first).includes('"address"'))
    const address = { street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' }
    whereabouts = { nonDisclosure: false, address }
    const [open] = await linesOf(await download())
    assert.ok(JSON.stringify(open).includes('Katu 1'))
  })
})
