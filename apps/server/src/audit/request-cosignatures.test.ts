import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { after, afterEach, before, describe, it } from 'node:test'
import {
  cosignedAt,
  joinNote,
  noteText,
  signatureLine,
  spkiBegin,
  splitNote,
  type VerifierKey,
} from '@sotevarmenne/issuing/signed-note'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import type { Audit } from './index.ts'
import { anAudit, anAuditLog } from './testing.ts'

/** A real one is in tests/interop. */
describe('the cosignature of a witness', () => {
  const origin = 'service.example/audit-log'
  const aKey = (name: string, type: VerifierKey['type']) => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
    const key: VerifierKey = { name, type, key: spki.slice(spkiBegin.length) }
    return { key, sign: (message: string) => sign(null, Buffer.from(message), privateKey) }
  }
  const log = aKey(origin, 'signature')
  const witness = aKey('witness.example/w1', 'cosignature')
  const stranger = aKey('witness.example/w1', 'cosignature')
  const seconds = 1_795_000_100

  /** Given in turn; the last one stays. */
  let responses: ((note: string) => readonly [status: number, body: string])[] = []
  const requests: string[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push(body)
      const reply = responses.length > 1 ? responses.shift() : responses[0]
      const [status, content] = reply?.(body.slice(body.indexOf('\n\n') + 2)) ?? [500, '']
      response.writeHead(status).end(content)
    })
  })
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let audit: Audit

  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    database = await openTestDatabase()
    audit = anAudit(database.db, {
      witnesses: [{ key: witness.key, url: `http://127.0.0.1:${String(address.port)}/prefix` }],
      lastNote: async () => {
        const head = noteText(origin, await audit.treeHead())
        return ok(joinNote({ text: head, lines: [signatureLine(log.key, log.sign(head))] }))
      },
    })
    await anAuditLog(database.db, audit, { entries: 20, perCheckpoint: 10 })
  })
  after(async () => {
    server.close()
    await database.close()
  })
  afterEach(async () => {
    requests.length = 0
    await database.db.write(async (tx) => {
      await sql`delete from audit.cosignature`.execute(tx)
      return ok(undefined)
    })
  })

  const lineBy = ({ key, sign: signWith }: typeof witness, note: string): string => {
    const body = splitNote(note)?.text ?? ''
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(BigInt(seconds))
    const signature = signWith(`cosignature/v1\ntime ${String(seconds)}\n${body}`)
    return signatureLine(key, Buffer.concat([time, signature]))
  }
  const cosigns = (note: string) => [200, lineBy(witness, note)] as const
  const requestAll = async () =>
    audit.schedules.find(({ name }) => name === 'witnesses of the audit log')?.run()
  const stored = () =>
    database.db.read(async (tx) => {
      const { rows } = await sql<{ size: number; note: string }>`
        select size, note from audit.cosignature order by size`.execute(tx)
      return rows
    })

  it('is stored with the note, and has the witness’s time', async () => {
    responses = [cosigns]
    await requestAll()
    const [row] = await stored()
    const note = splitNote(row?.note ?? '')
    assert.ok(note)
    assert.equal(row?.size, 20)
    assert.equal(cosignedAt(note.text, note.lines[1] ?? '', witness.key), seconds)
    const times = await database.db.read((tx) => audit.cosignedAt(tx))
    assert.deepEqual(times, [instant(seconds * 1000)])
    assert.match(requests[0] ?? '', /^old 0\n\nservice\.example\/audit-log\n20\n/)
  })

  it('is requested from the size that the witness names, with a proof from there', async () => {
    responses = [() => [409, '10\n'], cosigns]
    await requestAll()
    assert.match(requests[1] ?? '', /^old 10\n([A-Za-z0-9+/]{43}=\n)+\nservice\.example/)
    assert.equal((await stored()).length, 1)
  })

  it('is requested again for a log that has not grown, without a proof', async () => {
    responses = [cosigns]
    await requestAll()
    await requestAll()
    assert.match(requests[1] ?? '', /^old 20\n\nservice\.example/)
    assert.equal((await stored()).length, 1)
  })

  const refused: readonly (readonly [
    string,
    (note: string) => readonly [number, string],
    RegExp,
  ])[] = [
    ['another key', (note) => [200, lineBy(stranger, note)], /"not-cosigned"/],
    ['no line', () => [200, 'thank you\n'], /"not-cosigned"/],
    ['another log', (note) => [200, lineBy(witness, note.replace('20', '21'))], /"not-cosigned"/],
    ['the key of a log', (note) => [200, `${note.split('\n').at(-2) ?? ''}\n`], /"not-cosigned"/],
    ['a larger log', () => [409, '21\n'], /"witness-knows-more","size":21/],
    ['no size', () => [409, 'many\n'], /"no size in its answer"/],
    ['a proof that does not hold', () => [422, ''], /"refused-by-witness","status":422/],
    ['a fault', () => [500, ''], /"refused-by-witness","status":500/],
    ['an endless reply', () => [200, 'x'.repeat(100_000)], /"too long"/],
  ]
  for (const [what, reply, reason] of refused)
    it(`is none where the witness answers with ${what}`, async () => {
      responses = [reply]
      await assert.rejects(requestAll(), reason)
      assert.deepEqual(await stored(), [])
    })
})
