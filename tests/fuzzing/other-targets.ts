import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readClientHello } from '@sotevarmenne/http1/client-hello'
import { readProxyHeader } from '@sotevarmenne/http1/proxy-protocol'
import { proxyHeader } from '@sotevarmenne/http1/testing'
import { relayTurnView } from '@sotevarmenne/api/card-relay'
import {
  joinAdminProof,
  joinAdminProofRequested,
  joinCardInProduction,
  splitAdminProof,
  splitAdminProofRequested,
  splitCardInProduction,
} from '@sotevarmenne/issuing/socket/admin-frames'
import {
  joinCheckpointRequested,
  splitCheckpointRequested,
} from '@sotevarmenne/issuing/socket/checkpoint-frames'
import { joinParts, partReader, splitParts } from '@sotevarmenne/issuing/socket/frames'
import type { AdminProofRequested } from '@sotevarmenne/issuing/socket/messages'
import { instant } from '@sotevarmenne/kernel/instant'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { preparePdf } from '@sotevarmenne/signatures/pdf/prepare'
import { readPdfSignatures } from '@sotevarmenne/signatures/pdf/read-signatures'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import {
  messageLimits,
  readSignedMessage,
  signerCertificate,
  withTimeStamp,
} from '@sotevarmenne/signatures/read-signed-data'
import { signContent } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, signedPdf } from '@sotevarmenne/signatures/testing'
import { packedPdf, plainPdf } from '@sotevarmenne/signatures/testing/documents'
import {
  decodeTimeStampRequest,
  decodeTimeStampResponse,
  encodeTimeStampRequest,
  encodeTimeStampResponse,
  readTimeStampToken,
} from '@sotevarmenne/signatures/time-stamp'
import { historicalBytesOf } from '@sotevarmenne/smartcard/answer-to-reset'
import { fromHex } from '@sotevarmenne/smartcard/bytes'
import {
  decodeCertificateEntries,
  decodePins,
  decodeTokenInfo,
  encodeCertificates,
  encodePins,
  encodeTokenInfo,
  encodeTrustedCertificates,
} from '@sotevarmenne/smartcard/pkcs15'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { readCertificates, readToken } from '@sotevarmenne/smartcard/card-facts'
import { recogniseCard } from '@sotevarmenne/smartcard/recognise-card'
import { relayApdus } from '@sotevarmenne/smartcard/relay-apdus'
import { readTlvs, tlv } from '@sotevarmenne/smartcard/tlv'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { aStrangersCard, meaningful } from '@sotevarmenne/smartcard/virtual-card/testing/apdus'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { readDer } from '@sotevarmenne/x509/der'
import { noon, valueOf } from '@sotevarmenne/x509/testing'
import { parseSignRequest } from '../../apps/reader/src/signing-api/request.ts'
import type { AcmeDeps } from '../../apps/server/src/services/acme/deps.ts'
import { giveNonce } from '../../apps/server/src/services/acme/nonces.ts'
import { readSigned } from '../../apps/server/src/services/acme/signed-request.ts'
import type { FuzzTarget, Outcome } from './fuzz.ts'
import { isWholeCertificate, opensslReads } from './openssl.ts'

type ReadResult = { readonly ok: true } | { readonly ok: false; readonly refusal: object }

const outcomeOf = (read: ReadResult): Outcome => (read.ok ? 'accepted' : 'refused')
const ifDefined = (value: unknown): Outcome => (value === undefined ? 'refused' : 'accepted')
const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const jsonIn = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

