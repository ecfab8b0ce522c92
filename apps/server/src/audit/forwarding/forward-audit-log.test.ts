import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer, type Server } from 'node:tls'
import { after, before, beforeEach, it } from 'node:test'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { localhostCertificate } from '@sotevarmenne/tests/network/localhost-certificate'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { anAudit } from '../testing.ts'
import type { OcsfEvent } from './ocsf-event.ts'
import type { Siem } from './forward-audit-log.ts'

/** What a server received, by connection. */
type Received = { text: string }

/** Messages behind their lengths, read by its rule and not by our writer (RFC 6587 § 3.4.1, RFC 5425 § 4.3). */
function framesIn(text: string): readonly string[] {
  const frames: string[] = []
  for (let rest = Buffer.from(text); rest.length > 0;) {
    const [whole = '', length = ''] = /^([1-9]\d*) /.exec(rest.toString('latin1')) ?? assert.fail()
    frames.push(rest.subarray(whole.length, whole.length + Number(length)).toString('utf8'))
    rest = rest.subarray(whole.length + Number(length))
  }
  return frames
}

const eventsIn = (frames: readonly string[]): readonly OcsfEvent[] =>
  frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('{'))) as OcsfEvent)

forEachDatabase('forwarding the audit log to a SIEM', ({ db }) => {
  let now = instant(1_795_000_000_000)
  const clock = { now: () => now }
  let folder: string
  let files: { certificate: string; key: string }
  let ca: string
  let server: Server
  let received: Received[]
  let behave: (socket: Socket, connection: number) => void

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-siem-'))
    files = await localhostCertificate(folder)
    ca = await readFile(files.certificate, 'utf8')
    const credentials = { cert: ca, key: await readFile(files.key, 'utf8') }
    server = createServer(credentials, (socket) => {
      const connection = { text: '' }
      received.push(connection)
      socket.on('data', (data: Buffer) => {
        connection.text += data.toString('utf8')
      })
      socket.on('error', () => undefined)
      behave(socket, received.length)
    })
    server.on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    received = []
    behave = () => undefined
    now = instant(1_795_000_000_000)
    await db.write(async (tx) => {
      await sql`truncate audit.entry, audit.pending, audit.leaf, audit.node, audit.checkpoint, audit.forwarded`.execute(
        tx,
      )
      await sql`update audit.tree set size = 0, roots = ''`.execute(tx)
      return ok(undefined)
    })
  })

  const syslog = (trusted = ca) => ({
    host: 'localhost',
    port: (server.address() as AddressInfo).port,
    tls: { ca: trusted },
  })
  const auditWith = (siem: Partial<Siem>) =>
    anAudit(db, {
      clock,
      siem: {
        hostName: 'service.example',
        permit: () => aPermit('audit.forwardAuditLog'),
        ...siem,
      },
    })
  type Audit = ReturnType<typeof auditWith>
  const forward = (audit: Audit) =>
    audit.schedules.find(({ name }) => name === 'audit log to the SIEM')?.run()

  const happened = async (audit: Audit, count: number) => {
    const personId = randomUUID()
    const recorded = await db.write(async (tx) => {
      for (let nr = 0; nr < count; nr += 1)
        await audit.record(
          tx,
          { type: 'CardHandedOver', about: { personId }, ...{ nr } },
          aPermit('cards.handOverCard', { personId: randomUUID() }),
        )
      return ok(undefined)
    })
    assert.ok(recorded.ok)
    assert.ok((await audit.sequence()).ok)
  }

  const sequencesIn = (connections: readonly Received[]) =>
    connections.map(({ text }) => eventsIn(framesIn(text)).map(({ metadata }) => metadata.sequence))
  const range = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, nr) => from + nr)

  it('sends every signed entry once, in order, and the next time from there (R415)', async () => {
    const audit = auditWith({ syslog: syslog() })
    await happened(audit, 3)
    await forward(audit)
    await happened(audit, 2)
    await forward(audit)
    const [first, second] = sequencesIn(received)
    assert.deepEqual(first, range(0, 3))
    // With the record of the forwarding itself, which is the fourth.
    assert.deepEqual(second, range(3, 6))
    await forward(auditWith({ syslog: syslog() }))
    assert.equal(received.length, 2, 'nothing new: no connection, also after a restart')
  })

  it('says how far each destination is behind: from the first entry, while it fails, and not once it has all (R651)', async () => {
    const lags = () => db.read((tx) => auditWith({}).forwardingLags(tx))
    const lines = path.join(folder, 'lags')
    const audit = auditWith({ syslog: syslog(), folder: lines })
    assert.deepEqual(await lags(), [])
    await happened(audit, 3)
    const away = auditWith({ syslog: { ...syslog(), port: 1 }, folder: lines })
    await assert.rejects(async () => forward(away), /audit entries were not forwarded/)
    now = instant(now + 60_000)
    assert.deepEqual(await lags(), [
      { destination: 'folder', entries: 0 },
      { destination: 'syslog', entries: 3, since: instant(now - 60_000) },
    ])
    assert.ok((await audit.sequence()).ok)
    assert.deepEqual(
      (await lags()).map(({ entries }) => entries),
      // The entry about the forwarding to the folder is not behind there, and is at the server.
      [0, 4],
    )
    await forward(audit)
    assert.deepEqual(
      (await lags()).map(({ entries }) => entries),
      [0, 0],
    )

    // A destination that is configured no more goes on from where it stopped, and is not behind meanwhile.
    await forward(auditWith({ syslog: syslog() }))
    await happened(audit, 2)
    assert.deepEqual(
      (await lags()).map(({ destination }) => destination),
      ['syslog'],
    )
    await forward(auditWith({}))
    assert.deepEqual(await lags(), [])
  })

  it('is recorded once a day, and that entry alone does not start another forwarding', async () => {
    const audit = auditWith({ syslog: syslog() })
    await happened(audit, 1)
    for (let round = 0; round < 3; round += 1) {
      await forward(audit)
      assert.ok((await audit.sequence()).ok)
    }
    assert.equal(received.length, 1)
    await happened(audit, 1)
    await forward(audit)
    now = instant(now + day)
    await happened(audit, 1)
    await forward(audit)
    const { rows } = await db.read((tx) =>
      sql<{ facts: object }>`
        select facts from audit.entry where type = 'AuditLogForwarded' order by arrived`.execute(
        tx,
      ),
    )
    assert.deepEqual(
      rows.map(({ facts }) => facts),
      [
        { to: 'syslog', after: 0 },
        { to: 'syslog', after: 3 },
      ],
    )
  })

  it('sends a group again when the server breaks off before it has read it, and leaves none out', async () => {
    const audit = auditWith({ syslog: syslog() })
    await happened(audit, 1100)
    behave = (socket, connection) => {
      if (connection === 2) socket.once('data', () => socket.destroy())
    }
    await assert.rejects(async () => forward(audit), /audit entries were not forwarded/)
    assert.equal(received.length, 2)
    await forward(audit)
    const [first, , ...again] = sequencesIn(received.toSpliced(1, 1, { text: '' }))
    assert.deepEqual(first, range(0, 500))
    assert.deepEqual(again, [range(500, 1000), range(1000, 1100)])
  })

  it('does not send a byte to a server whose certificate it does not trust', async () => {
    const other = await mkdtemp(path.join(folder, 'other-'))
    const { certificate } = await localhostCertificate(other)
    const audit = auditWith({ syslog: syslog(await readFile(certificate, 'utf8')) })
    await happened(audit, 1)
    await assert.rejects(async () => forward(audit), /audit entries were not forwarded/)
    assert.equal(received.map(({ text }) => text).join(''), '')
  })

  it('writes lines of JSON into a file of the day, also while the syslog server is away', async () => {
    const audit = auditWith({
      folder: path.join(folder, 'lines'),
      syslog: { host: 'localhost', port: 1 },
    })
    await happened(audit, 2)
    await assert.rejects(async () => forward(audit), /audit entries were not forwarded/)
    await happened(audit, 1)
    await assert.rejects(async () => forward(audit))
    const [file = '', ...others] = await readdir(path.join(folder, 'lines'))
    assert.deepEqual([file, others], ['audit-log-2026-11-18.jsonl', []])
    const lines = (await readFile(path.join(folder, 'lines', file), 'utf8')).trimEnd().split('\n')
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as OcsfEvent).metadata.sequence),
      range(0, 4),
    )
  })

  it('sends nothing that is not signed yet, and nothing without a destination', async () => {
    const audit = auditWith({ syslog: syslog() })
    await db.write(async (tx) => {
      await audit.record(tx, { type: 'CrlPublished' }, aPermit('crl.publishCrl'))
      return ok(undefined)
    })
    await forward(audit)
    assert.ok((await audit.sequence()).ok)
    await forward(anAudit(db, { clock }))
    assert.equal(received.length, 0)
  })
})
