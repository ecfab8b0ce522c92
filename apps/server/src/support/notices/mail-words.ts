import type { NoticeKind } from '@sotevarmenne/api/notices'
import { noticeTitles, replacementReasons, spareCancellationReasons } from '@sotevarmenne/api/words'
import { showDay } from '@sotevarmenne/pages/show'
import type { Language, Text } from '#platform/texts.ts'
import { type Notice, topicOf } from './domain/notice.ts'

export type WordsFor = {
  readonly language: Language
  readonly publicUrl: string
  /** Confirmation token of an address. */
  readonly token?: string
}

/**
 * A mail's subject and text. It names no person and no card, and its only link is the one that confirms an
 * address.
 */
export function wordsOf(
  { kind, facts }: Pick<Notice, 'kind' | 'facts'>,
  { language, publicUrl, token }: WordsFor,
): { readonly subject: string; readonly text: string } {
  const blanks = {
    day: facts.day === undefined ? '' : showDay(facts.day, language),
    reference: facts.reference ?? '',
    reason: reasonIn(facts.reason, language),
    replacement:
      facts.because === undefined ? '' : replacementReasons[facts.because][language].toLowerCase(),
    link: token === undefined ? '' : `${publicUrl}/${language}/confirm-address#${token}`,
    service: new URL(publicUrl).host,
  }
  const paragraphs = [bodies[kind][language], endings[endingOf(kind)][language]]
  return {
    subject: noticeTitles[kind][language],
    text: fill(paragraphs.join('\n\n'), blanks),
  }
}

/** Replaces each name in braces with its value. */
export const fill = (text: string, blanks: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => blanks[name] ?? '')

const reasonIn = (
  reason: keyof typeof spareCancellationReasons | undefined,
  language: Language,
): string => (reason === undefined ? '' : spareCancellationReasons[reason][language].toLowerCase())

/** A mail to an unconfirmed address says nothing of a holder's matters. */
const endingOf = (kind: NoticeKind): 'ofHolder' | 'ofStaff' | 'ofAddress' => {
  if (topicOf[kind] === 'work') return 'ofStaff'
  return kind === 'confirm-address' || kind === 'address-changed' ? 'ofAddress' : 'ofHolder'
}

export const endings = {
  ofHolder: {
    fi: 'Jos et tiedä, mistä on kyse, kirjaudu palveluun ja katso, mitä kortillasi on tehty. Ilmoita kadonneesta kortista heti.\n\nKirjoita osoite selaimeen itse: {service}. Tässä viestissä ei ole linkkejä, emmekä koskaan kysy tunnuslukuja. Valitset palvelussa, mistä haluat viestejä. Tähän viestiin ei voi vastata.',
    sv: 'Om du inte vet vad det gäller: logga in i tjänsten och se vad som har gjorts med ditt kort. Anmäl ett förlorat kort genast.\n\nSkriv adressen i webbläsaren själv: {service}. Detta meddelande har inga länkar, och vi frågar aldrig efter koder. I tjänsten väljer du vad du vill ha meddelanden om. Det går inte att svara på detta meddelande.',
    en: 'If you do not know what this is about, sign in to the service and see what was done with your card. Report a lost card at once.\n\nType the address into the browser yourself: {service}. This message has no links, and we never ask for PINs or codes. In the service you choose what you want messages about. Nobody reads replies to this message.',
  },
  ofStaff: {
    fi: 'Kirjoita osoite selaimeen itse: {service}. Tässä viestissä ei ole linkkejä eikä kenenkään tietoja. Valitset palvelun omissa viesteissä, haluatko viestejä työtehtävistä. Tähän viestiin ei voi vastata.',
    sv: 'Skriv adressen i webbläsaren själv: {service}. Detta meddelande har inga länkar och inga uppgifter om någon. Bland dina meddelanden i tjänsten väljer du om du vill ha meddelanden om arbetsuppgifter. Det går inte att svara på detta meddelande.',
    en: 'Type the address into the browser yourself: {service}. This message has no links and nobody’s data. Among your messages in the service you choose whether you want messages about work. Nobody reads replies to this message.',
  },
  ofAddress: {
    fi: 'Jos et tiedä, mistä on kyse, sinun ei tarvitse tehdä mitään. Tähän viestiin ei voi vastata.',
    sv: 'Om du inte vet vad det gäller behöver du inte göra något. Det går inte att svara på detta meddelande.',
    en: 'If you do not know what this is about, you need not do anything. Nobody reads replies to this message.',
  },
} as const satisfies Record<string, Text>

