import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { requestTimeStampByHttp } from '@sotevarmenne/signatures/request-time-stamp'
import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import { second } from '@sotevarmenne/kernel/instant'
import type { FastifyInstance } from 'fastify'
import { createIndex } from './index-page/server.ts'
import { openInvoices } from './invoice-operator/invoices.ts'
import { createConnectionPoint } from './kanta/connection-point.ts'
import { createInvoiceOperator } from './invoice-operator/server.ts'
import { queryStatusByOcsp } from './patient-system/query-status.ts'
import { openMails } from './mailboxes/mails.ts'
import { createMailboxes } from './mailboxes/server.ts'
import { createSmtp } from './mailboxes/smtp.ts'
import { openOtherCards } from './other-cards/cards.ts'
import { createOtherCards } from './other-cards/server.ts'
import { openTrees } from './other-cards/trees.ts'
import { createMutualTls } from './patient-system/mutual-tls.ts'
import { createPatientSystem } from './patient-system/server.ts'
import { serverCertificate } from './patient-system/server-certificate.ts'
import { trustFromRepository } from './patient-system/trust.ts'
import { openLetters } from './bureau/letters.ts'
import { createBureau } from './bureau/server.ts'
import { isExampleOid } from './registers/organisations.ts'
import { examplePeople } from './registers/people.ts'
import { openRegisterState } from './registers/register-state.ts'
import { createRegisters } from './registers/server.ts'
import { clientKey, signingKey } from './suomi-fi/keys.ts'
import { createSuomiFi } from './suomi-fi/server.ts'
import { openMessages } from './suomi-fi-messages/messages.ts'
import { createSuomiFiMessages } from './suomi-fi-messages/server.ts'
import { openCardFaults } from './environment/card-faults.ts'
import { openDemoClock, type DemoClock } from './environment/clock.ts'
import { openTimeStampAuthority } from './time-stamps/tsa.ts'
import { createTimeStamps } from './time-stamps/server.ts'
import { createFaults } from './environment/faults.ts'
import { openOlderCard } from './environment/older-card.ts'
import { createSites } from './environment/site.ts'
import { serveThisMachineOnly } from './environment/this-machine.ts'

export type EnvironmentConfig = {
  /** Folder of everything that the demo environment stores. */
  readonly data: string
  readonly ports: {
    readonly index: number
    readonly registers: number
    readonly bureau: number
    readonly patientSystem: number
    readonly timeStamps: number
    readonly patientTls: number
    readonly kanta: number
    readonly suomiFi: number
    readonly smtp: number
    /** Port of the service for mails that bounced. */
    readonly bounces: number
    readonly mailboxes: number
    readonly invoiceOperator: number
    readonly suomiFiMessages: number
    readonly otherCards: number
  }
  readonly portalUrl: string
  readonly validationUrl: string
  readonly readerUrl: string
  /** When this file appears, the starter of all programs restarts them without their stored data. */
  readonly startAgainFile?: string | undefined
  /** Default: the real time, ahead by the offset that `data` stores. */
  readonly clock?: DemoClock
}

export type Environment = {
  /** Ready to be pasted into a terminal. */
  readonly stop: () => Promise<void>
}

