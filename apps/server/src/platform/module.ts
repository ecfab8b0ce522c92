import type { FastifyInstance } from 'fastify'
import type { Endpoint } from './endpoint.ts'
import type { JobHandler, Subscription } from './outbox.ts'
import type { WaitingSource } from './waiting.ts'

/** Work that is done at the start of the jobs process and every minute, never twice at the same time. */
export type Schedule = {
  /** For the log, when it fails. */
  readonly name: string
  readonly run: () => Promise<void>
}

/** A protocol beside our own endpoints: adds its routes. */
export type Protocol = (app: FastifyInstance) => Promise<void>

/** What a module contributes to the processes of the service: they only iterate over it. */
export type Module = {
  /** Under `/api/v1` of the portal. */
  readonly operations?: readonly Endpoint[]
  /** Under `/api/v1` of the enrolment API, for programs with a client certificate. */
  readonly enrolmentOperations?: readonly Endpoint[]
  /** At the same listener as the portal. */
  readonly protocols?: readonly Protocol[]
  readonly jobs?: readonly JobHandler[]
  readonly subscriptions?: readonly Subscription[]
  readonly schedules?: readonly Schedule[]
  /** Its queues, for the inbox of the office. */
  readonly waiting?: readonly WaitingSource[]
  /** Plans the first of its daily jobs, once, when the jobs process starts. */
  readonly planDaily?: () => Promise<void>
}
