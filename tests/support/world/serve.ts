import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { startEnvironment } from '@sotevarmenne/sandbox/environment'
import { writeInOneStep } from '@sotevarmenne/sandbox/environment/files'
import { createParts, type Parts } from '../../../apps/server/src/entry/parts.ts'
import { beginDemoEnvironment } from '../../../apps/server/src/entry/begin-demo-environment.ts'
import { readConfig } from '../../../apps/server/src/entry/config.ts'
import { startOcsp } from '../../../apps/server/src/entry/start-ocsp.ts'
import { startWeb } from '../../../apps/server/src/entry/start-web.ts'
import { startSigner } from '../../../apps/signer/src/start-signer.ts'
import { addressesAt, portNames } from '../../scenario/environment.ts'
import { ofEllipticCurves } from '../ca/test-ca.ts'
import type { Send } from '../../scenario/service-hands.ts'
import { freePorts } from '../network/free-ports.ts'
import { startCardReaders } from './card-readers.ts'
import { openOnServer } from '../database/postgres.ts'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import { demoClock } from '@sotevarmenne/runtime/clock'

/** The service as `npm start` assembles it, in this process, with the demo environment of what others own. */
export type Served = ReturnType<typeof addressesAt> & {
  readonly service: Parts
  readonly data: string
  readonly now: () => Instant
  /** Moves the clock of every part; then does what is due. */
  readonly moveTo: (moment: string) => Promise<void>
  /** Runs everything that is due, consequences of consequences too. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
  /** How people’s requests are sent; as they are, when absent. */
  readonly send?: Send
}

/** Where browsers would be asked for the card's certificate: nothing listens there. */
export const cardListener = 'https://card.service.example'

export async function serve(moment: string): Promise<Served> {
  const data = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-environment-'))
  const ports = await freePorts(portNames)
  const addresses = addressesAt(ports)
  const clockFile = path.join(data, 'clock.json')
  const setClock = (to: string) =>
    writeInOneStep(clockFile, JSON.stringify({ aheadMilliseconds: Date.parse(to) - Date.now() }))
  await setClock(moment)
  const clock = demoClock(clockFile)
  const database = await openOnServer()
  const config = readConfig({
    ...Object.fromEntries(
      portNames.map((name) => [`SOTEVARMENNE_${name}_PORT`, String(ports[name])]),
    ),
    SOTEVARMENNE_DATA: data,
    SOTEVARMENNE_DATABASE_URL: database.url,
    SOTEVARMENNE_DEMO_ENVIRONMENT: '1',
    SOTEVARMENNE_LOG_LEVEL: 'error',
  })
  const signer = await startSigner({
    cas: readCas({ ...config.cas, isWanted: ofEllipticCurves }),
    clock,
    passphrase: 'a passphrase for tests only',
    keyFolder: path.join(data, 'keys'),
    publicFolder: path.join(data, 'ca'),
    socketFolder: path.join(data, 'run'),
    rehearsesCeremony: true,
    demandsEvidence: true,
    identityProvider: config.suomiFi && {
      ...config.suomiFi,
      keysFile: path.join(data, 'suomi-fi/keys.json'),
    },
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
    workFactor: 10,
  })
  const sandbox = await startEnvironment({
    data,
    ports: {
      index: ports.SANDBOX,
      registers: ports.REGISTERS,
      bureau: ports.BUREAU,
      patientSystem: ports.PATIENT,
      timeStamps: ports.TIME_STAMPS,
      patientTls: ports.PATIENT_TLS,
      kanta: ports.KANTA,
      suomiFi: ports.SUOMI_FI,
      smtp: ports.MAIL,
      bounces: ports.BOUNCES,
      mailboxes: ports.MAILBOXES,
      invoiceOperator: ports.INVOICE_OPERATOR,
      suomiFiMessages: ports.SUOMI_FI_MESSAGES,
      otherCards: ports.OTHER_CARDS,
    },
    portalUrl: addresses.portal,
    validationUrl: addresses.ocsp,
    readerUrl: addresses.signingApi,
    startAgainFile: undefined,
    clock: {
      ...clock,
      aheadMilliseconds: () => 0,
      moveDays: () => Promise.reject(new Error('only `moveTo` moves this clock')),
      moveToNextLetter: () => Promise.reject(new Error('only `moveTo` moves this clock')),
    },
  })
  const service = await createParts(config, 'all', cardListener)
  await beginDemoEnvironment(config, service)
  const ocsp = await startOcsp(config, service)
  const web = await startWeb(config, service, {
    // One browser opens more pages a minute than a person.
    ...{ requestsPerMinute: 1_000_000, openRequestsPerMinute: 1_000_000 },
  })
  const readers = await startCardReaders(ports.READER)
  const sequencing = service.audit.run()
  return {
    ...addresses,
    service,
    data,
    now: clock.now,
    settle: service.outbox.drain,
    moveTo: async (to) => {
      await setClock(to)
      for (const { schedules = [] } of service.modules) for (const { run } of schedules) await run()
      await service.outbox.drain()
    },
    close: async () => {
      for (const each of [sequencing, web, ocsp, service, sandbox]) await each.stop()
      await readers.close()
      await signer.close()
      await database.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}
