import type { Texts } from '../texts/text.ts'

/** Why a past decision was made: each ground as it was then. */
export const decisionTexts = {
  heading: {
    fi: 'Miksi näin päätettiin',
    sv: 'Varför det beslutades så här',
    en: 'Why this was decided',
  },
  help: {
    fi: 'Päätös perustuu näihin, päätöshetken tietoihin. Myöhemmät muutokset eivät muuta niitä.',
    sv: 'Beslutet grundar sig på dessa uppgifter, som gällde när det fattades. Senare ändringar ändrar dem inte.',
    en: 'The decision is based on these details, as they were when it was made. Later changes do not alter them.',
  },
  createdBy: {
    fi: '{{time}} · {{rule}}, säännön versio {{version}}',
    sv: '{{time}} · {{rule}}, regelns version {{version}}',
    en: '{{time}} · {{rule}}, version {{version}} of the rule',
  },
  'rule.professional-card': {
    fi: 'ammattikortin tilaaminen',
    sv: 'beställning av yrkeskort',
    en: 'ordering a professional card',
  },
  'rule.member-card': {
    fi: 'henkilöstö- tai toimijakortin tilaaminen',
    sv: 'beställning av personal- eller aktörskort',
    en: 'ordering a staff or actor card',
  },
  'rule.spare-card': {
    fi: 'varakortin tekeminen',
    sv: 'att göra ett tillfälligt kort',
    en: 'making a spare card',
  },
  'rule.register-change': {
    fi: 'rekisterin muutos',
    sv: 'ändring i ett register',
    en: 'a change in a register',
  },
  'rule.organisation-agreement': {
    fi: 'sopimuksen tai valtuutuksen hyväksyminen',
    sv: 'godkännande av avtal eller fullmakt',
    en: 'approving an agreement or authorisation',
  },
  'rule.registrar': {
    fi: 'rekisteröijäksi nimeäminen',
    sv: 'förordnande till registrerare',
    en: 'appointing a registrar',
  },
  'sent-by-another': {
    fi: 'Organisaatio lähetti hakemuksen {{sentOn}}, ja ratkaisija oli toinen kuin lähettäjä ja kuin rekisteröijä itse.',
    sv: 'Organisationen skickade ansökan {{sentOn}}. Den som avgjorde den var en annan än avsändaren och registreraren själv.',
    en: 'The organisation sent the application on {{sentOn}}; the person who decided was neither its sender nor the registrar.',
  },
  'card-to-sign': {
    fi: 'Henkilöllä oli käytössä oleva kortti, jolla allekirjoittaa.',
    sv: 'Personen hade ett kort i bruk att underteckna med.',
    en: 'The person had a card in use to sign with.',
  },
  'keeps-points': {
    fi: '{{organisation}}, Y-tunnus {{businessId}}, pisteet: {{points}}.',
    sv: '{{organisation}}, FO-nummer {{businessId}}, ställen: {{points}}.',
    en: '{{organisation}}, business ID {{businessId}}, points: {{points}}.',
  },
  'rests-on-agreements': {
    fi: 'Voimassa oli sopimus tai valtuutus.',
    sv: 'Ett avtal eller en fullmakt gällde.',
    en: 'An agreement or authorisation was in force.',
  },
  'training-proved': {
    fi: 'Koulutus {{course}} oli suoritettu {{completedOn}}, ja se on voimassa {{until}} asti. Todistuksen tiiviste: {{proof}}.',
    sv: 'Utbildningen {{course}} var genomförd {{completedOn}} och gäller till {{until}}. Intygets kontrollsumma: {{proof}}.',
    en: 'The training {{course}} was completed on {{completedOn}} and is valid until {{until}}. Digest of the proof of the training: {{proof}}.',
  },
  'entered-by-another': {
    fi: 'Toinen käsittelijä oli kirjannut sen {{enteredOn}}.',
    sv: 'En annan handläggare hade antecknat det {{enteredOn}}.',
    en: 'Another case officer had entered it on {{enteredOn}}.',
  },
  'turned-down': {
    fi: 'Käsittelijä hylkäsi sen. Se oli kirjattu {{enteredOn}}.',
    sv: 'En handläggare avslog det. Det hade antecknats {{enteredOn}}.',
    en: 'A case officer rejected it. It had been entered on {{enteredOn}}.',
  },
  'agreement-of': {
    fi: 'Antaja oli {{organisation}}, Y-tunnus {{businessId}}.',
    sv: 'Givaren var {{organisation}}, FO-nummer {{businessId}}.',
    en: 'It was given by {{organisation}}, business ID {{businessId}}.',
  },
  'agreement-for': {
    fi: 'Valtuutettu oli {{organisation}}, Y-tunnus {{businessId}}, joka oli hyväksynyt sen {{acceptedOn}}.',
    sv: 'Den befullmäktigade var {{organisation}}, FO-nummer {{businessId}}, som hade godkänt den {{acceptedOn}}.',
    en: 'It authorised {{organisation}}, business ID {{businessId}}, which had accepted it on {{acceptedOn}}.',
  },
  'holds-from': {
    fi: 'Voimassa {{from}} alkaen toistaiseksi.',
    sv: 'Gäller tills vidare från {{from}}.',
    en: 'In force from {{from}} until further notice.',
  },
  'holds-until': {
    fi: 'Voimassa {{from}}–{{until}}.',
    sv: 'Gäller {{from}}–{{until}}.',
    en: 'In force from {{from}} to {{until}}.',
  },
  'known-to-population-register': {
    fi: 'Henkilö löytyi väestötietojärjestelmästä.',
    sv: 'Personen fanns i befolkningsdatasystemet.',
    en: 'The person was in the population register.',
  },
  'ordered-by-another': {
    fi: 'Rekisteröijä ei tehnyt korttia itselleen.',
    sv: 'Registreraren beställde inte kortet åt sig själv.',
    en: 'The registrar did not order a card for themselves.',
  },
  'right-in-force': {
    fi: 'Ammattioikeus {{title}} oli voimassa {{from}} alkaen ilman päättymispäivää.',
    sv: 'Yrkesrättigheten {{title}} gällde från {{from}} utan slutdatum.',
    en: 'The right {{title}} was in force from {{from}} without an end.',
  },
  'right-in-force-until': {
    fi: 'Ammattioikeus {{title}} oli voimassa {{from}}–{{until}}.',
    sv: 'Yrkesrättigheten {{title}} gällde {{from}}–{{until}}.',
    en: 'The right {{title}} was in force from {{from}} to {{until}}.',
  },
  'doctor-id-held': {
    fi: 'Yksilöintitunnus {{doctorId}} oli rekisterissä.',
    sv: 'Identifikationskoden {{doctorId}} fanns i registret.',
    en: 'The Doctor ID {{doctorId}} was in the register.',
  },
  'doctor-id-not-demanded': {
    fi: 'Oikeus ei edellytä yksilöintitunnusta.',
    sv: 'Rättigheten kräver ingen identifikationskod.',
    en: 'The right requires no Doctor ID.',
  },
  'no-other-card': {
    fi: 'Henkilöllä ei ollut toista voimassa olevaa ammattikorttia.',
    sv: 'Personen hade inget annat giltigt yrkeskort.',
    en: 'The person had no other valid professional card.',
  },
  'card-of-another-right': {
    fi: 'Henkilön toinen ammattikortti on toista oikeutta varten: lääkärillä, joka on myös hammaslääkäri, voi olla kaksi ammattikorttia.',
    sv: 'Personens andra yrkeskort gäller en annan rättighet: en läkare som också är tandläkare kan ha två yrkeskort.',
    en: 'The person’s other professional card is for another right: a physician who is also a dentist may have two professional cards.',
  },
  'no-open-order': {
    fi: 'Henkilöllä ei ollut avointa tilausta.',
    sv: 'Personen hade ingen öppen beställning.',
    en: 'The person had no open order.',
  },
  'order-of-another-right': {
    fi: 'Henkilön avoin tilaus on toista oikeutta varten: lääkärillä, joka on myös hammaslääkäri, voi olla kaksi ammattikorttia.',
    sv: 'Personens öppna beställning gäller en annan rättighet: en läkare som också är tandläkare kan ha två yrkeskort.',
    en: 'The person’s open order is for another right: a physician who is also a dentist may have two professional cards.',
  },
  'valid-five-years': {
    fi: 'Kortti on voimassa viisi vuotta, {{validTo}} asti.',
    sv: 'Kortet gäller i fem år, till och med {{validTo}}.',
    en: 'The card is valid for five years, to {{validTo}}.',
  },
  'valid-as-long-as-right': {
    fi: 'Kortti on voimassa niin kauan kuin oikeus, {{validTo}} asti.',
    sv: 'Kortet gäller lika länge som rättigheten, till och med {{validTo}}.',
    en: 'The card is valid as long as the right, to {{validTo}}.',
  },
  'free-professional-card': {
    fi: 'Ammattikortti on maksuton.',
    sv: 'Yrkeskortet är avgiftsfritt.',
    en: 'The professional card is free of charge.',
  },
  'no-right-in-force': {
    fi: 'Henkilöllä ei ollut voimassa olevaa ammattioikeutta.',
    sv: 'Personen hade ingen gällande yrkesrättighet.',
    en: 'The person had no right to practise in force.',
  },
  'no-card-of-employer': {
    fi: 'Henkilöllä ei ollut voimassa olevaa korttia tai avointa tilausta tältä työnantajalta: {{organisation}}.',
    sv: 'Personen hade inget giltigt kort och ingen öppen beställning hos den här arbetsgivaren: {{organisation}}.',
    en: 'The person had neither a valid card nor an open order of this employer: {{organisation}}.',
  },
  'agreement-covers': {
    fi: 'Työnantajan korttisopimus oli voimassa ja kattoi kortin ja yksikön: {{organisation}}.',
    sv: 'Arbetsgivarens kortavtal gällde och omfattade kortet och enheten: {{organisation}}.',
    en: 'The employer’s card agreement was in force and covered card and unit: {{organisation}}.',
  },
  'agreement-at-own-point': {
    fi: 'Rekisteröintipiste on työnantajan oma.',
    sv: 'Registreringsstället är arbetsgivarens eget.',
    en: 'The registration point is the employer’s own.',
  },
  'authorised-point': {
    fi: 'Työnantaja on valtuuttanut rekisteröintipisteen.',
    sv: 'Arbetsgivaren har gett registreringsstället en fullmakt.',
    en: 'The employer has authorised the registration point.',
  },
  'certificate-stored': {
    fi: 'Palvelussuhdetodistus säilytetään tilauksen kanssa.',
    sv: 'Anställningsintyget förvaras med beställningen.',
    en: 'The employment certificate is stored with the order.',
  },
  'valid-as-long-as-employment': {
    fi: 'Kortti on voimassa niin kauan kuin palvelussuhde, {{validTo}} asti.',
    sv: 'Kortet gäller lika länge som anställningen, till och med {{validTo}}.',
    en: 'The card is valid as long as the employment, to {{validTo}}.',
  },
  'free-logs-in': {
    fi: 'Maksuton, koska henkilö kirjautuu asiakas- tai potilastietojärjestelmiin. Työnantaja vakuutti sen {{declaredOn}}.',
    sv: 'Avgiftsfritt, eftersom personen loggar in i klient- eller patientdatasystem. Arbetsgivaren försäkrade det {{declaredOn}}.',
    en: 'Free of charge, because the person logs in to client or patient systems. The employer declared so on {{declaredOn}}.',
  },
  'free-faulty-card': {
    fi: 'Maksuton, koska kortti tulee viallisen tilalle ja vika on valmistuksessa tai tilauksen käsittelyssä. Reklamaatio: {{complaint}}.',
    sv: 'Avgiftsfritt, eftersom kortet ersätter ett felaktigt kort och felet uppstod vid tillverkningen eller i behandlingen av beställningen. Reklamation: {{complaint}}.',
    en: 'Free of charge, because the card replaces a faulty one, and the fault is in production or in how the order was handled. Complaint: {{complaint}}.',
  },
  'priced-student': {
    fi: 'Opiskelijan harjoittelun henkilöstökortti on maksullinen, vaikka opiskelija kirjautuu asiakas- tai potilastietojärjestelmiin. Hinta oli tilauspäivän hinnaston mukaan {{amount}}.',
    sv: 'Personalkortet för en studerande i praktik är avgiftsbelagt, fastän den studerande loggar in i klient- eller patientdatasystem. Priset var enligt prislistan på beställningsdagen {{amount}}.',
    en: 'The staff card of a student in practice is chargeable, although the student logs in to client or patient systems. The price was {{amount}}, by the price list of the day of the order.',
  },
  priced: {
    fi: 'Hinta oli tilauspäivän hinnaston mukaan {{amount}}.',
    sv: 'Priset var enligt prislistan på beställningsdagen {{amount}}.',
    en: 'The price was {{amount}}, by the price list of the day of the order.',
  },
  'card-missed': {
    fi: 'Haltijalla ei ollut varsinaista korttiaan mukana.',
    sv: 'Innehavaren hade inte sitt ordinarie kort med sig.',
    en: 'The holder did not have the actual card with them.',
  },
  'registers-bear-out': {
    fi: 'Rekisterien tiedot vastasivat varsinaisen kortin tietoja.',
    sv: 'Uppgifterna i registren stämde överens med det ordinarie kortet.',
    en: 'The data in the registers matched the actual card.',
  },
  'no-open-spare-card': {
    fi: 'Kortilla ei ollut avointa varakorttia.',
    sv: 'Kortet hade inget öppet tillfälligt kort.',
    en: 'The card had no open spare card.',
  },
  'valid-for-months': {
    fi: 'Tilapäisvarmenteiden enimmäisaika on {{months}}. Ne ovat voimassa {{validTo}} asti.',
    sv: 'De tillfälliga certifikaten gäller i högst {{months}}, till och med {{validTo}}.',
    en: 'The temporary certificates are valid for at most {{months}}, to {{validTo}}.',
  },
  'valid-three-months': {
    fi: 'Tilapäisvarmenteet ovat voimassa kolme kuukautta, {{validTo}} asti.',
    sv: 'De tillfälliga certifikaten gäller i tre månader, till och med {{validTo}}.',
    en: 'The temporary certificates are valid for three months, to {{validTo}}.',
  },
  'valid-as-long-as-card': {
    fi: 'Tilapäisvarmenteet ovat voimassa niin kauan kuin varsinainen kortti, {{validTo}} asti.',
    sv: 'De tillfälliga certifikaten gäller lika länge som det ordinarie kortet, till och med {{validTo}}.',
    en: 'The temporary certificates are valid as long as the actual card, to {{validTo}}.',
  },
  'free-like-card': {
    fi: 'Maksuton, koska varsinainen kortti on maksuton.',
    sv: 'Avgiftsfritt, eftersom det ordinarie kortet är avgiftsfritt.',
    en: 'Free of charge, because the actual card is.',
  },
  'right-ended': {
    fi: 'Rekisterin mukaan oikeus, johon kortti perustui, ei ollut enää voimassa.',
    sv: 'Enligt registret gällde rättigheten som kortet grundade sig på inte längre.',
    en: 'According to the register, the right on which the card was based was no longer in force.',
  },
  'right-restricted': {
    fi: 'Rekisterin mukaan oikeus päättyy {{until}}, ennen korttia ({{cardValidTo}}).',
    sv: 'Enligt registret upphör rättigheten {{until}}, före kortet ({{cardValidTo}}).',
    en: 'According to the register, the right ends on {{until}}, before the card ({{cardValidTo}}).',
  },
  'number-changed': {
    fi: 'Rekisterissä oli toinen rekisteröintinumero tai yksilöintitunnus kuin kortissa.',
    sv: 'I registret fanns ett annat registreringsnummer eller en annan identifikationskod än på kortet.',
    en: 'The register had another registration number or Doctor ID than the card.',
  },
  'name-changed': {
    fi: 'Väestötietojärjestelmässä oli toinen nimi kuin kortissa.',
    sv: 'I befolkningsdatasystemet fanns ett annat namn än på kortet.',
    en: 'The population register had another name than the card.',
  },
  'holder-died': {
    fi: 'Väestötietojärjestelmän mukaan haltija on kuollut.',
    sv: 'Enligt befolkningsdatasystemet har innehavaren avlidit.',
    en: 'According to the population register, the holder has died.',
  },
} as const satisfies Texts
