import type { ActivityType } from '@sotevarmenne/api/activity'
import type { Text, Texts } from '../texts/text.ts'

/** The activity log of an organisation. */
export const activityTexts = {
  heading: { fi: 'Tapahtumat', sv: 'Händelser', en: 'Activity' },
  recent: { fi: 'Viimeksi tapahtunut', sv: 'Senaste händelser', en: 'Recent activity' },
  all: { fi: 'Kaikki tapahtumat', sv: 'Alla händelser', en: 'All activity' },
  lead: {
    fi: 'Mitä organisaation puolesta tai sille on tehty: kuka teki, mitä, mille ja milloin. Luettelo perustuu palvelun lokiin, eikä siitä voi poistaa mitään.',
    sv: 'Vad som har gjorts för organisationen: vem, vad, med vad och när. Listan bygger på tjänstens logg, och ingenting kan tas bort ur den.',
    en: 'What was done for the organisation: who did it, what, to what and when. The list comes from the audit log of the service, and nothing can be removed from it.',
  },
  help: {
    fi: 'Nimeltä näkyvät ne, jotka toimivat tai toimivat aiemmin organisaation puolesta. Toimiston käsittelijät ja rekisteröijät näkyvät tehtävänsä mukaan. Pelkkä katselu ei näy tässä. Jokainen haku kirjataan niiden lokiin, joiden nimet näytetään.',
    sv: 'De som handlar eller har handlat för organisationen visas med namn. Kontorets handläggare och registrerare visas enligt sin uppgift. Att något bara har visats syns inte här. Varje sökning antecknas i loggen för dem vars namn visas.',
    en: 'Those who act or once acted for the organisation are shown by name. Case officers and registrars are shown by what they are. It is not shown that something was only viewed. Each search is recorded in the log of those whose names are shown.',
  },
  search: {
    fi: 'Nimi, henkilötunnus, kortin, tilauksen tai varmenteen numero',
    sv: 'Namn, personbeteckning, kortets, beställningens eller certifikatets nummer',
    en: 'Name, identity code, or number of a card, order or certificate',
  },
  kindFilter: { fi: 'Aihe', sv: 'Ämne', en: 'About' },
  allKinds: { fi: 'Kaikki', sv: 'Alla', en: 'Everything' },
  memberFilter: { fi: 'Kuka teki', sv: 'Vem gjorde det', en: 'Who did it' },
  everybody: { fi: 'Kuka tahansa', sv: 'Vem som helst', en: 'Anybody' },
  none: {
    fi: 'Näillä ehdoilla ei löytynyt tapahtumia. Poista jokin rajaus.',
    sv: 'Inga händelser hittades med dessa villkor. Ta bort någon avgränsning.',
    en: 'No activity was found. Remove one of the filters.',
  },
  noneYet: {
    fi: 'Organisaation puolesta ei ole vielä tehty mitään.',
    sv: 'Ingenting har gjorts för organisationen ännu.',
    en: 'Nothing was done for the organisation yet.',
  },
  when: { fi: 'Aika', sv: 'Tid', en: 'Time' },
  what: { fi: 'Mitä', sv: 'Vad', en: 'What' },
  who: { fi: 'Kuka', sv: 'Vem', en: 'Who' },
  means: { fi: 'Millä tavalla', sv: 'På vilket sätt', en: 'By which means' },
  person: { fi: 'Henkilö', sv: 'Person', en: 'Person' },
  details: { fi: 'Tiedot', sv: 'Uppgifter', en: 'Details' },
  entryId: { fi: 'Lokimerkinnän tunniste', sv: 'Logganteckningens beteckning', en: 'Log entry' },
  concerns: { fi: 'koskee: {{name}}', sv: 'gäller: {{name}}', en: 'about {{name}}' },
  cardNumber: { fi: 'kortti {{number}}', sv: 'kort {{number}}', en: 'card {{number}}' },
  countOf: { fi: '{{count}} kpl', sv: '{{count}} st.', en: '{{count}} in all' },
  'by.apiKey': { fi: 'API-avain', sv: 'API-nyckel', en: 'API key' },
  'by.directory': { fi: 'Hakemisto (SCIM)', sv: 'Katalog (SCIM)', en: 'Directory (SCIM)' },
  'by.office': { fi: 'Toimisto', sv: 'Kontoret', en: 'The office' },
  'by.desk': { fi: 'Rekisteröijä', sv: 'Registrerare', en: 'A registrar' },
  'by.holder': { fi: 'Henkilö itse', sv: 'Personen själv', en: 'The person' },
  'by.others': {
    fi: 'Joku muu',
    sv: 'Någon annan',
    en: 'Somebody else',
  },
  'by.client': {
    fi: 'Rekisteröity järjestelmä',
    sv: 'Registrerat system',
    en: 'Registered program',
  },
  'by.service': { fi: 'Palvelu', sv: 'Tjänsten', en: 'The service' },
  'means.member': { fi: 'verkkosivuilla', sv: 'på webbsidorna', en: 'on the pages' },
  'means.apiKey': { fi: 'rajapinnan kautta', sv: 'via gränssnittet', en: 'by the API' },
  'means.directory': { fi: 'hakemistosta', sv: 'från katalogen', en: 'from the directory' },
  'means.office': { fi: 'toimistossa', sv: 'på kontoret', en: 'at the office' },
  'means.desk': {
    fi: 'rekisteröintipisteessä',
    sv: 'på registreringsstället',
    en: 'at a registration point',
  },
  'means.holder': { fi: 'verkkosivuilla', sv: 'på webbsidorna', en: 'on the pages' },
  'means.others': { fi: 'verkkosivuilla', sv: 'på webbsidorna', en: 'on the pages' },
  'means.client': { fi: 'ohjelmalla', sv: 'med ett program', en: 'by a program' },
  'means.service': { fi: 'automaattisesti', sv: 'automatiskt', en: 'automatically' },
  'kind.people': { fi: 'Henkilöt', sv: 'Personer', en: 'People' },
  'kind.organisation': {
    fi: 'Organisaation tiedot',
    sv: 'Organisationens uppgifter',
    en: 'Details of the organisation',
  },
  'kind.agreements': {
    fi: 'Sopimukset ja valtuutukset',
    sv: 'Avtal och fullmakter',
    en: 'Agreements and authorisations',
  },
  'kind.registrars': { fi: 'Rekisteröijät', sv: 'Registrerare', en: 'Registrars' },
  'kind.orders': {
    fi: 'Tilaukset ja työsuhteet',
    sv: 'Beställningar och anställningar',
    en: 'Orders and employments',
  },
  'kind.directory': { fi: 'Hakemisto (SCIM)', sv: 'Katalog (SCIM)', en: 'Directory (SCIM)' },
  'kind.certificates': {
    fi: 'Palveluvarmenteet',
    sv: 'Tjänstecertifikat',
    en: 'Service certificates',
  },
  'kind.testCards': { fi: 'Testikortit', sv: 'Testkort', en: 'Test cards' },
  'kind.billing': {
    fi: 'Maksut, laskut ja hinnat',
    sv: 'Avgifter, fakturor och priser',
    en: 'Charges, invoices and prices',
  },
  'kind.messages': { fi: 'Viestit', sv: 'Meddelanden', en: 'Messages' },
  'kind.programs': {
    fi: 'API-avaimet ja webhookit',
    sv: 'API-nycklar och webhookar',
    en: 'API keys and webhooks',
  },
} as const satisfies Texts

