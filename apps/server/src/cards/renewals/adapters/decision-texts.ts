import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from '#platform/texts.ts'
import type { RenewalReason } from '#cards/products/contract.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { DecisionFacts } from '../ports.ts'

type DecisionTexts = {
  readonly date: string
  readonly sender: string
  readonly title: string
  readonly summary: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly groundsTitle: string
  readonly grounds: readonly string[]
  readonly automaticTitle: string
  readonly automatic: readonly string[]
  readonly correctionTitle: string
  readonly correction: readonly string[]
  readonly proof: string
  /** Empty in a production service. */
  readonly test: string
}

/** Texts of the decision in the language of the reader. */
export function decisionTexts(
  decision: DecisionFacts,
  { isProductionService = false }: Pick<ServiceDetails, 'isProductionService'>,
): DecisionTexts {
  const { language, decidedOn, reasons, rulesVersion, statementDigest } = decision
  const words = texts[language]
  const date = showDate[language]
  const delivery =
    decision.delivery === 'home'
      ? words.toHome
      : words.toPoint.replace('{point}', () => decision.point)
  return {
    ...words,
    ...(isProductionService ? { test: '' } : { sender: `TEST ${words.sender}` }),
    date: date(decidedOn),
    facts: [
      [words.holder, decision.holder],
      [words.right, decision.title[language]],
      [words.validTo, date(decision.validTo)],
      [words.photo, decision.withPhoto ? words.samePhoto : words.noPhoto],
      [words.delivery, delivery],
      [words.order, decision.orderId],
    ],
    grounds: reasons.map((reason) => groundOf(reason, language)),
    automatic: words.automatic.map((line) => line.replace('{rules}', rulesVersion)),
    proof: words.proof.replace('{digest}', statementDigest),
  }
}

function groundOf(reason: RenewalReason, language: Language): string {
  const words = grounds[language]
  const date = showDate[language]
  switch (reason.kind) {
    case 'expiring':
      return words.expiring
        .replace('{day}', date(reason.cardValidTo))
        .replace('{days}', String(reason.windowDays ?? 90))
    case 'data-changed':
      return words['data-changed'].replace(
        '{changed}',
        reason.changed.map((change) => changes[language][change]).join(', '),
      )
    case 'right-in-force': {
      const known = words['right-in-force']
        .replace('{title}', () => reason.title[language])
        .replace('{register}', reason.register === 'TERHIKKI' ? 'Terhikki' : 'Suosikki')
      return reason.validTo === undefined
        ? known
        : `${known}${words.until.replace('{day}', date(reason.validTo))}`
    }
    case 'full-validity':
    case 'validity-of-right':
      return words[reason.kind].replace('{day}', date(reason.validTo))
    case 'lost':
    case 'stolen':
    case 'broken':
    case 'known-to-population-register':
    case 'has-doctor-id':
    case 'no-other-card':
    case 'card-of-another-right':
      return words[reason.kind]
  }
}

type GroundWords = { readonly [Kind in RenewalReason['kind'] | 'until']: string }

