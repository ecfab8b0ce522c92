import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { changePin } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { activate } from '../../../apps/reader/src/activation/activate.ts'
import { createReports } from '../../../apps/reader/src/activation/reports.ts'
import { activationServiceAt } from '../../../apps/reader/src/activation/service.ts'
import { createCardDesk } from '../../../apps/reader/src/cards/card-desk.ts'
import { readerWith } from '../../../apps/reader/src/cards/card-file.ts'
import { theseReaders } from '../../../apps/reader/src/cards/readers.ts'
import { trustedRoots } from '../../../apps/reader/src/cards/trusted-roots.ts'
import type { Prompts } from '../../../apps/reader/src/prompts/prompts.ts'
import { createRelays } from '../../../apps/reader/src/relay/relay-card.ts'
import { relayServiceAt } from '../../../apps/reader/src/relay/service.ts'
import { defaultSettings } from '../../../apps/reader/src/settings/settings.ts'
import { signingApi } from '../../../apps/reader/src/signing-api/server.ts'
import type { SigningResponse } from '../../scenario/reader-hands.ts'
import type { Served } from './serve.ts'

export const pins = { pin1: '1234', pin2: '123456' }
/** The card reader software accepts no sequences: these are set, and then changed to those of all cards. */
const newPins = { pin1: '2580', pin2: '147036' }

/** The reader software with one card in it, and a person who types the right PIN at once. */
export type Reader = {
  /** Of the signing API. */
  readonly url: string
  readonly sign: (
    keyUsage: 'digitalsignature' | 'nonrepudiation',
    content: string,
  ) => Promise<SigningResponse>
  /** A signature for a PDF (CMS), over its digest in base64. */
  readonly signDigest: (digest: string) => Promise<string>
  readonly activate: (letter: {
    readonly letterNumber: string
    readonly activationCode: string
  }) => Promise<void>
}

/** `cardFile`: the virtual card, stored as the service produced it. */
export async function startReader(
  { portal, data, now }: Pick<Served, 'portal' | 'data' | 'now'>,
  cardFile: string,
): Promise<Reader> {
  const reader = readerWith(await openSoftwareCard(fileStore(cardFile)))
  const clock = { now }
  const desk = createCardDesk(theseReaders([reader]), {
    clock,
    roots: trustedRoots([path.join(data, 'ca')]),
    // The service has to refuse a revoked card by itself.
    queryStatus: {
      byOcsp: () => Promise.resolve(undefined),
      byCrl: () => Promise.resolve(undefined),
    },
  })
  const service = activationServiceAt(portal)
  const relayService = relayServiceAt(portal)
  const settings = { load: () => Promise.resolve(defaultSettings), save: () => Promise.resolve() }
  const isNewEnough = () => Promise.resolve(true)
  const common = { desk, prompts: typesRightPin, settings, isNewEnough }
  const server = createServer(
    signingApi(
      {
        ...common,
        clock,
        relays: createRelays({ ...common, service: relayService }),
        serviceOrigin: portal,
      },
      (fault) => process.stderr.write(`${String(fault)}\n`),
    ),
  )
    .listen(0, '127.0.0.1')
    // It ends with the process: nothing of it is left anywhere.
    .unref()
  await once(server, 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const sign = async (keyUsage: string, toSign: object): Promise<SigningResponse> => {
    const response = await fetch(`${url}/sign`, {
      method: 'POST',
      headers: { origin: portal, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ version: '1.1', hashAlgorithm: 'SHA384', ...toSign },
        selector: { keyusages: [keyUsage] },
      }),
    })
    const signed = (await response.json()) as SigningResponse
    assert.equal(signed.status, 'ok', signed.reasonText)
    return signed
  }
  const reportsFile = path.join(data, `unsent-${randomBytes(4).toString('hex')}.json`)
  return {
    url,
    sign: (keyUsage, content) =>
      sign(keyUsage, {
        ...{ content: Buffer.from(content).toString('base64'), contentType: 'data' },
        signatureType: 'signature',
      }),
    signDigest: async (content) => {
      const toSign = { content, contentType: 'digest', signatureType: 'cms-pades' }
      return (await sign('nonrepudiation', toSign)).signature
    },
    activate: async (letter) => {
      const { pin1, pin2 } = newPins
      const activated = await activate(
        reader,
        {
          ...letter,
          ...{ pin1, pin1Again: pin1, pin2, pin2Again: pin2 },
        },
        'fi',
        { desk, service, relayService, reports: createReports(reportsFile, service), clock },
      )
      assert.deepEqual(activated, ok({ report: 'sent' }))
      const changed = await reader.withCard(async (channel) => {
        for (const [purpose, pin] of [
          ['authentication', 'pin1'],
          ['signature', 'pin2'],
        ] as const) {
          const change = { purpose, oldPin: newPins[pin], newPin: pins[pin] }
          assert.ok((await changePin(channel, change)).ok)
        }
      })
      assert.ok(changed.ok)
    },
  }
}

const typesRightPin: Prompts = {
  request: async ({ purpose }, tryPin) => {
    const pin = purpose === 'authentication' ? 'pin1' : 'pin2'
    const tried = await tryPin(pins[pin])
    if (tried.ok) return tried
    if ('final' in tried.refusal) return refuse(tried.refusal.final)
    // A spare card has those that its holder typed when it was made.
    const again = await tryPin(newPins[pin])
    if (again.ok) return again
    assert.ok('final' in again.refusal, 'the PIN is right')
    return refuse(again.refusal.final)
  },
  requestConsent: async ({ cards: [card] }, mistakesIn, agreed) => {
    const { pin1, pin2 } = newPins
    const form = { reader: card?.readerId ?? '', pin1, pin1Again: pin1, pin2, pin2Again: pin2 }
    assert.deepEqual(mistakesIn(form), [])
    const done = await agreed(form)
    return done.ok ? done : refuse(done.refusal.final)
  },
  requestList: () => assert.fail('no list is signed here'),
  pending: () => [],
  endedWithCard: () => undefined,
  submit: () => Promise.resolve(false),
  cancel: () => false,
}
