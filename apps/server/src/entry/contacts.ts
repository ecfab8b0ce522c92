import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { z } from 'zod'
import type { LivePart } from '#platform/http/text-pages.ts'

const line = z.string().min(2).max(120)
const phone = z.string().regex(/^\+?[\d ]{5,20}$/)

const contacts = z.strictObject({
  /** Who runs the service and answers for personal data. */
  organisation: line,
  street: line,
  postalCode: z.string().regex(/^\d{5}$/),
  town: line,
  /** Takes calls of lost cards at any hour. */
  revocationLine: phone,
  phone,
  email: z.email(),
  accessibilityEmail: z.email(),
  dataProtectionEmail: z.email(),
})
export type Contacts = z.infer<typeof contacts>

/** Made up: these numbers and addresses are nobody's. */
export const exampleContacts: Contacts = {
  organisation: 'TEST Varmennepalvelu',
  street: 'Esimerkkikatu 1',
  postalCode: '00100',
  town: 'Helsinki',
  revocationLine: '000 123 456',
  phone: '000 123 400',
  email: 'asiakaspalvelu@varmenne.example',
  accessibilityEmail: 'saavutettavuus@varmenne.example',
  dataProtectionEmail: 'tietosuoja@varmenne.example',
}

/** Whom people reach where, from JSON. Throws when it says anything else. */
export const readContacts = (json: string): Contacts => contacts.parse(JSON.parse(json))

type Told = { readonly told: Contacts; readonly language: Language }

/** What text pages tell of whom to reach. Without contacts they say that there are none yet. */
export function contactParts(told: Contacts | undefined): { readonly [name: string]: LivePart } {
  const part =
    (draw: (asked: Told) => Html): LivePart =>
    ({ language }) =>
      told === undefined ? html`<p>${texts.notTold[language]}</p>` : draw({ told, language })
  return {
    'revocation-line': part(
      ({ told, language }) =>
        html`<p>
          <strong>${texts.revocationLine[language]}: ${call(told.revocationLine)}</strong>
        </p>`,
    ),
    contacts: part(
      ({ told, language }) =>
        html`<dl>
          <dt>${texts.revocationLine[language]}</dt>
          <dd>${call(told.revocationLine)}</dd>
          <dt>${texts.customerService[language]}</dt>
          <dd>${call(told.phone)}<br />${mail(told.email)}</dd>
          <dt>${texts.post[language]}</dt>
          <dd>${told.organisation}<br />${told.street}<br />${told.postalCode} ${told.town}</dd>
          <dt>${texts.accessibility[language]}</dt>
          <dd>${mail(told.accessibilityEmail)}</dd>
          <dt>${texts.dataProtection[language]}</dt>
          <dd>${mail(told.dataProtectionEmail)}</dd>
        </dl>`,
    ),
    'accessibility-feedback': part(
      ({ told, language }) =>
        html`<p>
          ${texts.feedback[language]} ${mail(told.accessibilityEmail)}, ${call(told.phone)}
        </p>`,
    ),
    controller: part(
      ({ told, language }) =>
        html`<p>${told.organisation}, ${told.street}, ${told.postalCode} ${told.town}</p>
          <p>${texts.dataProtection[language]}: ${mail(told.dataProtectionEmail)}</p>`,
    ),
  }
}

const call = (number: string): Html =>
  html`<a href="tel:${number.replaceAll(' ', '')}">${number}</a>`

const mail = (address: string): Html => html`<a href="mailto:${address}">${address}</a>`

const texts = {
  notTold: {
    fi: 'Palvelun ylläpitäjä ei ole vielä antanut yhteystietoja.',
    sv: 'Tjänstens ägare har ännu inte gett kontaktuppgifter.',
    en: 'Whoever runs the service has told no contact details yet.',
  },
  revocationLine: {
    fi: 'Sulkupalvelu, ympäri vuorokauden',
    sv: 'Spärrtjänsten, dygnet runt',
    en: 'Revocation line, day and night',
  },
  customerService: { fi: 'Asiakaspalvelu', sv: 'Kundtjänst', en: 'Customer service' },
  post: { fi: 'Postiosoite', sv: 'Postadress', en: 'Postal address' },
  accessibility: {
    fi: 'Palaute saavutettavuudesta',
    sv: 'Respons om tillgänglighet',
    en: 'Feedback on accessibility',
  },
  dataProtection: { fi: 'Tietosuoja', sv: 'Dataskydd', en: 'Data protection' },
  feedback: {
    fi: 'Kerro, mikä sivu tai toiminto ei ole saavutettava:',
    sv: 'Berätta vilken sida eller funktion som inte är tillgänglig:',
    en: 'Tell us which page or function is not accessible:',
  },
} as const
