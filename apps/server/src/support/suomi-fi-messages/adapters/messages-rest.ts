import { parseInstant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { ServiceContacts } from '@sotevarmenne/api/service-contacts'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { OtherSystem } from '#platform/fetch-with.ts'
import {
  fetchJson,
  outboxTimeout,
  type JsonRequest,
  type JsonResponse,
} from '#platform/http-client.ts'
import type {
  ElectronicMessage,
  MessageEvent,
  MessagesService,
  MessagesUnavailable,
  PageOfMessageEvents,
  LetterToSend,
} from '../ports.ts'

export type MessagesRestSettings = OtherSystem & {
  readonly user: string
  readonly password: string
  /** Id of this service at Suomi.fi Messages, in whose name it writes. */
  readonly serviceId: string
  /** Contract with the printing service; without it nothing goes on paper. */
  readonly printing?: {
    readonly user: string
    readonly password: string
    readonly email: string
    readonly sender: ServiceContacts
  }
  readonly timeoutMilliseconds?: number
}

/** Suomi.fi Messages by its REST API (v2): all calls go from us to it. */
export function messagesRest(
  settings: MessagesRestSettings,
  { clock }: { readonly clock: Clock },
): MessagesService {
  const call = caller(settings, clock)
  return {
    hasMailbox: async (identityCode) => {
      const response = await call('/v1/mailboxes/active', {
        body: { endUsers: [{ id: identityCode }] },
      })
      const active = parsed(response, mailboxesResponse)
      return active.ok
        ? ok(active.value.endUsersWithActiveMailbox.some(({ id }) => id === identityCode))
        : active
    },
    sendElectronic: async (message) => {
      const body = { ...headOf(message, settings), electronic: electronicPart(message) }
      const response = await call('/v2/messages/electronic', { body })
      if (response.ok && isMailboxNotInUse(response.value))
        return refuse({ kind: 'mailbox-not-in-use' })
      return accepted(response)
    },
    sendByEither: async (message, paper) => {
      const { printing } = settings
      if (!printing) return refuse({ kind: 'rejected' })
      const uploaded = parsed(
        await call('/v2/attachments', { content: await pdfForm(paper.pdf) }),
        attachmentResponse,
      )
      if (!uploaded.ok) return uploaded
      const body = {
        ...headOf(message, settings),
        electronic: electronicPart(message),
        paperMail: letterPart(paper, uploaded.value.attachmentId, printing),
      }
      return accepted(await call('/v2/messages', { body }))
    },
    readEvents: async (token) => {
      const query = token === undefined ? '' : `?continuationToken=${encodeURIComponent(token)}`
      const response = await call(`/v2/events${query}`, {})
      if (response.ok && token !== undefined && [400, 404, 410].includes(response.value.status))
        return refuse({ kind: 'token-refused' })
      const page = parsed(response, eventsResponse)
      return page.ok ? ok(readEvents(page.value)) : page
    },
  }
}

type Call = (
  path: string,
  request: Pick<JsonRequest, 'body' | 'content'>,
) => Promise<Result<JsonResponse, MessagesUnavailable>>

/** Calls with an access token, requested when there is none, it ends, or it is refused: once for each call. */
function caller(
  { url, tls, user, password, timeoutMilliseconds = outboxTimeout }: MessagesRestSettings,
  clock: Clock,
): Call {
  let token: { readonly text: string; readonly until: Instant } | undefined
  const send = async (path: string, request: Partial<JsonRequest>) => {
    const response = await fetchJson({ ...request, url: `${url}${path}`, tls, timeoutMilliseconds })
    return response.ok ? response : unavailable(response.refusal.because)
  }
  const newToken = async (): Promise<Result<string, MessagesUnavailable>> => {
    const response = parsed(
      await send('/v1/token', { body: { username: user, password } }),
      tokenResponse,
    )
    if (!response.ok) return unavailable(`no access token: ${response.refusal.because}`)
    const { access_token: text, expires_in: seconds } = response.value
    // Used no longer than a minute before its end.
    token = { text, until: plus(clock.now(), (seconds - 60) * second) }
    return ok(text)
  }
  return async (path, request) => {
    for (let attempt = 1; ; attempt += 1) {
      const isValid = token !== undefined && clock.now() < token.until
      const bearer = isValid && token ? ok(token.text) : await newToken()
      if (!bearer.ok) return bearer
      const headers = { authorization: `Bearer ${bearer.value}` }
      const response = await send(path, { ...request, headers })
      if (!response.ok || response.value.status !== 401 || attempt === 2) return response
      token = undefined
    }
  }
}

const unavailable = (because: string): Result<never, MessagesUnavailable> =>
  refuse({ kind: 'messages-unavailable', because })

/** The body of a response with status 200 to 299; anything else is no response. */
function parsed<Schema extends z.ZodType>(
  response: Result<JsonResponse, MessagesUnavailable>,
  schema: Schema,
): Result<z.output<Schema>, MessagesUnavailable> {
  if (!response.ok) return response
  const { status, body } = response.value
  if (status < 200 || status > 299) return unavailable(`status ${String(status)}`)
  const read = schema.safeParse(body)
  return read.success ? ok(read.data) : unavailable('unreadable response')
}

/**
 * 409 with the id of the message: it was accepted before. Other refusals of the message itself are final;
 * those of the caller (access, too many requests) are not.
 */
function accepted(
  response: Result<JsonResponse, MessagesUnavailable>,
): Result<void, { readonly kind: 'rejected' } | MessagesUnavailable> {
  if (!response.ok) return response
  const { status, body } = response.value
  if (status === 400 || status === 422) return refuse({ kind: 'rejected' })
  const isDone = (status >= 200 && status < 300) || status === 409
  if (!isDone) return unavailable(`status ${String(status)}`)
  return messageResponse.safeParse(body).success
    ? ok(undefined)
    : unavailable('unreadable response')
}

function isMailboxNotInUse({ status, body }: JsonResponse): boolean {
  const read = errorResponse.safeParse(body)
  if (status !== 400 || !read.success) return false
  return read.data.validationErrors.some(({ errorCode }) => errorCode === 'MAILBOX_NOT_IN_USE')
}

const headOf = (
  { externalId, identityCode }: ElectronicMessage,
  { serviceId }: Pick<MessagesRestSettings, 'serviceId'>,
) => ({ externalId, recipient: { id: identityCode }, sender: { serviceId } })

/** The notification by e-mail names the service, not the matter; the text is the whole message. */
const electronicPart = ({ title, text }: ElectronicMessage) => ({
  ...{ title, body: text, bodyFormat: 'Text', attachments: [] },
  ...{ messageServiceType: 'Normal', replyAllowedBy: 'No one', visibility: 'Recipient only' },
  notifications: {
    senderDetailsInNotifications: 'Organisation and service name',
    unreadMessageNotification: { reminder: 'Default reminder' },
  },
})

const letterPart = (
  { recipient, address }: LetterToSend,
  attachmentId: string,
  { user, password, email, sender }: NonNullable<MessagesRestSettings['printing']>,
) => ({
  attachments: [{ attachmentId }],
  ...{ colorPrinting: false, twoSidedPrinting: false, rotateLandscapePages: false },
  ...{ createAddressPage: true, messageServiceType: 'Normal' },
  printingAndEnvelopingService: {
    postiMessaging: { username: user, password, contactDetails: { email } },
  },
  recipient: {
    address: {
      name: recipient,
      streetAddress: address.street,
      ...{ zipCode: address.postalCode, city: address.postOffice, countryCode: address.country },
    },
  },
  sender: {
    address: {
      name: sender.organisation,
      streetAddress: sender.street,
      ...{ zipCode: sender.postalCode, city: sender.town, countryCode: 'FI' },
    },
  },
})

/** Fits one name of a file only: the message is about one matter. */
async function pdfForm(pdf: Uint8Array): Promise<NonNullable<JsonRequest['content']>> {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(pdf)], 'message.pdf', { type: 'application/pdf' }))
  const encoded = new Response(form)
  return {
    mediaType: encoded.headers.get('content-type') ?? '',
    bytes: new Uint8Array(await encoded.arrayBuffer()),
  }
}

