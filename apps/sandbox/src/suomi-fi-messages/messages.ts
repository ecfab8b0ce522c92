import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { day, formatInstant, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { z } from 'zod'
import { ifThere } from '../environment/files.ts'

/** States stay readable for 60 days from when they were recorded (kehittajille.suomi.fi). */
const readableFor = 60 * day

const message = z.object({
  kind: z.literal('message'),
  messageId: z.number(),
  externalId: z.string(),
  serviceId: z.string(),
  recipient: z.string(),
  title: z.string(),
  body: z.string(),
  channel: z.enum(['electronic', 'paper']),
  /** What the envelope says; only on paper. */
  address: z.array(z.string()).optional(),
  /** Base64; only on paper. */
  pdf: z.string().optional(),
  at: z.string(),
})
export type StoredMessage = z.infer<typeof message>

const messageEvent = z.object({
  kind: z.literal('event'),
  type: z.string(),
  messageId: z.number(),
  at: z.string(),
})

const mailbox = z.object({ kind: z.literal('mailbox'), id: z.string(), isActive: z.boolean() })

const line = z.discriminatedUnion('kind', [message, messageEvent, mailbox])

export type EventType =
  | 'Electronic message created'
  | 'Electronic message read'
  | 'Paper mail created'
  | 'Sent for printing and enveloping'
  | 'Posti: returned to sender'

/** A message as it was sent, before a channel was chosen. */
export type SentMessage = Omit<StoredMessage, 'kind' | 'messageId' | 'at'>

export type Messages = {
  readonly hasMailbox: (id: string) => boolean
  readonly setMailbox: (id: string, isActive: boolean) => Promise<void>
  readonly byExternalId: (externalId: string) => StoredMessage | undefined
  readonly find: (messageId: number) => StoredMessage | undefined
  readonly send: (sent: SentMessage, now: Instant) => Promise<StoredMessage>
  readonly happen: (messageId: number, type: EventType, now: Instant) => Promise<void>
  /** Up to 1,000 events after that many, without those that are no longer readable; and where to go on. */
  readonly eventsAfter: (
    position: number,
    now: Instant,
  ) => {
    readonly events: readonly { type: string; at: string; of: StoredMessage }[]
    readonly next: number
  }
  /** The newest first. */
  readonly list: () => readonly {
    readonly message: StoredMessage
    readonly events: readonly string[]
  }[]
}

const maxEvents = 1000

/** What has happened is stored in a file and replayed at the start. */
export async function openMessages(file: string): Promise<Messages> {
  const messages = new Map<number, StoredMessage>()
  const byExternalId = new Map<string, StoredMessage>()
  const events: z.infer<typeof messageEvent>[] = []
  const mailboxes = new Map<string, boolean>()

  const apply = (happened: z.infer<typeof line>): void => {
    if (happened.kind === 'mailbox') mailboxes.set(happened.id, happened.isActive)
    else if (happened.kind === 'event') events.push(happened)
    else {
      messages.set(happened.messageId, happened)
      byExternalId.set(happened.externalId, happened)
    }
  }
  const stored = await ifThere(readFile(file, 'utf8'))
  for (const text of stored?.split('\n') ?? []) if (text !== '') apply(line.parse(JSON.parse(text)))

  const store = async (happened: z.infer<typeof line>): Promise<void> => {
    apply(happened)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await appendFile(file, `${JSON.stringify(happened)}\n`, { mode: 0o600 })
  }
  const happen: Messages['happen'] = (messageId, type, now) =>
    store({ kind: 'event', type, messageId, at: formatInstant(now) })

  return {
    hasMailbox: (id) => mailboxes.get(id) ?? hasMailboxAtFirst(id),
    setMailbox: (id, isActive) => store({ kind: 'mailbox', id, isActive }),
    byExternalId: (externalId) => byExternalId.get(externalId),
    find: (messageId) => messages.get(messageId),
    send: async (sent, now) => {
      const stored: StoredMessage = {
        ...sent,
        kind: 'message',
        messageId: 1000 + messages.size,
        at: formatInstant(now),
      }
      await store(stored)
      if (sent.channel === 'electronic')
        await happen(stored.messageId, 'Electronic message created', now)
      else {
        await happen(stored.messageId, 'Paper mail created', now)
        await happen(stored.messageId, 'Sent for printing and enveloping', now)
      }
      return stored
    },
    happen,
    eventsAfter: (position, now) => {
      const found: { type: string; at: string; of: StoredMessage }[] = []
      let next = position
      while (next < events.length && found.length < maxEvents) {
        const event = events[next]
        next += 1
        const of = event && messages.get(event.messageId)
        if (event && of && plus(instant(Date.parse(event.at)), readableFor) > now)
          found.push({ type: event.type, at: event.at, of })
      }
      return { events: found, next }
    },
    list: () =>
      [...messages.values()].toReversed().map((each) => ({
        message: each,
        events: events.flatMap(({ messageId, type }) => (messageId === each.messageId ? type : [])),
      })),
  }
}

/** Nobody who was born before 1960 has opened a mailbox, until somebody sets it otherwise on the page. */
const hasMailboxAtFirst = (id: string): boolean => !/^\d{4}[0-5]\d-/.test(id)
