import { ok, type Result } from '@sotevarmenne/kernel/result'
import { showInstant } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Text } from '#platform/texts.ts'
import type { MailToWriter } from '#support/cases/contract.ts'
import { composeMail, type MailWords } from './compose-mail.ts'
import type { WriterNoticeKind, WriterNotified, WriterNotNotified } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { endings, fill, oneLinkOf } from './mail-words.ts'

/**
 * Sends mail to somebody who wrote without sign-in: the link that confirms the address, and that the office has
 * answered. No address is stored here. A crash after the mail has left sends it again, under the same Message-ID
 * (RFC 5322 § 3.6.4).
 */
export const notifyWriters = (
  deps: Pick<
    NoticesDeps,
    'db' | 'record' | 'mailToWriter' | 'sendMail' | 'systemPermit' | 'service'
  >,
): readonly Subscription[] => [
  {
    event: 'ContactMessageSent',
    listener: 'notices.notifyWriter',
    handle: (event, eventId) => {
      const { messageId } = ofMessage.parse(event)
      return notify(deps, { id: messageId, kind: 'confirm', eventId })
    },
  },
  {
    event: 'CaseStepTaken',
    listener: 'notices.notifyWriter',
    concerns: ({ kind, step }) => kind === 'contact-message' && step === 'reply',
    handle: (event, eventId) => {
      const { caseId } = ofCase.parse(event)
      return notify(deps, { id: caseId, kind: 'answered', eventId })
    },
  },
]

const ofMessage = z.object({ messageId: z.string() })
const ofCase = z.object({ caseId: z.string() })

async function notify(
  deps: Parameters<typeof notifyWriters>[0],
  {
    id,
    kind,
    eventId,
  }: { readonly id: string; readonly kind: WriterNoticeKind; readonly eventId: string },
): Promise<void> {
  // The mail of a message that is confirmed already, or erased, would only confuse.
  const mail = await deps.db.read((tx) => deps.mailToWriter(tx, { id, kind }))
  if (mail === undefined) return
  const { to, language } = mail
  const words = writerWordsOf(kind, mail, deps.service)
  const taken = await deps.sendMail({ ...words, to, language, id: eventId })
  const notified: WriterNotified | WriterNotNotified = {
    type: taken.ok ? 'WriterNotified' : 'WriterNotNotified',
    ...{ messageId: id, kind },
  }
  await deps.db.write(async (tx): Promise<Result<void, never>> => {
    await deps.record(tx, notified, deps.systemPermit('notices.notify'))
    return ok(undefined)
  })
}

/** Nothing that anybody has typed is in the mail: it can't be used to say something to a stranger. */
export const writerWordsOf = (
  kind: WriterNoticeKind,
  { language, link, until }: Omit<MailToWriter, 'to'>,
  service: ServiceDetails,
): MailWords =>
  composeMail({
    ...{ language, service, subject: subjects[kind][language] },
    paragraphs: [
      {
        text: fill(words[kind][language], { time: showInstant(until, language) }),
        address: link,
      },
      ...(kind === 'answered' ? [words.forYou[language]] : []),
      oneLinkOf(service, language),
      endings.ofAddress[language],
    ],
  })

const subjects: { readonly [Kind in WriterNoticeKind]: Text } = {
  confirm: {
    fi: 'Vahvista viestisi asiakaspalvelulle',
    sv: 'Bekräfta ditt meddelande till kundtjänsten',
    en: 'Confirm your message to customer service',
  },
  answered: {
    fi: 'Asiakaspalvelu on vastannut viestiisi',
    sv: 'Kundtjänsten har svarat på ditt meddelande',
    en: 'Customer service has answered your message',
  },
}

const words = {
  confirm: {
    fi: 'Viestisi ei ole vielä perillä. Vahvista se avaamalla linkki viimeistään {time}. Sen jälkeen viesti poistetaan',
    sv: 'Ditt meddelande är ännu inte framme. Bekräfta det genom att öppna länken senast {time}. Därefter raderas meddelandet',
    en: 'Your message has not arrived yet. Confirm it by opening the link by {time}. After that the message is deleted',
  },
  answered: {
    fi: 'Lue vastaus ja kirjoita lisää, jos tarvitset. Linkki toimii {time} asti',
    sv: 'Läs svaret och skriv mer om du behöver. Länken fungerar till {time}',
    en: 'Read the answer, and write more if you need to. The link works until {time}',
  },
  forYou: {
    fi: 'Linkki on vain sinulle: jokainen, jolla se on, voi lukea viestisi.',
    sv: 'Länken är bara för dig: alla som har den kan läsa dina meddelanden.',
    en: 'The link is for you alone: anybody who has it can read your messages.',
  },
} as const satisfies Readonly<Record<string, Text>>