const grounds: { readonly [L in Language]: GroundWords } = {
  fi: {
    expiring: 'Nykyisen kortin voimassaolo päättyy {day}, ja siihen on enintään {days} päivää.',
    'data-changed': 'Nykyisen kortin tiedot eivät enää vastaa rekistereitä: {changed}.',
    lost: 'Nykyinen kortti on ilmoitettu kadonneeksi ja suljettu.',
    stolen: 'Nykyinen kortti on ilmoitettu varastetuksi ja suljettu.',
    broken: 'Haltija on ilmoittanut, että nykyinen kortti on rikki.',
    'known-to-population-register': 'Haltijan henkilötunnus on väestötietojärjestelmässä.',
    'right-in-force': 'Ammattioikeus {title} on voimassa rekisterissä {register}',
    until: ', ja se päättyy {day}',
    'has-doctor-id': 'Rekisterissä on yksilöintitunnus, jonka tämä oikeus edellyttää.',
    'no-other-card': 'Haltijalla ei ole muuta voimassa olevaa eikä tilattua ammattikorttia.',
    'card-of-another-right':
      'Haltijan toinen ammattikortti on toista oikeutta varten: lääkärillä, joka on myös hammaslääkäri, voi olla kaksi ammattikorttia.',
    'full-validity': 'Kortti on voimassa viisi vuotta: viimeinen päivä on {day}.',
    'validity-of-right': 'Kortti on voimassa ammattioikeuden loppuun: viimeinen päivä on {day}.',
  },
  sv: {
    expiring:
      'Det nuvarande kortet upphör att gälla {day}, och det är högst {days} dagar till dess.',
    'data-changed':
      'Uppgifterna på det nuvarande kortet stämmer inte längre med registren: {changed}.',
    lost: 'Det nuvarande kortet har anmälts försvunnet och spärrats.',
    stolen: 'Det nuvarande kortet har anmälts stulet och spärrats.',
    broken: 'Innehavaren har anmält att det nuvarande kortet är trasigt.',
    'known-to-population-register':
      'Innehavarens personbeteckning finns i befolkningsdatasystemet.',
    'right-in-force': 'Yrkesrättigheten {title} gäller i registret {register}',
    until: ' och upphör {day}',
    'has-doctor-id': 'I registret finns den identifikationskod som rättigheten förutsätter.',
    'no-other-card': 'Innehavaren har inget annat giltigt eller beställt yrkeskort.',
    'card-of-another-right':
      'Innehavarens andra yrkeskort gäller en annan rättighet: en läkare som också är tandläkare kan ha två yrkeskort.',
    'full-validity': 'Kortet gäller i fem år: den sista dagen är {day}.',
    'validity-of-right': 'Kortet gäller till yrkesrättighetens slut: den sista dagen är {day}.',
  },
  en: {
    expiring: 'The present card expires on {day}, which is at most {days} days away.',
    'data-changed': 'The data on the present card no longer match the registers: {changed}.',
    lost: 'The present card was reported lost and is cancelled.',
    stolen: 'The present card was reported stolen and is cancelled.',
    broken: 'The holder has reported that the present card is broken.',
    'known-to-population-register':
      'The holder’s personal identity code is in the population register.',
    'right-in-force': 'The right to practise as {title} is in force in the register {register}',
    until: ', and ends on {day}',
    'has-doctor-id': 'The register has the Doctor ID that this right requires.',
    'no-other-card': 'The holder has no other professional card that is valid or ordered.',
    'card-of-another-right':
      'The holder’s other professional card is for another right: a physician who is also a dentist may have two professional cards.',
    'full-validity': 'The card is valid for five years: its last day is {day}.',
    'validity-of-right': 'The card is valid until the end of the right: its last day is {day}.',
  },
}

type Change = Extract<RenewalReason, { kind: 'data-changed' }>['changed'][number]

const changes: { readonly [L in Language]: { readonly [C in Change]: string } } = {
  fi: {
    name: 'nimi',
    'registration-number': 'rekisteröintinumero',
    'doctor-id': 'yksilöintitunnus',
    title: 'ammattinimike',
    'right-restricted': 'oikeuden päättymispäivä',
  },
  sv: {
    name: 'namn',
    'registration-number': 'registreringsnummer',
    'doctor-id': 'identifikationskod',
    title: 'yrkestitel',
    'right-restricted': 'rättighetens sista dag',
  },
  en: {
    name: 'name',
    'registration-number': 'registration number',
    'doctor-id': 'Doctor ID',
    title: 'professional title',
    'right-restricted': 'last day of the right',
  },
}

/** Date format of each language. */
const showDate: { readonly [L in Language]: (date: LocalDate) => string } = {
  fi: (date) => dotted(date),
  sv: (date) => dotted(date),
  en: (date) => {
    const [year = '', month = '', day = ''] = date.split('-')
    return `${String(Number(day))} ${months[Number(month) - 1] ?? ''} ${year}`
  },
}

