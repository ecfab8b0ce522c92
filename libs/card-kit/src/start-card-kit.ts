import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testPeople, type TestPerson } from '@sotevarmenne/identifiers/test-people'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { theseReaders } from '../../../apps/reader/src/cards/readers.ts'
import { startReader, type Reader } from '../../../apps/reader/src/reader.ts'
import { createCardSlot, type CardSlot } from './card-slot.ts'
import { makeCard, readCardFile, type KitCard } from './cards.ts'
import type { CardKit, CardKitOptions, CardLayout, CertificateState, Ports } from './contract.ts'
import { createKitServer, pemOf, type Operations, type StatusServices } from './kit-server.ts'
import { configOf, findLayout, findPerson, portOptions, type KitConfig } from './options.ts'
import { checkPinPad, createPinPad, type PinPad } from './pin-pad.ts'
import { errorOf, type KitRefusal, type PortInUse } from './refusals.ts'
import { createTestCa, type KitTestCa } from './test-ca.ts'

/**
 * Starts the kit: a test CA with OCSP and CRLs, a virtual card of a test person in a reader, a PIN pad, and the
 * card reader software with its signing API. Rejects with a `CardKitError` that says in words what is wrong.
 */
export async function startCardKit(options: CardKitOptions = {}): Promise<CardKit> {
  const config = orThrow(configOf(options, process.env))
  orThrow(await checkPorts(config.ports))
  const ofFile =
    config.cardFile === undefined ? undefined : orThrow(await readCardFile(config.cardFile))
  const folder = config.folder ?? (await mkdtemp(path.join(tmpdir(), 'card-kit-')))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const say = options.say ?? (() => undefined)
  const reportFault = (fault: unknown) => {
    say(
      `Fault of the kit: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
    )
  }

  let statusServices: StatusServices = allOn
  let ca: KitTestCa | undefined
  let operations: Operations | undefined
  const server = createKitServer({
    ca: () => ca,
    kit: () => operations,
    statusServices: () => statusServices,
    reportFault,
  })
  server.listen(config.ports.kit, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const testCa = createTestCa({ url, now })
  ca = testCa

  const slot = createCardSlot(config.pcsc === 'off' ? undefined : { port: config.ports.vpcd })
  const cards = createCards(testCa, slot, { config, ofFile })
  let reader: Reader | undefined
  const stop = async () => {
    await (reader ? reader.stop() : slot.remove())
    server.closeAllConnections()
    server.close()
    if (config.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    const [started] = await Promise.all([
      startReader({
        folder: path.join(folder, 'reader'),
        ports: {
          ...config.ports,
          api: config.ports.signingApi,
          apiTls: config.ports.signingApiTls,
        },
        readers: theseReaders([slot.reader]),
        // Nobody: the kit has no pages of the service.
        serviceUrl: url,
        rootFolders: [],
        alsoTrusted: [testCa.root.certificate, ...(ofFile?.root ? [ofFile.root] : [])],
        clock: { now },
        // The browsers of this machine are not touched.
        home: folder,
        reportFault,
      }),
      cards.insertFirst(),
      writeFile(path.join(folder, 'roots.pem'), pemOf(testCa.root.certificate)),
    ])
    reader = started
    if (config.pcsc === 'required' && !slot.isInPcsc())
      throw errorOf({ kind: 'vpcd-not-there', port: config.ports.vpcd })
  } catch (fault) {
    await stop()
    throw fault
  }
  const { apiUrl, apiTlsUrl, pageUrl } = reader
  const pinPad = createPinPad(reader, { begin: config.pinPad, say })
  operations = operationsOf({
    ...{ cards, slot, pinPad, config },
    setStatusServices: (are) => {
      statusServices = are
    },
    fixed: {
      ...{ version, pageUrl, signingApiUrl: apiUrl, signingApiTlsUrl: apiTlsUrl },
      rootsPem: pemOf(testCa.root.certificate),
      issuerPem: pemOf(testCa.issuer.certificate),
    },
  })
  return { ...operations, url, stop }
}

const allOn: StatusServices = { ocsp: true, crl: true }
const now = (): Instant => instant(Date.now())

/** The cards of the test persons: produced when they are first inserted, and then the same until a reset. */
function createCards(
  ca: KitTestCa,
  slot: CardSlot,
  { config, ofFile }: { readonly config: KitConfig; readonly ofFile: KitCard | undefined },
) {
  let produced = new Map<string, KitCard>()
  let person: string | undefined
  let first = ofFile
  const insert = async (of: TestPerson, layout: CardLayout) => {
    const key = `${of.personKey} ${layout}`
    const card = produced.get(key) ?? (await makeCard(of, layout, ca))
    produced.set(key, card)
    await slot.insert(card)
    person = of.personKey
  }
  return {
    insert,
    insertFirst: async () => {
      if (config.cardFile === undefined) return insert(config.person, config.layout)
      // Again from its file after a reset.
      first ??= orThrow(await readCardFile(config.cardFile))
      person = undefined
      return slot.insert(first)
    },
    person: () => person,
    ofPerson: (key: string) =>
      [...produced].flatMap(([name, card]) => (name.startsWith(`${key} `) ? [card] : [])),
    setStatus: (card: KitCard, status: CertificateStatus) => {
      for (const certificate of card.certificates) ca.setStatus(certificate, status)
    },
    forget: () => {
      produced = new Map()
      first = undefined
    },
  }
}

type OperationsDeps = {
  readonly cards: ReturnType<typeof createCards>
  readonly slot: CardSlot
  readonly pinPad: PinPad
  readonly config: KitConfig
  readonly setStatusServices: (are: StatusServices) => void
  readonly fixed: Pick<
    Awaited<ReturnType<CardKit['state']>>,
    'version' | 'pageUrl' | 'signingApiUrl' | 'signingApiTlsUrl' | 'rootsPem' | 'issuerPem'
  >
}

function operationsOf({
  cards,
  slot,
  pinPad,
  config,
  setStatusServices,
  fixed,
}: OperationsDeps): Operations {
  const inTurn = oneAtATime()
  return {
    state: () => {
      const card = slot.card()
      return Promise.resolve({
        ...fixed,
        people: testPeople.map(({ personKey, givenNames, surname, registrationNumber, right }) => ({
          ...{ key: personKey, givenNames, surname, registrationNumber, title: right.fi },
        })),
        ...(card && { card: { person: cards.person(), layout: card.layout } }),
        isInPcsc: slot.isInPcsc(),
        pinPad: pinPad.settings(),
        prompt: pinPad.prompt(),
      })
    },
    insertCard: ({ person, layout = config.layout }) =>
      inTurn(async () => {
        await cards.insert(orThrow(findPerson(person)), orThrow(findLayout(layout)))
      }),
    removeCard: () => inTurn(() => slot.remove()),
    setPinPad: async (settings) => {
      pinPad.set(orThrow(checkPinPad({ ...pinPad.settings(), ...settings })))
      return Promise.resolve()
    },
    waitForPrompt: async () => orThrow(await pinPad.waitForPrompt()),
    typePin: async (pin) => orThrow(await pinPad.type(pin)),
    cancelPin: async () => {
      orThrow(await pinPad.cancel())
    },
    setCertificates: ({ person, state }) =>
      inTurn(() => {
        orThrow(findPerson(person))
        const theirs = cards.ofPerson(person)
        if (theirs.length === 0) throw errorOf({ kind: 'no-card-of-person', person })
        for (const card of theirs) cards.setStatus(card, statusOf(state))
        return Promise.resolve()
      }),
    setStatusServices: async (are) => {
      setStatusServices(are)
      return Promise.resolve()
    },
    reset: () =>
      inTurn(async () => {
        pinPad.set(config.pinPad)
        setStatusServices(allOn)
        cards.forget()
        await cards.insertFirst()
      }),
  }
}

function statusOf(state: CertificateState): CertificateStatus {
  switch (state) {
    case 'good':
    case 'unknown':
      return { kind: state }
    case 'revoked':
      return { kind: 'revoked', revokedAt: now(), reason: 'keyCompromise' }
    case 'suspended':
      return { kind: 'revoked', revokedAt: now(), reason: 'certificateHold' }
  }
}

/** All ports that are in use at once, each with the option that chooses another. */
async function checkPorts({ vpcd: _, ...ports }: Ports): Promise<Result<void, KitRefusal>> {
  const inUse: PortInUse[] = []
  for (const [option, name] of Object.entries(portOptions)) {
    if (name === 'vpcd') continue
    const port = ports[name]
    if (port !== 0 && !(await isFree(port)))
      inUse.push({ port, use: usesOfPorts[name], option: `--${option}` })
  }
  return inUse.length === 0 ? ok(undefined) : refuse({ kind: 'ports-in-use', ports: inUse })
}

const usesOfPorts = {
  signingApi: 'signing API, http',
  signingApiTls: 'signing API, https',
  page: 'page of the card reader software',
  kit: 'the kit: OCSP, CRLs, control',
} as const

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => {
      resolve(false)
    })
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true)
      })
    })
  })

/** At the edge to programs of others: they get an error with its words. */
function orThrow<Value>(result: Result<Value, KitRefusal>): Value {
  if (!result.ok) throw errorOf(result.refusal)
  return result.value
}