/** What happened, in plain words and without the actor. */
export const activityNames: { readonly [Type in ActivityType]: Text } = {
  AccountOpened: { fi: 'Tili avattiin', sv: 'Kontot öppnades', en: 'Account opened' },
  MemberInvited: {
    fi: 'Uusi henkilö kutsuttiin',
    sv: 'En ny person bjöds in',
    en: 'New person invited',
  },
  InvitationWithdrawn: {
    fi: 'Kutsu peruttiin',
    sv: 'Inbjudan återtogs',
    en: 'Invitation withdrawn',
  },
  MemberJoined: {
    fi: 'Henkilö liittyi organisaatioon',
    sv: 'En person anslöt sig till organisationen',
    en: 'Person joined the organisation',
  },
  SignatoryJoined: {
    fi: 'Allekirjoittaja liittyi',
    sv: 'En undertecknare anslöt sig',
    en: 'Signatory joined',
  },
  RightToSignLost: {
    fi: 'Allekirjoitusoikeutta ei enää ole rekisterissä',
    sv: 'Rätten att teckna finns inte längre i registret',
    en: 'Right to sign no longer in the register',
  },
  RightToSignRegained: {
    fi: 'Allekirjoitusoikeus on taas rekisterissä',
    sv: 'Rätten att teckna finns åter i registret',
    en: 'Right to sign in the register again',
  },
  PowerOfAttorneyEnding: {
    fi: 'Valtakirjan päättymisestä muistutettiin',
    sv: 'Påminnelse om att fullmakten upphör',
    en: 'Reminder that a power of attorney ends',
  },
  MemberEnded: {
    fi: 'Henkilön oikeus toimia organisaation puolesta päättyi',
    sv: 'Personens rätt att handla för organisationen upphörde',
    en: 'Person no longer acts for the organisation',
  },
  OrganisationAdded: {
    fi: 'Organisaatio lisättiin palveluun',
    sv: 'Organisationen lades till i tjänsten',
    en: 'Organisation added to the service',
  },
  OrganisationChanged: {
    fi: 'Organisaation tietoja muutettiin',
    sv: 'Organisationens uppgifter ändrades',
    en: 'Details of the organisation changed',
  },
  ContactsChanged: {
    fi: 'Yhteystietoja muutettiin',
    sv: 'Kontaktuppgifterna ändrades',
    en: 'Contact details changed',
  },
  OrganisationCeased: {
    fi: 'Organisaatio on rekisterin mukaan lakannut',
    sv: 'Organisationen har enligt registret upphört',
    en: 'Organisation ceased in the register',
  },
  OrganisationActiveAgain: {
    fi: 'Organisaatio on rekisterin mukaan taas toiminnassa',
    sv: 'Organisationen är enligt registret åter verksam',
    en: 'Organisation active again in the register',
  },
  EmailDomainAdded: {
    fi: 'Sähköpostin verkkotunnus lisättiin',
    sv: 'En e-postdomän lades till',
    en: 'E-mail domain added',
  },
  EmailDomainProved: {
    fi: 'Sähköpostin verkkotunnus todennettiin',
    sv: 'E-postdomänen bekräftades',
    en: 'E-mail domain proved',
  },
  EmailDomainEnded: {
    fi: 'Sähköpostin verkkotunnus poistettiin käytöstä',
    sv: 'E-postdomänen togs ur bruk',
    en: 'E-mail domain ended',
  },
  AgreementDrafted: {
    fi: 'Sopimus laadittiin',
    sv: 'Ett avtal utarbetades',
    en: 'Agreement drafted',
  },
  AgreementDraftChanged: {
    fi: 'Sopimuksen luonnosta muutettiin',
    sv: 'Avtalsutkastet ändrades',
    en: 'Draft of an agreement changed',
  },
  AgreementSigned: {
    fi: 'Sopimus allekirjoitettiin',
    sv: 'Avtalet undertecknades',
    en: 'Agreement signed',
  },
  AgreementToBeAccepted: {
    fi: 'Valtuutus lähetettiin toisen organisaation hyväksyttäväksi',
    sv: 'Fullmakten skickades för den andra organisationens godkännande',
    en: 'Authorisation sent to the other organisation',
  },
  AgreementAccepted: {
    fi: 'Valtuutus hyväksyttiin',
    sv: 'Fullmakten godkändes',
    en: 'Authorisation accepted',
  },
  AgreementDeclined: {
    fi: 'Valtuutuksesta kieltäydyttiin',
    sv: 'Fullmakten avböjdes',
    en: 'Authorisation declined',
  },
  AgreementWithdrawn: {
    fi: 'Sopimus peruttiin ennen voimaantuloa',
    sv: 'Avtalet återtogs innan det trädde i kraft',
    en: 'Agreement withdrawn',
  },
  AgreementProposed: {
    fi: 'Sopimus kirjattiin hyväksyttäväksi',
    sv: 'Avtalet antecknades för godkännande',
    en: 'Agreement entered for approval',
  },
  AgreementApproved: {
    fi: 'Sopimus hyväksyttiin',
    sv: 'Avtalet godkändes',
    en: 'Agreement approved',
  },
  AgreementRejected: {
    fi: 'Sopimus hylättiin',
    sv: 'Avtalet avslogs',
    en: 'Agreement rejected',
  },
  AgreementReplaced: {
    fi: 'Sopimus korvattiin uudella',
    sv: 'Avtalet ersattes med ett nytt',
    en: 'Agreement replaced',
  },
  AgreementGoesOn: {
    fi: 'Sopimus jatkuu entisellään',
    sv: 'Avtalet fortsätter som förut',
    en: 'Agreement goes on as before',
  },
  AgreementEnded: {
    fi: 'Sopimus päättyi',
    sv: 'Avtalet upphörde',
    en: 'Agreement ended',
  },
  SupplierAuthorised: {
    fi: 'Järjestelmätoimittaja valtuutettiin',
    sv: 'En systemleverantör fick fullmakt',
    en: 'IT supplier authorised',
  },
  SupplierAuthorisationEnded: {
    fi: 'Järjestelmätoimittajan valtuutus päättyi',
    sv: 'Systemleverantörens fullmakt upphörde',
    en: 'Authorisation of an IT supplier ended',
  },
  RegistrarApplicationDrafted: {
    fi: 'Rekisteröijän hakemus aloitettiin',
    sv: 'Ansökan om en registrerare påbörjades',
    en: 'Registrar application begun',
  },
  RegistrarApplicationChanged: {
    fi: 'Rekisteröijän hakemusta muutettiin',
    sv: 'Ansökan om en registrerare ändrades',
    en: 'Registrar application changed',
  },
  TrainingProofAttached: {
    fi: 'Todistus koulutuksesta liitettiin',
    sv: 'Intyg över utbildning bifogades',
    en: 'Proof of training attached',
  },
  RegistrarApplicationSent: {
    fi: 'Rekisteröijän hakemus lähetettiin',
    sv: 'Ansökan om en registrerare skickades',
    en: 'Registrar application sent',
  },
  RegistrarApplicationReturned: {
    fi: 'Rekisteröijän hakemus palautettiin täydennettäväksi',
    sv: 'Ansökan om en registrerare returnerades för komplettering',
    en: 'Registrar application returned for completion',
  },
  RegistrarApplicationApproved: {
    fi: 'Rekisteröijä hyväksyttiin',
    sv: 'Registreraren godkändes',
    en: 'Registrar approved',
  },
  RegistrarApplicationRefused: {
    fi: 'Rekisteröijän hakemus hylättiin',
    sv: 'Ansökan om en registrerare avslogs',
    en: 'Registrar application refused',
  },
  RegistrarApplicationWithdrawn: {
    fi: 'Rekisteröijän hakemus peruttiin',
    sv: 'Ansökan om en registrerare återtogs',
    en: 'Registrar application withdrawn',
  },
  OrderPrepared: {
    fi: 'Kortin tilaus valmisteltiin',
    sv: 'En kortbeställning förbereddes',
    en: 'Card order prepared',
  },
  OrdersPrepared: {
    fi: 'Korttien tilauksia valmisteltiin',
    sv: 'Kortbeställningar förbereddes',
    en: 'Card orders prepared',
  },
  DraftsSent: {
    fi: 'Luonnokset lähetettiin rekisteröintipisteeseen',
    sv: 'Utkasten skickades till registreringsstället',
    en: 'Drafts sent to the registration point',
  },
  SharedCertificateStored: {
    fi: 'Yhteinen työtodistus tallennettiin',
    sv: 'Ett gemensamt anställningsintyg sparades',
    en: 'Shared employment certificate stored',
  },
  CertificateSentAhead: {
    fi: 'Työtodistus liitettiin tilaukseen',
    sv: 'Anställningsintyg bifogades beställningen',
    en: 'Employment certificate attached to an order',
  },
  PreparedChanged: {
    fi: 'Valmisteltua tilausta muutettiin',
    sv: 'En förberedd beställning ändrades',
    en: 'Prepared order changed',
  },
  PreparedWithdrawn: {
    fi: 'Valmisteltu tilaus peruttiin',
    sv: 'En förberedd beställning återtogs',
    en: 'Prepared order withdrawn',
  },
  PreparedUsed: {
    fi: 'Kortti tilattiin valmistellun tilauksen perusteella',
    sv: 'Ett kort beställdes enligt en förberedd beställning',
    en: 'Card ordered from a prepared order',
  },
  EmploymentEndPlanned: {
    fi: 'Työsuhteen päättyminen ilmoitettiin',
    sv: 'En anställnings slut anmäldes',
    en: 'End of an employment reported',
  },
  EmploymentEndWithdrawn: {
    fi: 'Ilmoitus työsuhteen päättymisestä peruttiin',
    sv: 'Anmälan om anställningens slut återtogs',
    en: 'Report of an end of employment withdrawn',
  },
  EmploymentEnded: {
    fi: 'Työsuhde päättyi, ja sen kortit suljettiin',
    sv: 'Anställningen upphörde och dess kort spärrades',
    en: 'Employment ended and its cards were cancelled',
  },
  DirectoryUserCreated: {
    fi: 'Hakemisto lisäsi käyttäjän',
    sv: 'Katalogen lade till en användare',
    en: 'Directory added a user',
  },
  DirectoryUserChanged: {
    fi: 'Hakemisto muutti käyttäjää',
    sv: 'Katalogen ändrade en användare',
    en: 'Directory changed a user',
  },
  DirectoryUserDeleted: {
    fi: 'Hakemisto poisti käyttäjän',
    sv: 'Katalogen tog bort en användare',
    en: 'Directory deleted a user',
  },
  ApplicationDrafted: {
    fi: 'Varmennehakemus aloitettiin',
    sv: 'En certifikatansökan påbörjades',
    en: 'Certificate application begun',
  },
  ApplicationChanged: {
    fi: 'Varmennehakemusta muutettiin',
    sv: 'Certifikatansökan ändrades',
    en: 'Certificate application changed',
  },
  ConformityAttached: {
    fi: 'Vaatimustenmukaisuustodistus liitettiin',
    sv: 'Intyg om överensstämmelse bifogades',
    en: 'Certificate of conformity attached',
  },
  ApplicationSent: {
    fi: 'Varmennehakemus lähetettiin',
    sv: 'Certifikatansökan skickades',
    en: 'Certificate application sent',
  },
  ApplicationChecked: {
    fi: 'Varmennehakemus tarkastettiin',
    sv: 'Certifikatansökan granskades',
    en: 'Certificate application checked',
  },
  ApplicationReturned: {
    fi: 'Varmennehakemus palautettiin täydennettäväksi',
    sv: 'Certifikatansökan returnerades för komplettering',
    en: 'Certificate application returned for completion',
  },
  ApplicationApproved: {
    fi: 'Varmennehakemus hyväksyttiin',
    sv: 'Certifikatansökan godkändes',
    en: 'Certificate application approved',
  },
  ApplicationRefused: {
    fi: 'Varmennehakemus hylättiin',
    sv: 'Certifikatansökan avslogs',
    en: 'Certificate application refused',
  },
  ApplicationWithdrawn: {
    fi: 'Varmennehakemus peruttiin',
    sv: 'Certifikatansökan återtogs',
    en: 'Certificate application withdrawn',
  },
  RequestBrought: {
    fi: 'Varmennepyyntö toimitettiin',
    sv: 'Certifikatbegäran lämnades in',
    en: 'Certificate request handed in',
  },
  RequestLinkCreated: {
    fi: 'Linkki varmennepyynnön lähettämiseen luotiin',
    sv: 'En länk för certifikatbegäran skapades',
    en: 'Link for the certificate request created',
  },
  ServiceCertificateIssued: {
    fi: 'Palveluvarmenne myönnettiin',
    sv: 'Tjänstecertifikatet utfärdades',
    en: 'Service certificate issued',
  },
  ServiceCertificateEnding: {
    fi: 'Palveluvarmenteen päättymisestä muistutettiin',
    sv: 'Påminnelse om att tjänstecertifikatet går ut',
    en: 'Reminder that a service certificate expires',
  },
  ServiceCertificateRevoked: {
    fi: 'Palveluvarmenne suljettiin',
    sv: 'Tjänstecertifikatet spärrades',
    en: 'Service certificate revoked',
  },
  ServiceCertificateOutdated: {
    fi: 'Palveluvarmenteen tiedot eivät enää vastaa rekisteriä',
    sv: 'Tjänstecertifikatets uppgifter stämmer inte längre med registret',
    en: 'Service certificate no longer matches the register',
  },
  ServiceCertificateConfirmed: {
    fi: 'Palveluvarmenteen tiedot vastaavat taas rekisteriä',
    sv: 'Tjänstecertifikatets uppgifter stämmer åter med registret',
    en: 'Service certificate matches the register again',
  },
  OutdatedCertificateLeft: {
    fi: 'Vanhentunut palveluvarmenne jätettiin voimaan',
    sv: 'Det föråldrade tjänstecertifikatet lämnades i kraft',
    en: 'Outdated service certificate left valid',
  },
  OutdatedRevocationPlanned: {
    fi: 'Vanhentuneen palveluvarmenteen sulkemispäivä asetettiin',
    sv: 'Dagen för att spärra det föråldrade tjänstecertifikatet bestämdes',
    en: 'Day set for revoking an outdated service certificate',
  },
  ApprovalRequested: {
    fi: 'Pysyvää hyväksyntää pyydettiin',
    sv: 'Ett stående godkännande begärdes',
    en: 'Enrolment approval requested',
  },
  ApprovalChecked: {
    fi: 'Pysyvä hyväksyntä tarkastettiin',
    sv: 'Det stående godkännandet kontrollerades',
    en: 'Enrolment approval checked',
  },
  ApprovalGiven: {
    fi: 'Pysyvä hyväksyntä annettiin',
    sv: 'Ett stående godkännande gavs',
    en: 'Enrolment approval given',
  },
  ApprovalRefused: {
    fi: 'Pysyvä hyväksyntä hylättiin',
    sv: 'Det stående godkännandet avslogs',
    en: 'Enrolment approval refused',
  },
  ApprovalEnded: {
    fi: 'Pysyvä hyväksyntä päätettiin',
    sv: 'Det stående godkännandet avslutades',
    en: 'Enrolment approval ended',
  },
  EabKeyGiven: {
    fi: 'ACME-tilin avain annettiin',
    sv: 'Nyckel till ett ACME-konto gavs',
    en: 'Key of an ACME account given',
  },
  AcmeAccountOpened: {
    fi: 'Ohjelma avasi ACME-tilin',
    sv: 'Ett program öppnade ett ACME-konto',
    en: 'A program opened an ACME account',
  },
  AcmeAccountKeyChanged: {
    fi: 'Ohjelma vaihtoi ACME-tilin avaimen',
    sv: 'Ett program bytte nyckeln till ett ACME-konto',
    en: 'A program changed the key of an ACME account',
  },
  AcmeAccountEnded: {
    fi: 'ACME-tili päättyi',
    sv: 'Ett ACME-konto avslutades',
    en: 'An ACME account ended',
  },
  TestCardsOrdered: {
    fi: 'Testikortteja tilattiin',
    sv: 'Testkort beställdes',
    en: 'Test cards ordered',
  },
  TestCardsAccepted: {
    fi: 'Testikorttien tilaus hyväksyttiin',
    sv: 'Beställningen av testkort godkändes',
    en: 'Order of test cards accepted',
  },
  TestCardsRefused: {
    fi: 'Testikorttien tilaus hylättiin',
    sv: 'Beställningen av testkort avslogs',
    en: 'Order of test cards refused',
  },
  TestCardOrdered: {
    fi: 'Testikortti tilattiin',
    sv: 'Ett testkort beställdes',
    en: 'Test card ordered',
  },
  TestCardProduced: {
    fi: 'Testikortti valmistui',
    sv: 'Testkortet tillverkades',
    en: 'Test card produced',
  },
  TestCardFetched: {
    fi: 'Virtuaalinen testikortti ladattiin',
    sv: 'Det virtuella testkortet laddades ner',
    en: 'Virtual test card downloaded',
  },
  TestCardLapsed: {
    fi: 'Testikortti jäi noutamatta',
    sv: 'Testkortet hämtades inte',
    en: 'Test card was not collected',
  },
  TestCardRevoked: {
    fi: 'Testikortti suljettiin',
    sv: 'Testkortet spärrades',
    en: 'Test card revoked',
  },
  TestCardCancelled: {
    fi: 'Testikortin tilaus peruttiin',
    sv: 'Beställningen av testkortet återtogs',
    en: 'Order of a test card cancelled',
  },
  ChargeCreated: { fi: 'Maksu kirjattiin', sv: 'En avgift antecknades', en: 'Charge recorded' },
  ChargesMoved: {
    fi: 'Maksut siirrettiin toiselle organisaatiolle',
    sv: 'Avgifterna överfördes till en annan organisation',
    en: 'Charges transferred to another organisation',
  },
  CostCentreChanged: {
    fi: 'Kustannuspaikka muutettiin',
    sv: 'Kostnadsstället ändrades',
    en: 'Cost centre changed',
  },
  BillingChanged: {
    fi: 'Laskutustietoja muutettiin',
    sv: 'Faktureringsuppgifterna ändrades',
    en: 'Billing details changed',
  },
  InvoiceCreated: { fi: 'Lasku tehtiin', sv: 'En faktura skapades', en: 'Invoice created' },
  InvoiceSent: { fi: 'Lasku lähetettiin', sv: 'Fakturan skickades', en: 'Invoice sent' },
  InvoiceRefused: {
    fi: 'Verkkolaskuoperaattori ei ottanut laskua vastaan',
    sv: 'E-fakturaoperatören tog inte emot fakturan',
    en: 'E-invoice operator did not accept the invoice',
  },
  InvoiceSentAgain: {
    fi: 'Lasku lähetettiin uudelleen',
    sv: 'Fakturan skickades på nytt',
    en: 'Invoice sent again',
  },
  InvoicePaid: {
    fi: 'Lasku merkittiin maksetuksi',
    sv: 'Fakturan antecknades som betald',
    en: 'Invoice marked as paid',
  },
  InvoiceNotPaid: {
    fi: 'Merkintä maksusta poistettiin',
    sv: 'Anteckningen om betalning togs bort',
    en: 'Mark of a payment removed',
  },
  PaymentReceived: {
    fi: 'Laskulle kirjattiin suoritus',
    sv: 'En betalning antecknades på fakturan',
    en: 'Payment recorded for an invoice',
  },
  CreditNoteCreated: {
    fi: 'Hyvityslasku tehtiin',
    sv: 'En kreditfaktura skapades',
    en: 'Credit note created',
  },
  InvoiceReminded: {
    fi: 'Laskusta muistutettiin',
    sv: 'Påminnelse om fakturan skickades',
    en: 'Reminder of an invoice sent',
  },
  InvoiceDisputed: {
    fi: 'Lasku riitautettiin',
    sv: 'Fakturan bestreds',
    en: 'Invoice disputed',
  },
  DisputeSettled: {
    fi: 'Laskun riitautus ratkaistiin',
    sv: 'Bestridandet av fakturan avgjordes',
    en: 'Dispute about an invoice settled',
  },
  DisputeForgotten: {
    fi: 'Riitautuksen tekstit poistettiin määräajan jälkeen',
    sv: 'Bestridandets texter raderades efter utsatt tid',
    en: 'Texts of a dispute erased after their retention',
  },
  SellerChanged: {
    fi: 'Rekisteröintipisteen ylläpitäjän myyjätietoja muutettiin',
    sv: 'Säljaruppgifterna ändrades',
    en: 'Details of the seller changed',
  },
  PointPriceProposed: {
    fi: 'Rekisteröintipisteen hintaa ehdotettiin',
    sv: 'Ett pris för registreringsstället föreslogs',
    en: 'Price of a registration point proposed',
  },
  PointPriceApproved: {
    fi: 'Rekisteröintipisteen hinta hyväksyttiin',
    sv: 'Priset för registreringsstället godkändes',
    en: 'Price of a registration point approved',
  },
  PointPriceRejected: {
    fi: 'Rekisteröintipisteen hinta hylättiin',
    sv: 'Priset för registreringsstället avslogs',
    en: 'Price of a registration point rejected',
  },
  PointPriceWithdrawn: {
    fi: 'Rekisteröintipisteen hintaehdotus peruttiin',
    sv: 'Prisförslaget för registreringsstället återtogs',
    en: 'Proposed price of a registration point withdrawn',
  },
  CaseOpened: { fi: 'Viesti lähetettiin', sv: 'Ett meddelande skickades', en: 'Message sent' },
  CaseStepTaken: {
    fi: 'Viestiketjua jatkettiin',
    sv: 'Ärendet fortsattes',
    en: 'Conversation continued',
  },
  CaseForgotten: {
    fi: 'Viestiketjun tekstit poistettiin määräajan jälkeen',
    sv: 'Ärendets texter raderades efter utsatt tid',
    en: 'Texts of a conversation erased after their retention',
  },
  ApiKeyCreated: { fi: 'API-avain luotiin', sv: 'En API-nyckel skapades', en: 'API key created' },
  ApiKeyRevoked: {
    fi: 'API-avain poistettiin käytöstä',
    sv: 'API-nyckeln togs ur bruk',
    en: 'API key revoked',
  },
  WebhookAdded: { fi: 'Webhook lisättiin', sv: 'En webhook lades till', en: 'Webhook added' },
  WebhookChanged: {
    fi: 'Webhookia muutettiin',
    sv: 'Webhooken ändrades',
    en: 'Webhook changed',
  },
  WebhookEnabled: {
    fi: 'Webhook otettiin käyttöön',
    sv: 'Webhooken togs i bruk',
    en: 'Webhook enabled',
  },
  WebhookDisabled: {
    fi: 'Webhook poistettiin käytöstä',
    sv: 'Webhooken togs ur bruk',
    en: 'Webhook disabled',
  },
  WebhookSecretRotated: {
    fi: 'Webhookin allekirjoitusavain vaihdettiin',
    sv: 'Webhookens signeringsnyckel byttes',
    en: 'Signing secret of a webhook changed',
  },
  WebhookRemoved: {
    fi: 'Webhook poistettiin',
    sv: 'Webhooken togs bort',
    en: 'Webhook removed',
  },
  WebhookTested: {
    fi: 'Webhookiin lähetettiin koeviesti',
    sv: 'Ett testmeddelande skickades till webhooken',
    en: 'Test message sent to a webhook',
  },
  WebhookResent: {
    fi: 'Webhookin viesti lähetettiin uudelleen',
    sv: 'Webhookens meddelande skickades på nytt',
    en: 'Message of a webhook sent again',
  },
}
