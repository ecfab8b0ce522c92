import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import { askTimeStampByHttp } from '@sotevarmenne/signatures/ask-time-stamp'
import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import { second } from '@sotevarmenne/kernel/instant'
import type { FastifyInstance } from 'fastify'
import { createIndex } from './index-page/server.ts'
import { openInvoices } from './invoice-operator/invoices.ts'
import { createConnectionPoint } from './kanta/connection-point.ts'
import { createInvoiceOperator } from './invoice-operator/server.ts'
import { askStatusByOcsp } from './patient-system/ask-status.ts'
import { openMails } from './mailboxes/mails.ts'
import { createMailboxes } from './mailboxes/server.ts'
import { createSmtp } from './mailboxes/smtp.ts'
import { openOtherCards } from './other-cards/cards.ts'
import { createOtherCards } from './other-cards/server.ts'
import { openTrees } from './other-cards/trees.ts'
import { createMutualTls } from './patient-system/mutual-tls.ts'
import { createPatientSystem } from './patient-system/server.ts'
import { serverCertificate } from './patient-system/server-certificate.ts'
import { trustFromStatusService } from './patient-system/trust.ts'
import { openLetters } from './print-house/letters.ts'
import { createPrintHouse } from './print-house/server.ts'
import { isExampleOid } from './registers/organisations.ts'
import { examplePeople } from './registers/people.ts'
import { openRegisterState } from './registers/register-state.ts'
import { createRegisters } from './registers/server.ts'
import { clientKey } from './suomi-fi/client-key.ts'
import { createSuomiFi } from './suomi-fi/server.ts'
import { openCardFaults } from './world/card-faults.ts'
import { openWorldClock } from './world/clock.ts'
import { openTimeStampAuthority } from './time-stamps/authority.ts'
import { createTimeStamps } from './time-stamps/server.ts'
import { createFaults } from './world/faults.ts'
import { openOlderCard } from './world/older-card.ts'
import { createSite } from './world/site.ts'

export type WorldConfig = {
  /** Folder of everything that the example world keeps. */
  readonly data: string
  readonly ports: {
    readonly index: number
    readonly registers: number
    readonly printHouse: number
    readonly patientSystem: number
    readonly timeStamps: number
    readonly patientTls: number
    readonly kanta: number
    readonly suomiFi: number
    readonly smtp: number
    /** Of the service: where mails that came back go. */
    readonly bounces: number
    readonly mailboxes: number
    readonly invoiceOperator: number
    readonly otherCards: number
  }
  readonly portalUrl: string
  readonly statusUrl: string
  readonly readerUrl: string
  /** Whoever started all programs starts them anew, without what they keep, when this file is there. */
  readonly startAnewFile?: string | undefined
}

export type World = {
  /** Ready to be pasted into a terminal. */
  readonly stop: () => Promise<void>
}

/** Starts every stand-in on its port, on this machine only. */
export async function startWorld(config: WorldConfig): Promise<World> {
  const { data, ports, portalUrl, statusUrl, readerUrl, startAnewFile } = config
  const addresses = {
    portal: portalUrl,
    status: statusUrl,
    index: `http://localhost:${String(ports.index)}`,
    registers: `http://localhost:${String(ports.registers)}`,
    printHouse: `http://localhost:${String(ports.printHouse)}`,
    patientSystem: `http://localhost:${String(ports.patientSystem)}`,
    timeStamps: `http://localhost:${String(ports.timeStamps)}`,
    patientTls: `https://localhost:${String(ports.patientTls)}`,
    suomiFi: `http://localhost:${String(ports.suomiFi)}`,
    mailboxes: `http://localhost:${String(ports.mailboxes)}`,
    invoiceOperator: `http://localhost:${String(ports.invoiceOperator)}`,
    otherCards: `http://localhost:${String(ports.otherCards)}`,
  }
  const site = createSite(addresses)
  const clock = await openWorldClock(path.join(data, 'clock.json'))
  const faults = createFaults()
  const letters = await openLetters(path.join(data, 'print-house'))
  const mails = await openMails(path.join(data, 'mailboxes'))
  const invoices = await openInvoices(path.join(data, 'invoice-operator'))
  const certificate = await serverCertificate(path.join(data, 'patient-system'))
  const authority = await openTimeStampAuthority(path.join(data, 'time-stamps'), {
    now: clock.now(),
    listUrl: `${addresses.timeStamps}/root.crl`,
  })
  const trees = await openTrees(path.join(data, 'other-cards'), {
    now: clock.now(),
    url: addresses.otherCards,
  })
  const cards = await openOtherCards(data, { clock, trees, url: addresses.otherCards })
  const findTrust = trustFromStatusService(statusUrl)
  const common = { site, clock, faults }
  const timeStamping = {
    askTimeStamp: askTimeStampByHttp(addresses.timeStamps),
    gatherEvidence: gatherEvidenceByHttp,
    timeStamps: { anchors: [authority.root], intermediates: [] },
  }
  const checks = { clock, findTrust, askStatus: askStatusByOcsp }
  const indexDeps = {
    ...common,
    cardFaults: openCardFaults(path.join(data, 'cards/next-fault')),
    olderCard: openOlderCard(data, clock),
    addresses,
    startAnew:
      startAnewFile === undefined ? undefined : () => writeFile(startAnewFile, '', { mode: 0o600 }),
    patientTlsAuthority: certificate.authorityFile,
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
    [createTimeStamps({ ...common, authority }), ports.timeStamps],
    [createPrintHouse({ ...common, letters }), ports.printHouse],
    [createMailboxes({ site, mails }), ports.mailboxes],
    [createInvoiceOperator({ ...common, invoices }), ports.invoiceOperator],
    [createOtherCards({ ...common, trees, cards }), ports.otherCards],
    [
      createSuomiFi({
        site,
        faults,
        issuer: addresses.suomiFi,
        clientId: 'sotevarmenne',
        clientKey: await clientKey(path.join(data, 'suomi-fi')),
        portalUrl,
        people: examplePeople,
      }),
      ports.suomiFi,
    ],
    [
      createPatientSystem({
        ...checks,
        ...timeStamping,
        site,
        readerUrl,
        tlsUrl: addresses.patientTls,
        origins: [addresses.patientSystem, `http://127.0.0.1:${String(ports.patientSystem)}`],
      }),
      ports.patientSystem,
    ],
  ]
  const smtp = createSmtp({ clock, faults, mails, bouncesPort: ports.bounces })
  const mutualTls = createMutualTls({ ...checks, certificate })
  const findSystems = trustFromStatusService(statusUrl, ['root', 'service', 'test'])
  const kanta = createConnectionPoint({
    ...{ certificate, clock, findTrust: findSystems, askStatus: askStatusByOcsp },
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

/** The status service starts at its own pace: its certificates are asked for until they are there. */
async function trustWhenKnown(
  findTrust: ReturnType<typeof trustFromStatusService>,
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