/** Starts every simulator on its port, on this machine only. */
export async function startEnvironment(config: EnvironmentConfig): Promise<Environment> {
  const { data, ports, portalUrl, validationUrl, readerUrl, startAgainFile } = config
  const addresses = {
    portal: portalUrl,
    validation: validationUrl,
    index: `http://localhost:${String(ports.index)}`,
    registers: `http://localhost:${String(ports.registers)}`,
    bureau: `http://localhost:${String(ports.bureau)}`,
    patientSystem: `http://localhost:${String(ports.patientSystem)}`,
    timeStamps: `http://localhost:${String(ports.timeStamps)}`,
    patientTls: `https://localhost:${String(ports.patientTls)}`,
    suomiFi: `http://localhost:${String(ports.suomiFi)}`,
    mailboxes: `http://localhost:${String(ports.mailboxes)}`,
    invoiceOperator: `http://localhost:${String(ports.invoiceOperator)}`,
    suomiFiMessages: `http://localhost:${String(ports.suomiFiMessages)}`,
    otherCards: `http://localhost:${String(ports.otherCards)}`,
  }
  const sites = createSites(addresses)
  const clock = config.clock ?? (await openDemoClock(path.join(data, 'clock.json')))
  const faults = createFaults()
  const letters = await openLetters(path.join(data, 'bureau'))
  const mails = await openMails(path.join(data, 'mailboxes'))
  const suomiFiMessages = await openMessages(path.join(data, 'suomi-fi-messages/happened'))
  const invoices = await openInvoices(path.join(data, 'invoice-operator'))
  const certificate = await serverCertificate(path.join(data, 'patient-system'))
  const ca = await openTimeStampAuthority(path.join(data, 'time-stamps'), {
    now: clock.now(),
    crlUrl: `${addresses.timeStamps}/root.crl`,
  })
  const trees = await openTrees(path.join(data, 'other-cards'), {
    now: clock.now(),
    url: addresses.otherCards,
  })
  const cards = await openOtherCards(data, { clock, trees, url: addresses.otherCards })
  const findTrust = trustFromRepository(validationUrl)
  const common = { site: sites.ofOthers, clock, faults }
  const timeStamping = {
    requestTimeStamp: requestTimeStampByHttp(addresses.timeStamps),
    gatherEvidence: gatherEvidenceByHttp,
    timeStamps: { anchors: [ca.root], intermediates: [] },
  }
  const checks = { clock, findTrust, queryStatus: queryStatusByOcsp }
  const indexDeps = {
    ...common,
    site: sites.own,
    cardFaults: openCardFaults(path.join(data, 'cards/next-fault')),
    olderCard: openOlderCard(data, clock),
    addresses,
    startAgain:
      startAgainFile === undefined
        ? undefined
        : () => writeFile(startAgainFile, '', { mode: 0o600 }),
    patientTlsCa: certificate.caFile,
    readerPage: () =>
      readFile(path.join(data, 'reader/page-url'), 'utf8').then(
        (url) => url.trim(),
        () => undefined,
      ),
  }

  const servers: readonly (readonly [FastifyInstance, number])[] = [
    [createIndex(indexDeps), ports.index],
    [
      createRegisters({
        ...common,
        state: await openRegisterState(path.join(data, 'registers/happened'), clock),
      }),
      ports.registers,
    ],
    [createTimeStamps({ ...common, ca }), ports.timeStamps],
    [createBureau({ ...common, letters }), ports.bureau],
    [createMailboxes({ site: sites.ofOthers, mails }), ports.mailboxes],
    [createInvoiceOperator({ ...common, invoices }), ports.invoiceOperator],
    [createSuomiFiMessages({ ...common, messages: suomiFiMessages }), ports.suomiFiMessages],
    [createOtherCards({ ...common, trees, cards }), ports.otherCards],
    [
      createSuomiFi({
        site: sites.ofOthers,
        faults,
        issuer: addresses.suomiFi,
        clientId: 'sotevarmenne',
        clientKey: await clientKey(path.join(data, 'suomi-fi')),
        signingKey: await signingKey(path.join(data, 'suomi-fi')),
        portalUrl,
        people: examplePeople,
      }),
      ports.suomiFi,
    ],
    [
      createPatientSystem({
        ...checks,
        ...timeStamping,
        site: sites.ofOthers,
        readerUrl,
        tlsUrl: addresses.patientTls,
        origins: [addresses.patientSystem, `http://127.0.0.1:${String(ports.patientSystem)}`],
      }),
      ports.patientSystem,
    ],
  ]
  for (const [server] of servers) serveThisMachineOnly(server)
  const smtp = createSmtp({ clock, faults, mails, bouncesPort: ports.bounces })
  const mutualTls = createMutualTls({ ...checks, certificate })
  const findSystems = trustFromRepository(validationUrl, ['root', 'test-root', 'service', 'test'])
  const kanta = createConnectionPoint({
    ...{ certificate, clock, findTrust: findSystems, queryStatus: queryStatusByOcsp },
    isKnownOid: isExampleOid,
  })
  await Promise.all([
    ...servers.map(([server, port]) => server.listen({ port, host: 'localhost' })),
    listen(mutualTls, ports.patientTls),
    listen(kanta, ports.kanta),
    smtp.listen(ports.smtp),
  ])

  const stopping = new AbortController()
  void trustWhenKnown(findTrust, mutualTls.trusting, stopping.signal)
  void trustWhenKnown(findSystems, kanta.trusting, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      for (const server of [mutualTls, kanta]) server.closeAllConnections()
      await Promise.all([
        ...servers.map(([server]) => server.close()),
        smtp.close(),
        ...[mutualTls, kanta].map((server) => new Promise((closed) => server.close(closed))),
      ])
    },
  }
}

const listen = (server: Server, port: number): Promise<AddressInfo | string | null> =>
  new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, 'localhost', () => {
      listening(server.address())
    })
  })

/** The repository starts at its own pace: its certificates are requested until they are available. */
async function trustWhenKnown(
  findTrust: ReturnType<typeof trustFromRepository>,
  trusting: ReturnType<typeof createMutualTls>['trusting'],
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    const trust = await findTrust()
    if (trust) {
      trusting(trust)
      return
    }
    await wait(2 * second, undefined, { signal: stopping, ref: false }).catch(() => undefined)
  }
}