/** CMS, time-stamps and PDF. */
export function signatureTargets(): readonly FuzzTarget[] {
  const environment = aSigningEnvironment(noon)
  const content = new Uint8Array(20)
  const aMessage = async (): Promise<Uint8Array> => {
    const form = { kind: 'cades', signingTime: noon } as const
    const signing = { form, content, attached: true, withCertificates: true }
    const message = valueOf(await signContent(environment.key, signing))
    const token = await environment.stamp(content, noon)
    return withTimeStamp(valueOf(readSignedMessage(message)), token)
  }
  return [
    {
      what: 'a signed message (CMS)',
      shape: 'der',
      samples: async () => [await aMessage()],
      read: (bytes) => {
        const message = readSignedMessage(bytes)
        if (message.ok) withTimeStamp(message.value, Uint8Array.of(0x30, 0))
        return outcomeOf(message)
      },
      compare: ifWhole('cms', '-cmsout', '-noout', '-print', '-inform', 'DER', '-in', 'FILE'),
    },
    {
      what: 'a time-stamp',
      shape: 'der',
      samples: async () => [await environment.stamp(content, noon)],
      read: (bytes) => outcomeOf(readTimeStampToken(bytes)),
      compare: ifWhole('ts', '-reply', '-token_in', '-text', '-in', 'FILE'),
    },
    {
      what: 'a request for a time-stamp',
      shape: 'der',
      samples: async () => {
        const imprint = { hash: 'sha256', digest: await digestOf('sha256', content) } as const
        const request = { imprint, nonce: content, policy: '1.2', certificates: true }
        return [encodeTimeStampRequest(request)]
      },
      read: (bytes) => outcomeOf(decodeTimeStampRequest(bytes)),
      compare: opensslReads('ts', '-query', '-text', '-in', 'FILE'),
    },
    {
      what: 'a response with a time-stamp',
      shape: 'der',
      samples: async () => [encodeTimeStampResponse(await environment.stamp(content, noon))],
      read: (bytes) => {
        const token = decodeTimeStampResponse(bytes)
        return outcomeOf(token.ok ? readTimeStampToken(token.value) : token)
      },
      compare: ifWhole('ts', '-reply', '-text', '-in', 'FILE'),
    },
    {
      what: 'a PDF file',
      shape: 'text',
      samples: async () => {
        const wishes = { kind: 'signature', signedAt: noon, label: 'x', room: 3000 } as const
        return [
          await signedPdf(plainPdf(), environment.key, wishes),
          await signedPdf(await packedPdf(), environment.key, wishes),
        ]
      },
      read: async (bytes) => {
        const read = await readPdfSignatures(bytes)
        const prepared = await preparePdf(bytes, { kind: 'time-stamp', label: 'x' })
        const stored = await addToSecurityStore(bytes, {
          certificates: [],
          ocspResponses: [],
          crls: [],
        })
        // What was added to must be readable too.
        if (read.ok && prepared.ok && stored.ok)
          assert.ok((await readPdfSignatures(stored.value)).ok)
        return outcomeOf(read)
      },
    },
  ]
}

/**
 * OpenSSL decodes everything in a message. We keep those certificates that can be decoded and ignore the
 * others, and compare the signer's name only with theirs: messages in which something is left unread for that
 * reason are not compared.
 */
const ifWhole =
  (...words: readonly string[]) =>
  (bytes: Uint8Array): void => {
    const outer = valueOf(readDer(bytes, messageLimits))
    const isResponse = outer.children()[0]?.tagNumber !== 0x06
    const contentInfo = isResponse ? outer.children()[1] : outer
    const signedData = contentInfo?.children()[1]?.children()[0]?.children()
    const certificates = signedData?.find(({ tagClass }) => tagClass === 'contextual')?.children()
    const message = readSignedMessage(contentInfo?.der ?? bytes)
    const isWhole = certificates?.every(({ der }) => isWholeCertificate(der)) === true
    if (isWhole && message.ok && signerCertificate(message.value)) opensslReads(...words)(bytes)
  }

/** Commands to the card, and what a foreign card returns to its reader. */
export function cardTargets(): readonly FuzzTarget[] {
  const card = aStrangersCard()
  const token = { cardNumber: '12345678901234567', label: 'TEST', language: 'fi' } as const
  return [
    {
      what: 'a command APDU to the virtual card',
      shape: 'bytes',
      samples: () => ['00A40000023F00', '00A40800025015', '0084000010', '00CA01A000'].map(fromHex),
      more: meaningful.map(fromHex),
      read: async (apdu) => {
        const store = memoryStore()
        await store.save((await card).state)
        const response = await (await openVirtualCard(store)).process(apdu)
        assert.ok(response.length >= 2 && response.length <= 258, 'no response APDU')
        const [sw1 = 0, sw2] = response.subarray(-2)
        return sw1 === 0x61 || (sw1 === 0x90 && sw2 === 0) ? 'accepted' : 'refused'
      },
    },
    {
      what: 'a turn of the APDU relay',
      shape: 'text',
      samples: () => [
        text({
          ...{ state: 'commands', relayId: 'r', turn: 1 },
          commands: ['00A4000C023F00', '0084000010', 'reset', 'own-step'],
        }),
        text({ state: 'done', outcome: { unlocked: true } }),
        text({ state: 'refused', refusal: { kind: 'x', title: { fi: 'a', sv: 'b', en: 'c' } } }),
      ],
      read: async (bytes) => {
        const turn = relayTurnView.safeParse(jsonIn(bytes))
        if (!turn.success) return 'refused'
        const store = memoryStore()
        await store.save((await card).state)
        const channel = channelTo(await openVirtualCard(store))
        const { data } = turn
        await relayApdus<object>(
          channel,
          data.state === 'done' ? { ...data, outcome: data.outcome } : data,
          {
            // The longest list of commands.
            ...{ operation: 'production', program: 'fuzzing' },
            send: () => Promise.resolve({ state: 'done' }),
          },
        )
        return 'accepted'
      },
    },
    foreignCard(),
    {
      what: 'the token information of a card',
      shape: 'der',
      samples: () => [encodeTokenInfo(token, noon)],
      read: (bytes) => ifDefined(decodeTokenInfo(bytes)),
    },
    {
      what: 'the PINs of a card',
      shape: 'der',
      samples: () => [encodePins({ minLength: 5 })],
      read: (bytes) => ifDefined(decodePins(bytes)),
    },
    {
      what: 'the certificate directory of a card',
      shape: 'der',
      samples: () => [encodeCertificates('fi'), encodeTrustedCertificates('sv')],
      read: (bytes) => ifDefined(decodeCertificateEntries(bytes)),
    },
    {
      what: 'data objects of a card',
      shape: 'bytes',
      samples: () => [
        new Uint8Array(
          Buffer.concat([tlv(0x80, new Uint8Array(3)), tlv(0x81, new Uint8Array(200))]),
        ),
      ],
      read: (bytes) => ifDefined(readTlvs(bytes)),
    },
    {
      what: 'an answer to reset',
      shape: 'bytes',
      samples: () => [fromHex('3BF59600008131FE454F734549441C')],
      read: (bytes) => ifDefined(historicalBytesOf(bytes)),
    },
  ]
}

