import { createHash } from 'node:crypto'
import { termsOfUse } from '@sotevarmenne/api/terms-of-use'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { ConfirmationFacts } from '../ports.ts'

/**
 * Texts of the confirmation: the order's lines as they were shown, and the rest in the language of the card.
 */
export function confirmationTexts(
  { language, applicant, statement, termsVersion, confirmation }: ConfirmationFacts,
  { isProductionService = false }: Pick<ServiceDetails, 'isProductionService'>,
) {
  const words = texts[language]
  const shown = confirmation?.shownDigest ?? createHash('sha256').update(statement).digest('hex')
  const accepted = termsOfUse.find(({ version }) => version === termsVersion)
  return {
    ...words,
    test: isProductionService ? '' : 'TEST',
    facts: statement
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
    termsTitle: `${words.termsTitle} ${termsVersion ?? ''}`.trim(),
    terms: (accepted?.terms ?? []).map((term) => term[language]),
    signature: confirmation
      ? [
          `${applicant}, ${day[language].format(startOf(confirmation.confirmedAt))}`,
          said(confirmation),
        ]
      : [words.toSign],
    empty: confirmation ? [] : [words.signHere, words.nameHere, words.dayHere],
    proof: [
      `${words.shown} sha256:${shown}`,
      ...(confirmation ? [`${words.confirmed} sha256:${confirmation.digest}`] : []),
    ],
  }

  function said({ by }: NonNullable<typeof confirmation>): string {
    switch (by.means) {
      case 'drawn':
        return words.drawn
      case 'typed':
        return `${words.typed}: ${by.name}`
      case 'paper':
        return `${words.onPaper}: ${by.storedAt}`
    }
  }
}

/** Noon of the day in Finland: the same day in every time zone. */
const startOf = (instant: Parameters<typeof dateInHelsinki>[0]): Date =>
  new Date(`${dateInHelsinki(instant)}T12:00:00Z`)

const formatOf = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Helsinki' })
const day = { fi: formatOf('fi-FI'), sv: formatOf('sv-FI'), en: formatOf('en-GB') }

const texts = {
  fi: {
    sender: 'Sote-varmennepalvelu',
    title: 'Korttitilauksen vahvistus',
    summary: 'Näillä tiedoilla kortti tilataan. Tarkista ne ennen kuin allekirjoitat.',
    termsTitle: 'Kortin käyttöehdot',
    signatureTitle: 'Hakijan vahvistus',
    toSign: 'Vahvistan, että tilauksen tiedot ovat oikein, ja hyväksyn kortin käyttöehdot.',
    drawn: 'Allekirjoitus näytöllä',
    typed: 'Nimi kirjoitettuna näytölle',
    onPaper: 'Allekirjoitettu paperille, joka on arkistoitu tänne',
    signHere: 'Allekirjoitus',
    nameHere: 'Nimenselvennys',
    dayHere: 'Päivä',
    shown: 'Näytetyn tekstin tiiviste:',
    confirmed: 'Vahvistuksen tiiviste:',
  },
  sv: {
    sender: 'Certifikattjänsten för social- och hälsovården',
    title: 'Bekräftelse av kortbeställning',
    summary: 'Kortet beställs med dessa uppgifter. Kontrollera dem innan du skriver under.',
    termsTitle: 'Villkor för kortet',
    signatureTitle: 'Sökandens bekräftelse',
    toSign:
      'Jag bekräftar att uppgifterna i beställningen är rätt och godkänner villkoren för kortet.',
    drawn: 'Underskrift på skärmen',
    typed: 'Namn skrivet på skärmen',
    onPaper: 'Underskriven på papper som är arkiverat här',
    signHere: 'Underskrift',
    nameHere: 'Namnförtydligande',
    dayHere: 'Datum',
    shown: 'Kondensat av den visade texten:',
    confirmed: 'Kondensat av bekräftelsen:',
  },
  en: {
    sender: 'Certificate services for social welfare and healthcare',
    title: 'Confirmation of a card order',
    summary: 'The card is ordered with these details. Check them before you sign.',
    termsTitle: 'Terms of use of the card',
    signatureTitle: 'Confirmation of the applicant',
    toSign:
      'I confirm that the details of the order are correct, and I accept the terms of use of the card.',
    drawn: 'Signature on the screen',
    typed: 'Name written on the screen',
    onPaper: 'Signed on paper, which is archived here',
    signHere: 'Signature',
    nameHere: 'Name in block letters',
    dayHere: 'Day',
    shown: 'Digest of the text that was shown:',
    confirmed: 'Digest of the confirmation:',
  },
} as const
