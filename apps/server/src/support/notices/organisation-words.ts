import { showDay, showEuros, showInstant } from '@sotevarmenne/kernel/show'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Text } from '#platform/texts.ts'
import type { OrganisationNoticeKind } from './contract.ts'
import { composeMail, type MailWords } from './compose-mail.ts'
import { endings, fill, oneLinkOf } from './mail-words.ts'
import type { OrganisationMail } from './ports.ts'

/** A mail's subject and text. It names the organisation, but none of its people. */
export function organisationWordsOf(
  kind: OrganisationNoticeKind,
  { language, organisation, link, until, ...facts }: Omit<OrganisationMail, 'to' | 'files'>,
  service: ServiceDetails,
): MailWords {
  const { subject, body } = words[kind]
  const blanks = {
    organisation,
    name: facts.name ?? '–',
    number: String(facts.number ?? ''),
    waiting: String(facts.waiting ?? 0),
    day: facts.day === undefined ? '' : showDay(facts.day, language),
    open: facts.openCents === undefined ? '' : showEuros(facts.openCents, language),
  }
  return composeMail({
    language,
    service,
    subject: subject[language],
    paragraphs: [
      fill(body[language], blanks),
      ...(facts.because === undefined ? [] : [facts.because]),
      ...(link === undefined ? [] : [{ text: forYou[language], address: link }]),
      ...(until === undefined
        ? []
        : [fill(holdsUntil[language], { until: showInstant(until, language) })]),
      ...(link === undefined ? [] : [oneLinkOf(service, language)]),
      endings.ofAddress[language],
    ],
  })
}