/** All responses of a card that is recognised and read, of which any may be another. */
function foreignCard(): FuzzTarget {
  return {
    what: 'the responses of a card to the reader software',
    shape: 'bytes',
    samples: async () => {
      const { card } = await makePersonalisedCard()
      const responses: Uint8Array[] = []
      const channel = channelTo(card)
      await readCard({
        ...channel,
        transmit: async (apdu) => {
          const response = await channel.transmit(apdu)
          responses.push(response)
          return response
        },
      })
      return [joinParts(responses)]
    },
    read: async (bytes) => {
      const responses = splitParts(bytes) ?? []
      let at = 0
      return readCard({
        atr: fromHex('3BF59600008131FE454F734549441C'),
        transmit: () => {
          const response = responses[at]
          at += 1
          // A reader (PC/SC) returns no response without a status word.
          return Promise.resolve(response && response.length >= 2 ? response : fromHex('6A82'))
        },
        reset: () => Promise.resolve(),
        close: () => Promise.resolve(),
      })
    },
  }
}

async function readCard(channel: CardChannel): Promise<Outcome> {
  const profile = await recogniseCard(channel)
  if (!profile.ok) return 'refused'
  const token = await readToken(channel)
  return token.ok ? outcomeOf(await readCertificates(channel)) : 'refused'
}

/** What begins a connection, and what the signer's clients send to it. */
export function connectionTargets(): readonly FuzzTarget[] {
  const chipSerial = new Uint8Array(10).fill(1)
  const requested: AdminProofRequested = {
    ...{ cardNumber: '12345678901234567', version: 1, purpose: 'pins', chipSerial },
    challenge: new Uint8Array(16).fill(2),
  }
  const head = { size: 7, at: noon, root: new Uint8Array(32), proof: [new Uint8Array(32).fill(3)] }
  const proof = {
    response: new Uint8Array(32),
    deadCodes: [{ place: 1, wrapped: new Uint8Array(24), receipt: new Uint8Array(8) }],
  }
  return [
    {
      what: 'a header of the PROXY protocol',
      shape: 'bytes',
      samples: () => [proxyHeader('192.0.2.7'), proxyHeader('2001:db8::7', Buffer.from('x'))],
      read: (bytes) => {
        const header = readProxyHeader(Buffer.from(bytes))
        if (typeof header === 'string') return 'refused'
        assert.ok(header.length <= bytes.length)
        return 'accepted'
      },
    },
    {
      what: 'a ClientHello',
      shape: 'bytes',
      samples: () => [clientHello(300), clientHello(40)],
      read: (bytes) =>
        typeof readClientHello(Buffer.from(bytes)) === 'string' ? 'refused' : 'accepted',
    },
    framed('a card in production', joinCardInProduction, splitCardInProduction, {
      ...{ cardNumber: '12345678901234567', chipSerial },
    }),
    framed(
      'a request for an admin proof',
      joinAdminProofRequested,
      splitAdminProofRequested,
      requested,
    ),
    framed('an admin proof', joinAdminProof, splitAdminProof, proof),
    framed('a request for a checkpoint', joinCheckpointRequested, splitCheckpointRequested, head),
    {
      what: 'parts on the signing channel, in pieces',
      shape: 'bytes',
      samples: () => [
        joinParts([new Uint8Array(5).fill(1), new Uint8Array(0), new Uint8Array(300)]),
      ],
      read: (bytes) => {
        const whole = splitParts(bytes)
        const read = partReader(1000)
        const inPieces: Uint8Array[] = []
        for (let at = 0; at < bytes.length; at += 3) {
          const parts = read(Buffer.from(bytes.subarray(at, at + 3)))
          if (parts === undefined) return 'refused'
          inPieces.push(...parts)
        }
        if (whole === undefined) return 'refused'
        assert.deepEqual(
          inPieces.map((part) => new Uint8Array(part)),
          whole.map((part) => new Uint8Array(part)),
        )
        return 'accepted'
      },
    },
  ]
}

