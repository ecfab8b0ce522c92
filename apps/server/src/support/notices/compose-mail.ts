import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import { returnAddressOf } from '@sotevarmenne/api/service-contacts'
import { typedAddressOf, type ServiceDetails } from '#platform/service-contacts.ts'
import type { Language, Text } from '#platform/texts.ts'

/** A paragraph of a mail; one with a link ends with its target. */
export type Paragraph = string | { readonly text: string; readonly address: string }

export type MailWords = { readonly subject: string; readonly text: string; readonly html: string }

/**
 * The same paragraphs as plain text and as HTML (RFC 2046 § 5.1.4, multipart/alternative). The HTML has a
 * language, loads nothing, and sets no colours, so that the reader's own, dark ones too, apply.
 */
export function composeMail({
  language,
  subject,
  paragraphs,
  service,
}: {
  readonly language: Language
  readonly subject: string
  readonly paragraphs: readonly Paragraph[]
  readonly service: ServiceDetails
}): MailWords {
  const sender = senderLines(service, language)
  const text = [
    ...paragraphs.map((paragraph) =>
      typeof paragraph === 'string' ? paragraph : `${paragraph.text}:\n${paragraph.address}`,
    ),
    sender.join('\n'),
  ].join('\n\n')
  const page = html`${trustedMarkup('<!doctype html>')}
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${subject}</title>
      </head>
      <body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; margin: 16px">
        <main style="max-width: 40em">
          <h1 style="font-size: 22px; line-height: 1.3">${subject}</h1>
          ${paragraphs.map(paragraphMarkup)}
        </main>
        <footer style="max-width: 40em; margin-top: 32px; border-top: 1px solid; padding-top: 8px">
          <p>${sender.map((line, at) => html`${at === 0 ? undefined : html`<br />`}${line}`)}</p>
        </footer>
      </body>
    </html>`
  return { subject, text, html: page.markup }
}

const paragraphMarkup = (paragraph: Paragraph): Html =>
  typeof paragraph === 'string'
    ? html`<p>${paragraph}</p>`
    : html`<p>${paragraph.text}:<br /><a href="${paragraph.address}">${paragraph.address}</a></p>`

/** Whose mail it is, and how to reach them: the end of every mail. */
function senderLines(details: ServiceDetails, language: Language): string[] {
  const { contacts } = details
  const service = `${texts.service[language]}: ${typedAddressOf(details)}`
  if (contacts === undefined) return [service, texts.noReply[language]]
  return [
    service,
    `${texts.lostCard[language]}: ${contacts.hotline}`,
    `${texts.customerService[language]}: ${contacts.phone}, ${contacts.email}`,
    returnAddressOf(contacts),
    texts.noReply[language],
  ]
}

const texts = {
  service: {
    fi: 'Sosiaali- ja terveydenhuollon varmennepalvelu',
    sv: 'Certifikattjänsten för social- och hälsovården',
    en: 'Certificate services for social welfare and healthcare',
  },
  lostCard: {
    fi: 'Sulkupalvelu (kadonnut kortti), ympäri vuorokauden',
    sv: 'Spärrtjänsten (försvunnet kort), dygnet runt',
    en: 'Revocation service (lost card), day and night',
  },
  customerService: { fi: 'Asiakaspalvelu', sv: 'Kundtjänst', en: 'Customer service' },
  noReply: {
    fi: 'Tähän viestiin ei voi vastata.',
    sv: 'Det går inte att svara på detta meddelande.',
    en: 'Please do not reply to this message.',
  },
} as const satisfies Readonly<Record<string, Text>>