const words: {
  readonly [Kind in OrganisationNoticeKind]: { readonly subject: Text; readonly body: Text }
} = {
  invited: {
    subject: {
      fi: 'Kutsu toimia organisaation puolesta',
      sv: 'Inbjudan att handla för en organisation',
      en: 'Invitation to act for an organisation',
    },
    body: {
      fi: '{organisation} kutsuu sinut hoitamaan asioitaan varmennepalvelussa. Avaa linkki, tunnistaudu kortilla tai Suomi.fi-tunnistuksella ja hyväksy kutsu.',
      sv: '{organisation} bjuder in dig att sköta sina ärenden i certifikattjänsten. Öppna länken, identifiera dig med kort eller Suomi.fi-identifikation och godkänn inbjudan.',
      en: '{organisation} has invited you to look after its matters in the certificate service. Open the link, identify yourself with a card or Suomi.fi e-Identification, and accept the invitation.',
    },
  },
  'account-opened': {
    subject: {
      fi: 'Organisaatiolla on tili varmennepalvelussa',
      sv: 'Organisationen har ett konto i certifikattjänsten',
      en: 'The organisation has an account in the certificate service',
    },
    body: {
      fi: 'Organisaatiolle {organisation} on avattu tili varmennepalvelussa. Saat sähköpostia sen asioista. Yhteyshenkilöt ja muut henkilöt näkyvät organisaation sivulla palvelussa. Jos jokin on väärin, ota yhteyttä toimistoon.',
      sv: 'Ett konto i certifikattjänsten har öppnats för {organisation}. Du får e-post om dess ärenden. Kontaktpersonerna och de andra personerna syns på organisationens sida i tjänsten. Om något är fel, kontakta kontoret.',
      en: 'An account in the certificate service has been opened for {organisation}. You get e-mail about its matters. Its contacts and other people are listed on the page of the organisation in the service. If anything is wrong, contact the office.',
    },
  },
  'contacts-changed': {
    subject: {
      fi: 'Organisaation yhteyshenkilöt ovat muuttuneet',
      sv: 'Organisationens kontaktpersoner har ändrats',
      en: 'The contacts of the organisation have changed',
    },
    body: {
      fi: 'Organisaation {organisation} yhteyshenkilöt varmennepalvelussa ovat muuttuneet. Tämä viesti on lähetetty aiemmille ja nykyisille yhteyshenkilöille. Luettelo on organisaation sivulla palvelussa. Jos jokin on väärin, ota yhteyttä toimistoon.',
      sv: 'Kontaktpersonerna för {organisation} i certifikattjänsten har ändrats. Det här meddelandet har skickats till de tidigare och de nuvarande. Förteckningen finns på organisationens sida i tjänsten. Om något är fel, kontakta kontoret.',
      en: 'The contacts of {organisation} in the certificate service have changed. This message was sent to the earlier and the current contacts. The list is on the page of the organisation in the service. If anything is wrong, contact the office.',
    },
  },
  'power-of-attorney-ends': {
    subject: {
      fi: 'Allekirjoittajan valtakirja päättyy',
      sv: 'En firmatecknares fullmakt upphör',
      en: 'A signatory’s power of attorney ends',
    },
    body: {
      fi: 'Organisaation {organisation} allekirjoittajalla on valtakirja, jonka viimeinen päivä on {day}. Sen jälkeen hän ei voi nähdä eikä tehdä mitään organisaation puolesta. Hän voi liittää uuden valtakirjan omien organisaatioidensa sivulla, ja käsittelijä päättää.',
      sv: 'En firmatecknare i kontot för {organisation} har en fullmakt vars sista dag är {day}. Därefter kan hen inte se eller göra något för organisationen. En ny fullmakt kan bifogas på sidan för hens organisationer, och en handläggare beslutar.',
      en: 'A signatory in the account of {organisation} has a power of attorney whose last day is {day}. After that day they cannot see or do anything for the organisation. They can attach a new power of attorney on the page of their organisations, and a case officer decides.',
    },
  },
  'signatory-joined': {
    subject: {
      fi: 'Organisaatiolla on uusi allekirjoittaja',
      sv: 'Organisationen har en ny firmatecknare',
      en: 'The organisation has a new signatory',
    },
    body: {
      fi: 'Organisaation {organisation} tiliin on tullut allekirjoittaja, yritys- ja yhteisötietojärjestelmän mukaan tai valtakirjalla. Hän allekirjoittaa sopimukset ja voi kutsua muita. Henkilöt näkyvät organisaation sivulla palvelussa. Jos jokin on väärin, ota yhteyttä toimistoon.',
      sv: 'En firmatecknare har kommit till kontot för {organisation}, enligt företags- och organisationsdatasystemet eller med fullmakt. Firmatecknaren undertecknar avtal och kan bjuda in andra. Personerna syns på organisationens sida i tjänsten. Om något är fel, kontakta kontoret.',
      en: 'The account of {organisation} has a new signatory, according to the Business Information System or with a power of attorney. The signatory signs its agreements and can invite others. Its people are listed on the page of the organisation in the service. If anything is wrong, contact the office.',
    },
  },
  'request-wanted': {
    subject: {
      fi: 'Varmennepyyntö tarvitaan',
      sv: 'En certifikatbegäran behövs',
      en: 'A certificate request is needed',
    },
    body: {
      fi: '{organisation} hakee palveluvarmennetta nimelle {name} ja on merkinnyt sinut tekniseksi yhteyshenkilöksi. Avaa linkki ja tuo varmennepyyntö (PKCS#10). Linkkiä voi käyttää kerran.',
      sv: '{organisation} ansöker om ett servicecertifikat för {name} och har angett dig som teknisk kontaktperson. Öppna länken och lämna in certifikatbegäran (PKCS#10). Länken kan användas en gång.',
      en: '{organisation} is applying for a service certificate for {name} and has named you as its technical contact. Open the link and submit the certificate request (PKCS#10). The link works once.',
    },
  },
  'application-returned': {
    subject: {
      fi: 'Palveluvarmennehakemus on palautettu täydennettäväksi',
      sv: 'Ansökan om servicecertifikat ska kompletteras',
      en: 'An application for a service certificate needs to be completed',
    },
    body: {
      fi: 'Organisaation {organisation} hakemus nimelle {name} on palautettu. Täydennä se palvelussa ja lähetä uudelleen.',
      sv: 'Ansökan från {organisation} för {name} har returnerats. Komplettera den i tjänsten och skicka den på nytt.',
      en: 'The application of {organisation} for {name} has been returned. Complete it in the service and send it again.',
    },
  },
  'application-refused': {
    subject: {
      fi: 'Palveluvarmennehakemus on hylätty',
      sv: 'Ansökan om servicecertifikat har avslagits',
      en: 'An application for a service certificate has been refused',
    },
    body: {
      fi: 'Organisaation {organisation} hakemus nimelle {name} on hylätty. Päätöksen perustelut ovat tässä viestissä. Voit tehdä oikaisuvaatimuksen maksutta 30 päivän kuluessa: ohje on hakemuksen sivulla.',
      sv: 'Ansökan från {organisation} för {name} har avslagits. Grunderna för beslutet finns i detta meddelande. Du kan begära omprövning avgiftsfritt inom 30 dagar: anvisningen finns på ansökans sida.',
      en: 'The application of {organisation} for {name} has been refused. The grounds of the decision are in this message. You can request a review, free of charge, within 30 days: the page of the application explains how.',
    },
  },
  'certificate-issued': {
    subject: {
      fi: 'Palveluvarmenne on myönnetty',
      sv: 'Ett servicecertifikat har utfärdats',
      en: 'A service certificate has been issued',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} on myönnetty. Se on voimassa {day} asti. Varmenne on liitteenä PEM- ja DER-muodossa ja sen varmentajat yhtenä PEM-tiedostona. Samat tiedostot saat palvelusta.',
      sv: 'Servicecertifikatet för {organisation}, {name}, har utfärdats. Det gäller till {day}. Certifikatet är bifogat i PEM- och DER-format och dess utfärdare i en PEM-fil. Samma filer får du i tjänsten.',
      en: 'The service certificate of {organisation} for {name} has been issued. It is valid until {day}. The certificate is attached as PEM and as DER, and its issuers as one PEM file. You get the same files in the service.',
    },
  },
  'certificate-ends': {
    subject: {
      fi: 'Palveluvarmenteen voimassaolo päättyy',
      sv: 'Ett servicecertifikats giltighet upphör',
      en: 'A service certificate expires',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} on voimassa {day} asti. Varmennetta ei uusita: hae uutta palvelussa.',
      sv: 'Servicecertifikatet för {organisation}, {name}, gäller till {day}. Certifikat förnyas inte: ansök om ett nytt i tjänsten.',
      en: 'The service certificate of {organisation} for {name} is valid until {day}. Certificates are not renewed: apply for a new one in the service.',
    },
  },
  'certificate-revoked': {
    subject: {
      fi: 'Palveluvarmenne on suljettu',
      sv: 'Ett servicecertifikat har spärrats',
      en: 'A service certificate has been revoked',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} on suljettu pysyvästi.',
      sv: 'Servicecertifikatet för {organisation}, {name}, har spärrats för gott.',
      en: 'The service certificate of {organisation} for {name} has been revoked for good.',
    },
  },
  'certificate-outdated': {
    subject: {
      fi: 'Palveluvarmenteen tiedot ovat vanhentuneet',
      sv: 'Uppgifterna i ett servicecertifikat är föråldrade',
      en: 'The data of a service certificate are outdated',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} ei enää vastaa koodistopalvelun tietoja. Toimiston käsittelijä päättää, suljetaanko se. Hae uutta varmennetta palvelussa, jos palvelin tai järjestelmä on yhä käytössä, ja tarkista tiedot koodistopalvelussa. Mitä on muuttunut:',
      sv: 'Servicecertifikatet för {organisation}, {name}, motsvarar inte längre kodtjänsten. En handläggare på kontoret beslutar om det ska spärras. Ansök om ett nytt certifikat i tjänsten om servern eller systemet fortfarande används, och kontrollera uppgifterna i kodtjänsten. Vad som har ändrats:',
      en: 'The service certificate of {organisation} for {name} no longer matches the code service. A case officer at the office decides whether it is revoked. Apply for a new one in the service if the server or system is still in use, and check the data in the code service. What has changed:',
    },
  },
  'certificate-borne-out': {
    subject: {
      fi: 'Palveluvarmenteen tiedot ovat taas ajan tasalla',
      sv: 'Uppgifterna i ett servicecertifikat stämmer igen',
      en: 'The data of a service certificate are correct again',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} vastaa taas koodistopalvelua. Aiempi viestimme muutoksesta on aiheeton, eikä varmennetta suljeta sen vuoksi.',
      sv: 'Servicecertifikatet för {organisation}, {name}, motsvarar åter kodtjänsten. Vårt tidigare meddelande om en ändring gäller inte längre, och certifikatet spärras inte på grund av den.',
      en: 'The service certificate of {organisation} for {name} matches the code service again. Our earlier message about a change no longer applies, and the certificate is not revoked because of it.',
    },
  },
  'certificate-to-be-revoked': {
    subject: {
      fi: 'Palveluvarmenne suljetaan',
      sv: 'Ett servicecertifikat spärras',
      en: 'A service certificate will be revoked',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} suljetaan pysyvästi {day}, koska se ei vastaa koodistopalvelua. Hae uutta ajoissa, jos palvelin tai järjestelmä on yhä käytössä. Jos päätös on mielestäsi virheellinen, kirjoita toimistolle.',
      sv: 'Servicecertifikatet för {organisation}, {name}, spärras för gott {day}, eftersom det inte motsvarar kodtjänsten. Ansök om ett nytt i tid om servern eller systemet fortfarande används. Skriv till kontoret om du anser att beslutet är fel.',
      en: 'The service certificate of {organisation} for {name} is revoked for good on {day}, since it does not match the code service. Apply for a new one in time if the server or system is still in use. Write to the office if you think the decision is wrong.',
    },
  },
  'certificate-left': {
    subject: {
      fi: 'Palveluvarmenne jää voimaan',
      sv: 'Ett servicecertifikat förblir i kraft',
      en: 'A service certificate stays valid',
    },
    body: {
      fi: 'Organisaation {organisation} palveluvarmenne nimelle {name} jää voimaan, vaikka se ei vastaa koodistopalvelua. Käsittelijän perustelu:',
      sv: 'Servicecertifikatet för {organisation}, {name}, förblir i kraft fast det inte motsvarar kodtjänsten. Handläggarens motivering:',
      en: 'The service certificate of {organisation} for {name} stays valid, though it does not match the code service. The case officer’s reason:',
    },
  },
  'test-cards-accepted': {
    subject: {
      fi: 'Testikorttien tilaus on hyväksytty',
      sv: 'Beställningen av testkort har godkänts',
      en: 'An order of test cards has been approved',
    },
    body: {
      fi: 'Organisaation {organisation} {day} tilaamat testikortit valmistetaan. Kortit ja aktivointikirjeet tulevat eri lähetyksinä tilauksen osoitteeseen.',
      sv: 'Testkorten som {organisation} beställde {day} tillverkas. Korten och aktiveringsbreven skickas separat till beställningens adress.',
      en: 'The test cards that {organisation} ordered on {day} are being made. The cards and the activation letters are sent separately, to the address in the order.',
    },
  },
  'test-cards-refused': {
    subject: {
      fi: 'Testikorttien tilaus on hylätty',
      sv: 'Beställningen av testkort har avslagits',
      en: 'An order of test cards has been refused',
    },
    body: {
      fi: 'Organisaation {organisation} {day} tekemä testikorttien tilaus on hylätty. Mitään ei veloiteta. Voit tehdä uuden tilauksen palvelussa.',
      sv: 'Beställningen av testkort som {organisation} gjorde {day} har avslagits. Inget debiteras. Du kan göra en ny beställning i tjänsten.',
      en: 'The order of test cards that {organisation} made on {day} has been refused. Nothing is charged. You can make a new order in the service.',
    },
  },
  'agreement-to-accept': {
    subject: {
      fi: 'Valtuutus odottaa organisaatiosi hyväksyntää',
      sv: 'En fullmakt väntar på din organisations godkännande',
      en: 'An authorisation is waiting for your organisation’s acceptance',
    },
    body: {
      fi: '{name} on allekirjoittanut valtuutuksen, jolla {organisation} tilaisi sen henkilöstölle kortteja. Lue se palvelussa: allekirjoittaja hyväksyy tai hylkää sen.',
      sv: '{name} har undertecknat en fullmakt enligt vilken {organisation} beställer kort till dess personal. Läs den i tjänsten: en firmatecknare godkänner eller avvisar den.',
      en: '{name} has signed an authorisation by which {organisation} would order cards for its people. Read it in the service: a signatory accepts or declines it.',
    },
  },
  'agreement-accepted': {
    subject: {
      fi: 'Valtuutus on hyväksytty',
      sv: 'Fullmakten har godkänts',
      en: 'The authorisation was accepted',
    },
    body: {
      fi: '{organisation}: valtuutus, jonka toinen osapuoli on {name}, on allekirjoitettu molemmin puolin. Se on voimassa, kun toimisto on hyväksynyt sen.',
      sv: '{organisation}: fullmakten vars andra part är {name} har undertecknats av båda. Den gäller när kontoret har godkänt den.',
      en: '{organisation}: the authorisation whose other side is {name} has been signed by both. It takes effect once the office has approved it.',
    },
  },
  'agreement-declined': {
    subject: {
      fi: 'Valtuutus on hylätty',
      sv: 'Fullmakten har avvisats',
      en: 'The authorisation was declined',
    },
    body: {
      fi: '{organisation}: valtuutusta, jonka toinen osapuoli on {name}, ei hyväksytty. Sen nojalla ei tilata kortteja.',
      sv: '{organisation}: fullmakten vars andra part är {name} godkändes inte. Inga kort beställs med stöd av den.',
      en: '{organisation}: the authorisation whose other side is {name} was not accepted. No cards are ordered under it.',
    },
  },
  'agreement-approved': {
    subject: {
      fi: 'Allekirjoitettu asiakirja on hyväksytty',
      sv: 'Den undertecknade handlingen har godkänts',
      en: 'The signed document was approved',
    },
    body: {
      fi: 'Toimisto on hyväksynyt asiakirjan, jonka {organisation} on allekirjoittanut. Sen voimassaolo näkyy palvelussa, sopimusten ja valtuutusten luettelossa.',
      sv: 'Kontoret har godkänt handlingen som {organisation} har undertecknat. När den gäller syns i tjänsten, i listan över avtal och fullmakter.',
      en: 'The office has approved the document that {organisation} has signed. See its period of validity in the service, in the list of agreements and authorisations.',
    },
  },
  'agreement-rejected': {
    subject: {
      fi: 'Allekirjoitettu asiakirja on hylätty',
      sv: 'Den undertecknade handlingen har avslagits',
      en: 'The signed document was rejected',
    },
    body: {
      fi: 'Toimisto on hylännyt asiakirjan, jonka {organisation} on allekirjoittanut. Se ei tule voimaan. Voit kysyä syytä palvelussa: lähetä viesti asiakaspalvelulle organisaation sivulla.',
      sv: 'Kontoret har avslagit handlingen som {organisation} har undertecknat. Den börjar inte gälla. Du kan fråga efter orsaken i tjänsten: skicka ett meddelande till kundtjänsten på organisationens sida.',
      en: 'The office has rejected the document that {organisation} has signed. It will not take effect. You can ask for the reason in the service: send customer service a message on the page of the organisation.',
    },
  },
  'agreement-ended': {
    subject: {
      fi: 'Toimikorttisopimus on päättynyt',
      sv: 'Kortavtalet har upphört',
      en: 'A card agreement has ended',
    },
    body: {
      fi: 'Organisaation {name} toimikorttisopimus on päättynyt. Sen nojalla ei enää tilata kortteja, ja rekisteröintipisteissä avoinna olleet tilaukset on peruttu. Valmisteltuja tilauksia, jotka odottavat käyntiä: {waiting}. Niitä voi käyttää vain, kun organisaatiolla on voimassa oleva sopimus; muuten ne raukeavat. Tilaukset näkyvät organisaatiolle {name} palvelussa, valmisteltujen tilausten luettelossa.',
      sv: 'Kortavtalet för {name} har upphört. Inga kort beställs längre med stöd av det, och öppna beställningar vid registreringsställena har återkallats. Förberedda beställningar som väntar på besök: {waiting}. De kan användas bara när organisationen har ett gällande avtal; annars förfaller de. {name} ser beställningarna i tjänsten, i listan över förberedda beställningar.',
      en: 'The card agreement of {name} has ended. No more cards are ordered under it, and orders that were open at registration points have been cancelled. Prepared orders waiting for a visit: {waiting}. They can be used only while the organisation has an agreement in force; otherwise they lapse. {name} sees the orders in the service, in the list of prepared orders.',
    },
  },
  'delegation-ended': {
    subject: {
      fi: 'Valtuutus on päättynyt',
      sv: 'Fullmakten har upphört',
      en: 'An authorisation has ended',
    },
    body: {
      fi: '{organisation}: valtuutus, jonka toinen osapuoli on {name}, on päättynyt. Sen nojalla ei enää tilata kortteja, ja avoinna olleet tilaukset on peruttu. Valmisteltuja tilauksia, jotka odottavat käyntiä: {waiting}. Niitä voi käyttää vain pisteissä, joilla on voimassa oleva oikeus tilata. Kerro asiasta niille, jotka ovat varanneet ajan.',
      sv: '{organisation}: fullmakten vars andra part är {name} har upphört. Inga kort beställs längre med stöd av den, och öppna beställningar har återkallats. Förberedda beställningar som väntar på besök: {waiting}. De kan användas bara vid ställen som har rätt att beställa. Informera dem som har bokat tid.',
      en: '{organisation}: the authorisation whose other side is {name} has ended. No more cards are ordered under it, and open orders have been cancelled. Prepared orders waiting for a visit: {waiting}. They can be used only at points that have the right to order. Inform those who have booked an appointment.',
    },
  },
  'point-price-approved': {
    subject: {
      fi: 'Rekisteröintipisteen hinta on hyväksytty',
      sv: 'Priset för ett registreringsställe har godkänts',
      en: 'The price of a registration point was approved',
    },
    body: {
      fi: '{organisation}: ehdotettu hinta on hyväksytty. Piste on {name}, ja hinta on voimassa {day} alkaen. Hinnat näkyvät palvelussa organisaation sivulla Hinnat.',
      sv: '{organisation}: det föreslagna priset har godkänts. Stället är {name}, och priset gäller från {day}. Priserna syns i tjänsten på organisationens sida Priser.',
      en: '{organisation}: the proposed price was approved. The point is {name}, and the price applies from {day}. See the prices in the service, on the page Prices of the organisation.',
    },
  },
  'point-price-rejected': {
    subject: {
      fi: 'Rekisteröintipisteen hintaehdotus on hylätty',
      sv: 'Prisförslaget för ett registreringsställe har avslagits',
      en: 'The proposed price of a registration point was rejected',
    },
    body: {
      fi: '{organisation}: pisteen {name} hintaa, joka olisi alkanut {day}, ei hyväksytty. Perustelu on tässä viestissä. Nykyinen hinta jatkuu. Voit ehdottaa uutta hintaa palvelussa organisaation sivulla Hinnat.',
      sv: '{organisation}: priset för {name}, som skulle ha gällt från {day}, godkändes inte. Grunden finns i detta meddelande. Det nuvarande priset fortsätter att gälla. Du kan föreslå ett nytt pris i tjänsten på organisationens sida Priser.',
      en: '{organisation}: the price of {name} that was to apply from {day} was not approved. The reason is in this message. The current price remains. You can propose another price in the service, on the page Prices of the organisation.',
    },
  },
  'registrar-returned': {
    subject: {
      fi: 'Rekisteröijähakemus on palautettu täydennettäväksi',
      sv: 'Ansökan om registrerare ska kompletteras',
      en: 'An application for a registrar needs to be completed',
    },
    body: {
      fi: 'Organisaation {organisation} hakemus pisteeseen {name} on palautettu. Täydennä se palvelussa ja lähetä uudelleen.',
      sv: 'Ansökan från {organisation} för {name} har returnerats. Komplettera den i tjänsten och skicka den på nytt.',
      en: 'The application of {organisation} for {name} has been returned. Complete it in the service and send it again.',
    },
  },
  'registrar-refused': {
    subject: {
      fi: 'Rekisteröijähakemus on hylätty',
      sv: 'Ansökan om registrerare har avslagits',
      en: 'An application for a registrar has been refused',
    },
    body: {
      fi: 'Organisaation {organisation} hakemus pisteeseen {name} on hylätty. Päätöksen perustelut ovat tässä viestissä. Voit tehdä oikaisuvaatimuksen maksutta 30 päivän kuluessa: ohje on hakemuksen sivulla.',
      sv: 'Ansökan från {organisation} för {name} har avslagits. Grunderna för beslutet finns i detta meddelande. Du kan begära omprövning avgiftsfritt inom 30 dagar: anvisningen finns på ansökans sida.',
      en: 'The application of {organisation} for {name} has been refused. The grounds of the decision are in this message. You can request a review, free of charge, within 30 days: the page of the application explains how.',
    },
  },
  'registrar-appointed': {
    subject: {
      fi: 'Rekisteröijä on nimetty',
      sv: 'En registrerare har utsetts',
      en: 'A registrar has been appointed',
    },
    body: {
      fi: '{organisation}: pisteeseen {name} on nimetty rekisteröijä. Tehtävän päättymispäivän näet palvelussa, organisaation rekisteröijien luettelosta.',
      sv: '{organisation}: en registrerare har utsetts vid {name}. Den sista dagen finns i tjänsten, i listan över organisationens registrerare.',
      en: '{organisation}: a registrar has been appointed at {name}. The last day is in the service, in the list of the organisation’s registrars.',
    },
  },
  'registrar-ended': {
    subject: {
      fi: 'Rekisteröijän tehtävä on päättynyt',
      sv: 'En registrerares uppdrag har upphört',
      en: 'A registrar’s appointment has ended',
    },
    body: {
      fi: '{organisation}: pisteessä {name} on yksi rekisteröijä vähemmän. Pisteessä on oltava vähintään kaksi. Hae tarvittaessa uutta palvelussa.',
      sv: '{organisation}: {name} har en registrerare mindre. Ett ställe ska ha minst två. Ansök vid behov om en ny i tjänsten.',
      en: '{organisation}: {name} has one registrar fewer. A point must have at least two. Apply for a new one in the service if necessary.',
    },
  },
  'registrar-term-ends': {
    subject: {
      fi: 'Rekisteröijän koulutus on vanhenemassa',
      sv: 'En registrerares utbildning går snart ut',
      en: 'A registrar’s training will soon expire',
    },
    body: {
      fi: '{organisation}: pisteen {name} rekisteröijän viimeinen päivä on {day}. Hae uutta nimeämistä palvelussa, kun kertauskoulutus on suoritettu.',
      sv: '{organisation}: sista dagen för en registrerare vid {name} är {day}. Ansök om ett nytt förordnande i tjänsten när repetitionsutbildningen är genomförd.',
      en: '{organisation}: the last day of a registrar at {name} is {day}. Apply for a new appointment in the service once the refresher training is completed.',
    },
  },
  'invoice-created': {
    subject: {
      fi: 'Rekisteröintipisteen käynneistä on tehty lasku',
      sv: 'En faktura för besök på ett registreringsställe har gjorts',
      en: 'Visits to a registration point have been invoiced',
    },
    body: {
      fi: '{organisation}: {name} on tehnyt laskun {number} käynneistä rekisteröintipisteessä. Eräpäivä on {day}. Lasku on palvelussa organisaatiosi laskuissa. Laskuttaja lähettää sen myös itse.',
      sv: '{organisation}: {name} har gjort faktura {number} för besök på ett registreringsställe. Förfallodagen är {day}. Fakturan finns i tjänsten bland din organisations fakturor. Fakturautställaren skickar den också själv.',
      en: '{organisation}: {name} has made invoice {number} for visits to a registration point. It is due on {day}. The invoice is in the service, among your organisation’s invoices. The seller also sends it.',
    },
  },
  'invoice-credited': {
    subject: {
      fi: 'Laskua on hyvitetty',
      sv: 'En faktura har krediterats',
      en: 'An invoice has been credited',
    },
    body: {
      fi: '{organisation}: {name} on hyvittänyt laskua {number} kokonaan tai osaksi. Laskusta on nyt maksettavaa {open}. Hyvityslasku on palvelussa organisaatiosi laskuissa.',
      sv: '{organisation}: {name} har krediterat faktura {number}, helt eller delvis. Nu är {open} kvar att betala. Kreditfakturan finns i tjänsten bland din organisations fakturor.',
      en: '{organisation}: {name} has credited invoice {number}, all or part of it. The amount left to pay is now {open}. The credit note is in the service, among your organisation’s invoices.',
    },
  },
  'invoice-overdue': {
    subject: {
      fi: 'Muistutus rekisteröintipisteen laskusta',
      sv: 'Påminnelse om en faktura från ett registreringsställe',
      en: 'Reminder of an invoice of a registration point',
    },
    body: {
      fi: '{organisation}: {name} muistuttaa laskusta {number}. Sen eräpäivä oli {day}, eikä sitä ole merkitty maksetuksi. Maksettavana on {open}. Lasku on palvelussa organisaatiosi laskuissa. Jos se on maksettu tai siinä on virhe, kerro siitä laskuttajalle.',
      sv: '{organisation}: {name} påminner om faktura {number}. Den förföll {day} och har inte antecknats som betald. {open} är kvar att betala. Fakturan finns i tjänsten bland din organisations fakturor. Om den är betald eller felaktig, meddela fakturautställaren.',
      en: '{organisation}: {name} reminds you of invoice {number}. It was due on {day} and is not marked as paid. The amount left to pay is {open}. The invoice is in the service, among your organisation’s invoices. If it has been paid or is wrong, tell the seller.',
    },
  },
  'invoice-disputed': {
    subject: {
      fi: 'Rekisteröintipisteen lasku on riitautettu',
      sv: 'En faktura från ett registreringsställe har bestridits',
      en: 'An invoice of a registration point has been disputed',
    },
    body: {
      fi: '{organisation}: {name} on riitauttanut laskun {number}. Perustelut ovat laskulla palvelussa, organisaation pisteiden maksuissa. Siellä hyvität riitautetut maksut tai hylkäät riitautuksen.',
      sv: '{organisation}: {name} har bestridit faktura {number}. Skälen finns på fakturan i tjänsten, bland avgifterna för organisationens ställen. Där krediterar du det som bestridits eller avslår bestridandet.',
      en: '{organisation}: {name} has disputed invoice {number}. The reasons are on the invoice in the service, among the fees of the organisation’s points. There you credit the disputed charges or refuse the dispute.',
    },
  },
  'dispute-settled': {
    subject: {
      fi: 'Laskun riitautus on päättynyt',
      sv: 'Bestridandet av en faktura har avslutats',
      en: 'A dispute of an invoice has ended',
    },
    body: {
      fi: '{organisation}: laskun {number} riitautus on päättynyt. Laskun toinen osapuoli on {name}. Laskusta on maksettavaa {open}. Ratkaisu ja sen perustelut ovat laskulla palvelussa.',
      sv: '{organisation}: bestridandet av faktura {number} har avslutats. Fakturans andra part är {name}. {open} är kvar att betala på fakturan. Avgörandet och skälen till det finns på fakturan i tjänsten.',
      en: '{organisation}: the dispute of invoice {number} has ended. The other party of the invoice is {name}. The amount left to pay of the invoice is {open}. The outcome and its reasons are with the invoice in the service.',
    },
  },
  'webhook-disabled': {
    subject: {
      fi: 'Webhook on poistettu käytöstä',
      sv: 'En webhook har tagits ur bruk',
      en: 'A webhook has been disabled',
    },
    body: {
      fi: 'Organisaation {organisation} webhookille ei voi enää lähettää viestejä: sen palvelin ei ole vastannut neljään päivään, tai se on ilmoittanut, ettei osoitetta enää ole. Webhook on siksi poistettu käytöstä. Korjaa palvelin ja ota webhook käyttöön palvelussa organisaation sivulla Webhookit. Siellä näet, mitä ei saatu lähetetyksi, ja voit lähettää sen uudelleen.',
      sv: 'Det går inte längre att skicka meddelanden till en webhook för {organisation}: dess server har inte tagit emot något på fyra dagar, eller den har meddelat att adressen inte längre finns. Webhooken har därför tagits ur bruk. Reparera servern och ta webhooken i bruk i tjänsten, på organisationens sida Webhookar. Där syns vad som inte kunde skickas, och du kan skicka det på nytt.',
      en: 'Messages to a webhook of {organisation} cannot be delivered any more: its server has accepted nothing for four days, or has said that the address is gone. The webhook has therefore been disabled. Mend the server and enable the webhook in the service, on the page Webhooks of the organisation. There you see what was not delivered, and can send it again.',
    },
  },
  'card-outdated': {
    subject: {
      fi: 'Organisaatiosi henkilöstön kortin tiedot ovat muuttuneet',
      sv: 'Uppgifterna på ett kort hos din organisations personal har ändrats',
      en: 'The data on a card of your organisation’s staff have changed',
    },
    body: {
      fi: '{organisation}: {day} tilatun kortin (numeron loppu {name}) tiedot eivät enää vastaa rekisteriä. Korttia voi käyttää, kunnes uusi otetaan käyttöön. Uuden kortin voi tilata rekisteröintipisteessä.',
      sv: '{organisation}: uppgifterna på kortet som beställdes {day} (numret slutar på {name}) motsvarar inte längre registret. Kortet kan användas tills ett nytt tas i bruk. Ett nytt kort kan beställas på ett registreringsställe.',
      en: '{organisation}: the data on the card that was ordered on {day} (number ending in {name}) no longer match the register. The card can be used until a new one is in use. A new card can be ordered at a registration point.',
    },
  },
  'card-not-to-be-used': {
    subject: {
      fi: 'Organisaatiosi henkilöstön kortti on suljettu',
      sv: 'Ett kort hos din organisations personal har spärrats',
      en: 'A card of your organisation’s staff has been cancelled',
    },
    body: {
      fi: '{organisation}: {day} tilattu kortti (numeron loppu {name}) on suljettu pysyvästi, tai sitä ei valmisteta. Päivitä käyttöoikeudet tarvittaessa.',
      sv: '{organisation}: kortet som beställdes {day} (numret slutar på {name}) har spärrats för gott eller tillverkas inte. Uppdatera behörigheterna vid behov.',
      en: '{organisation}: the card that was ordered on {day} (number ending in {name}) has been cancelled for good, or will not be made. Update access rights if necessary.',
    },
  },
}

const forYou = {
  fi: 'Linkki on vain sinulle',
  sv: 'Länken är bara för dig',
  en: 'The link is for you alone',
} as const satisfies Text

const holdsUntil = {
  fi: 'Linkki on voimassa {until} asti.',
  sv: 'Länken gäller till {until}.',
  en: 'The link is valid until {until}.',
} as const satisfies Text
