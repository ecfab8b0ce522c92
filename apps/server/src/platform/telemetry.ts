import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { Gauge, Histogram } from 'prom-client'
import type { SignerState } from '@sotevarmenne/issuing/socket/messages'
import type { ConnectionFigures } from '@sotevarmenne/http1/connection-limiter'
import { nodeHttpLimits } from '@sotevarmenne/http1/limits'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import type { Clock } from './clock.ts'
import { addConnectionMetrics } from './connection-metrics.ts'
import { within } from './within.ts'
import { addRelayMetrics } from './relay-metrics.ts'
import { processRegistry } from './process-registry.ts'
import { healthOf, type Parts } from './http/health.ts'
import type { Db, Tx } from './db.ts'
import type { OutboxFigures } from './outbox.ts'

export type { Logger } from 'pino'

export type Metrics = {
  readonly observeRequest: (request: {
    readonly method: string
    /** The route's pattern, never the address with its ids. */
    readonly route: string
    readonly status: number
    readonly seconds: number
  }) => void
  /** A finished call to the hotline (revocation service): how it ended, and how long after it began. */
  readonly observeCall: (
    call: { readonly outcome: string; readonly identity: string; readonly takenAt: string },
    beganAt: string,
  ) => void
  /** The metrics in Prometheus' text format. */
  readonly text: () => Promise<string>
}

