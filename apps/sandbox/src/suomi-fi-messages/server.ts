import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { readForms, type Site } from '@sotevarmenne/pages/page'
import { z } from 'zod'
import type { Clock } from '../environment/clock.ts'
import { misbehave, type Faults } from '../environment/faults.ts'
import type { Messages } from './messages.ts'
import { addMessagesPage } from './messages-page.ts'

export type SuomiFiMessagesDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly messages: Messages
}

const maxBytes = 16 * 1024 * 1024

/**
 * Simulator of the REST API (v2) of Suomi.fi Messages, by its public description and by what its clients send:
 * access tokens of an hour, mailboxes, attachments, electronic and multichannel messages, events of 60 days.
 */
export function createSuomiFiMessages(deps: SuomiFiMessagesDeps): FastifyInstance {
  const { clock, faults, messages, site } = deps
  const server = Fastify({ bodyLimit: maxBytes, forceCloseConnections: true })
  readForms(server)
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      done(null, body)
    },
  )
  const tokens = new Map<string, Instant>()
  const attachments = new Map<string, { readonly bytes: Uint8Array; readonly at: Instant }>()

  /** Whether the request may go on: not under a fault, and with a valid access token. */
  async function isAnswered(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const fault = faults.of('suomi-fi-messages')
    if (fault.kind === 'busy') {
      await reply.code(429).header('retry-after', '30').send({ reason: 'Too many requests' })
      return true
    }
    if (await misbehave(fault, reply)) return true
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const until = tokens.get(bearer)
    if (request.url === '/v1/token' || (until !== undefined && clock.now() < until)) return false
    await reply.code(401).send({ reason: 'Access token is missing or has expired' })
    return true
  }

  /** Responds, or does not, after the work was done. */
  const respond = (reply: FastifyReply, status: number, body: object): FastifyReply => {
    if (faults.of('suomi-fi-messages').kind !== 'response-lost')
      return reply.code(status).send(body)
    reply.hijack()
    reply.raw.destroy()
    return reply
  }

  server.post('/v1/token', async (request, reply) => {
    if (await isAnswered(request, reply)) return reply
    const credentials = tokenRequest.safeParse(request.body)
    if (!credentials.success || credentials.data.password !== credentials.data.username)
      return reply.code(401).send({ reason: 'Wrong username or password' })
    const token = randomUUID()
    tokens.set(token, plus(clock.now(), hour))
    return reply.send({ access_token: token, token_type: 'Bearer', expires_in: 3600 })
  })

  server.post('/v1/mailboxes/active', async (request, reply) => {
    if (await isAnswered(request, reply)) return reply
    const requested = mailboxesRequest.safeParse(request.body)
    if (!requested.success) return malformed(reply)
    const endUsersWithActiveMailbox = requested.data.endUsers.filter(({ id }) =>
      messages.hasMailbox(id),
    )
    return reply.send({ endUsersWithActiveMailbox })
  })

  server.post('/v2/attachments', async (request, reply) => {
    if (await isAnswered(request, reply)) return reply
    const file = fileOf(request)
    if (!file) return malformed(reply)
    const attachmentId = randomUUID()
    attachments.set(attachmentId, { bytes: file, at: clock.now() })
    return reply.send({ attachmentId })
  })

  server.post('/v2/messages/electronic', async (request, reply) => {
    if (await isAnswered(request, reply)) return reply
    const sent = electronicRequest.safeParse(request.body)
    if (!sent.success) return malformed(reply)
    const earlier = messages.byExternalId(sent.data.externalId)
    if (earlier) return duplicate(reply, earlier.messageId)
    if (!messages.hasMailbox(sent.data.recipient.id))
      return reply.code(400).send({
        reason: 'Validation failed',
        validationErrors: [{ error: 'Mailbox is not in use', errorCode: 'MAILBOX_NOT_IN_USE' }],
      })
    const { messageId } = await messages.send(
      { ...headOf(sent.data), channel: 'electronic' },
      clock.now(),
    )
    return respond(reply, 200, { messageId })
  })

  server.post('/v2/messages', async (request, reply) => {
    if (await isAnswered(request, reply)) return reply
    const sent = multichannelRequest.safeParse(request.body)
    if (!sent.success) return malformed(reply)
    const { externalId, recipient, paperMail } = sent.data
    const earlier = messages.byExternalId(externalId)
    if (earlier) return duplicate(reply, earlier.messageId)
    const attached = attachments.get(paperMail.attachments[0]?.attachmentId ?? '')
    // An attachment that no message uses is removed after a day.
    if (!attached || clock.now() > plus(attached.at, 24 * hour)) return malformed(reply)
    const isElectronic = messages.hasMailbox(recipient.id)
    const { name, streetAddress, zipCode, city, countryCode } = paperMail.recipient.address
    const { messageId } = await messages.send(
      {
        ...headOf(sent.data),
        channel: isElectronic ? 'electronic' : 'paper',
        ...(!isElectronic && {
          address: [name, streetAddress, `${zipCode} ${city}`, countryCode],
          pdf: Buffer.from(attached.bytes).toString('base64'),
        }),
      },
      clock.now(),
    )
    return respond(reply, 200, { messageId })
  })

  server.get<{ Querystring: { continuationToken?: string } }>(
    '/v2/events',
    async (request, reply) => {
      if (await isAnswered(request, reply)) return reply
      const token = request.query.continuationToken ?? 'c-0'
      const position = /^c-(\d+)$/.exec(token)?.[1]
      if (position === undefined) return malformed(reply)
      const { events, next } = messages.eventsAfter(Number(position), clock.now())
      return reply.send({
        continuationToken: `c-${String(next)}`,
        events: events.map(({ type, at, of: { messageId, externalId, serviceId } }) => ({
          type,
          eventTime: at,
          metadata: { messageId, externalId, serviceId },
        })),
      })
    },
  )

  addMessagesPage(server, { site, clock, messages })
  return server
}

