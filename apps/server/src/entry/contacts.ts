import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { contactTexts, returnAddressOf, serviceContacts } from '@sotevarmenne/api/service-contacts'
import { z } from 'zod'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import type { Logger } from '#platform/telemetry.ts'
import type { LivePart } from '#platform/http/text-pages.ts'

const contacts = serviceContacts
  .extend({
    accessibilityEmail: z.email(),
    dataProtectionEmail: z.email(),
    /** Where registrars enrol for their training. */
    registrarTraining: z.url({ protocol: /^https$/ }).optional(),
  })
  .strict()
export type Contacts = z.infer<typeof contacts>

/** Invented: these numbers and addresses are not in use. */
export const exampleContacts: Contacts = {
  ...exampleServiceContacts,
  accessibilityEmail: 'saavutettavuus@varmenne.example',
  dataProtectionEmail: 'tietosuoja@varmenne.example',
  registrarTraining: 'https://koulutus.varmenne.example/',
}

/** Invented too. */
export const exampleSecurityContact = {
  contacts: ['mailto:tietoturva@varmenne.example'],
  policy: 'https://varmenne.example/security',
} as const

/** Contact details, from JSON. Throws when it is malformed. */
export const readContacts = (json: string): Contacts => contacts.parse(JSON.parse(json))

/** At the start of a process that prints them. */
export function warnWithoutContacts(
  contacts: Contacts | undefined,
  logger: Pick<Logger, 'warn'>,
): void {
  if (contacts === undefined)
    logger.warn(
      'SOTEVARMENNE_CONTACTS_FILE is not set: cards, letters, mails and pages name no number to call',
    )
}

type ContactsInLanguage = { readonly input: Contacts; readonly language: Language }

/** Contact details in text pages. Without contacts the pages state that there are none yet. */
export function contactParts(input: Contacts | undefined): { readonly [name: string]: LivePart } {
  const part =
    (draw: (requested: ContactsInLanguage) => Html): LivePart =>
    ({ language }) =>
      input === undefined ? html`<p>${texts.notReported[language]}</p>` : draw({ input, language })
  return {
    hotline: part(
      ({ input, language }) =>
        html`<p>
          <strong>${texts.callIfLost[language]}: ${call(input.hotline)}</strong>
        </p>`,
    ),
    'found-card': ({ language }) =>
      input === undefined
        ? html``
        : html`<p>${texts.returnIfFound[language]}: ${returnAddressOf(input)}.</p>`,
    contacts: part(
      ({ input, language }) =>
        html`<dl>
          <dt>${texts.callIfLost[language]}</dt>
          <dd>${call(input.hotline)}</dd>
          <dt>${texts.customerService[language]}</dt>
          <dd>${call(input.phone)}<br />${mail(input.email)}</dd>
          <dt>${texts.post[language]}</dt>
          <dd>${input.organisation}<br />${input.street}<br />${input.postalCode} ${input.town}</dd>
          <dt>${texts.accessibility[language]}</dt>
          <dd>${mail(input.accessibilityEmail)}</dd>
          <dt>${texts.dataProtection[language]}</dt>
          <dd>${mail(input.dataProtectionEmail)}</dd>
        </dl>`,
    ),
    'accessibility-feedback': part(
      ({ input, language }) =>
        html`<p>
          ${texts.feedback[language]} ${mail(input.accessibilityEmail)}, ${call(input.phone)}
        </p>`,
    ),
    'registrar-training': ({ language }) => {
      const address = input?.registrarTraining
      return html`<p>
        ${
          address === undefined
            ? html`<a href="/${language}/contact-form?topic=registrar-training"
                >${texts.requestTraining[language]}</a
              >`
            : html`<a href="${address}">${texts.enrolForTraining[language]}</a>`
        }
      </p>`
    },
    controller: part(
      ({ input, language }) =>
        html`<p>${input.organisation}, ${input.street}, ${input.postalCode} ${input.town}</p>
          <p>${texts.dataProtection[language]}: ${mail(input.dataProtectionEmail)}</p>`,
    ),
  }
}

const call = (number: string): Html =>
  html`<a href="tel:${number.replaceAll(' ', '')}">${number}</a>`

const mail = (address: string): Html => html`<a href="mailto:${address}">${address}</a>`

const texts = {
  notReported: {
    fi: 'Palvelun ylläpitäjä ei ole vielä antanut yhteystietoja.',
    sv: 'Den som driver tjänsten har ännu inte gett kontaktuppgifter.',
    en: 'The operator of the service has given no contact details yet.',
  },
  enrolForTraining: {
    fi: 'Ilmoittaudu rekisteröijäkoulutukseen',
    sv: 'Anmäl dig till utbildningen för registrerare',
    en: 'Enrol for the training of registrars',
  },
  requestTraining: {
    fi: 'Kysy rekisteröijäkoulutuksesta asiakaspalvelusta',
    sv: 'Fråga kundtjänsten om utbildningen för registrerare',
    en: 'Ask customer service about the training of registrars',
  },
  ...contactTexts,
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