const dotted = (date: LocalDate): string =>
  date.split('-').map(Number).toReversed().map(String).join('.')

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const texts = {
  fi: {
    sender: 'Varmennepalvelu',
    title: 'Päätös ammattikortin uusimisesta',
    summary: 'Varmennepalvelu myöntää sinulle uuden ammattikortin.',
    holder: 'Haltija',
    right: 'Kortille painettava ammattioikeus',
    validTo: 'Uusi kortti on voimassa',
    photo: 'Valokuva',
    samePhoto: 'sama kuin nykyisessä kortissa',
    noPhoto: 'ei valokuvaa, kuten nykyisessä kortissa',
    delivery: 'Toimitus',
    toHome: 'postitse osoitteeseen, joka sinulla on väestötietojärjestelmässä',
    toPoint: 'noudettavaksi: {point}',
    order: 'Tilauksen tunnus',
    groundsTitle: 'Perustelut',
    automaticTitle: 'Päätös tehtiin automaattisesti',
    automatic: [
      'Päätöksen teki tietojärjestelmä ilman käsittelijää. Se kysyi tietosi väestötietojärjestelmästä ja ammattioikeuksien rekistereistä päätöshetkellä ja sovelsi niihin julkaistuja sääntöjä (versio {rules}).',
      'Sinulla on oikeus saada tieto siitä, miten sääntöjä on sovellettu, ja pyytää, että ihminen käsittelee asian.',
    ],
    correctionTitle: 'Jos päätöksessä on virhe',
    correction: [
      'Voit tehdä oikaisuvaatimuksen maksutta 30 päivän kuluessa siitä, kun sait päätöksen. Tee se palvelussa (Omat kortit, Tee oikaisuvaatimus) tai kirjallisesti varmennepalvelun toimistoon. Kerro tilauksen tunnus, mitä pyydät muutettavaksi ja miksi.',
      'Jos rekisterin tieto on väärä, pyydä sen pitäjää korjaamaan tieto: nimi ja osoite Digi- ja väestötietovirastossa, ammattioikeus Lupa- ja valvontavirastossa.',
    ],
    proof: 'Päätös on tallennettu sellaisena kuin se tehtiin. Sen tiiviste (SHA-256): {digest}',
    test: 'TEST. Tämä on kokeilupalvelun asiakirja, ei viranomaisen päätös.',
  },
  sv: {
    sender: 'Certifikattjänsten',
    title: 'Beslut om förnyelse av yrkeskort',
    summary: 'Certifikattjänsten beviljar dig ett nytt yrkeskort.',
    holder: 'Innehavare',
    right: 'Yrkesrättighet som trycks på kortet',
    validTo: 'Det nya kortet gäller till',
    photo: 'Foto',
    samePhoto: 'samma som på det nuvarande kortet',
    noPhoto: 'inget foto, som på det nuvarande kortet',
    delivery: 'Leverans',
    toHome: 'med posten till den adress som du har i befolkningsdatasystemet',
    toPoint: 'hämtas här: {point}',
    order: 'Beställningens nummer',
    groundsTitle: 'Grunder',
    automaticTitle: 'Beslutet fattades automatiskt',
    automatic: [
      'Beslutet fattades av ett informationssystem utan handläggare. Det frågade efter dina uppgifter i befolkningsdatasystemet och i registren över yrkesrättigheter när beslutet fattades och tillämpade publicerade regler på dem (version {rules}).',
      'Du har rätt att få veta hur reglerna har tillämpats och att begära att en människa behandlar ärendet.',
    ],
    correctionTitle: 'Om det finns ett fel i beslutet',
    correction: [
      'Du kan avgiftsfritt begära omprövning inom 30 dagar från det att du fick beslutet. Gör det i tjänsten (Egna kort, Begär omprövning) eller skriftligt till certifikattjänstens kontor. Uppge beställningens nummer, vad du begär ska ändras och varför.',
      'Om en uppgift i ett register är fel ska du be registerhållaren rätta den: namn och adress hos Myndigheten för digitalisering och befolkningsdata, yrkesrättighet hos Tillstånds- och tillsynsverket.',
    ],
    proof: 'Beslutet har sparats så som det fattades. Dess kondensat (SHA-256): {digest}',
    test: 'TEST. Detta är en handling från en försökstjänst, inte ett myndighetsbeslut.',
  },
  en: {
    sender: 'Certificate service',
    title: 'Decision on renewing a professional card',
    summary: 'The certificate service grants you a new professional card.',
    holder: 'Holder',
    right: 'Right to practise that is printed on the card',
    validTo: 'The new card is valid until',
    photo: 'Photo',
    samePhoto: 'the same as on the present card',
    noPhoto: 'none, as on the present card',
    delivery: 'Delivery',
    toHome: 'by post to your address in the population register',
    toPoint: 'to be collected at: {point}',
    order: 'Number of the order',
    groundsTitle: 'Grounds',
    automaticTitle: 'The decision was made automatically',
    automatic: [
      'An information system made the decision, and no case officer took part. It asked the population register and the registers of rights to practise about you at the moment of the decision, and applied the published rules to what they said (version {rules}).',
      'You have the right to be told how the rules were applied, and to ask that a person handles the matter.',
    ],
    correctionTitle: 'If there is a mistake in the decision',
    correction: [
      'You can request a review, free of charge, within 30 days of receiving the decision. Do so in the service (Own cards, Request a review) or in writing to the office of the certificate service. Give the number of the order, what you ask to be changed and why.',
      'If a register is wrong, ask the authority that keeps it to correct it: name and address at the Digital and Population Data Services Agency, the right to practise at the Finnish Supervisory Agency.',
    ],
    proof: 'The decision is kept as it was made. Its digest (SHA-256): {digest}',
    test: 'TEST. This is a document of a trial service, not a decision of an authority.',
  },
} as const satisfies { readonly [L in Language]: object }