const malformed = (reply: FastifyReply): FastifyReply =>
  reply.code(400).send({
    reason: 'Validation failed',
    validationErrors: [{ error: 'The request is not valid', errorCode: 'INVALID' }],
  })

const duplicate = (reply: FastifyReply, messageId: number): FastifyReply =>
  reply.code(409).send({ reason: 'A message with the same external id exists', messageId })

/** The bytes of the first part of a form (RFC 7578), if it is a file. */
function fileOf({ body, headers }: FastifyRequest): Uint8Array | undefined {
  const [, boundary] = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '') ?? []
  if (!Buffer.isBuffer(body) || boundary === undefined) return undefined
  const begin = body.indexOf('\r\n\r\n')
  const end = body.indexOf(`\r\n--${boundary}`, begin)
  const head = body.subarray(0, begin).toString('latin1')
  return begin < 0 || end < 0 || !/name="file"; filename=/.test(head)
    ? undefined
    : body.subarray(begin + 4, end)
}

const text = z.string().min(1)
const tokenRequest = z.object({ username: text, password: text })
const mailboxesRequest = z.object({
  endUsers: z
    .array(z.object({ id: text }))
    .min(1)
    .max(10_000),
})
const attachmentsOf = (max: number) => z.array(z.object({ attachmentId: text })).max(max)
const serviceType = z.enum(['Normal', 'Verifiable'])

const head = {
  externalId: text.max(100),
  recipient: z.object({ id: text }),
  sender: z.object({ serviceId: text }),
  electronic: z.object({
    title: text,
    body: text,
    bodyFormat: z.enum(['Text', 'Markdown']),
    attachments: attachmentsOf(100),
    messageServiceType: serviceType,
    replyAllowedBy: z.enum(['Anyone', 'No one']),
    visibility: z.enum(['Normal', 'Recipient only']),
    notifications: z.object({
      senderDetailsInNotifications: z.enum(['Organisation and service name', 'None']),
      unreadMessageNotification: z.object({
        reminder: z.enum(['Default reminder', 'No reminders']),
      }),
    }),
  }),
}
const electronicRequest = z.object(head)

const address = z.object({
  name: text,
  additionalName: text.optional(),
  streetAddress: text,
  zipCode: text,
  city: text,
  countryCode: z.string().length(2),
})
const multichannelRequest = z.object({
  ...head,
  paperMail: z.object({
    attachments: attachmentsOf(1).min(1),
    colorPrinting: z.boolean(),
    createAddressPage: z.boolean(),
    rotateLandscapePages: z.boolean(),
    twoSidedPrinting: z.boolean(),
    messageServiceType: serviceType,
    printingAndEnvelopingService: z.object({
      postiMessaging: z.object({
        username: text,
        password: text,
        contactDetails: z.object({ email: z.email() }),
      }),
    }),
    recipient: z.object({ address }),
    sender: z.object({ address }),
  }),
})

const headOf = ({
  externalId,
  recipient,
  sender,
  electronic,
}: z.infer<typeof electronicRequest>) => ({
  ...{ externalId, serviceId: sender.serviceId, recipient: recipient.id },
  ...{ title: electronic.title, body: electronic.body },
})
