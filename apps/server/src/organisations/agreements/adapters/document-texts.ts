import type { Language } from '@sotevarmenne/api/values'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { DocumentTerms, AgreementDocument, Party } from '../contract.ts'

type Facts = readonly (readonly [string, string])[]

/** The texts of the PDF, in the language of the document. */
export function documentTexts(
  { documentId, organisation, terms, language, draftedAt }: DocumentFacts,
  { isProductionService = false }: Pick<ServiceDetails, 'isProductionService'> = {},
) {
  const t = texts[language]
  const what = kindOf(terms)
  return {
    sender: t.sender,
    test: isProductionService ? '' : 'TEST',
    draftedOn: dayText(language, dateInHelsinki(draftedAt)),
    title: t.title[what],
    summary: t.summary[what],
    sections: sectionsOf(t, language, organisation, terms),
    termsTitle: t.termsTitle,
    terms: t.terms[what],
    signatureTitle: t.signatureTitle,
    signature: t.signature[terms.kind === 'delegation' ? 'both' : 'one'],
    number: `${t.number} ${documentId}`,
  }
}

type DocumentFacts = Pick<
  AgreementDocument,
  'documentId' | 'organisation' | 'terms' | 'language' | 'draftedAt'
>

const kindOf = (terms: DocumentTerms) =>
  terms.kind !== 'end' && terms.replaces !== undefined
    ? (`${terms.kind}Change` as const)
    : terms.kind

type Words = (typeof texts)[Language]

function sectionsOf(
  t: Words,
  language: Language,
  organisation: Party,
  terms: DocumentTerms,
): readonly { readonly heading: string; readonly facts: Facts }[] {
  if (terms.kind === 'end') {
    const { kind, giver, delegate, validFrom } = terms.ends
    return [
      { heading: t.ending, facts: partyFacts(t, organisation) },
      {
        heading: t.ended,
        facts: [
          [t.what, t.title[kind]],
          [t.giver, giver.name],
          ...(delegate ? [[t.delegate, delegate.name] as const] : []),
          [t.begun, dayText(language, validFrom)],
        ],
      },
    ]
  }
  const { product, points, validFrom, validTo, replacesFrom } = terms
  const scope: Facts = [
    ...(replacesFrom === undefined
      ? []
      : [[t.changes[terms.kind], dayText(language, replacesFrom)] as const]),
    [t.card, t.product[product]],
    [t.points, points.map(({ name }) => name).join(', ') || t.noPoints],
    [t.from, dayText(language, validFrom)],
    [t.to, validTo === undefined ? t.untilEnded : dayText(language, validTo)],
  ]
  if (terms.kind === 'agreement') {
    const { units, priceList } = terms
    const unitText =
      units === 'all' ? t.allUnits : units.map(({ name, oid }) => `${name} (${oid})`).join(', ')
    return [
      { heading: t.organisation, facts: partyFacts(t, organisation) },
      {
        heading: t.scope,
        facts: [...scope, [t.units, unitText], [t.priceList, t.priceLists[priceList]]],
      },
    ]
  }
  const { delegate, deliveryAddress, contact } = terms
  const { street, postalCode, postOffice } = deliveryAddress
  const { name, email, phone } = contact
  return [
    { heading: t.giver, facts: partyFacts(t, organisation) },
    {
      heading: t.delegate,
      facts: [
        ...partyFacts(t, delegate),
        [t.deliveryAddress, `${street}, ${postalCode} ${postOffice}`],
        [t.contact, [name, email, ...(phone === undefined ? [] : [phone])].join(', ')],
      ],
    },
    { heading: t.scope, facts: scope },
  ]
}

const partyFacts = (t: Words, { name, businessId, customerNumber }: Party): Facts => [
  [t.name, name],
  [t.businessId, businessId],
  [t.customerNumber, customerNumber],
]