/** What was read is written to the same bytes: nothing is read in two ways. */
function framed<Message>(
  what: string,
  join: (message: Message) => Uint8Array,
  split: (body: Uint8Array) => Message | undefined,
  sample: Message,
): FuzzTarget {
  return {
    what: `${what}, as the signer receives it`,
    shape: 'bytes',
    samples: () => [join(sample)],
    read: (bytes) => {
      const message = split(bytes)
      if (message === undefined) return 'refused'
      assert.deepEqual(new Uint8Array(join(message)), new Uint8Array(bytes), 'read in two ways')
      return 'accepted'
    },
  }
}

/** The start of a TLS connection: one handshake message of this length in two records. */
function clientHello(length: number): Uint8Array {
  const message = Buffer.alloc(4 + length, 7)
  message[0] = 1
  message.writeUIntBE(length, 1, 3)
  const record = (content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([22, 3, 1, content.length >> 8, content.length & 255]), content])
  const half = message.length >> 1
  return new Uint8Array(
    Buffer.concat([record(message.subarray(0, half)), record(message.subarray(half))]),
  )
}

/** JSON of programs and of web pages. */
export function jsonTargets(): readonly FuzzTarget[] {
  return [acmeRequest(), signRequest()]
}

/** A JWS of ACME (RFC 8555 § 6.2), signed after it was damaged, so that what lies behind is reached too. */
function acmeRequest(): FuzzTarget {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = instant(noon)
  const deps = {
    clock: { now: () => now },
    sealing: {
      fingerprint: (of: string) => new Uint8Array(createHash('sha256').update(of).digest()),
    },
    db: {
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve({ ok: true, value: true }),
    },
    publicUrl: 'https://varmenne.example',
  } as unknown as AcmeDeps
  const url = 'https://varmenne.example/acme/new-account'
  const nonce = giveNonce(deps)
  const jwk = publicKey.export({ format: 'jwk' })
  const sample = (header: object, payload: unknown): Uint8Array =>
    text({ protected: { alg: 'ES256', nonce, url, ...header }, payload })
  return {
    what: 'a signed request of ACME (JWS)',
    shape: 'text',
    samples: () => [
      sample({ jwk }, { termsOfServiceAgreed: true, contact: ['mailto:a@b.example'] }),
      sample({ jwk, typ: 'JOSE' }, ''),
    ],
    read: async (bytes) => {
      const given = jsonIn(bytes)
      const isPair =
        typeof given === 'object' && given !== null && 'protected' in given && 'payload' in given
      const body = isPair ? signed(given.protected, given.payload) : given
      return outcomeOf(await readSigned(deps, { body, url }))
    },
  }

  function signed(header: unknown, content: unknown): unknown {
    const encode = (value: unknown): string =>
      typeof value === 'string'
        ? Buffer.from(value).toString('base64url')
        : Buffer.from(JSON.stringify(value)).toString('base64url')
    const protectedHeader = encode(header)
    const payload = encode(content)
    const signature = sign('sha256', Buffer.from(`${protectedHeader}.${payload}`), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url')
    return { protected: protectedHeader, payload, signature }
  }
}

/** What a web page asks the card reader software to sign. */
function signRequest(): FuzzTarget {
  const origin = 'https://hospital.example'
  const challenge = Buffer.from(`${origin};${'n'.repeat(90)}`).toString('base64')
  return {
    what: 'a request to sign from a web page',
    shape: 'text',
    samples: () => [
      text({
        ...{ version: '1.1', content: challenge, contentType: 'data', hashAlgorithm: 'SHA256' },
        selector: { keyusages: ['digitalSignature'], keyalgorithms: ['EC'], issuers: [] },
        signatureType: 'signature',
      }),
    ],
    read: (bytes) => outcomeOf(parseSignRequest(jsonIn(bytes), origin)),
  }
}