const mailboxesResponse = z.object({
  endUsersWithActiveMailbox: z.array(z.object({ id: z.string() })),
})
const attachmentResponse = z.object({ attachmentId: z.string().min(1) })
const tokenResponse = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(300),
})
/** A number, but beyond the precise ones perhaps. */
const messageResponse = z.object({ messageId: z.union([z.number(), z.string().min(1)]) })
const errorResponse = z.object({
  validationErrors: z.array(z.object({ errorCode: z.string().nullish() })).default([]),
})
const eventsResponse = z.object({
  events: z.array(z.unknown()),
  continuationToken: z.string().min(1).nullish(),
})

const eventTime = z.string().transform((text, context): Instant => {
  const at = parseInstant(text)
  if (at !== undefined) return at
  context.addIssue({ code: 'custom', message: 'no instant' })
  return z.NEVER
})

const eventResponse = z.object({
  type: z.string(),
  eventTime,
  metadata: z.object({ externalId: z.string().nullish() }),
})

function readEvents({
  events: sent,
  continuationToken,
}: z.output<typeof eventsResponse>): PageOfMessageEvents {
  const events = sent.flatMap((event): MessageEvent[] => {
    const read = eventResponse.safeParse(event)
    if (!read.success) return []
    const { type, eventTime: at, metadata } = read.data
    const { externalId } = metadata
    return [{ type, at, ...(typeof externalId === 'string' && { externalId }) }]
  })
  return {
    events,
    unreadable: sent.length - events.length,
    received: sent.length,
    continuationToken: continuationToken ?? undefined,
  }
}
