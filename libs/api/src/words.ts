import type {
  CardProduct,
  CardStateShown,
  CancellationReason,
  ReplacementReason,
  CertificatePurpose,
} from './cards.ts'
import type { ChargeView, PricedProduct } from './fees.ts'
import type { GivenRole } from './permission.ts'
import type { PresentedIdentification, InquiryKind, InquiryState } from './identification.ts'
import type { InboxKind } from './inbox.ts'
import type { NoticeKind } from './notices.ts'
import type { OrderView, OrderState, RightView } from './orders.ts'
import type { SpareCancellationReason } from './spare-cards.ts'
import type { AccessibilityFeature, County, ShippedPointService, SpokenLanguage } from './points.ts'
import type { ThreeLanguages } from './values.ts'
import type { VisitState } from './appointments.ts'

/** One text per key: a missing text or a missing language does not compile. */
export type Words<Key extends string> = { readonly [K in Key]: ThreeLanguages }

export const registers = {
  TERHIKKI: {
    fi: 'Terveydenhuollon ammattihenkilöiden keskusrekisteri Terhikki',
    sv: 'Centralregistret över yrkesutbildade personer inom hälso- och sjukvården Terhikki',
    en: 'Central register of health care professionals, Terhikki',
  },
  SUOSIKKI: {
    fi: 'Sosiaalihuollon ammattihenkilöiden keskusrekisteri Suosikki',
    sv: 'Centralregistret över yrkesutbildade personer inom socialvården Suosikki',
    en: 'Central register of social welfare professionals, Suosikki',
  },
} as const satisfies Words<RightView['register']>

/** Roles of officers, and that of registrars, within a sentence. */
export const roleNames = {
  registrar: { fi: 'rekisteröijä', sv: 'registrerare', en: 'registrar' },
  caseOfficer: { fi: 'käsittelijä', sv: 'handläggare', en: 'case officer' },
  auditor: { fi: 'tarkastaja', sv: 'revisor', en: 'auditor' },
  caOfficer: { fi: 'varmentajan hoitaja', sv: 'CA-ansvarig', en: 'CA officer' },
  hotlineAgent: { fi: 'sulkupalvelun hoitaja', sv: 'spärrhandläggare', en: 'hotline agent' },
  adviceDesk: { fi: 'neuvonta', sv: 'rådgivning', en: 'advice desk' },
} as const satisfies Words<GivenRole | 'registrar'>

