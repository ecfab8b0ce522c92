import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from '#platform/texts.ts'
import { returnAddressOf } from '@sotevarmenne/api/service-contacts'
import { typedAddressOf } from '#platform/service-contacts.ts'
import type { LetterFacts } from '../ports.ts'

/** The texts of the letter in the holder's language. */
export function letterTexts({
  product,
  language,
  date,
  lastDigits,
  isSentHome,
  service,
}: LetterFacts): LetterTexts {
  const words = texts[language]
  const { own, taken } = cardNames[language][product]
  const address = typedAddressOf(service)
  const { contacts } = service
  const written = (text: string): string =>
    text
      .replace('{hotline}', contacts?.hotline.replaceAll(' ', '\u00a0') ?? '')
      .replace('{service}', address)
      .replace('{returnAddress}', contacts === undefined ? '' : returnAddressOf(contacts))
      .replace('{phone}', contacts?.phone.replaceAll(' ', '\u00a0') ?? '')
  const { lost, lostUnstaffed, found, customerService } = words
  return {
    ...words,
    ...(service.isProductionService === true && { test: '' }),
    sender: `Sotevarmenne${service.isProductionService === true ? '' : ' TEST'}`,
    steps: [isSentHome ? words.comesByPost : words.collect, ...words.steps].map(written),
    care: [
      ...words.care,
      ...(contacts === undefined ? [lostUnstaffed] : [lost, found]).map(written),
    ],
    help: [...words.help, ...(contacts === undefined ? [] : [customerService]).map(written)],
    date: showDate[language](date),
    title: words.title.replace('{own}', own),
    aboutCard: words.aboutCard.replace('{taken}', taken).replace('{lastDigits}', lastDigits),
  }
}

/** The name of the card in the grammatical form that each sentence needs. */
const cardNames: {
  readonly [L in Language]: {
    readonly [Product in LetterFacts['product']]: { readonly own: string; readonly taken: string }
  }
} = {
  fi: {
    'professional-card': { own: 'Ammattikorttisi', taken: 'ammattikortin' },
    'staff-card': { own: 'Henkilöstökorttisi', taken: 'henkilöstökortin' },
    'actor-card': { own: 'Toimijakorttisi', taken: 'toimijakortin' },
    'organisation-card': { own: 'Organisaatiokorttisi', taken: 'organisaatiokortin' },
    'citizen-card': { own: 'Kansalaisen korttisi', taken: 'kansalaisen kortin' },
  },
  sv: {
    'professional-card': { own: 'yrkeskort', taken: 'yrkeskortet' },
    'staff-card': { own: 'personalkort', taken: 'personalkortet' },
    'actor-card': { own: 'aktörskort', taken: 'aktörskortet' },
    'organisation-card': { own: 'organisationskort', taken: 'organisationskortet' },
    'citizen-card': { own: 'medborgarkort', taken: 'medborgarkortet' },
  },
  en: {
    'professional-card': { own: 'professional card', taken: 'professional card' },
    'staff-card': { own: 'staff card', taken: 'staff card' },
    'actor-card': { own: 'actor card', taken: 'actor card' },
    'organisation-card': { own: 'organisation card', taken: 'organisation card' },
    'citizen-card': { own: 'citizen card', taken: 'citizen card' },
  },
}

export type LetterTexts = {
  readonly date: string
  readonly sender: string
  readonly title: string
  readonly aboutCard: string
  readonly codeLabel: string
  readonly letterNumberLabel: string
  readonly stepsTitle: string
  readonly collect: string
  readonly comesByPost: string
  readonly steps: readonly string[]
  readonly careTitle: string
  readonly care: readonly string[]
  /** With the number to call; without one. */
  readonly lost: string
  readonly lostUnstaffed: string
  /** Where a found card is sent. */
  readonly found: string
  readonly customerService: string
  readonly helpTitle: string
  readonly help: readonly string[]
  /** Empty in a production service. */
  readonly test: string
}

/** Date format of each language. */
const showDate: { readonly [L in Language]: (date: LocalDate | string) => string } = {
  fi: (date) => dotted(date),
  sv: (date) => dotted(date),
  en: (date) => {
    const [year = '', month = '', day = ''] = date.split('-')
    return `${String(Number(day))} ${englishMonths[Number(month) - 1] ?? ''} ${year}`
  },
}

