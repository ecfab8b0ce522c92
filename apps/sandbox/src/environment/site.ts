import type { Site } from '@sotevarmenne/pages/page'

/**
 * The frames of the pages of the demo environment: its own, and those of systems that belong to others. Addresses
 * are those of the front pages of its sites.
 */
export const createSites = (addresses: {
  readonly index: string
  readonly registers: string
  readonly bureau: string
  readonly mailboxes: string
  readonly invoiceOperator: string
  readonly suomiFiMessages: string
  readonly patientSystem: string
  readonly suomiFi: string
  readonly otherCards: string
}): { readonly own: Site; readonly ofOthers: Site } => {
  const common = {
    name: { fi: 'Kokeiluympäristö', sv: 'Demomiljön', en: 'Demo environment' },
    home: addresses.index,
    path: '/',
    style,
    places: {
      label: {
        fi: 'Kokeiluympäristön paikat',
        sv: 'Demomiljöns platser',
        en: 'Places of the demo environment',
      },
      links: [
        { href: addresses.registers, text: { fi: 'Rekisterit', sv: 'Register', en: 'Registers' } },
        { href: addresses.bureau, text: { fi: 'Kirjeet', sv: 'Brev', en: 'Letters' } },
        { href: addresses.mailboxes, text: { fi: 'Sähköpostit', sv: 'E-post', en: 'E-mail' } },
        {
          href: addresses.suomiFiMessages,
          text: { fi: 'Suomi.fi-viestit', sv: 'Suomi.fi-meddelanden', en: 'Suomi.fi Messages' },
        },
        {
          href: addresses.invoiceOperator,
          text: { fi: 'Verkkolaskut', sv: 'E-fakturor', en: 'E-invoices' },
        },
        {
          href: addresses.patientSystem,
          text: { fi: 'Potilastiedot', sv: 'Patientdata', en: 'Patient system' },
        },
        { href: addresses.suomiFi, text: { fi: 'Suomi.fi', sv: 'Suomi.fi', en: 'Suomi.fi' } },
        {
          href: addresses.otherCards,
          text: { fi: 'Muiden kortit', sv: 'Andras kort', en: 'Others’ cards' },
        },
      ],
    },
  }
  return {
    own: { ...common, notice: invented },
    ofOthers: { ...common, isOfOthers: true, notice: inventedOfOthers },
  }
}

const invented = {
  fi: 'Kokeiluympäristö: ihmiset, kortit ja järjestelmät ovat keksittyjä. Ei tuotantokäyttöön.',
  sv: 'Demomiljö: människor, kort och system är påhittade. Inte för produktion.',
  en: 'The demo environment: people, cards and systems are invented. Not for production.',
}

const inventedOfOthers = {
  fi: 'Tämä järjestelmä ei kuulu varmennepalveluun. Kaikki kokeiluympäristössä on keksittyä. Ei tuotantokäyttöön.',
  sv: 'Det här systemet hör inte till certifikattjänsten. Allt i demomiljön är påhittat. Inte för produktion.',
  en: 'This system does not belong to the certificate service. Everything in the demo environment is invented. Not for production.',
}

const style = `
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; } .row > div { flex: 1 1 9rem; } select + .row { margin-top: 1rem; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; } th[scope='row'] .note { display: block; font-weight: 400; }
code { user-select: all; } .code { white-space: nowrap; }
@media (max-width: 30rem) { .code .small { display: block; } }
`
