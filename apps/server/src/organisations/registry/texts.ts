import type { Text } from '#platform/texts.ts'

export const texts = {
  notABusinessId: {
    title: {
      fi: 'Y-tunnus ei ole oikeaa muotoa',
      sv: 'FO-numret har fel form',
      en: 'The business ID does not have the right form',
    },
    advice: {
      fi: 'Kirjoita Y-tunnus muodossa 1234567-8.',
      sv: 'Skriv FO-numret i formen 1234567-8.',
      en: 'Enter the business ID as 1234567-8.',
    },
  },
  wrongCheckDigit: {
    title: {
      fi: 'Y-tunnuksen tarkistusnumero on väärä',
      sv: 'FO-numrets kontrollsiffra är fel',
      en: 'The check digit of the business ID is wrong',
    },
    advice: {
      fi: 'Tarkista numerot yritys- ja yhteisötietojärjestelmästä.',
      sv: 'Kontrollera siffrorna i företags- och organisationsdatasystemet.',
      en: 'Check the digits in the Business Information System.',
    },
  },
  notAnOid: {
    title: {
      fi: 'OID-yksilöintitunnus ei ole oikeaa muotoa',
      sv: 'OID-identifieraren har fel form',
      en: 'The OID does not have the right form',
    },
    advice: {
      fi: 'Kirjoita se numeroina ja pisteinä, esimerkiksi 1.2.246.10.1234567.10.1.',
      sv: 'Skriv den med siffror och punkter, till exempel 1.2.246.10.1234567.10.1.',
      en: 'Enter it as numbers and dots, for example 1.2.246.10.1234567.10.1.',
    },
  },
  unitOfAnother: {
    title: {
      fi: 'Yksikön OID ei kuulu organisaatiolle',
      sv: 'Enhetens OID hör inte till organisationen',
      en: 'The unit’s OID does not belong to the organisation',
    },
    advice: {
      fi: 'Yksikön OID alkaa organisaation OID:llä.',
      sv: 'Enhetens OID börjar med organisationens OID.',
      en: 'The OID of a unit begins with the OID of its organisation.',
    },
  },
  unitTwice: {
    title: {
      fi: 'Sama yksikkö on luettelossa kahdesti',
      sv: 'Samma enhet finns två gånger i listan',
      en: 'The same unit is listed twice',
    },
    advice: {
      fi: 'Poista toinen riveistä.',
      sv: 'Ta bort den ena raden.',
      en: 'Remove one of the lines.',
    },
  },
  organisationExists: {
    title: {
      fi: 'Organisaatio on jo kirjattu',
      sv: 'Organisationen är redan registrerad',
      en: 'The organisation has already been entered',
    },
    advice: {
      fi: 'Hae se Y-tunnuksella ja jatka siitä.',
      sv: 'Sök den med FO-numret och fortsätt därifrån.',
      en: 'Find it by its business ID and continue from there.',
    },
  },
  organisationChangedMeanwhile: {
    title: {
      fi: 'Joku toinen muutti tietoja tällä välin',
      sv: 'Någon annan har ändrat uppgifterna under tiden',
      en: 'Somebody else has changed the details meanwhile',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja tee muutoksesi uusiin tietoihin.',
      sv: 'Ladda om sidan och gör dina ändringar i de nya uppgifterna.',
      en: 'Reload the page and make your changes to the new details.',
    },
  },
  unknownToBusinessRegister: {
    title: {
      fi: 'Y-tunnusta ei löytynyt yritys- ja yhteisötietojärjestelmästä',
      sv: 'FO-numret hittades inte i företags- och organisationsdatasystemet',
      en: 'The business ID was not found in the Business Information System',
    },
    advice: {
      fi: 'Tarkista Y-tunnus organisaatiolta.',
      sv: 'Kontrollera FO-numret med organisationen.',
      en: 'Check the business ID with the organisation.',
    },
  },
  organisationCeased: {
    title: {
      fi: 'Organisaatio on lakannut yritys- ja yhteisötietojärjestelmän mukaan',
      sv: 'Organisationen har upphört enligt företags- och organisationsdatasystemet',
      en: 'According to the Business Information System the organisation has ceased',
    },
    advice: {
      fi: 'Lakannut organisaatio ei voi käyttää palvelua. Asioi sen organisaation puolesta, joka jatkaa toimintaa.',
      sv: 'En organisation som har upphört kan inte använda tjänsten. Uträtta ärendet för den organisation som fortsätter verksamheten.',
      en: 'An organisation that has ceased cannot use the service. Act for the organisation that continues its work.',
    },
  },
  organisationNotCoded: {
    title: {
      fi: 'Organisaatiota ei ole koodistopalvelussa tällä OID-tunnuksella',
      sv: 'Organisationen finns inte i kodtjänsten med denna OID',
      en: 'The organisation was not found in the code service with this OID',
    },
    advice: {
      fi: 'Organisaation on ensin ilmoitettava tietonsa koodistopalveluun. Uusi tieto näkyy täällä seuraavana päivänä.',
      sv: 'Organisationen måste först anmäla sina uppgifter till kodtjänsten. De syns här nästa dag.',
      en: 'The organisation must first report its details to the code service. New details are shown here the next day.',
    },
  },
  unitNotCoded: {
    title: {
      fi: 'Yksikköä ei ole organisaation yksiköissä koodistopalvelussa',
      sv: 'Enheten finns inte bland organisationens enheter i kodtjänsten',
      en: 'The unit is not among the organisation’s units in the code service',
    },
    advice: {
      fi: 'Tarkista yksikön OID-tunnus. Uusi yksikkö näkyy täällä seuraavana päivänä.',
      sv: 'Kontrollera enhetens OID. En ny enhet syns här nästa dag.',
      en: 'Check the OID of the unit. A new unit is shown here the next day.',
    },
  },
  organisationNotFound: {
    title: {
      fi: 'Organisaatiota ei löydy',
      sv: 'Organisationen hittades inte',
      en: 'The organisation was not found',
    },
    advice: {
      fi: 'Hae organisaatio uudelleen.',
      sv: 'Sök organisationen på nytt.',
      en: 'Look up the organisation again.',
    },
  },
  unitInCardAgreement: {
    title: {
      fi: 'Voimassa oleva sopimus nimeää yksikön',
      sv: 'Ett gällande avtal nämner enheten',
      en: 'An agreement in force names the unit',
    },
    advice: {
      fi: 'Päätä sopimus ensin, tai jätä yksikkö luetteloon.',
      sv: 'Avsluta avtalet först, eller låt enheten stå kvar.',
      en: 'End the agreement first, or leave the unit in the list.',
    },
  },
  kindInDocuments: {
    title: {
      fi: 'Voimassa oleva tai odottava asiakirja koskee toista korttia',
      sv: 'En gällande eller väntande handling gäller ett annat kort',
      en: 'An agreement or authorisation in force or waiting is for another card',
    },
    advice: {
      fi: 'Päätä tai hylkää ensin sopimukset ja valtuutukset, jotka koskevat organisaation nykyisen lajin korttia.',
      sv: 'Avsluta eller avslå först de avtal och fullmakter som gäller kortet för organisationens nuvarande slag.',
      en: 'First end or reject the agreements and authorisations for the card of the organisation’s current type.',
    },
  },
  unitNotFound: {
    title: {
      fi: 'Yksikköä ei ole organisaation yksiköissä',
      sv: 'Enheten finns inte bland organisationens enheter',
      en: 'The organisation has no such unit',
    },
    advice: {
      fi: 'Lisää yksikkö ensin organisaation tietoihin.',
      sv: 'Lägg först till enheten i organisationens uppgifter.',
      en: 'First add the unit to the organisation’s details.',
    },
  },
  daysBackwards: {
    title: {
      fi: 'Viimeinen päivä on ennen ensimmäistä',
      sv: 'Den sista dagen kommer före den första',
      en: 'The last day comes before the first',
    },
    advice: {
      fi: 'Tarkista päivät. Viimeisen päivän voi jättää tyhjäksi.',
      sv: 'Kontrollera dagarna. Den sista dagen kan lämnas tom.',
      en: 'Check the days. The last day can be left empty.',
    },
  },
  firstDayTooLate: {
    title: {
      fi: 'Ensimmäinen päivä on yli vuoden päässä',
      sv: 'Den första dagen är om mer än ett år',
      en: 'The first day is more than a year ahead',
    },
    advice: {
      fi: 'Tarkista vuosi. Sopimus voi alkaa viimeistään vuoden kuluttua.',
      sv: 'Kontrollera året. Avtalet kan börja senast om ett år.',
      en: 'Check the year. An agreement begins within a year.',
    },
  },
  lastDayTooLate: {
    title: {
      fi: 'Viimeinen päivä on yli 20 vuotta ensimmäisestä',
      sv: 'Den sista dagen är mer än 20 år efter den första',
      en: 'The last day is more than 20 years after the first',
    },
    advice: {
      fi: 'Tarkista vuosi. Viimeisen päivän voi jättää tyhjäksi.',
      sv: 'Kontrollera året. Den sista dagen kan lämnas tom.',
      en: 'Check the year. The last day can be left empty.',
    },
  },
  agreementOverlaps: {
    title: {
      fi: 'Samoista yksiköistä ja pisteistä on jo sopimus samalle ajalle',
      sv: 'Det finns redan ett avtal om samma enheter och ställen för samma tid',
      en: 'There is an agreement for the same units and points on the same days already',
    },
    advice: {
      fi: 'Avaa se sivulla Sopimukset ja muuta sitä, tai valitse muut päivät, yksiköt tai pisteet.',
      sv: 'Öppna det på sidan Avtal och ändra det, eller välj andra dagar, enheter eller ställen.',
      en: 'Open it on the page of agreements and change it, or choose other days, units or points.',
    },
  },
  agreementOverlapsAtOffice: {
    title: {
      fi: 'Organisaatiolla on jo samoista yksiköistä ja pisteistä sopimus samalle ajalle',
      sv: 'Organisationen har redan ett avtal om samma enheter och ställen för samma tid',
      en: 'The organisation already has an agreement for the same units and points on the same days',
    },
    advice: {
      fi: 'Päätä tai hylkää se ensin organisaation sivulla, tai valitse muut päivät, yksiköt tai pisteet.',
      sv: 'Avsluta eller avslå det först på organisationens sida, eller välj andra dagar, enheter eller ställen.',
      en: 'End or reject it first on the organisation’s page, or choose other days, units or points.',
    },
  },
  delegationOverlapsAtOffice: {
    title: {
      fi: 'Organisaatio on jo valtuuttanut saman pisteen samalle ajalle',
      sv: 'Organisationen har redan befullmäktigat samma ställe för samma tid',
      en: 'The organisation has already authorised the same point on the same days',
    },
    advice: {
      fi: 'Päätä tai hylkää valtuutus ensin organisaation sivulla, tai valitse muut päivät tai toinen piste.',
      sv: 'Avsluta eller avslå fullmakten först på organisationens sida, eller välj andra dagar eller ett annat ställe.',
      en: 'End or reject the authorisation first on the organisation’s page, or choose other days or another point.',
    },
  },
  pointOperatorUnknown: {
    title: {
      fi: 'Pisteen pitäjä ei ole asiakas',
      sv: 'Ställets upprätthållare är inte kund',
      en: 'The operator of the point is not a customer',
    },
    advice: {
      fi: 'Kirjaa pitäjä asiakkaaksi ja merkitse sen Y-tunnus pisteen tietoihin, tai valitse toinen piste.',
      sv: 'Registrera upprätthållaren som kund och anteckna dess FO-nummer i ställets uppgifter, eller välj ett annat ställe.',
      en: 'Enter the operator as a customer and its business ID in the details of the point, or choose another point.',
    },
  },
  pointsOfSeveral: {
    title: {
      fi: 'Pisteillä on eri pitäjät',
      sv: 'Ställena har olika upprätthållare',
      en: 'The points have different operators',
    },
    advice: {
      fi: 'Valtuutus annetaan yhdelle organisaatiolle. Kirjaa jokaiselle pitäjälle oma valtuutus.',
      sv: 'En fullmakt ges till en organisation. Registrera en egen fullmakt för varje upprätthållare.',
      en: 'An authorisation is given to one organisation. Enter a separate authorisation for each operator.',
    },
  },
  productNotForOrganisation: {
    title: {
      fi: 'Kortti ei ole tällaiselle organisaatiolle',
      sv: 'Kortet är inte för en sådan organisation',
      en: 'The card is not for such an organisation',
    },
    advice: {
      fi: 'Palvelunantajan ja apteekin henkilöstö saa henkilöstökortin, muun organisaation henkilöstö toimijakortin.',
      sv: 'Personalen hos en tjänstetillhandahållare eller ett apotek får personalkort, personalen hos andra organisationer aktörskort.',
      en: 'Staff of a care provider or pharmacy get a staff card, staff of other organisations an actor card.',
    },
  },
  pointNotFound: {
    title: {
      fi: 'Rekisteröintipistettä ei löydy',
      sv: 'Registreringsstället hittades inte',
      en: 'The registration point was not found',
    },
    advice: {
      fi: 'Valitse piste luettelosta.',
      sv: 'Välj stället i listan.',
      en: 'Choose the point from the list.',
    },
  },
  priceListNotFound: {
    title: {
      fi: 'Hinnastoa ei löytynyt',
      sv: 'Prislistan hittades inte',
      en: 'The price list was not found',
    },
    advice: {
      fi: 'Valitse hinnasto luettelosta.',
      sv: 'Välj prislistan i listan.',
      en: 'Choose the price list from the list.',
    },
  },
  delegateNotFound: {
    title: {
      fi: 'Asiakasnumero ja Y-tunnus eivät ole saman organisaation',
      sv: 'Kundnumret och FO-numret hör inte till samma organisation',
      en: 'The customer number and the business ID do not belong to the same organisation',
    },
    advice: {
      fi: 'Kysy molemmat valtuutetulta organisaatiolta. Sen on oltava kirjattu asiakkaaksi.',
      sv: 'Be den befullmäktigade organisationen om båda. Den måste vara registrerad som kund.',
      en: 'Ask the authorised organisation for both. It has to be registered as a customer.',
    },
  },
  authorisingOneself: {
    title: {
      fi: 'Organisaatio ei voi valtuuttaa itseään',
      sv: 'En organisation kan inte befullmäktiga sig själv',
      en: 'An organisation can’t authorise itself',
    },
    advice: {
      fi: 'Oma rekisteröintipiste kirjataan sopimukseen.',
      sv: 'Det egna registreringsstället skrivs in i avtalet.',
      en: 'The organisation’s own registration point is named in the agreement.',
    },
  },
  agreementNotFound: {
    title: {
      fi: 'Sopimusta tai valtuutusta ei löydy',
      sv: 'Avtalet eller fullmakten hittades inte',
      en: 'The agreement or authorisation was not found',
    },
    advice: {
      fi: 'Avaa organisaation tiedot uudelleen.',
      sv: 'Öppna organisationens uppgifter på nytt.',
      en: 'Open the organisation again.',
    },
  },
  agreementNotProposed: {
    title: {
      fi: 'Asia on jo päätetty',
      sv: 'Ärendet är redan avgjort',
      en: 'The matter has already been decided',
    },
    advice: {
      fi: 'Avaa organisaation tiedot uudelleen.',
      sv: 'Öppna organisationens uppgifter på nytt.',
      en: 'Open the organisation again.',
    },
  },
  agreementNotApproved: {
    title: {
      fi: 'Vain hyväksytyn sopimuksen tai valtuutuksen voi päättää',
      sv: 'Bara ett godkänt avtal eller en godkänd fullmakt kan avslutas',
      en: 'Only an approved agreement or authorisation can be ended',
    },
    advice: {
      fi: 'Avaa organisaation tiedot uudelleen.',
      sv: 'Öppna organisationens uppgifter på nytt.',
      en: 'Open the organisation again.',
    },
  },
  cardAgreementMissing: {
    title: {
      fi: 'Organisaatiolla ei ole toimikorttisopimusta',
      sv: 'Organisationen har inget kortavtal',
      en: 'The organisation has no card agreement',
    },
    advice: {
      fi: 'Organisaation yhteyshenkilö tekee sopimuksen. Kortin voi tilata, kun sopimus on hyväksytty.',
      sv: 'Organisationens kontaktperson ingår avtalet. Kortet kan beställas när avtalet har godkänts.',
      en: 'The organisation’s contact makes an agreement. The card can be ordered when the agreement has been approved.',
    },
  },
  pointOfAnother: {
    title: {
      fi: 'Rekisteröintipiste on toisen organisaation',
      sv: 'Registreringsstället är en annan organisations',
      en: 'The registration point is another organisation’s',
    },
    advice: {
      fi: 'Sopimuksessa ovat organisaation omat pisteet, valtuutuksessa valtuutetun. Jos piste on oikea, pyydä palvelun toimistoa merkitsemään pisteen pitäjän Y-tunnus.',
      sv: 'I avtalet står organisationens egna ställen, i fullmakten den befullmäktigades. Om stället är rätt, be tjänstens kontor anteckna upprätthållarens FO-nummer.',
      en: 'An agreement names the organisation’s own points, an authorisation those of the authorised organisation. If the point is right, ask the office to enter its operator’s business ID.',
    },
  },
  notToBeChanged: {
    title: {
      fi: 'Muutettava sopimus ei ole voimassa',
      sv: 'Avtalet som ska ändras gäller inte',
      en: 'The agreement that is to be changed is not in force',
    },
    advice: {
      fi: 'Tee uusi sopimus.',
      sv: 'Ingå ett nytt avtal.',
      en: 'Make a new agreement.',
    },
  },
  beingChanged: {
    title: {
      fi: 'Sopimuksen muutos odottaa jo hyväksymistä',
      sv: 'En ändring av avtalet väntar redan på godkännande',
      en: 'A change of the agreement is already waiting for approval',
    },
    advice: {
      fi: 'Odota, kunnes käsittelijä on ratkaissut sen.',
      sv: 'Vänta tills handläggaren har avgjort den.',
      en: 'Wait until a case officer has decided on it.',
    },
  },
  cardAgreementNotApproved: {
    title: {
      fi: 'Toimikorttisopimusta ei ole vielä hyväksytty',
      sv: 'Kortavtalet har inte godkänts ännu',
      en: 'The card agreement is not approved yet',
    },
    advice: {
      fi: 'Toinen käsittelijä hyväksyy sopimuksen. Kysy palvelun toimistosta.',
      sv: 'En annan handläggare godkänner avtalet. Fråga tjänstens kontor.',
      en: 'Another case officer approves it. Ask the office of the service.',
    },
  },
  cardAgreementNotBegun: {
    title: {
      fi: 'Toimikorttisopimus ei ole vielä alkanut',
      sv: 'Kortavtalet har inte börjat gälla',
      en: 'The card agreement has not begun',
    },
    advice: {
      fi: 'Kortin voi tilata sopimuksen ensimmäisestä päivästä lähtien.',
      sv: 'Kortet kan beställas från avtalets första dag.',
      en: 'The card can be ordered from its first day.',
    },
  },
  cardAgreementEnded: {
    title: {
      fi: 'Toimikorttisopimus on päättynyt',
      sv: 'Kortavtalet har upphört',
      en: 'The card agreement has ended',
    },
    advice: {
      fi: 'Organisaation yhteyshenkilö tekee uuden sopimuksen.',
      sv: 'Organisationens kontaktperson ingår ett nytt avtal.',
      en: 'The organisation’s contact makes a new agreement.',
    },
  },
  cardAgreementWithoutProduct: {
    title: {
      fi: 'Toimikorttisopimus ei koske tätä korttia',
      sv: 'Kortavtalet gäller inte det här kortet',
      en: 'The card agreement does not cover this card',
    },
    advice: {
      fi: 'Organisaation yhteyshenkilö muuttaa sopimusta.',
      sv: 'Organisationens kontaktperson ändrar avtalet.',
      en: 'The organisation’s contact changes it.',
    },
  },
  cardAgreementWithoutUnit: {
    title: {
      fi: 'Toimikorttisopimus ei koske tätä yksikköä',
      sv: 'Kortavtalet gäller inte den här enheten',
      en: 'The card agreement does not cover this unit',
    },
    advice: {
      fi: 'Valitse yksikkö, jota sopimus koskee, tai pyydä yhteyshenkilöä muuttamaan sopimusta.',
      sv: 'Välj en enhet som avtalet gäller, eller be kontaktpersonen ändra avtalet.',
      en: 'Choose a unit that the agreement covers, or ask the organisation’s contact to change the agreement.',
    },
  },
  delegationMissing: {
    title: {
      fi: 'Organisaatio ei ole valtuuttanut tätä rekisteröintipistettä',
      sv: 'Organisationen har inte befullmäktigat det här registreringsstället',
      en: 'The organisation has not authorised this registration point',
    },
    advice: {
      fi: 'Kortin tilaa organisaation oma rekisteröintipiste tai piste, jonka se valtuuttaa.',
      sv: 'Kortet beställs vid organisationens eget registreringsställe eller vid ett som den befullmäktigar.',
      en: 'The card is ordered at the organisation’s own registration point, or at one that it authorises.',
    },
  },
  delegationNotApproved: {
    title: {
      fi: 'Valtuutusta ei ole vielä hyväksytty',
      sv: 'Fullmakten har inte godkänts ännu',
      en: 'The authorisation is not approved yet',
    },
    advice: {
      fi: 'Toinen käsittelijä hyväksyy valtuutuksen. Kysy palvelun toimistosta.',
      sv: 'En annan handläggare godkänner fullmakten. Fråga tjänstens kontor.',
      en: 'Another case officer approves it. Ask the office of the service.',
    },
  },
  delegationNotBegun: {
    title: {
      fi: 'Valtuutus ei ole vielä alkanut',
      sv: 'Fullmakten har inte börjat gälla',
      en: 'The authorisation has not begun',
    },
    advice: {
      fi: 'Kortin voi tilata valtuutuksen ensimmäisestä päivästä lähtien.',
      sv: 'Kortet kan beställas från fullmaktens första dag.',
      en: 'The card can be ordered from its first day.',
    },
  },
  delegationEnded: {
    title: {
      fi: 'Valtuutus on päättynyt',
      sv: 'Fullmakten har upphört',
      en: 'The authorisation has ended',
    },
    advice: {
      fi: 'Organisaatio antaa uuden valtuutuksen, tai kortti tilataan organisaation omassa pisteessä.',
      sv: 'Organisationen ger en ny fullmakt, eller kortet beställs vid organisationens eget ställe.',
      en: 'The organisation gives a new authorisation, or the card is ordered at its own point.',
    },
  },
  delegationWithoutProduct: {
    title: {
      fi: 'Valtuutus ei koske tätä korttia',
      sv: 'Fullmakten gäller inte det här kortet',
      en: 'The authorisation does not cover this card',
    },
    advice: {
      fi: 'Organisaation yhteyshenkilö muuttaa valtuutusta.',
      sv: 'Organisationens kontaktperson ändrar fullmakten.',
      en: 'The organisation’s contact changes it.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
