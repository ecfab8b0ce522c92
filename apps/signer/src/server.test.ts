import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import {
  joinAdminProofRequested,
  joinCardInProduction,
} from '@sotevarmenne/issuing/socket/admin-frames'
import { joinCheckpointRequested } from '@sotevarmenne/issuing/socket/checkpoint-frames'
import { formatReceipts, joinPlacedEntries } from '@sotevarmenne/issuing/socket/receipt-frames'
import { testNow } from '@sotevarmenne/issuing/testing'
import { clientRoles, socketOf, type ClientRole } from '@sotevarmenne/issuing/socket/client-roles'
import {
  certificateProtocol,
  joinParts,
  maxPartBytes,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import { ok } from '@sotevarmenne/kernel/result'
import { serveSigner, type ServeSigner } from './server.ts'
import type { Signer } from './signer.ts'

describe('the signer sockets', () => {
  let folder: string
  let listeners: Awaited<ReturnType<typeof serveSigner>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'listeners-'))
    listeners = await open(folder)
  })
  after(async () => {
    await listeners.close()
    await rm(folder, { recursive: true })
  })

  const signature = ok(Uint8Array.of(7))
  const signsEverything: Signer = {
    signCertificate: async () => signature,
    voidReservation: async () => signature,
    signCrl: async () => signature,
    noteEnds: async () => undefined,
    signingLogFrom: async (position) =>
      position > 4 ? undefined : Buffer.from('line\n').subarray(position),
    signCheckpoint: async () => signature,
    keepReceipts: async () => ok(undefined),
    openReceipts: () => [],
    lastNote: () => ok('a note\n'),
    placeEntries: async () => ok(undefined),
    adminKeys: {
      derive: async () => ok({ version: 1, key: new Uint8Array(32) }),
      readBack: async () => ok(undefined),
      prove: async () => ok({ response: new Uint8Array(32), deadCodes: [] }),
    },
    counts: () => ({
      certificates: 0,
      crls: 0,
      checkpoints: 0,
      adminKeys: 0,
      adminProofs: 0,
      repeated: 0,
      refused: 0,
    }),
    state: () => ({
      counts: signsEverything.counts(),
      keys: [],
      suspicious: {},
      today: [],
      decisions: [],
      receipts: { open: 0, oldest: null },
    }),
  }

  const open = (
    socketFolder: string,
    { isForGroup = false, timeouts = {} }: Pick<ServeSigner, 'isForGroup' | 'timeouts'> = {},
  ) =>
    serveSigner(signsEverything, {
      ...{ socketFolder, isForGroup, timeouts },
      onFault: (fault) => {
        assert.ifError(fault)
      },
    })

  const send = (clientRole: ClientRole, path: string, body?: Uint8Array) =>
    new Promise<{ readonly status: number | undefined; readonly body: string }>(
      (resolve, reject) => {
        const sent = request(
          {
            socketPath: socketOf(folder, clientRole),
            path,
            method: body === undefined ? 'GET' : 'POST',
          },
          (response) => {
            text(response).then((reply) => {
              resolve({ status: response.statusCode, body: reply })
            }, reject)
          },
        )
        sent.on('error', reject)
        sent.end(body)
      },
    )

  /** A connection for signing certificates, or the reason why there is none. */
  const openSigningChannel = (clientRole: ClientRole) =>
    new Promise<Socket | string>((resolve, reject) => {
      const sent = request({
        ...{ socketPath: socketOf(folder, clientRole), path: '/certificates' },
        headers: { connection: 'upgrade', upgrade: certificateProtocol },
      })
      sent.on('upgrade', (_, socket) => {
        resolve(socket)
      })
      sent.on('response', (response) => {
        text(response).then(resolve, reject)
      })
      sent.on('error', reject)
      sent.end()
    })

  const get = async (clientRole: ClientRole, path: string) => {
    const sent = request({ socketPath: socketOf(folder, clientRole), path })
    sent.end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: response.statusCode, body: await text(response) }
  }

  /** Returns the refusal, empty when there is none. */
  const requestForCertificate = async (
    clientRole: ClientRole,
    profile: string,
  ): Promise<string> => {
    const line = await openSigningChannel(clientRole)
    if (typeof line === 'string') return line
    const requested = ['professional-g1-ecc', profile, 'tbs'].map((part) => Buffer.from(part))
    line.write(joinParts([joinParts(requested)]))
    const [piece] = (await once(line, 'data')) as [Buffer]
    line.destroy()
    const [, , refusal] = splitParts(splitParts(piece)?.[0] ?? piece) ?? []
    return Buffer.from(refusal ?? []).toString('utf8')
  }

  it('give the note for witnesses to the role of the audit log alone', async () => {
    assert.deepEqual(await get('audit', '/note'), { status: 200, body: 'a note\n' })
    for (const other of clientRoles.filter((each) => each !== 'audit'))
      assert.equal((await get(other, '/note')).status, 404)
  })

  it('show open receipts to the role of the audit log alone', async () => {
    assert.deepEqual(await get('audit', '/receipts/0'), { status: 200, body: '' })
    for (const other of clientRoles.filter((each) => each !== 'audit'))
      assert.equal((await get(other, '/receipts/0')).status, 404)
  })

  it('show the signing log to the role of the audit log alone, from a position on', async () => {
    const read = async (clientRole: ClientRole, position: string) => {
      const { status, body } = await get(clientRole, `/signing-log/${position}`)
      return [status, body]
    }
    assert.deepEqual(await read('audit', '0'), [200, 'line\n'])
    assert.deepEqual(await read('audit', '5'), [422, '{"kind":"signing-log-shorter"}'])
    for (const other of clientRoles.filter((each) => each !== 'audit'))
      assert.equal((await read(other, '0'))[0], 404, other)
    assert.equal((await read('audit', '-1'))[0], 404)
  })

  it('survive a client whose connection is refused and which goes away at once', async () => {
    for (let times = 0; times < 20; times += 1) {
      const gone = connect(socketOf(folder, 'relay'))
      await once(gone, 'connect')
      gone.write(
        'GET /certificates HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n',
      )
      gone.destroy()
    }
    assert.notEqual((await send('relay', '/none')).status, undefined)
  })

  it('end a request that does not arrive within the timeout and a second', async () => {
    const socketFolder = await mkdtemp(join(tmpdir(), 'slow-clients-'))
    const timeouts = { headersTimeout: 200, requestTimeout: 200 }
    const others = await open(socketFolder, { timeouts })
    const begun = performance.now()
    for (const half of [
      'GET /st',
      'POST /voided HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nx',
    ]) {
      const slow = connect(socketOf(socketFolder, 'issuing'))
      slow.write(half)
      assert.match(await text(slow), /^HTTP\/1\.1 408 /)
    }
    // Node looks every thirty seconds unless it is said otherwise; threefold room for a busy machine.
    assert.ok(performance.now() - begun < 2 * 3 * (200 + 1000))
    await others.close()
    await rm(socketFolder, { recursive: true })
  })

  /** Sends the bytes on a connection for certificates; returns all responses until the signer ends it. */
  const sendRaw = async (bytes: Uint8Array): Promise<Buffer> => {
    const line = await openSigningChannel('issuing')
    assert.ok(typeof line !== 'string')
    line.write(bytes)
    return buffer(line)
  }

  const card = { cardNumber: '12345678901234567', chipSerial: new Uint8Array(10) }
  const challenge = (purpose: 'pins' | 'administration') =>
    joinAdminProofRequested({ ...card, version: 1, purpose, challenge: new Uint8Array(16) })
  const requests = {
    'the voiding of one': ['/voided', joinParts(['a', '01', 'b'].map((part) => Buffer.from(part)))],
    'a list': ['/crls/professional-g1-ecc', Uint8Array.of(1)],
    'a checkpoint': [
      '/checkpoints',
      joinCheckpointRequested({ size: 1, at: testNow, root: new Uint8Array(32), proof: [] }),
    ],
    'the receipts of entries': [
      '/receipts',
      Buffer.from(formatReceipts([{ entryId: randomUUID(), digest: new Uint8Array(32) }])),
    ],
    'the proof of entries': [
      '/placed-entries',
      joinPlacedEntries({ from: 0, size: 1, digests: [new Uint8Array(32)], left: [], right: [] }),
    ],
    'a card’s admin key': ['/admin-keys', joinCardInProduction(card)],
    'the read-back of a card': ['/read-back', joinCardInProduction(card)],
    'the challenge of a card to be wiped': ['/admin-proofs', challenge('administration')],
  } as const

  const mayCall: Readonly<Record<ClientRole, readonly string[]>> = {
    issuing: ['the voiding of one'],
    ocsp: ['a list'],
    audit: ['a checkpoint', 'the proof of entries'],
    receipts: ['the receipts of entries'],
    production: [
      'a card’s admin key',
      'the read-back of a card',
      'the challenge of a card to be wiped',
    ],
    relay: ['the challenge of a card to be wiped'],
  }

  for (const clientRole of clientRoles)
    for (const [what, [path, body]] of Object.entries(requests)) {
      const isAllowed = mayCall[clientRole].includes(what)
      it(`${isAllowed ? 'serve' : 'do not serve'} ${what} for ${clientRole}`, async () => {
        const response = await send(clientRole, path, body)
        assert.equal(response.status, isAllowed ? 200 : 403)
        if (!isAllowed)
          assert.deepEqual(JSON.parse(response.body), { kind: 'not-for-this-client-role' })
      })
    }

  it('serve other challenges of cards for relays, and not for production', async () => {
    assert.equal((await send('relay', '/admin-proofs', challenge('pins'))).status, 200)
    const refused = await send('production', '/admin-proofs', challenge('pins'))
    assert.deepEqual(JSON.parse(refused.body), { kind: 'not-for-this-client-role' })
  })

  it('sign certificates for issuing, those of responders for OCSP, and none for other clients', async () => {
    const kinds = await Promise.all(
      clientRoles.map(async (clientRole) => [
        clientRole,
        await requestForCertificate(clientRole, 'professional-signature'),
        await requestForCertificate(clientRole, 'ocsp-responder'),
      ]),
    )
    const no = JSON.stringify({ kind: 'not-for-this-client-role' })
    assert.deepEqual(kinds, [
      ['issuing', '', ''],
      ['ocsp', no, ''],
      ...['audit', 'receipts', 'production', 'relay'].map((clientRole) => [clientRole, no, no]),
    ])
  })

  it('end a connection for certificates after a malformed request', async () => {
    const tooLong = Buffer.alloc(4)
    tooLong.writeUInt32BE(maxPartBytes + 1)
    for (const bytes of [
      tooLong,
      joinParts([Uint8Array.of(1)]),
      joinParts([joinParts([nothing, nothing, nothing, nothing, nothing])]),
    ])
      assert.deepEqual(await sendRaw(bytes), nothing)
  })

  it('serve only certificates on an upgraded connection', async () => {
    for (const [path, protocol] of [
      ['/crls/a', certificateProtocol],
      ['/certificates', 'websocket'],
    ]) {
      const sent = request({
        ...{ socketPath: socketOf(folder, 'issuing'), path },
        headers: { connection: 'upgrade', upgrade: protocol },
      })
      sent.end()
      const [response] = (await once(sent, 'response')) as [IncomingMessage]
      assert.equal(response.statusCode, 404)
      response.resume()
    }
  })

  it('report the health of the signer to every client', async () => {
    for (const clientRole of clientRoles) {
      assert.equal((await send(clientRole, '/state')).status, 200)
      assert.equal((await send(clientRole, '/metrics')).status, 200)
    }
  })

  it('refuse requests that are cut, too long or unknown', async () => {
    const statusOf = async (path: string, body?: Uint8Array) =>
      (await send('issuing', path, body)).status
    const one = joinParts(['a', '01', 'b'].map((part) => Buffer.from(part)))
    assert.equal(await statusOf('/voided', one.subarray(0, -1)), 422)
    assert.equal(await statusOf('/voided', new Uint8Array(65 * 1024)), 413)
    assert.equal(await statusOf('/voided/more', one), 404)
    assert.equal(await statusOf('/toString', one), 404)
    assert.equal(await statusOf('/certificates', one), 404)
    for (const path of ['/admin-keys', '/read-back', '/admin-proofs'])
      assert.equal((await send('production', path, Uint8Array.of(1))).status, 422)
  })

  it('are open to their own user alone, and to their groups where that is configured', async () => {
    const modesIn = async (socketFolder: string) => {
      const path = socketOf(socketFolder, 'issuing')
      return [(await stat(dirname(path))).mode & 0o777, (await stat(path)).mode & 0o777]
    }
    assert.deepEqual(await modesIn(folder), [0o700, 0o600])

    const forGroups = await mkdtemp(join(tmpdir(), 'listeners-'))
    const others = await open(forGroups, { isForGroup: true })
    assert.deepEqual(await modesIn(forGroups), [0o750, 0o660])
    await others.close()
    await rm(forGroups, { recursive: true })
  })

  it('are not taken over from a running signer', async () => {
    await assert.rejects(open(folder), /another signer already listens/)
  })
})

const nothing = Buffer.alloc(0)