function dotted(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${String(Number(day))}.${String(Number(month))}.${year}`
}

const englishMonths = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] // prettier-ignore

const texts: { readonly [L in Language]: Omit<LetterTexts, 'date' | 'sender'> } = {
  fi: {
    title: '{own} aktivointitunnusluku',
    aboutCard:
      'Tällä tunnusluvulla otat käyttöön {taken}, jonka numero päättyy numeroihin {lastDigits}. Kortti annetaan sinulle erikseen.',
    codeLabel: 'Aktivointitunnusluku',
    letterNumberLabel: 'Kirjeen numero',
    stepsTitle: 'Näin aktivoit kortin',
    collect:
      'Nouda kortti rekisteröintipisteestä, jos et ole vielä noutanut sitä. Ota mukaan passi tai henkilökortti.',
    comesByPost: 'Odota, että kortti tulee postissa. Jos se ei tule perille, sulje se.',
    steps: [
      'Varmista, että tietokoneessa on kortinlukijaohjelmisto, ja avaa se. Ohjelmiston saat osoitteesta {service}.',
      'Aseta kortti lukijaan ja valitse Aktivoi kortti.',
      'Kirjoita kirjeen numero ja aktivointitunnusluku.',
      'Valitse kaksi omaa tunnuslukua (PIN-koodia): perustunnusluku (PIN1) kirjautumiseen ja allekirjoitustunnusluku (PIN2) allekirjoittamiseen. Kummassakin on 4–8 numeroa eikä muita merkkejä. Ohjelmisto kertoo, jos korttisi vaatii useamman kuin neljä.',
    ],
    careTitle: 'Säilytä huolellisesti',
    care: [
      'Säilytä tämä kirje erillään kortista. Tarvitset aktivointitunnuslukua uudelleen, jos tunnusluku lukkiutuu.',
      'Älä anna tunnuslukuja kenellekään. Emme koskaan kysy niitä.',
    ],
    lost: 'Jos kortti katoaa tai varastetaan, soita heti sulkupalveluun {hotline} (ympäri vuorokauden) tai sulje kortti osoitteessa {service}.',
    lostUnstaffed:
      'Jos kortti katoaa tai varastetaan, sulje se heti osoitteessa {service} tai rekisteröintipisteessä.',
    found: 'Löytyneen kortin voi viedä rekisteröintipisteeseen tai postittaa: {returnAddress}.',
    customerService: 'Asiakaspalvelu: {phone}.',
    helpTitle: 'Tarvitsetko apua?',
    help: [
      'Kysy rekisteröintipisteestä, josta tilasit kortin. Jos kirje ei ole sinulle tai kuori on avattu, kerro siitä rekisteröintipisteeseen.',
    ],
    test: 'Testikirje. Kortti ja varmenteet ovat testikäyttöön.',
  },
  sv: {
    title: 'Aktiveringskoden till ditt {own}',
    aboutCard:
      'Med den här koden tar du i bruk {taken} vars nummer slutar med {lastDigits}. Kortet får du separat.',
    codeLabel: 'Aktiveringskod',
    letterNumberLabel: 'Brevets nummer',
    stepsTitle: 'Så aktiverar du kortet',
    collect:
      'Hämta kortet vid registreringsstället, om du inte redan har hämtat det. Ta med pass eller identitetskort.',
    comesByPost: 'Vänta på att kortet kommer med posten. Om det inte kommer, spärra det.',
    steps: [
      'Kontrollera att kortläsarprogrammet finns på datorn och öppna det. Programmet finns på {service}.',
      'Sätt kortet i läsaren och välj Aktivera kortet.',
      'Skriv brevets nummer och aktiveringskoden.',
      'Välj två egna koder (PIN-koder): en baskod (PIN1) för inloggning och en signaturkod (PIN2) för underskrift. Båda har 4–8 siffror och inga andra tecken. Programmet säger till om ditt kort kräver fler än fyra.',
    ],
    careTitle: 'Förvara omsorgsfullt',
    care: [
      'Förvara det här brevet åtskilt från kortet. Du behöver aktiveringskoden igen om en kod låser sig.',
      'Ge inte koderna till någon. Vi frågar aldrig efter dem.',
    ],
    lost: 'Om kortet försvinner eller blir stulet, ring genast spärrtjänsten {hotline} (dygnet runt) eller spärra kortet på {service}.',
    lostUnstaffed:
      'Om kortet försvinner eller blir stulet, spärra det genast på {service} eller på ett registreringsställe.',
    found:
      'Ett upphittat kort kan lämnas på ett registreringsställe eller postas: {returnAddress}.',
    customerService: 'Kundtjänst: {phone}.',
    helpTitle: 'Behöver du hjälp?',
    help: [
      'Fråga vid registreringsstället där du beställde kortet. Om brevet inte är till dig eller kuvertet har öppnats, berätta det för registreringsstället.',
    ],
    test: 'Testbrev. Kortet och certifikaten är för testbruk.',
  },
  en: {
    title: 'The activation code of your {own}',
    aboutCard:
      'With this code you activate the {taken} whose number ends in {lastDigits}. You get the card separately.',
    codeLabel: 'Activation code',
    letterNumberLabel: 'Letter number',
    stepsTitle: 'How to activate the card',
    collect:
      'Collect the card at the registration point, unless you have done so already. Bring a passport or identity card.',
    comesByPost: 'Wait until the card comes by post. If it does not arrive, cancel it.',
    steps: [
      'Make sure that the card reader software is on the computer, and open it. You can download it at {service}.',
      'Put the card in the reader and choose Activate the card.',
      'Type the letter number and the activation code.',
      'Choose two PINs of your own: a basic PIN (PIN1) for logging in and a signature PIN (PIN2) for signing. Each has 4–8 digits and no other characters. The software says so if your card requires more than four.',
    ],
    careTitle: 'Keep with care',
    care: [
      'Keep this letter separate from the card. You need the activation code again if a PIN is locked.',
      'Do not give the codes to anybody. We never ask for them.',
    ],
    lost: 'If the card is lost or stolen, call the revocation service at once: {hotline} (day and night), or cancel the card at {service}.',
    lostUnstaffed:
      'If the card is lost or stolen, cancel it at once at {service} or at a registration point.',
    found: 'A found card can be taken to a registration point, or posted to {returnAddress}.',
    customerService: 'Customer service: {phone}.',
    helpTitle: 'Do you need help?',
    help: [
      'Ask at the registration point where you ordered the card. If the letter is not for you or the envelope has been opened, tell the registration point.',
    ],
    test: 'Test letter. The card and its certificates are for testing.',
  },
}