export type MetricsDeps = {
  readonly db: Db
  /** Rejects while the database takes no write. */
  readonly probeDatabase: () => Promise<void>
  /** Is told why the figures of the database were not read. */
  readonly onFault: (fault: unknown) => void
  readonly outboxFigures: (tx: Tx) => Promise<OutboxFigures>
  readonly auditPosition: (tx: Tx) => Promise<number>
  /** When the CRLs of each issuer end: the one that ends first. */
  readonly newestCrls: (
    tx: Tx,
  ) => Promise<readonly { readonly issuer: string; readonly nextUpdate: Instant }[]>
  /** How many certificates were found in the last day that the signer has signed and that are not recorded. */
  readonly unrecordedCertificates: (tx: Tx) => Promise<number>
  /** How many revocations are pending for issuers with paused CRLs, and why they were revoked. */
  readonly pausedRevocations: (
    tx: Tx,
  ) => Promise<
    readonly { readonly issuer: string; readonly cause: string; readonly count: number }[]
  >
  /** When the registers last responded, how many changes are paused, and when the code service was copied. */
  readonly registers: (tx: Tx) => Promise<{
    readonly feeds: readonly { readonly register: string; readonly answeredAt?: Instant }[]
    readonly setAside: readonly { readonly register: string; readonly count: number }[]
    readonly paused: readonly { readonly cause: string; readonly count: number }[]
    readonly copiedAt?: Instant
  }>
  /** Since when each system of others fails; absent while it responds. */
  readonly counterparts: (
    tx: Tx,
  ) => Promise<readonly { readonly counterpart: string; readonly failingSince?: Instant }[]>
  /**
   * Holders of cards that were cancelled on plausible identity, who are still to be contacted, and since when
   * the first.
   */
  readonly openFollowUps: (tx: Tx) => Promise<{ readonly open: number; readonly since?: Instant }>
  /** Cases in which the office owes a reply or a decision, and how many of them are overdue. */
  readonly owedCases: (tx: Tx) => Promise<{ readonly open: number; readonly overdue: number }>
  /** Of enabled endpoints of organisations: how many fail, and how many messages wait, since when. */
  readonly webhooks: (tx: Tx) => Promise<{
    readonly failing: number
    readonly waiting: number
    readonly oldest: Instant | undefined
  }>
  /**
   * Of Suomi.fi Messages, where it is used: when states were last read, events that could not be parsed, and
   * messages that no event mentions a day after they were accepted.
   */
  readonly messages?: (tx: Tx) => Promise<{
    readonly answeredAt: Instant | undefined
    readonly unreadable: number
    readonly withoutState: number
  }>
  /** Registrars who were refused another look-up of a visitor within the hour. */
  readonly registrarsAtLimit: (tx: Tx, now: Instant) => Promise<number>
  readonly clock: Clock
  /**
   * Of the signer: its keys, what it refused that nobody should ask for, what it signed today, and its open
   * receipts. Rejects when it does not respond.
   */
  readonly signerState: () => Promise<
    Pick<SignerState, 'keys' | 'suspicious' | 'today' | 'receipts'>
  >
  /** Commands of this process that programs beside cards have refused, since its start. */
  readonly relayCommandsRefused: () => number
  /** When each witness of the audit log last cosigned, and how many of them are enough. */
  readonly cosigned: {
    readonly at: (tx: Tx) => Promise<readonly (Instant | undefined)[]>
    readonly quorum: number
  }
  /** How far each destination of the SIEM is behind the audit log. */
  readonly forwardingLags: (tx: Tx) => Promise<
    readonly {
      readonly destination: string
      readonly entries: number
      readonly since?: Instant
    }[]
  >
  /** How many places outside the service get the checkpoints of the audit log. */
  readonly checkpointDestinations: number
  /** Of the process, over all its listeners. */
  readonly connections?: () => ConnectionFigures
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const { db, outboxFigures, auditPosition, newestCrls, pausedRevocations, clock, signerState } =
    deps
  const startedAt = clock.now()
  const registry = processRegistry('web')
  const registers = [registry]
  addRelayMetrics(registry, deps.relayCommandsRefused)
  if (deps.connections) addConnectionMetrics(registry, deps.connections)
  const duration = new Histogram({
    name: 'sotevarmenne_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const calls = new Histogram({
    name: 'sotevarmenne_hotline_call_seconds',
    help: 'Duration of a hotline call, from its beginning to its end',
    labelNames: ['outcome', 'identity'],
    buckets: [15, 30, 45, 60, 90, 120, 300, 600],
    registers,
  })
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `sotevarmenne_${name}`, help, registers })
  const due = gauge('outbox_due_jobs', 'Jobs that are due and not done')
  const planned = gauge('outbox_planned_jobs', 'Jobs planned for later')
  const dead = gauge('outbox_dead_jobs', 'Jobs that have failed for good')
  const oldest = gauge('outbox_oldest_due_seconds', 'How long the oldest due job has waited')
  const remaining = new Gauge({
    name: 'sotevarmenne_crl_remaining_seconds',
    help: 'Time until the CRL of the issuer that expires first expires',
    labelNames: ['issuer'],
    registers,
  })
  const waitingRevocations = new Gauge({
    name: 'sotevarmenne_paused_revocations',
    help: 'Revocations of that cause that wait because the CRLs of the issuer are paused until two persons have released them',
    labelNames: ['issuer', 'cause'],
    registers,
  })
  const feedAge = new Gauge({
    name: 'sotevarmenne_register_feed_age_seconds',
    help: 'Since the change feed of the register last answered',
    labelNames: ['register'],
    registers,
  })
  const setAside = new Gauge({
    name: 'sotevarmenne_register_events_set_aside',
    help: 'Events of the change feed of the register that could not be read, ever',
    labelNames: ['register'],
    registers,
  })
  const pausedChanges = new Gauge({
    name: 'sotevarmenne_paused_register_changes',
    help: 'Cards that changes of registers of that kind would cancel, paused until two persons have looked',
    labelNames: ['cause'],
    registers,
  })
  const counterpartFailing = new Gauge({
    name: 'sotevarmenne_counterpart_failing_seconds',
    help: 'Since the first failed call of the system of others after its last usable response; 0 while it responds',
    labelNames: ['counterpart'],
    registers,
  })
  const copyAge = gauge('code_copy_age_seconds', 'Since the code service was copied')
  const atLookUpLimit = gauge(
    'registrars_at_look_up_limit',
    'Registrars who were refused another look-up of a visitor within the hour, and not released',
  )
  const followUps = gauge(
    'hotline_open_follow_ups',
    'Holders of cards that were cancelled on plausible identity, who are still to be contacted',
  )
  const followUpAge = gauge(
    'hotline_oldest_follow_up_seconds',
    'How long the first of them has waited',
  )
  const messages = deps.messages && {
    age: gauge(
      'messages_states_age_seconds',
      'Since the states of Suomi.fi messages were last read',
    ),
    unreadable: gauge(
      'messages_events_unreadable',
      'Events of Suomi.fi Messages that could not be read, ever',
    ),
    withoutState: gauge(
      'messages_without_state',
      'Messages that no event of Suomi.fi Messages mentions a day after they were accepted',
    ),
  }
  const webhooksFailing = gauge(
    'webhook_endpoints_failing',
    'Enabled webhook endpoints of organisations whose last attempt failed',
  )
  const webhooksWaiting = gauge(
    'webhook_deliveries_waiting',
    'Messages that wait to be sent, or sent again, to enabled webhook endpoints',
  )
  const webhooksOldest = gauge(
    'webhook_oldest_waiting_seconds',
    'How long the oldest of them has waited',
  )
  const casesOpen = gauge('cases_open', 'Cases in which the office owes a reply or a decision')
  const casesOverdue = gauge('cases_overdue', 'Of them, those whose last day has passed')
  const unrecorded = gauge(
    'unrecorded_certificates',
    'Certificates found in the last day that the signer has signed and that are not recorded',
  )
  const ofProfile = (name: string, help: string) =>
    new Gauge({ name: `sotevarmenne_${name}`, help, labelNames: ['profile'], registers })
  const signedToday = ofProfile(
    'certificates_signed_today',
    'Certificates of the profile that the signer has signed on this Finnish day',
  )
  const suspicious = new Gauge({
    name: 'sotevarmenne_signer_suspicious_refusals',
    help: 'Refusals of the signer since its start that the service does not cause by itself',
    labelNames: ['kind'],
    registers,
  })
  const limitToday = ofProfile(
    'certificates_limit_today',
    'How many certificates of the profile the signer signs on this Finnish day at most',
  )
  const position = gauge('audit_position', 'Entries that have their place in the audit tree')
  const unplaced = gauge(
    'audit_unplaced_seconds',
    'How long the signer has known of a recorded entry that is not proved to be in the audit log',
  )
  const cosigned = gauge(
    'audit_cosigned_age_seconds',
    'Since enough witnesses cosigned a checkpoint of the audit log; 0 without witnesses',
  )
  const ofDestination = (name: string, help: string) =>
    new Gauge({
      ...{ name: `sotevarmenne_${name}`, help, registers },
      labelNames: ['destination'],
    })
  const behindEntries = ofDestination(
    'audit_forwarding_behind_entries',
    'Entries of the audit log that the destination of the SIEM lacks',
  )
  const behindSeconds = ofDestination(
    'audit_forwarding_behind_seconds',
    'Since the oldest entry that the destination of the SIEM lacks was recorded',
  )
  gauge(
    'audit_checkpoint_destinations',
    'Places outside the service that get the checkpoints of the audit log',
  ).set(deps.checkpointDestinations)

  const databaseUp = gauge(
    'database_up',
    'Whether the database takes writes; the figures that it has keep their last values meanwhile',
  )
  const signerUp = gauge('signer_up', 'Whether the signer responds')
  const keyAvailable = new Gauge({
    name: 'sotevarmenne_signer_key_available',
    help: 'Whether the key can sign, as far as is known',
    labelNames: ['key'],
    registers,
  })

  const secondsSince = (at: Instant | undefined): number =>
    at === undefined ? 0 : (clock.now() - at) / second

  /** Of the cosignature that completes the quorum; a missing one is as old as this process. */
  const quorumAge = (times: readonly (Instant | undefined)[], quorum: number): number => {
    const newest = times.map((at) => at ?? startedAt).sort((one, other) => other - one)
    return secondsSince(newest[quorum - 1])
  }

  /** Reads all figures that the database has. They keep their last values while it does not respond. */
  const readDatabase = async (): Promise<void> => {
    const figures = await db.read(async (tx) => ({
      outbox: await outboxFigures(tx),
      position: await auditPosition(tx),
      cosignedAt: await deps.cosigned.at(tx),
      forwarding: await deps.forwardingLags(tx),
      crls: await newestCrls(tx),
      pausedCrls: await pausedRevocations(tx),
      unrecorded: await deps.unrecordedCertificates(tx),
      registers: await deps.registers(tx),
      counterparts: await deps.counterparts(tx),
      followUps: await deps.openFollowUps(tx),
      cases: await deps.owedCases(tx),
      messages: await deps.messages?.(tx),
      webhooks: await deps.webhooks(tx),
      atLookUpLimit: await deps.registrarsAtLimit(tx, clock.now()),
    }))
    due.set(figures.outbox.due)
    planned.set(figures.outbox.planned)
    dead.set(figures.outbox.dead)
    oldest.set(figures.outbox.oldestMilliseconds / 1000)
    position.set(figures.position)
    cosigned.set(quorumAge(figures.cosignedAt, deps.cosigned.quorum))
    for (const each of [behindEntries, behindSeconds]) each.reset()
    for (const { destination, entries, since } of figures.forwarding) {
      behindEntries.set({ destination }, entries)
      behindSeconds.set({ destination }, secondsSince(since))
    }
    remaining.reset()
    for (const { issuer, nextUpdate } of figures.crls)
      remaining.set({ issuer }, (nextUpdate - clock.now()) / second)
    unrecorded.set(figures.unrecorded)
    waitingRevocations.reset()
    for (const { issuer, cause, count } of figures.pausedCrls)
      waitingRevocations.set({ issuer, cause }, count)
    // A register that never responded is as old as this process: it has had that long to do so.
    const age = (at: Instant | undefined) => (clock.now() - (at ?? startedAt)) / second
    for (const { register, answeredAt } of figures.registers.feeds)
      feedAge.set({ register }, age(answeredAt))
    for (const { register, count } of figures.registers.setAside) setAside.set({ register }, count)
    pausedChanges.reset()
    for (const { cause, count } of figures.registers.paused) pausedChanges.set({ cause }, count)
    for (const { counterpart, failingSince } of figures.counterparts)
      counterpartFailing.set({ counterpart }, secondsSince(failingSince))
    copyAge.set(age(figures.registers.copiedAt))
    followUps.set(figures.followUps.open)
    followUpAge.set(secondsSince(figures.followUps.since))
    atLookUpLimit.set(figures.atLookUpLimit)
    if (messages && figures.messages) {
      messages.age.set(age(figures.messages.answeredAt))
      messages.unreadable.set(figures.messages.unreadable)
      messages.withoutState.set(figures.messages.withoutState)
    }
    webhooksFailing.set(figures.webhooks.failing)
    webhooksWaiting.set(figures.webhooks.waiting)
    webhooksOldest.set(secondsSince(figures.webhooks.oldest))
    casesOpen.set(figures.cases.open)
    casesOverdue.set(figures.cases.overdue)
  }

  let reading: Promise<void> | undefined
  /** One at a time, however often figures are fetched: a silent database would take every connection. */
  const readOnce = (): Promise<void> => {
    reading ??= readDatabase().finally(() => {
      reading = undefined
    })
    return reading
  }

  return {
    observeRequest: ({ method, route, status, seconds }) => {
      duration.observe({ method, route, status }, seconds)
    },
    observeCall: ({ outcome, identity, takenAt }, beganAt) => {
      const seconds = (Date.parse(takenAt) - Date.parse(beganAt)) / second
      calls.observe({ outcome, identity }, Math.max(0, seconds))
    },
    text: async () => {
      // What else is known is reported in any case: figures are needed most while the database is away.
      const [isUp] = await Promise.all([
        within(maxSilence, deps.probeDatabase()).then(
          () => true,
          () => false,
        ),
        within(maxSilence, readOnce()).catch(deps.onFault),
      ])
      databaseUp.set(isUp ? 1 : 0)
      const state = await within(maxSilence, signerState()).catch(() => undefined)
      signerUp.set(state === undefined ? 0 : 1)
      unplaced.set(secondsSince(state?.receipts.oldest ?? undefined))
      // Nothing is known of the keys when their signer does not respond.
      keyAvailable.reset()
      for (const { name, trouble } of state?.keys ?? [])
        keyAvailable.set({ key: name }, trouble === null ? 1 : 0)
      for (const each of [signedToday, limitToday, suspicious]) each.reset()
      for (const [kind, count] of Object.entries(state?.suspicious ?? {}))
        suspicious.set({ kind }, count)
      for (const { profile, signed, limit } of state?.today ?? []) {
        signedToday.set({ profile }, signed)
        limitToday.set({ profile }, limit)
      }
      return registry.metrics()
    },
  }
}