const formatOf = (locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Helsinki' })
const days = { fi: formatOf('fi-FI'), sv: formatOf('sv-FI'), en: formatOf('en-GB') }

/** Noon of the day: the same day in every time zone. */
const dayText = (language: Language, day: LocalDate): string =>
  days[language].format(new Date(`${day}T12:00:00Z`))

const texts = {
  fi: {
    sender: 'Sote-varmennepalvelu',
    number: 'Asiakirjan tunnus',
    title: {
      agreement: 'Toimikorttisopimus',
      agreementChange: 'Toimikorttisopimuksen muutos',
      delegation: 'Rekisteröintipisteen valtuutus',
      delegationChange: 'Rekisteröintipisteen valtuutuksen muutos',
      end: 'Sopimuksen tai valtuutuksen päättäminen',
    },
    summary: {
      agreement:
        'Organisaatio sopii varmennepalvelun kanssa, että sen henkilöille tilataan toimikortteja näillä ehdoilla.',
      agreementChange:
        'Organisaatio muuttaa voimassa olevaa toimikorttisopimustaan. Muutos tulee aiemman sopimuksen tilalle.',
      delegation:
        'Valtuuttaja antaa toisen organisaation rekisteröintipisteiden tilata toimikortteja henkilöilleen. Valtuutettu hyväksyy sen.',
      delegationChange:
        'Valtuuttaja muuttaa voimassa olevaa valtuutustaan. Muutos tulee aiemman valtuutuksen tilalle. Valtuutettu hyväksyy sen.',
      end: 'Organisaatio päättää alla olevan sopimuksen tai valtuutuksen heti.',
    },
    organisation: 'Organisaatio',
    giver: 'Valtuuttaja',
    delegate: 'Valtuutettu',
    ending: 'Päättäjä',
    ended: 'Päätettävä',
    what: 'Asiakirja',
    begun: 'Voimassa alkaen',
    changes: {
      agreement: 'Muuttaa sopimusta, joka on voimassa alkaen',
      delegation: 'Muuttaa valtuutusta, joka on voimassa alkaen',
    },
    scope: 'Laajuus',
    name: 'Nimi',
    businessId: 'Y-tunnus',
    customerNumber: 'Asiakasnumero',
    card: 'Kortti',
    product: { 'staff-card': 'Henkilöstökortti', 'actor-card': 'Toimijakortti' },
    points: 'Rekisteröintipisteet',
    noPoints: 'Ei omia pisteitä; kortit tilataan valtuutetuissa pisteissä',
    from: 'Ensimmäinen voimassaolopäivä',
    to: 'Viimeinen voimassaolopäivä',
    untilEnded: 'Toistaiseksi',
    units: 'Yksiköt',
    allUnits: 'Koko organisaatio ja kaikki sen yksiköt',
    priceList: 'Hinnasto',
    priceLists: { standard: 'Varmennepalvelun hinnasto' },
    deliveryAddress: 'Toimitusosoite',
    contact: 'Yhteyshenkilö',
    termsTitle: 'Ehdot',
    terms: {
      agreement: [
        'Sopimus on voimassa, kun varmennepalvelun käsittelijä on hyväksynyt sen, ja vain mainittuina päivinä.',
        'Kortti tilataan tunnistetulle henkilölle organisaation omassa tai sen valtuuttamassa rekisteröintipisteessä. Rekisteröijä allekirjoittaa tilauksen.',
        'Kortista peritään tilauspäivän hinnaston hinta, ellei kortti ole maksuton.',
        'Organisaatio ilmoittaa heti, kun henkilön työ päättyy: kortti suljetaan.',
        'Kumpikin voi päättää sopimuksen. Avoimet tilaukset pysähtyvät silloin heti.',
      ],
      agreementChange: [
        'Muutos on voimassa, kun varmennepalvelun käsittelijä on hyväksynyt sen, ja vain mainittuina päivinä.',
        'Aiempi sopimus on voimassa muutoksen ensimmäistä päivää edeltävään päivään, vähintään hyväksymispäivän loppuun.',
        'Muilta osin noudatetaan toimikorttisopimuksen ehtoja.',
      ],
      delegation: [
        'Valtuutus on voimassa, kun valtuutettu on hyväksynyt sen allekirjoittamalla ja varmennepalvelun käsittelijä sen jälkeen.',
        'Valtuutus koskee vain mainittuja rekisteröintipisteitä, jotka valtuutettu pitää. Sitä ei voi siirtää edelleen.',
        'Tilaus perustuu valtuuttajan voimassa olevaan toimikorttisopimukseen, ja valtuuttaja maksaa sen.',
        'Kumpikin voi päättää valtuutuksen. Avoimet tilaukset pysähtyvät silloin heti.',
      ],
      delegationChange: [
        'Muutos on voimassa, kun valtuutettu on hyväksynyt sen allekirjoittamalla ja varmennepalvelun käsittelijä sen jälkeen.',
        'Aiempi valtuutus on voimassa muutoksen ensimmäistä päivää edeltävään päivään, vähintään hyväksymispäivän loppuun.',
        'Muilta osin noudatetaan rekisteröintipisteen valtuutuksen ehtoja.',
      ],
      end: [
        'Päättäminen on voimassa allekirjoituksesta. Sen perusteella avoimet tilaukset pysähtyvät heti.',
        'Annetut kortit ovat voimassa, kunnes ne päättyvät tai suljetaan.',
      ],
    },
    signatureTitle: 'Allekirjoitus',
    signature: {
      one: 'Allekirjoitettu sähköisesti kortilla. Allekirjoittaja ja aika näkyvät asiakirjan allekirjoituksessa (PAdES).',
      both: 'Allekirjoitettu sähköisesti kortilla: ensin valtuuttaja, sitten valtuutettu. Allekirjoittajat ja ajat näkyvät asiakirjan allekirjoituksissa (PAdES).',
    },
  },
  sv: {
    sender: 'Certifikattjänsten för social- och hälsovården',
    number: 'Handlingens beteckning',
    title: {
      agreement: 'Kortavtal',
      agreementChange: 'Ändring av kortavtalet',
      delegation: 'Fullmakt för registreringsställe',
      delegationChange: 'Ändring av fullmakten för registreringsställe',
      end: 'Uppsägning av avtal eller fullmakt',
    },
    summary: {
      agreement:
        'Organisationen avtalar med certifikattjänsten om att kort beställs för dess personer på dessa villkor.',
      agreementChange:
        'Organisationen ändrar sitt gällande kortavtal. Ändringen träder i det tidigare avtalets ställe.',
      delegation:
        'Fullmaktsgivaren låter en annan organisations registreringsställen beställa kort för sina personer. Den befullmäktigade godkänner det.',
      delegationChange:
        'Fullmaktsgivaren ändrar sin gällande fullmakt. Ändringen träder i den tidigare fullmaktens ställe. Den befullmäktigade godkänner den.',
      end: 'Organisationen säger upp avtalet eller fullmakten nedan genast.',
    },
    organisation: 'Organisation',
    giver: 'Fullmaktsgivare',
    delegate: 'Befullmäktigad',
    ending: 'Uppsägande organisation',
    ended: 'Det som upphör',
    what: 'Handling',
    begun: 'Gäller från och med',
    changes: {
      agreement: 'Ändrar avtalet som gäller från och med',
      delegation: 'Ändrar fullmakten som gäller från och med',
    },
    scope: 'Omfattning',
    name: 'Namn',
    businessId: 'FO-nummer',
    customerNumber: 'Kundnummer',
    card: 'Kort',
    product: { 'staff-card': 'Personalkort', 'actor-card': 'Aktörskort' },
    points: 'Registreringsställen',
    noPoints: 'Inga egna ställen; kort beställs vid befullmäktigade ställen',
    from: 'Första giltighetsdag',
    to: 'Sista giltighetsdag',
    untilEnded: 'Tills vidare',
    units: 'Enheter',
    allUnits: 'Hela organisationen och alla dess enheter',
    priceList: 'Prislista',
    priceLists: { standard: 'Certifikattjänstens prislista' },
    deliveryAddress: 'Leveransadress',
    contact: 'Kontaktperson',
    termsTitle: 'Villkor',
    terms: {
      agreement: [
        'Avtalet gäller när certifikattjänstens handläggare har godkänt det, och endast de nämnda dagarna.',
        'Ett kort beställs för en identifierad person vid organisationens eget eller ett befullmäktigat registreringsställe. Registreraren undertecknar beställningen.',
        'För kortet tas ut prislistans pris på beställningsdagen, om kortet inte är avgiftsfritt.',
        'Organisationen anmäler genast när en persons arbete upphör: kortet spärras.',
        'Båda parter kan säga upp avtalet. Öppna beställningar stoppas då genast.',
      ],
      agreementChange: [
        'Ändringen gäller när certifikattjänstens handläggare har godkänt den, och endast de nämnda dagarna.',
        'Det tidigare avtalet gäller till dagen före ändringens första dag, minst till slutet av den dag då ändringen godkänns.',
        'I övrigt följs kortavtalets villkor.',
      ],
      delegation: [
        'Fullmakten gäller när den befullmäktigade har godkänt den med sin underskrift och därefter certifikattjänstens handläggare.',
        'Fullmakten gäller endast de nämnda registreringsställena, som den befullmäktigade upprätthåller. Den kan inte överföras vidare.',
        'En beställning grundar sig på fullmaktsgivarens gällande kortavtal, och fullmaktsgivaren betalar den.',
        'Båda parter kan säga upp fullmakten. Öppna beställningar stoppas då genast.',
      ],
      delegationChange: [
        'Ändringen gäller när den befullmäktigade har godkänt den med sin underskrift och därefter certifikattjänstens handläggare.',
        'Den tidigare fullmakten gäller till dagen före ändringens första dag, minst till slutet av den dag då ändringen godkänns.',
        'I övrigt följs villkoren i fullmakten för registreringsställe.',
      ],
      end: [
        'Uppsägningen gäller från underskriften. Öppna beställningar som grundar sig på det som upphör stoppas genast.',
        'Kort som har getts gäller tills de går ut eller spärras.',
      ],
    },
    signatureTitle: 'Underskrift',
    signature: {
      one: 'Undertecknad elektroniskt med kort. Undertecknare och tid framgår av handlingens underskrift (PAdES).',
      both: 'Undertecknad elektroniskt med kort: först av fullmaktsgivaren, sedan av den befullmäktigade. Undertecknare och tider framgår av handlingens underskrifter (PAdES).',
    },
  },
  en: {
    sender: 'Certificate services for social welfare and healthcare',
    number: 'Document',
    title: {
      agreement: 'Card agreement',
      agreementChange: 'Change of the card agreement',
      delegation: 'Authorisation of a registration point',
      delegationChange: 'Change of the authorisation of a registration point',
      end: 'End of an agreement or authorisation',
    },
    summary: {
      agreement:
        'The organisation agrees with the certificate service that cards are ordered for its people on these terms.',
      agreementChange:
        'The organisation changes its card agreement that is in force. The change takes the earlier one’s place.',
      delegation:
        'The giver lets registration points of another organisation order cards for its people. The authorised organisation accepts it.',
      delegationChange:
        'The giver changes its authorisation that is in force. The change takes the earlier one’s place. The authorised organisation accepts it.',
      end: 'The organisation ends the agreement or authorisation below at once.',
    },
    organisation: 'Organisation',
    giver: 'Giver',
    delegate: 'Authorised organisation',
    ending: 'Ended by',
    ended: 'What ends',
    what: 'Document',
    begun: 'In force from',
    changes: {
      agreement: 'Changes the agreement in force from',
      delegation: 'Changes the authorisation in force from',
    },
    scope: 'Scope',
    name: 'Name',
    businessId: 'Business ID',
    customerNumber: 'Customer number',
    card: 'Card',
    product: { 'staff-card': 'Staff card', 'actor-card': 'Actor card' },
    points: 'Registration points',
    noPoints: 'No points of its own; cards are ordered at authorised points',
    from: 'First day in force',
    to: 'Last day in force',
    untilEnded: 'Until it is ended',
    units: 'Units',
    allUnits: 'The whole organisation and all its units',
    priceList: 'Price list',
    priceLists: { standard: 'The certificate service’s price list' },
    deliveryAddress: 'Delivery address',
    contact: 'Contact',
    termsTitle: 'Terms',
    terms: {
      agreement: [
        'The agreement holds when a case officer of the certificate service has approved it, and on the days given only.',
        'A card is ordered for a person who was identified, at a registration point of the organisation or one that it has authorised. The registrar signs the order.',
        'A card costs what the price list says on the day of the order, unless it is free.',
        'The organisation tells at once when a person’s work ends: the card is cancelled.',
        'Either side may end the agreement. Open orders are stopped at once then.',
      ],
      agreementChange: [
        'The change holds when a case officer of the certificate service has approved it, and on the days given only.',
        'The earlier agreement holds to the eve of the change’s first day, and to the end of the day of approval at least.',
        'Else the terms of the card agreement apply.',
      ],
      delegation: [
        'The authorisation holds when the authorised organisation has accepted it by its signature, and then a case officer of the certificate service.',
        'It is for the registration points given, which the authorised organisation keeps. It is not handed on.',
        'An order rests on the giver’s card agreement in force, and the giver pays for it.',
        'Either side may end the authorisation. Open orders are stopped at once then.',
      ],
      delegationChange: [
        'The change holds when the authorised organisation has accepted it by its signature, and then a case officer of the certificate service.',
        'The earlier authorisation holds to the eve of the change’s first day, and to the end of the day of approval at least.',
        'Else the terms of the authorisation of a registration point apply.',
      ],
      end: [
        'The end holds from the signature on. Open orders that rest on what ends are stopped at once.',
        'Cards that were given stay valid until they end or are cancelled.',
      ],
    },
    signatureTitle: 'Signature',
    signature: {
      one: 'Signed electronically by card. Who signed and when is in the signature of the document (PAdES).',
      both: 'Signed electronically by card: first by the giver, then by the authorised organisation. Who signed and when is in the signatures of the document (PAdES).',
    },
  },
} as const