export const cardProducts = {
  'professional-card': { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
  'staff-card': { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
  'actor-card': { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
} as const satisfies Words<CardProduct>

export const orderStates = {
  draft: { fi: 'Luonnos', sv: 'Utkast', en: 'Draft' },
  ordered: { fi: 'Tilattu', sv: 'Beställd', en: 'Ordered' },
  produced: { fi: 'Valmistettu', sv: 'Tillverkad', en: 'Produced' },
  cancelled: { fi: 'Peruttu', sv: 'Återkallad', en: 'Cancelled' },
} as const satisfies Words<OrderState>

export const cardStates = {
  ordered: { fi: 'Tilattu', sv: 'Beställt', en: 'Ordered' },
  inProduction: { fi: 'Valmistuksessa', sv: 'Under tillverkning', en: 'In production' },
  productionFailed: {
    fi: 'Valmistus epäonnistui',
    sv: 'Tillverkningen misslyckades',
    en: 'Production failed',
  },
  awaitingHandOver: {
    fi: 'Odottaa luovutusta',
    sv: 'Väntar på överlämning',
    en: 'Awaiting hand-over',
  },
  handedOver: { fi: 'Luovutettu', sv: 'Överlämnat', en: 'Handed over' },
  inUse: { fi: 'Käytössä', sv: 'I bruk', en: 'In use' },
  cancelled: { fi: 'Suljettu', sv: 'Spärrat', en: 'Cancelled' },
  sentHome: {
    fi: 'Lähetetty haltijalle postissa',
    sv: 'Skickat till innehavaren med posten',
    en: 'Posted to the holder',
  },
} as const satisfies Words<CardStateShown>

export const cancellationReasons = {
  lost: { fi: 'Kadonnut', sv: 'Försvunnet', en: 'Lost' },
  stolen: { fi: 'Varastettu', sv: 'Stulet', en: 'Stolen' },
  misused: {
    fi: 'Väärinkäytön epäily',
    sv: 'Misstänkt missbruk',
    en: 'Suspected misuse',
  },
  broken: { fi: 'Rikki', sv: 'Trasigt', en: 'Broken' },
  'not-as-ordered': {
    fi: 'Tiedot eivät olleet tilauksen mukaiset',
    sv: 'Uppgifterna stämde inte med beställningen',
    en: 'Data not as ordered',
  },
  'data-changed': { fi: 'Tiedot muuttuneet', sv: 'Uppgifterna har ändrats', en: 'Data changed' },
  returned: { fi: 'Palautettu', sv: 'Återlämnat', en: 'Returned' },
  'employment-ended': {
    fi: 'Palvelussuhde päättyi',
    sv: 'Anställningen upphörde',
    en: 'Employment ended',
  },
  'production-failed': {
    fi: 'Valmistus epäonnistui',
    sv: 'Tillverkningen misslyckades',
    en: 'Production failed',
  },
  'order-cancelled': {
    fi: 'Tilaus peruttu',
    sv: 'Beställningen återkallad',
    en: 'Order cancelled',
  },
  'right-ended': {
    fi: 'Ammattioikeus päättynyt',
    sv: 'Yrkesrättigheten har upphört',
    en: 'Right to practise ended',
  },
  'holder-died': { fi: 'Haltija kuollut', sv: 'Innehavaren har avlidit', en: 'Holder died' },
  replaced: {
    fi: 'Uusi kortti käytössä',
    sv: 'Det nya kortet är i bruk',
    en: 'New card in use',
  },
} as const satisfies Words<CancellationReason>

/** Why a new card is offered while the old one is valid. */
export const replacementReasons = {
  'name-changed': {
    fi: 'Nimi on muuttunut',
    sv: 'Namnet har ändrats',
    en: 'The name has changed',
  },
  'right-restricted': {
    fi: 'Ammattioikeus päättyy ennen korttia',
    sv: 'Yrkesrättigheten upphör före kortet',
    en: 'The right to practise ends before the card',
  },
  'number-changed': {
    fi: 'Rekisteröintinumero tai yksilöintitunnus on muuttunut',
    sv: 'Registreringsnumret eller identifikationskoden har ändrats',
    en: 'The registration number or Doctor ID has changed',
  },
} as const satisfies Words<ReplacementReason>

export const documentTypes = {
  passport: { fi: 'Passi', sv: 'Pass', en: 'Passport' },
  'identity-card': { fi: 'Henkilökortti', sv: 'Identitetskort', en: 'Identity card' },
  'police-verification': {
    fi: 'Poliisin tunnistus',
    sv: 'Polisens identifiering',
    en: 'Identification by the police',
  },
} as const satisfies Words<PresentedIdentification['documentType']>

export const inquiryKinds = {
  'document-doubt': {
    fi: 'Epäily asiakirjasta',
    sv: 'Tvivel om handlingen',
    en: 'Document in doubt',
  },
  'no-document': {
    fi: 'Ei kelpaavaa asiakirjaa',
    sv: 'Ingen godtagbar handling',
    en: 'No valid document',
  },
} as const satisfies Words<InquiryKind>

export const inquiryStates = {
  open: { fi: 'Käsiteltävänä', sv: 'Under behandling', en: 'Being handled' },
  confirmed: { fi: 'Hyväksytty', sv: 'Godkänd', en: 'Confirmed' },
  rejected: { fi: 'Hylätty', sv: 'Avslagen', en: 'Rejected' },
  withdrawn: { fi: 'Peruttu', sv: 'Återkallad', en: 'Withdrawn' },
} as const satisfies Words<InquiryState>

export const certificatePurposes = {
  authentication: {
    fi: 'Tunnistautuminen',
    sv: 'Identifiering',
    en: 'Authentication',
  },
  signature: { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' },
} as const satisfies Words<CertificatePurpose>

/** Why a spare card was cancelled, in addition to the reasons that it shares with other cards. */
export const spareCancellationReasons = {
  ...cancellationReasons,
  abandoned: { fi: 'Keskeytetty', sv: 'Avbrutet', en: 'Abandoned' },
  'run-out': { fi: 'Voimassaolo päättynyt', sv: 'Giltigheten upphört', en: 'Expired' },
  'actual-card-cancelled': {
    fi: 'Varsinainen kortti suljettu',
    sv: 'Det ordinarie kortet spärrat',
    en: 'Actual card cancelled',
  },
  'actual-card-replaced': {
    fi: 'Uusi kortti käytössä',
    sv: 'Nytt kort i bruk',
    en: 'New card in use',
  },
} as const satisfies Words<SpareCancellationReason | CancellationReason>

export const languages = {
  fi: { fi: 'suomi', sv: 'finska', en: 'Finnish' },
  sv: { fi: 'ruotsi', sv: 'svenska', en: 'Swedish' },
  en: { fi: 'englanti', sv: 'engelska', en: 'English' },
} as const satisfies Words<OrderView['language']>

/** The text of a card's timeline entry, by the name of the event. */
export const cardEvents = {
  CardOrdered: { fi: 'Kortti tilattu', sv: 'Kortet beställt', en: 'Card ordered' },
  CardProduced: { fi: 'Kortti valmistettu', sv: 'Kortet tillverkat', en: 'Card produced' },
  CardProductionFailed: {
    fi: 'Valmistus epäonnistui',
    sv: 'Tillverkningen misslyckades',
    en: 'Production failed',
  },
  ActivationLetterPlanned: {
    fi: 'Aktivointikirje ajoitettu',
    sv: 'Aktiveringsbrevet planerat',
    en: 'Activation letter planned',
  },
  ActivationLetterRedirected: {
    fi: 'Aktivointikirje ohjattu rekisteröintipisteeseen',
    sv: 'Aktiveringsbrevet styrt till registreringsstället',
    en: 'Activation letter redirected to the registration point',
  },
  ActivationLetterSent: {
    fi: 'Aktivointikirje lähetetty',
    sv: 'Aktiveringsbrevet skickat',
    en: 'Activation letter sent',
  },
  ReplacementOffered: {
    fi: 'Uusi kortti tarjottu',
    sv: 'Nytt kort erbjudet',
    en: 'New card offered',
  },
  ReplacementTakenBack: {
    fi: 'Uuden kortin tarjous peruttu',
    sv: 'Erbjudandet om nytt kort återkallat',
    en: 'Offer of a new card withdrawn',
  },
  CardHandedOver: { fi: 'Kortti luovutettu', sv: 'Kortet överlämnat', en: 'Card handed over' },
  CardActivated: { fi: 'Kortti aktivoitu', sv: 'Kortet aktiverat', en: 'Card activated' },
  ActivationLetterReplaced: {
    fi: 'Uusi aktivointitunnusluku tilattu, entinen ei enää kelpaa palvelussa',
    sv: 'Ny aktiveringskod beställd, den tidigare gäller inte längre i tjänsten',
    en: 'New activation code ordered, the service no longer accepts the former one',
  },
  ActivationCodePutOnCard: {
    fi: 'Uusi aktivointitunnusluku otettu käyttöön kortilla',
    sv: 'Den nya aktiveringskoden har tagits i bruk på kortet',
    en: 'New activation code taken into use on the card',
  },
  FormerCodeInvalidated: {
    fi: 'Entinen aktivointitunnusluku poistettu kortilta',
    sv: 'Den tidigare aktiveringskoden har tagits bort från kortet',
    en: 'Former activation code removed from the card',
  },
  RelayCommandRefused: {
    fi: 'Kortinlukijaohjelmisto esti palvelun komennon kortille',
    sv: 'Kortläsarprogrammet hindrade ett kommando från tjänsten till kortet',
    en: 'The reader software kept a command of the service from the card',
  },
  CardUnlocked: {
    fi: 'Kortin lukitus avattu ja tunnusluvut vaihdettu',
    sv: 'Kortet har låsts upp och koderna bytts',
    en: 'Card unlocked and its PINs changed',
  },
  ContactlessIdRecorded: {
    fi: 'Etälukutunniste kirjattu',
    sv: 'Kontaktlös identifierare registrerad',
    en: 'Contactless identifier recorded',
  },
  ContactlessIdRemoved: {
    fi: 'Etälukutunniste poistettu',
    sv: 'Kontaktlös identifierare borttagen',
    en: 'Contactless identifier removed',
  },
  CardNotUnlocked: {
    fi: 'Kortin lukituksen avaaminen jäi kesken',
    sv: 'Upplåsningen av kortet slutfördes inte',
    en: 'Unlocking the card was not finished',
  },
  CardFirstUsed: {
    fi: 'Kortilla kirjauduttu ensimmäisen kerran',
    sv: 'Första inloggningen med kortet',
    en: 'First sign-in with the card',
  },
  UnusedCardReminded: {
    fi: 'Haltijalta kysytty, onko kortti tullut',
    sv: 'Innehavaren tillfrågad om kortet har kommit',
    en: 'Holder asked whether the card has come',
  },
  UncollectedCardReminded: {
    fi: 'Haltijaa muistutettu noutamattomasta kortista',
    sv: 'Innehavaren påmind om att hämta kortet',
    en: 'Holder reminded to fetch the card',
  },
  UncollectedCardNotReminded: {
    fi: 'Muistutus noutamattomasta kortista ei mennyt perille',
    sv: 'Påminnelsen om att hämta kortet kom inte fram',
    en: 'The reminder to fetch the card was not delivered',
  },
  UncollectedCardReturned: {
    fi: 'Noutamaton kortti palautettu toimistoon',
    sv: 'Kortet som inte hämtades återlämnat till kontoret',
    en: 'Uncollected card returned to the office',
  },
  UncollectedCardDestroyed: {
    fi: 'Noutamattoman kortin hävitys kuitattu',
    sv: 'Förstöringen av kortet som inte hämtades kvitterad',
    en: 'Destruction of the uncollected card signed',
  },
  CardCancelled: { fi: 'Kortti suljettu', sv: 'Kortet spärrat', en: 'Card cancelled' },
} as const satisfies Words<string>

/** A notice in one line: the subject of its mail, and its row on the holder's page. */
export const noticeTitles = {
  'password-set': {
    fi: 'Sinulle on asetettu käyttäjätunnus ja salasana',
    sv: 'Ett användarnamn och ett lösenord har angetts för dig',
    en: 'A user name and password were set for you',
  },
  'password-removed': {
    fi: 'Salasanasi on poistettu',
    sv: 'Ditt lösenord har tagits bort',
    en: 'Your password was removed',
  },
  'password-turned-off': {
    fi: 'Salasanasi on suljettu liian monen väärän yrityksen takia',
    sv: 'Ditt lösenord har spärrats på grund av för många felaktiga försök',
    en: 'Your password was turned off after too many wrong attempts',
  },
  'office-wrote': {
    fi: 'Varmennepalvelun asiakaspalvelu on vastannut sinulle',
    sv: 'Certifikattjänstens kundtjänst har svarat dig',
    en: 'The customer service of the certificate service has answered you',
  },
  'signatory-joined': {
    fi: 'Organisaatiolla, jonka puolesta toimit, on uusi allekirjoittaja',
    sv: 'En organisation som du handlar för har en ny firmatecknare',
    en: 'An organisation you act for has a new signatory',
  },
  'power-of-attorney-ends': {
    fi: 'Valtakirjasi toimia organisaation puolesta päättyy',
    sv: 'Din fullmakt att handla för en organisation upphör',
    en: 'Your power of attorney for an organisation ends',
  },
  'inquiry-raised': {
    fi: 'Henkilöllisyyttä koskeva kysymys odottaa ratkaisua',
    sv: 'En fråga om någons identitet väntar på avgörande',
    en: 'A question about somebody’s identity is waiting for a decision',
  },
  'inquiry-decided': {
    fi: 'Henkilöllisyyttä koskeva kysymys on ratkaistu',
    sv: 'En fråga om någons identitet har avgjorts',
    en: 'A question about somebody’s identity has been decided',
  },
  'blanks-ordered': {
    fi: 'Rekisteröintipiste on tilannut korttiaihioita',
    sv: 'Ett registreringsställe har beställt ämneskort',
    en: 'A registration point has ordered blank cards',
  },
  'blank-order-handled': {
    fi: 'Pisteesi korttiaihiotilaus on käsitelty',
    sv: 'Ditt ställes beställning av ämneskort har behandlats',
    en: 'Your point’s order of blank cards has been handled',
  },
  'inbox-waits': {
    fi: 'Työjonossasi odottaa asioita',
    sv: 'Ärenden väntar i din arbetskö',
    en: 'Items are waiting in your inbox',
  },
  'mass-revocation-paused': {
    fi: 'Poikkeuksellisen moni muutos odottaa kahta vahvistajaa',
    sv: 'Ovanligt många ändringar väntar på två personer',
    en: 'Unusually many changes are waiting for two people',
  },
  'cancelled-by-caller': {
    fi: 'Korttisi suljettiin puhelun perusteella',
    sv: 'Ditt kort spärrades efter ett telefonsamtal',
    en: 'Your card was cancelled after a telephone call',
  },
  'order-placed': {
    fi: 'Korttisi on tilattu',
    sv: 'Ditt kort har beställts',
    en: 'Your card has been ordered',
  },
  'renewal-decided': {
    fi: 'Sinulle on myönnetty uusi kortti',
    sv: 'Ett nytt kort har beviljats dig',
    en: 'A new card has been granted to you',
  },
  'order-cancelled': {
    fi: 'Korttisi tilaus on peruttu',
    sv: 'Beställningen av ditt kort har återkallats',
    en: 'The order of your card has been cancelled',
  },
  'card-produced': {
    fi: 'Korttisi on valmistettu',
    sv: 'Ditt kort har tillverkats',
    en: 'Your card has been made',
  },
  'card-posted': {
    fi: 'Korttisi on valmistettu ja lähetetään sinulle',
    sv: 'Ditt kort har tillverkats och skickas till dig',
    en: 'Your card has been made and is sent to you',
  },
  'card-not-produced': {
    fi: 'Korttisi valmistus viivästyy',
    sv: 'Tillverkningen av ditt kort dröjer',
    en: 'The production of your card is delayed',
  },
  'letter-sent': {
    fi: 'Aktivointikirjeesi on lähetetty',
    sv: 'Ditt aktiveringsbrev har skickats',
    en: 'Your activation letter has been sent',
  },
  'card-handed-over': {
    fi: 'Korttisi on luovutettu',
    sv: 'Ditt kort har överlämnats',
    en: 'Your card has been handed over',
  },
  'card-activated': {
    fi: 'Korttisi on aktivoitu',
    sv: 'Ditt kort har aktiverats',
    en: 'Your card has been activated',
  },
  'card-unlocked': {
    fi: 'Korttisi lukitus on avattu',
    sv: 'Ditt kort har låsts upp',
    en: 'Your card has been unlocked',
  },
  'new-code-ordered': {
    fi: 'Korttiisi on tilattu uusi aktivointitunnusluku',
    sv: 'En ny aktiveringskod har beställts till ditt kort',
    en: 'A new activation code has been ordered for your card',
  },
  'card-cancelled': {
    fi: 'Korttisi on suljettu',
    sv: 'Ditt kort har spärrats',
    en: 'Your card has been cancelled',
  },
  'card-superseded': {
    fi: 'Entinen korttisi on suljettu, koska uusi on käytössä',
    sv: 'Ditt tidigare kort har spärrats eftersom det nya är i bruk',
    en: 'Your former card is cancelled because the new one is in use',
  },
  'card-waits': {
    fi: 'Korttisi odottaa noutajaa',
    sv: 'Ditt kort väntar på att hämtas',
    en: 'Your card is waiting for you',
  },
  'card-unused': {
    fi: 'Onko uusi korttisi tullut?',
    sv: 'Har ditt nya kort kommit?',
    en: 'Has your new card arrived?',
  },
  'card-ends': {
    fi: 'Korttisi voimassaolo päättyy pian',
    sv: 'Ditt korts giltighet upphör snart',
    en: 'Your card will soon expire',
  },
  'replacement-offered': {
    fi: 'Korttisi tiedot ovat muuttuneet',
    sv: 'Uppgifterna på ditt kort har ändrats',
    en: 'The details on your card have changed',
  },
  'spare-card-handed-over': {
    fi: 'Sinulle on luovutettu varakortti',
    sv: 'Ett tillfälligt kort har överlämnats till dig',
    en: 'A spare card has been handed over to you',
  },
  'spare-card-overdue': {
    fi: 'Varakorttisi palautus on myöhässä',
    sv: 'Ditt tillfälliga kort borde ha återlämnats',
    en: 'Your spare card is overdue',
  },
  'spare-card-cancelled': {
    fi: 'Varakorttisi on suljettu',
    sv: 'Ditt tillfälliga kort har spärrats',
    en: 'Your spare card has been cancelled',
  },
  'registrar-appointed': {
    fi: 'Sinut on nimetty rekisteröijäksi',
    sv: 'Du har utsetts till registrerare',
    en: 'You have been appointed a registrar',
  },
  'registrar-ended': {
    fi: 'Tehtäväsi rekisteröijänä on päättynyt',
    sv: 'Ditt uppdrag som registrerare har upphört',
    en: 'You are no longer a registrar',
  },
  'registrar-term-ends': {
    fi: 'Rekisteröijän koulutuksesi on vanhenemassa',
    sv: 'Din utbildning som registrerare går snart ut',
    en: 'Your training as a registrar will soon expire',
  },
  'confirm-address': {
    fi: 'Vahvista sähköpostiosoitteesi',
    sv: 'Bekräfta din e-postadress',
    en: 'Confirm your e-mail address',
  },
  'address-changed': {
    fi: 'Varmennepalvelu ei enää käytä tätä osoitetta',
    sv: 'Certifikattjänsten använder inte längre denna adress',
    en: 'The certificate service no longer uses this address',
  },
} as const satisfies Words<NoticeKind>
export const counties = {
  helsinki: { fi: 'Helsinki', sv: 'Helsingfors', en: 'Helsinki' },
  hus: { fi: 'HUS-yhtymä', sv: 'HUS-sammanslutningen', en: 'HUS Group' },
  'east-uusimaa': { fi: 'Itä-Uusimaa', sv: 'Östra Nyland', en: 'East Uusimaa' },
  'central-uusimaa': { fi: 'Keski-Uusimaa', sv: 'Mellersta Nyland', en: 'Central Uusimaa' },
  'west-uusimaa': { fi: 'Länsi-Uusimaa', sv: 'Västra Nyland', en: 'West Uusimaa' },
  'vantaa-kerava': { fi: 'Vantaa ja Kerava', sv: 'Vanda och Kervo', en: 'Vantaa and Kerava' },
  'southwest-finland': { fi: 'Varsinais-Suomi', sv: 'Egentliga Finland', en: 'Southwest Finland' },
  satakunta: { fi: 'Satakunta', sv: 'Satakunta', en: 'Satakunta' },
  'kanta-hame': { fi: 'Kanta-Häme', sv: 'Egentliga Tavastland', en: 'Kanta-Häme' },
  pirkanmaa: { fi: 'Pirkanmaa', sv: 'Birkaland', en: 'Pirkanmaa' },
  'paijat-hame': { fi: 'Päijät-Häme', sv: 'Päijänne-Tavastland', en: 'Päijät-Häme' },
  kymenlaakso: { fi: 'Kymenlaakso', sv: 'Kymmenedalen', en: 'Kymenlaakso' },
  'south-karelia': { fi: 'Etelä-Karjala', sv: 'Södra Karelen', en: 'South Karelia' },
  'south-savo': { fi: 'Etelä-Savo', sv: 'Södra Savolax', en: 'South Savo' },
  'north-savo': { fi: 'Pohjois-Savo', sv: 'Norra Savolax', en: 'North Savo' },
  'north-karelia': { fi: 'Pohjois-Karjala', sv: 'Norra Karelen', en: 'North Karelia' },
  'central-finland': { fi: 'Keski-Suomi', sv: 'Mellersta Finland', en: 'Central Finland' },
  'south-ostrobothnia': {
    fi: 'Etelä-Pohjanmaa',
    sv: 'Södra Österbotten',
    en: 'South Ostrobothnia',
  },
  ostrobothnia: { fi: 'Pohjanmaa', sv: 'Österbotten', en: 'Ostrobothnia' },
  'central-ostrobothnia': {
    fi: 'Keski-Pohjanmaa',
    sv: 'Mellersta Österbotten',
    en: 'Central Ostrobothnia',
  },
  'north-ostrobothnia': {
    fi: 'Pohjois-Pohjanmaa',
    sv: 'Norra Österbotten',
    en: 'North Ostrobothnia',
  },
  kainuu: { fi: 'Kainuu', sv: 'Kajanaland', en: 'Kainuu' },
  lapland: { fi: 'Lappi', sv: 'Lappland', en: 'Lapland' },
} as const satisfies Words<County>

export const pointServices = {
  registering: {
    fi: 'Hakemuksen rekisteröinti',
    sv: 'Registrering av ansökan',
    en: 'Registering an application',
  },
  photographing: { fi: 'Valokuvan ottaminen', sv: 'Fotografering', en: 'Taking a photo' },
  'handing-over': { fi: 'Kortin luovutus', sv: 'Överlämning av kort', en: 'Handing over a card' },
  'spare-card': {
    fi: 'Varakortin tekeminen',
    sv: 'Tillverkning av tillfälligt kort',
    en: 'Making a spare card',
  },
  'new-code': {
    fi: 'Uusi aktivointitunnusluku',
    sv: 'Ny aktiveringskod',
    en: 'A new activation code',
  },
} as const satisfies Words<ShippedPointService>

/** The products that are charged. */
export const chargedProducts = {
  'staff-card': { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
  'actor-card': { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
  'temporary-certificate': {
    fi: 'Tilapäisvarmenne',
    sv: 'Tillfälligt certifikat',
    en: 'Temporary certificate',
  },
  'test-card': { fi: 'Testikortti', sv: 'Testkort', en: 'Test card' },
  'service-certificate': {
    fi: 'Palveluvarmenne',
    sv: 'Servicecertifikat',
    en: 'Service certificate',
  },
  ...pointServices,
} as const satisfies Words<PricedProduct | ShippedPointService>

/** Whether the product has its name here; services that case officers added have theirs in the list of services. */
export const isShippedProduct = (product: string): product is keyof typeof chargedProducts =>
  Object.hasOwn(chargedProducts, product)

/** The name of what is charged. `added`: that of a service that case officers added. */
export const productName = (product: string, added: ThreeLanguages | undefined): ThreeLanguages =>
  isShippedProduct(product)
    ? chargedProducts[product]
    : (added ?? { fi: product, sv: product, en: product })

export const chargeStates = {
  free: { fi: 'Maksuton', sv: 'Avgiftsfri', en: 'Free' },
  open: { fi: 'Laskuttamatta', sv: 'Inte fakturerad', en: 'Not invoiced' },
  invoiced: { fi: 'Laskutettu', sv: 'Fakturerad', en: 'Invoiced' },
  credited: { fi: 'Hyvitetty', sv: 'Krediterad', en: 'Credited' },
} as const satisfies Words<ChargeView['state']>

/** The rule that set the price. */
export const chargeReasons = {
  'professional-card': {
    fi: 'ammattikortti on maksuton',
    sv: 'yrkeskortet är avgiftsfritt',
    en: 'the professional card is free',
  },
  'logs-in-to-patient-systems': {
    fi: 'kirjautuu asiakas- tai potilastietojärjestelmiin',
    sv: 'loggar in i klient- eller patientdatasystem',
    en: 'logs in to client or patient systems',
  },
  'faulty-card': {
    fi: 'kortti tuli viallisen tilalle',
    sv: 'kortet ersatte ett felaktigt kort',
    en: 'the card replaced a faulty one',
  },
  'free-card': {
    fi: 'varsinainen kortti on maksuton',
    sv: 'det ordinarie kortet är avgiftsfritt',
    en: 'the actual card is free',
  },
  'staff-without-patient-systems': {
    fi: 'ei kirjaudu asiakas- tai potilastietojärjestelmiin',
    sv: 'loggar inte in i klient- eller patientdatasystem',
    en: 'does not log in to client or patient systems',
  },
  'student-in-practice': {
    fi: 'opiskelijan harjoittelun henkilöstökortti on maksullinen',
    sv: 'personalkortet för en studerande i praktik är avgiftsbelagt',
    en: 'the staff card of a student in practice is chargeable',
  },
  'actor-card': {
    fi: 'toimijakortti on maksullinen',
    sv: 'aktörskortet är avgiftsbelagt',
    en: 'actor cards are chargeable',
  },
  'priced-card': {
    fi: 'varsinainen kortti on maksullinen',
    sv: 'det ordinarie kortet är avgiftsbelagt',
    en: 'the actual card is chargeable',
  },
  'test-version': {
    fi: 'testivarmenne on maksuton',
    sv: 'testcertifikatet är avgiftsfritt',
    en: 'a test version is free',
  },
  'service-certificate': {
    fi: 'palveluvarmenne on maksullinen',
    sv: 'servicecertifikatet är avgiftsbelagt',
    en: 'service certificates are chargeable',
  },
  'test-card': {
    fi: 'testikortti on maksullinen',
    sv: 'testkortet är avgiftsbelagt',
    en: 'test cards are chargeable',
  },
  'fee-of-point': {
    fi: 'rekisteröintipisteen maksu',
    sv: 'registreringsställets avgift',
    en: 'a fee of the registration point',
  },
  'owed-to-itself': {
    fi: 'velallinen on sulautunut saajaan',
    sv: 'den betalningsskyldiga har gått upp i mottagaren',
    en: 'the organisation that owed it has merged into the one it was owed to',
  },
} as const satisfies Words<ChargeView['because']>

export const spokenLanguages = {
  fi: { fi: 'suomi', sv: 'finska', en: 'Finnish' },
  sv: { fi: 'ruotsi', sv: 'svenska', en: 'Swedish' },
  en: { fi: 'englanti', sv: 'engelska', en: 'English' },
  se: { fi: 'pohjoissaame', sv: 'nordsamiska', en: 'Northern Sámi' },
} as const satisfies Words<SpokenLanguage>

export const accessibilityFeatures = {
  'step-free': { fi: 'Esteetön sisäänkäynti', sv: 'Tillgänglig ingång', en: 'Step-free entrance' },
  'accessible-toilet': { fi: 'Esteetön wc', sv: 'Tillgänglig toalett', en: 'Accessible toilet' },
  'accessible-parking': {
    fi: 'Esteetön pysäköinti',
    sv: 'Tillgänglig parkering',
    en: 'Accessible parking',
  },
  'induction-loop': { fi: 'Induktiosilmukka', sv: 'Hörslinga', en: 'Induction loop' },
} as const satisfies Words<AccessibilityFeature>

export const visitStates = {
  booked: { fi: 'Varattu', sv: 'Bokat', en: 'Booked' },
  waiting: { fi: 'Odottaa', sv: 'Väntar', en: 'Waiting' },
  called: { fi: 'Palveltavana', sv: 'Betjänas', en: 'Being served' },
  served: { fi: 'Palveltu', sv: 'Betjänad', en: 'Served' },
  missed: { fi: 'Ei tullut', sv: 'Kom inte', en: 'Did not come' },
  cancelled: { fi: 'Peruttu', sv: 'Avbokat', en: 'Cancelled' },
} as const satisfies Words<VisitState>

/** What waits in the inbox of the office. */
export const inboxKinds = {
  'account-request': { fi: 'Tilipyyntö', sv: 'Kontoansökan', en: 'Account request' },
  'organisation-agreement': {
    fi: 'Sopimus tai valtuutus',
    sv: 'Avtal eller delegering',
    en: 'Agreement or delegation',
  },
  'registrar-application': {
    fi: 'Rekisteröijähakemus',
    sv: 'Ansökan om registrerare',
    en: 'Registrar application',
  },
  'certificate-application': {
    fi: 'Palveluvarmennehakemus',
    sv: 'Ansökan om servicecertifikat',
    en: 'Service certificate application',
  },
  'enrolment-approval': {
    fi: 'Pysyvä hyväksyntä (ACME)',
    sv: 'Stående godkännande (ACME)',
    en: 'ACME enrolment approval',
  },
  'outdated-certificate': {
    fi: 'Vanhentunut varmenne',
    sv: 'Föråldrat certifikat',
    en: 'Outdated certificate',
  },
  'test-card-order': {
    fi: 'Testikorttitilaus',
    sv: 'Beställning av testkort',
    en: 'Order of test cards',
  },
  'blank-order': {
    fi: 'Korttiaihiotilaus',
    sv: 'Beställning av ämneskort',
    en: 'Order of blank cards',
  },
  payment: {
    fi: 'Maksu ilman laskua',
    sv: 'Betalning utan faktura',
    en: 'Payment without invoice',
  },
  'identity-inquiry': {
    fi: 'Henkilöllisyyden selvitys',
    sv: 'Utredning av identitet',
    en: 'Identity inquiry',
  },
  message: { fi: 'Viesti', sv: 'Meddelande', en: 'Message' },
  'price-change': { fi: 'Hintaehdotus', sv: 'Prisförslag', en: 'Proposed prices' },
  'point-price': {
    fi: 'Rekisteröintipisteen hinta',
    sv: 'Registreringsställets pris',
    en: 'Price of a registration point',
  },
  'right-rules-change': {
    fi: 'Ehdotus ammattioikeuksien säännöiksi',
    sv: 'Förslag till regler för yrkesrättigheter',
    en: 'Proposed rules for rights to practise',
  },
  'setting-change': {
    fi: 'Ehdotus palvelun asetukseksi',
    sv: 'Förslag till inställning',
    en: 'Proposed service setting',
  },
  'point-service-change': {
    fi: 'Ehdotus rekisteröintipisteiden palveluksi',
    sv: 'Förslag till tjänst för registreringsställena',
    en: 'Proposed service of registration points',
  },
  'role-change': { fi: 'Rooliehdotus', sv: 'Förslag till roll', en: 'Proposed role' },
  'paused-crls': {
    fi: 'Pysäytetyt sulkulistat',
    sv: 'Pausade spärrlistor',
    en: 'Paused revocation lists',
  },
  'paused-register-changes': {
    fi: 'Pysäytetyt rekisterimuutokset',
    sv: 'Pausade registerändringar',
    en: 'Paused register changes',
  },
} as const satisfies Words<InboxKind>