/** Milliseconds for the database, and for the signer: Prometheus waits ten seconds. */
const maxSilence = 3_000

type MetricsText = { readonly text: () => Promise<string> }

/**
 * Serves the metrics at `/metrics`, those of others by their paths, and the health of a process that has no other
 * listener, on a port of their own that is not exposed outside.
 */
export async function serveMetrics(
  metrics: MetricsText,
  { port, host = '127.0.0.1', ofOthers = {}, readiness }: ServeMetrics,
): Promise<{ readonly server: Server; readonly stop: () => Promise<void> }> {
  const texts = new Map([['/metrics', metrics], ...Object.entries(ofOthers)])
  const server = createServer(nodeHttpLimits, (request, response) => {
    const { url = '' } = request
    const requested = texts.get(url)
    if (requested !== undefined) {
      requested.text().then(
        (text) =>
          response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
        () => response.writeHead(503).end(),
      )
      return
    }
    if (readiness === undefined || !['/health/live', '/health/ready'].includes(url)) {
      response.writeHead(404).end()
      return
    }
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version, ...body }))
    }
    if (url === '/health/live') {
      send(200, { status: 'alive' })
      return
    }
    healthOf(readiness).then(
      ({ isReady, body }) => {
        send(isReady ? 200 : 503, body)
      },
      () => response.writeHead(503).end(),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    server,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type ServeMetrics = {
  readonly port: number
  readonly host?: string
  /** By path: metrics of a process that has no port. */
  readonly ofOthers?: { readonly [path: `/metrics/${string}`]: MetricsText }
  /** With it `/health/live` and `/health/ready` are served too. */
  readonly readiness?: Parts
}
