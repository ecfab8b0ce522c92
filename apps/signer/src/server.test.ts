import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { joinAdminProofAsked } from '@sotevarmenne/issuing/socket/admin-frames'
import { askers, socketOf, type Asker } from '@sotevarmenne/issuing/socket/client-roles'
import {
  certificateProtocol,
  joinParts,
  longestPart,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import { ok } from '@sotevarmenne/kernel/result'
import { serveSigner } from './server.ts'
import type { Signer } from './signer.ts'

describe('the doors of the signer', () => {
  let folder: string
  let doors: Awaited<ReturnType<typeof serveSigner>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doors-'))
    doors = await open(folder)
  })
  after(async () => {
    await doors.close()
    await rm(folder, { recursive: true })
  })

  const signature = ok(Uint8Array.of(7))
  const signsEverything: Signer = {
    signCertificate: async () => signature,
    giveUp: async () => signature,
    signList: async () => signature,
    signCheckpoint: async () => signature,
    adminKeys: {
      derive: async () => ok({ version: 1, key: new Uint8Array(32) }),
      prove: async () => ok({ answer: new Uint8Array(32), deadCodes: [] }),
    },
    counts: () => ({
      certificates: 0,
      lists: 0,
      checkpoints: 0,
      adminKeys: 0,
      adminProofs: 0,
      repeated: 0,
      refused: 0,
    }),
    state: () => ({ counts: signsEverything.counts(), keys: [] }),
  }

  const open = (socketFolder: string, isForGroup = false) =>
    serveSigner(signsEverything, {
      socketFolder,
      isForGroup,
      onFault: (fault) => {
        assert.ifError(fault)
      },
    })

  const ask = (asker: Asker, path: string, body?: Uint8Array) =>
    new Promise<{ readonly status: number | undefined; readonly body: string }>(
      (resolve, reject) => {
        const sent = request(
          {
            socketPath: socketOf(folder, asker),
            path,
            method: body === undefined ? 'GET' : 'POST',
          },
          (response) => {
            text(response).then((answer) => {
              resolve({ status: response.statusCode, body: answer })
            }, reject)
          },
        )
        sent.on('error', reject)
        sent.end(body)
      },
    )

  /** A connection for certificates, or why there is none. */
  const openLine = (asker: Asker) =>
    new Promise<Socket | string>((resolve, reject) => {
      const sent = request({
        ...{ socketPath: socketOf(folder, asker), path: '/certificates' },
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

  /** Answers the refusal, empty when it is none. */
  const askForCertificate = async (asker: Asker, profile: string): Promise<string> => {
    const line = await openLine(asker)
    if (typeof line === 'string') return line
    const asked = ['professional-g1-ecc', profile, 'tbs'].map((part) => Buffer.from(part))
    line.write(joinParts([joinParts(asked)]))
    const [piece] = (await once(line, 'data')) as [Buffer]
    line.destroy()
    const [, , refusal] = splitParts(splitParts(piece)?.[0] ?? piece) ?? []
    return Buffer.from(refusal ?? []).toString('utf8')
  }

  it('stand when an asker is refused its connection and goes away at once', async () => {
    for (let times = 0; times < 20; times += 1) {
      const gone = connect(socketOf(folder, 'relay'))
      await once(gone, 'connect')
      gone.write(
        'GET /certificates HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n',
      )
      gone.destroy()
    }
    assert.notEqual((await ask('relay', '/none')).status, undefined)
  })

  /** Sends it on a connection for certificates; answers all that comes until the signer ends it. */
  const sendRaw = async (octets: Uint8Array): Promise<Buffer> => {
    const line = await openLine('issuing')
    assert.ok(typeof line !== 'string')
    line.write(octets)
    return buffer(line)
  }

  const questions = {
    'the giving up of one': [
      '/given-up',
      joinParts(['a', '01', 'b'].map((part) => Buffer.from(part))),
    ],
    'a list': ['/lists/professional-g1-ecc', Uint8Array.of(1)],
    'a checkpoint': ['/checkpoints', Uint8Array.of(1)],
    'a card’s admin key': ['/admin-keys', Buffer.from('12345678901234567')],
    'a card’s challenge': [
      '/admin-proofs',
      joinAdminProofAsked({
        cardNumber: '12345678901234567',
        version: 1,
        purpose: 'pins',
        chipSerial: new Uint8Array(10),
        challenge: new Uint8Array(16),
      }),
    ],
  } as const

  const mayAsk: Readonly<Record<Asker, readonly string[]>> = {
    issuing: ['the giving up of one'],
    status: ['a list'],
    audit: ['a checkpoint'],
    production: ['a card’s admin key'],
    relay: ['a card’s challenge'],
  }

  for (const asker of askers)
    for (const [what, [path, body]] of Object.entries(questions)) {
      const isAllowed = mayAsk[asker].includes(what)
      it(`${isAllowed ? 'answer' : 'do not answer'} ${what} for ${asker}`, async () => {
        const answer = await ask(asker, path, body)
        assert.equal(answer.status, isAllowed ? 200 : 403)
        if (!isAllowed) assert.deepEqual(JSON.parse(answer.body), { kind: 'not-for-this-asker' })
      })
    }

  it('answer certificates for issuing, those of responders for status, and none for others', async () => {
    const kinds = await Promise.all(
      askers.map(async (asker) => [
        asker,
        await askForCertificate(asker, 'professional-signature'),
        await askForCertificate(asker, 'ocsp-responder'),
      ]),
    )
    const no = JSON.stringify({ kind: 'not-for-this-asker' })
    assert.deepEqual(kinds, [
      ['issuing', '', ''],
      ['status', no, ''],
      ...['audit', 'production', 'relay'].map((asker) => [asker, no, no]),
    ])
  })

  it('end a connection for certificates on which comes what is none', async () => {
    const tooLong = Buffer.alloc(4)
    tooLong.writeUInt32BE(longestPart + 1)
    for (const octets of [
      tooLong,
      joinParts([Uint8Array.of(1)]),
      joinParts([joinParts([nothing, nothing, nothing, nothing])]),
    ])
      assert.deepEqual(await sendRaw(octets), nothing)
  })

  it('answer nothing but certificates on a connection that is no longer HTTP', async () => {
    for (const [path, protocol] of [
      ['/lists/a', certificateProtocol],
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

  it('tell everybody at them how the signer is', async () => {
    for (const asker of askers) assert.equal((await ask(asker, '/state')).status, 200)
  })

  it('refuse what is cut, too long or unknown', async () => {
    const statusOf = async (path: string, body?: Uint8Array) =>
      (await ask('issuing', path, body)).status
    const one = joinParts(['a', '01', 'b'].map((part) => Buffer.from(part)))
    assert.equal(await statusOf('/given-up', one.subarray(0, -1)), 422)
    assert.equal(await statusOf('/given-up', new Uint8Array(65 * 1024)), 413)
    assert.equal(await statusOf('/given-up/more', one), 404)
    assert.equal(await statusOf('/toString', one), 404)
    assert.equal(await statusOf('/certificates', one), 404)
  })

  it('are for their own user alone, and for their groups where that is said', async () => {
    const modesIn = async (socketFolder: string) => {
      const path = socketOf(socketFolder, 'issuing')
      return [(await stat(dirname(path))).mode & 0o777, (await stat(path)).mode & 0o777]
    }
    assert.deepEqual(await modesIn(folder), [0o700, 0o600])

    const forGroups = await mkdtemp(join(tmpdir(), 'doors-'))
    const others = await open(forGroups, true)
    assert.deepEqual(await modesIn(forGroups), [0o750, 0o660])
    await others.close()
    await rm(forGroups, { recursive: true })
  })

  it('are not taken from a signer that lives', async () => {
    await assert.rejects(open(folder), /a signer already listens/)
  })
})

const nothing = Buffer.alloc(0)