const bodies: { readonly [Kind in NoticeKind]: Text } = {
  'inquiry-raised': {
    fi: 'Rekisteröintipiste epäilee asiakirjaa tai pyytää poliisin tunnistamista. Kysymys on toimiston luettelossa, kun kirjaudut palveluun kortillasi.',
    sv: 'Ett registreringsställe betvivlar en handling eller begär identifiering av polisen. Frågan finns i kontorets lista när du loggar in i tjänsten med ditt kort.',
    en: 'A registration point doubts a document, or asks for identification by the police. The question is in the list of the office when you sign in to the service with your card.',
  },
  'inquiry-decided': {
    fi: 'Toimisto on ratkaissut rekisteröintipisteesi kysymyksen. Ratkaisu on pisteen luettelossa, kun kirjaudut palveluun kortillasi.',
    sv: 'Kontoret har avgjort en fråga från ditt registreringsställe. Avgörandet finns i ställets lista när du loggar in i tjänsten med ditt kort.',
    en: 'The office has decided a question of your registration point. The decision is in the list of the point when you sign in to the service with your card.',
  },
  'mass-revocation-paused': {
    fi: 'Palvelu ei sulje poikkeuksellisen monta korttia tai varmennetta, ennen kuin kaksi henkilöä on katsonut syyn. Kirjaudu palveluun kortillasi ja avaa seuranta.',
    sv: 'Tjänsten spärrar inte ovanligt många kort eller certifikat förrän två personer har granskat orsaken. Logga in i tjänsten med ditt kort och öppna uppföljningen.',
    en: 'The service does not cancel unusually many cards or revoke unusually many certificates before two persons have looked at the cause. Sign in to the service with your card and open the overview.',
  },
  'order-placed': {
    fi: 'Rekisteröintipiste on tilannut sinulle kortin. Saat viestin, kun se on valmis.',
    sv: 'Registreringsstället har beställt ett kort åt dig. Du får ett meddelande när det är klart.',
    en: 'The registration point has ordered a card for you. You will get a message when it is ready.',
  },
  'renewal-decided': {
    fi: 'Uusi kortti on myönnetty sinulle automaattisella päätöksellä. Päätös perusteluineen ja ohje oikaisun pyytämisestä ovat palvelussa. Nykyinen korttisi toimii, kunnes uusi on käytössä.',
    sv: 'Ett nytt kort har beviljats dig genom ett automatiskt beslut. Beslutet med grunder och anvisning för omprövning finns i tjänsten. Ditt nuvarande kort fungerar tills det nya är i bruk.',
    en: 'A new card was granted to you by an automatic decision. The decision with its grounds, and how to ask for a correction, are in the service. Your present card works until the new one is in use.',
  },
  'order-cancelled': {
    fi: 'Korttia ei valmisteta. Kysy rekisteröintipisteestä, jos tarvitset uuden tilauksen.',
    sv: 'Kortet tillverkas inte. Fråga registreringsstället om du behöver en ny beställning.',
    en: 'The card will not be made. Ask the registration point if you need a new order.',
  },
  'card-produced': {
    fi: 'Kortti toimitetaan rekisteröintipisteeseen, josta sen saa henkilöllisyystodistusta vastaan. Aktivointikirje lähtee erikseen, kun kortin valmistumisesta on kulunut neljä työpäivää.',
    sv: 'Kortet levereras till registreringsstället, där du får det mot en identitetshandling. Aktiveringsbrevet skickas separat, fyra arbetsdagar efter att kortet blev klart.',
    en: 'The card goes to the registration point, where you get it against an identity document. The activation letter leaves separately, four working days after the card was made.',
  },
  'card-posted': {
    fi: 'Kortti lähetetään sinulle postissa. Aktivointikirje lähtee erikseen, kun kortin valmistumisesta on kulunut neljä työpäivää. Jos kumpikaan ei tule, kirjaudu palveluun ja ilmoita kortti kadonneeksi.',
    sv: 'Kortet skickas till dig med posten. Aktiveringsbrevet skickas separat, fyra arbetsdagar efter att kortet blev klart. Om de inte kommer, logga in i tjänsten och anmäl kortet förlorat.',
    en: 'The card is sent to you by post. The activation letter leaves separately, four working days after the card was made. If they do not come, sign in to the service and report the card lost.',
  },
  'card-not-produced': {
    fi: 'Kortin valmistus ei onnistunut. Asia on tiedossa, eikä sinun tarvitse tehdä mitään.',
    sv: 'Kortet kunde inte tillverkas. Vi känner till det, och du behöver inte göra något.',
    en: 'The card could not be made. We know of it, and you need not do anything.',
  },
  'letter-sent': {
    fi: 'Kirjeessä on aktivointitunnusluku. Sillä aktivoit kortin kortinlukijaohjelmistossa, kun olet saanut kortin.',
    sv: 'I brevet finns aktiveringskoden. Med den aktiverar du kortet i kortläsarprogrammet när du har fått kortet.',
    en: 'The letter has the activation code. With it you activate the card in the card reader software once you have the card.',
  },
  'card-handed-over': {
    fi: 'Aktivoi kortti kortinlukijaohjelmistossa aktivointikirjeen tunnusluvulla. Sen jälkeen voit kirjautua ja allekirjoittaa.',
    sv: 'Aktivera kortet i kortläsarprogrammet med koden i aktiveringsbrevet. Därefter kan du logga in och underteckna.',
    en: 'Activate the card in the card reader software with the code of the activation letter. After that you can log in and sign.',
  },
  'card-activated': {
    fi: 'Kortin molemmat tunnusluvut on asetettu, ja kortilla voi kirjautua ja allekirjoittaa.',
    sv: 'Kortets båda koder har ställts in, och du kan logga in och underteckna med kortet.',
    en: 'Both PINs of the card have been set, and the card logs in and signs.',
  },
  'card-unlocked': {
    fi: 'Kortin molemmat tunnusluvut vaihdettiin vahvan tunnistautumisen jälkeen.',
    sv: 'Kortets båda koder byttes efter stark identifiering.',
    en: 'Both PINs of the card were changed after strong identification.',
  },
  'new-code-ordered': {
    fi: 'Entinen aktivointitunnusluku ei enää kelpaa. Uusi tulee kirjeessä.',
    sv: 'Den tidigare aktiveringskoden gäller inte längre. Den nya kommer i ett brev.',
    en: 'The former activation code is no longer valid. The new one comes in a letter.',
  },
  'card-cancelled': {
    fi: 'Kortin varmenteet on peruutettu lopullisesti. Syy: {reason}. Uuden kortin saat rekisteröintipisteestä.',
    sv: 'Kortets certifikat har spärrats slutgiltigt. Orsak: {reason}. Ett nytt kort får du på registreringsstället.',
    en: 'The certificates of the card have been revoked for good. Reason: {reason}. You get a new card at a registration point.',
  },
  'card-superseded': {
    fi: 'Uusi korttisi on käytössä, joten entinen on suljettu lopullisesti. Hävitä entinen kortti leikkaamalla sen siru rikki.',
    sv: 'Ditt nya kort är i bruk, och det tidigare har därför spärrats slutgiltigt. Förstör det tidigare kortet genom att klippa sönder chipet.',
    en: 'Your new card is in use, so the former one is cancelled for good. Destroy the former card by cutting through its chip.',
  },
  'card-unused': {
    fi: 'Uusi korttisi on lähetetty yli 30 päivää sitten, mutta sitä ei ole aktivoitu. Onko se tullut? Aktivoi kortti, tai kirjaudu palveluun ja ilmoita se kadonneeksi. Entinen korttisi toimii siihen asti, kun sen voimassaolo päättyy.',
    sv: 'Ditt nya kort skickades för över 30 dagar sedan men har inte aktiverats. Har det kommit? Aktivera kortet, eller logga in i tjänsten och anmäl det förlorat. Ditt tidigare kort fungerar tills dess giltighet upphör.',
    en: 'Your new card was sent over 30 days ago and has not been activated. Has it come? Activate the card, or sign in to the service and report it lost. Your former card works until it expires.',
  },
  'card-waits': {
    fi: 'Korttisi odottaa sinua rekisteröintipisteessä. Nouda se mahdollisimman pian ja ota passi tai henkilökortti mukaan. Noutamaton kortti suljetaan, kun sen valmistumisesta on 90 päivää.',
    sv: 'Ditt kort väntar på dig på registreringsstället. Hämta det så snart som möjligt och ta med pass eller identitetskort. Ett kort som inte har hämtats spärras när det har gått 90 dagar sedan det blev färdigt.',
    en: 'Your card waits for you at the registration point. Fetch it as soon as you can, with your passport or identity card. A card that nobody fetches is cancelled ninety days after it was made.',
  },
  'card-ends': {
    fi: 'Kortin viimeinen voimassaolopäivä on {day}. Uusi ammattikortti ajoissa, niin työsi ei keskeydy: kirjaudu palveluun kortillasi ja valitse Siirry uusimiseen. Henkilöstö- ja toimijakortin uusii työnantaja.',
    sv: 'Kortets sista giltighetsdag är {day}. Förnya yrkeskortet i tid, så avbryts inte ditt arbete: logga in i tjänsten med ditt kort och välj Förnya kortet. Personal- och aktörskort förnyas av arbetsgivaren.',
    en: 'The last day on which the card is valid is {day}. Renew a professional card in time, so that your work is not interrupted: sign in to the service with your card and choose Renew the card. Staff and actor cards are renewed by the employer.',
  },
  'replacement-offered': {
    fi: 'Kortti ei enää vastaa rekisterin tietoja: {replacement}. Voit käyttää korttia toistaiseksi. Uusi ammattikortti palvelussa tai rekisteröintipisteessä; henkilöstö- ja toimijakortin uusii työnantaja.',
    sv: 'Kortet stämmer inte längre överens med registret: {replacement}. Du kan använda kortet tills vidare. Förnya yrkeskortet i tjänsten eller på ett registreringsställe; personal- och aktörskort förnyas av arbetsgivaren.',
    en: 'The card no longer agrees with the register: {replacement}. You can go on using it for now. Renew a professional card in the service or at a registration point; staff and actor cards are renewed by the employer.',
  },
  'spare-card-handed-over': {
    fi: 'Palauta varakortti viimeistään {day}. Sillä ei voi tunnistautua Suomi.fi-palveluihin.',
    sv: 'Återlämna reservkortet senast {day}. Det fungerar inte i Suomi.fi-tjänster.',
    en: 'Bring the spare card back by {day}. It does not work in Suomi.fi services.',
  },
  'spare-card-overdue': {
    fi: 'Varakortti piti palauttaa viimeistään {day}. Palauta se johonkin rekisteröintipisteeseen.',
    sv: 'Reservkortet skulle återlämnas senast {day}. Lämna det på ett registreringsställe.',
    en: 'The spare card was due back by {day}. Bring it to a registration point.',
  },
  'spare-card-cancelled': {
    fi: 'Varakortin varmenteet on peruutettu. Syy: {reason}.',
    sv: 'Reservkortets certifikat har spärrats. Orsak: {reason}.',
    en: 'The certificates of the spare card have been revoked. Reason: {reason}.',
  },
  'cancelled-by-caller': {
    fi: 'Sulkupalveluun soitettiin, ja kortti suljettiin. Puhelun viitenumero on {reference}. Jos et itse soittanut etkä pyytänyt sitä, soita sulkupalveluun ja kerro viitenumero. Suljettua korttia ei voi palauttaa käyttöön.',
    sv: 'Någon ringde spärrtjänsten och kortet spärrades. Samtalets referensnummer är {reference}. Om du inte själv ringde eller bad om det, ring spärrtjänsten och uppge referensnumret. Ett spärrat kort kan inte tas i bruk igen.',
    en: 'Somebody called the revocation service and the card was cancelled. The reference number of the call is {reference}. If you neither called nor asked for it, call the revocation service and give the number. A cancelled card cannot be taken into use again.',
  },
  'office-wrote': {
    fi: 'Olet ottanut yhteyttä varmennepalvelun toimistoon. Vastaus on palvelussa: kirjaudu ja avaa Yhteydenotot. Tässä viestissä ei kerrota, mistä on kyse.',
    sv: 'Du har kontaktat certifikattjänstens kontor. Svaret finns i tjänsten: logga in och öppna Ärenden. Detta meddelande berättar inte vad det gäller.',
    en: 'You wrote to the office of the certificate service. The answer is in the service: sign in and open Your messages. This e-mail does not say what it is about.',
  },
  'registrar-appointed': {
    fi: 'Voit nyt palvella rekisteröintipisteessä. Kirjaudu palveluun kortillasi, niin työpöytä avautuu.',
    sv: 'Du kan nu betjäna på ett registreringsställe. Logga in i tjänsten med ditt kort, så öppnas arbetsbordet.',
    en: 'You can serve at a registration point now. Sign in to the service with your card, and the desk opens.',
  },
  'registrar-ended': {
    fi: 'Et voi enää palvella rekisteröintipisteessä, jonka rekisteröijä olit, ja istuntosi siellä on päätetty. Kysy syytä organisaatioltasi.',
    sv: 'Du kan inte längre betjäna på det registreringsställe där du var registrerare, och din session där har avslutats. Fråga din organisation om orsaken.',
    en: 'You can no longer serve at the registration point whose registrar you were, and your session there has ended. Ask your organisation why.',
  },
  'registrar-term-ends': {
    fi: 'Viimeinen päiväsi rekisteröijänä on {day}. Käy kertauskoulutus ajoissa ja pyydä organisaatiotasi hakemaan sinulle uusi nimeäminen.',
    sv: 'Din sista dag som registrerare är {day}. Gå repetitionsutbildningen i tid och be din organisation ansöka om ett nytt förordnande.',
    en: 'Your last day as a registrar is {day}. Take the refresher in time, and ask your organisation to apply for you again.',
  },
  'power-of-attorney-ends': {
    fi: 'Valtakirja, jolla toimit organisaation puolesta, päättyy pian. Viimeinen päivä on organisaation sivulla palvelussa. Sen jälkeen et näe etkä tee mitään organisaation puolesta. Uuden valtakirjan voi liittää omien organisaatioidesi sivulla jo nyt.',
    sv: 'Den fullmakt med vilken du handlar för en organisation upphör snart. Den sista dagen syns på organisationens sida i tjänsten. Därefter ser och gör du ingenting för organisationen. En ny fullmakt kan bifogas redan nu på sidan för dina organisationer.',
    en: 'The power of attorney by which you act for an organisation ends soon. Its last day is on the page of the organisation in the service. After that day you see and do nothing for the organisation. A new power of attorney can be attached already now, on the page of your organisations.',
  },
  'signatory-joined': {
    fi: 'Organisaatioon, jonka puolesta toimit, on tullut allekirjoittaja, yritysrekisterin mukaan tai valtakirjalla. Hän allekirjoittaa sopimukset ja voi kutsua muita. Henkilöt näkyvät organisaation sivulla palvelussa. Jos jokin on väärin, ota yhteyttä toimistoon.',
    sv: 'En organisation som du handlar för har fått en firmatecknare, enligt företagsregistret eller med fullmakt. Firmatecknaren undertecknar avtal och kan bjuda in andra. Personerna syns på organisationens sida i tjänsten. Om något är fel, kontakta kontoret.',
    en: 'An organisation for which you act has a new signatory, by the business register or on a power of attorney. The signatory signs its agreements and can invite others. Its people are seen on the page of the organisation in the service. If anything is wrong, contact the office.',
  },
  'password-set': {
    fi: 'Vahvan tunnistautumisen jälkeen asetettiin käyttäjätunnus ja salasana, joilla organisaatiosi asioita voi lukea ja valmistella. Jos et tehnyt tätä itse, tunnistaudu palveluun, poista salasana ja ota yhteyttä toimistoon.',
    sv: 'Efter stark identifiering angavs ett användarnamn och ett lösenord, med vilka din organisations ärenden kan läsas och förberedas. Om du inte gjorde detta själv, identifiera dig i tjänsten, ta bort lösenordet och kontakta kontoret.',
    en: 'After strong identification a user name and password were set, with which the matters of your organisation can be read and prepared. If you did not do this yourself, sign in to the service, remove the password and contact the office.',
  },
  'password-removed': {
    fi: 'Salasanalla ei enää pääse palveluun. Kortilla ja Suomi.fissä kirjaudut kuten ennenkin.',
    sv: 'Lösenordet ger inte längre tillgång till tjänsten. Med kort och Suomi.fi loggar du in som förut.',
    en: 'The password no longer opens the service. By card and Suomi.fi you sign in as before.',
  },
  'password-turned-off': {
    fi: 'Käyttäjätunnuksellasi kokeiltiin monta väärää salasanaa, joten salasana on suljettu. Kortilla ja Suomi.fissä kirjaudut kuten ennenkin, ja voit asettaa uuden salasanan.',
    sv: 'Många felaktiga lösenord provades med ditt användarnamn, och därför har lösenordet spärrats. Med kort och Suomi.fi loggar du in som förut, och du kan ange ett nytt lösenord.',
    en: 'Many wrong passwords were tried with your user name, so the password is turned off. By card and Suomi.fi you sign in as before, and you can set a new password.',
  },
  'confirm-address': {
    fi: 'Varmennepalvelussa pyydettiin lähettämään viestejä tähän osoitteeseen. Vahvista se vuorokauden kuluessa avaamalla linkki:\n\n{link}',
    sv: 'I certifikattjänsten har någon bett att få meddelanden till denna adress. Bekräfta den inom ett dygn genom att öppna länken:\n\n{link}',
    en: 'In the certificate service messages were asked to be sent to this address. Confirm it within 24 hours by opening the link:\n\n{link}',
  },
  'address-changed': {
    fi: 'Osoite on poistettu tai vaihdettu toiseen. Jos et itse tehnyt sitä, kirjaudu palveluun: {service}.',
    sv: 'Adressen har tagits bort eller bytts ut. Om du inte själv gjorde det, logga in i tjänsten: {service}.',
    en: 'The address was removed or replaced. If you did not do it yourself, sign in to the service: {service}.',
  },
}
