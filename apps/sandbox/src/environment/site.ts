import type { Site } from '@sotevarmenne/pages/page'

/** The frame of every page of the demo environment. Addresses are those of the front pages of its sites. */
export const createSite = (addresses: {
  readonly index: string
  readonly registers: string
  readonly bureau: string
  readonly mailboxes: string
  readonly invoiceOperator: string
  readonly patientSystem: string
  readonly suomiFi: string
  readonly otherCards: string
}): Site => ({
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
  notice: {
    fi: 'Kokeiluympäristö: ihmiset, kortit ja järjestelmät ovat keksittyjä. Ei tuotantokäyttöön.',
    sv: 'Demomiljö: människor, kort och system är påhittade. Inte för produktion.',
    en: 'The demo environment: people, cards and systems are invented. Not for production.',
  },
})

const style = `
:root { --brand: #002e5f; --link: #1450a0; --line: #c8cdd0; --ground: #f4f6f8; --text: #1c2024; }
.boxes { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); margin-bottom: 1rem; }
.boxes .box { margin: 0; }
button[disabled] { background: #6b7680; border-color: #6b7680; cursor: default; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; } .row > div { flex: 1 1 9rem; }
.choice { display: flex; align-items: center; gap: 0.5rem; margin-bottom: 0.25rem; } .choice label { margin: 0; font-weight: 400; }
.choice input { width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0; flex: none; } select + .row { margin-top: 1rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; background: #fff; }
th, td { text-align: left; padding: 0.5rem 0.6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: #eaf0f6; } caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th[scope='row'] .note { display: block; font-weight: 400; }
.command { white-space: pre; overflow-x: auto; user-select: all; }
code { user-select: all; } .code { white-space: nowrap; } .small { min-height: 1.75rem; padding: 0 0.5rem; font-size: 0.85rem; }
@media (max-width: 30rem) { .code .small { display: block; } }
`
