import type { NoticeKind } from '@sotevarmenne/api/notices'
import { inboxKinds, noticeTitles } from '@sotevarmenne/api/words'
import { showDay } from '@sotevarmenne/kernel/show'
import { typedAddressOf, type ServiceDetails } from '#platform/service-contacts.ts'
import type { Language, Text } from '#platform/texts.ts'
import { cardBodies } from './card-words.ts'
import { composeMail, type MailWords } from './compose-mail.ts'
import { type Notice, type NoticeFacts, topicOf } from './domain/notice.ts'

export type WordsFor = {
  readonly language: Language
  readonly service: ServiceDetails
  /** Confirmation token of an address. */
  readonly token?: string
}

/** What a mail says: the same in every case, or by the facts of the case. */
export type Body = Text | ((facts: NoticeFacts) => readonly Text[])

/**
 * The mail of a notice. It names no person and no card, and its only link is the one that confirms an
 * address.
 */
export function wordsOf(
  { kind, facts }: Pick<Notice, 'kind' | 'facts'>,
  { language, service, token = '' }: WordsFor,
): MailWords {
  const { publicUrl } = service
  const blanks = {
    day: facts.day === undefined ? '' : showDay(facts.day, language),
    former:
      facts.card?.formerValidTo === undefined ? '' : showDay(facts.card.formerValidTo, language),
    reference: facts.reference ?? '',
    service: typedAddressOf(service),
    hotline: service.contacts?.hotline ?? '',
  }
  const written = (text: Text): string => fill(text[language], blanks)
  const body = bodies[kind]
  const said = (typeof body === 'function' ? body(factsHere(facts, service)) : [body]).map(written)
  return composeMail({
    language,
    service,
    subject: noticeTitles[kind][language],
    paragraphs: [
      ...(kind === 'confirm-address'
        ? said.map((text) => ({
            text,
            address: `${publicUrl}/${language}/confirm-address#${token}`,
          }))
        : said),
      ...(kind === 'inbox-waits'
        ? [
            {
              text: openInbox[language],
              address: `${publicUrl}/${language}/operations/inbox`,
            },
          ]
        : []),
      ...endingOf(kind, service).map(written),
    ],
  })
}

/** A new card is ordered without the former one only where Suomi.fi confirms the order. */
const factsHere = (
  facts: NoticeFacts,
  { confirmsRenewals = false }: ServiceDetails,
): NoticeFacts =>
  facts.card === undefined
    ? facts
    : {
        ...facts,
        card: { ...facts.card, isReplacedOnline: facts.card.isReplacedOnline && confirmsRenewals },
      }

/** Replaces each name in braces with its value. */
export const fill = (text: string, blanks: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => blanks[name] ?? '')

/** What every mail with a link says of it. */
export const oneLinkOf = (service: ServiceDetails, language: Language): string =>
  fill(endings.oneLink[language], { service: typedAddressOf(service) })

/** A mail to an unconfirmed address says nothing of a holder's matters. */
function endingOf(kind: NoticeKind, { contacts }: ServiceDetails): readonly Text[] {
  if (kind === 'inbox-waits') return [endings.oneLink, endings.ofDigest]
  if (topicOf[kind] === 'work') return [endings.ofStaff]
  if (kind === 'confirm-address') return [endings.oneLink, endings.ofAddress]
  if (kind === 'address-changed') return [endings.ofAddress]
  return [contacts === undefined ? endings.ifLost : endings.callIfLost, endings.ofHolder]
}

const openInbox: Text = {
  fi: 'Avaa työjono linkistä ja kirjaudu kortillasi',
  sv: 'Öppna arbetskön med länken och logga in med ditt kort',
  en: 'Open the inbox by the link and sign in with your card',
}

/** The sums, then each kind: counts only, so that the mail may be read by anybody. */
function inboxLines(inbox: NoticeFacts['inbox']): readonly Text[] {
  const { kinds = [], mine = 0 } = inbox ?? {}
  const sum = (of: 'waiting' | 'overdue'): number =>
    kinds.reduce((total, one) => total + one[of], 0)
  const overdue = sum('overdue')
  const [waiting, late, own] = [sum('waiting'), overdue, mine].map(String)
  return [
    {
      fi: `Odottavia asioita: ${waiting}, vanhin {day} alkaen. Määräaika ylittynyt: ${late}. Sinulla: ${own}.`,
      sv: `Ärenden som väntar: ${waiting}, det äldsta sedan {day}. Tidsfristen har gått ut: ${late}. Hos dig: ${own}.`,
      en: `Items that wait: ${waiting}, the oldest since {day}. Past the deadline: ${late}. Yours: ${own}.`,
    },
    ...kinds.map(({ kind, ...counts }) => {
      const [count, past] = [counts.waiting, counts.overdue].map(String)
      const { fi, sv, en } = inboxKinds[kind]
      return counts.overdue === 0
        ? { fi: `${fi}: ${count}`, sv: `${sv}: ${count}`, en: `${en}: ${count}` }
        : {
            fi: `${fi}: ${count}, määräaika ylittynyt: ${past}`,
            sv: `${sv}: ${count}, tidsfristen har gått ut: ${past}`,
            en: `${en}: ${count}, past the deadline: ${past}`,
          }
    }),
  ]
}

export const endings = {
  callIfLost: {
    fi: 'Jos et tunnista asiaa, kirjaudu palveluun ja katso, mitä kortillesi on tehty. Jos korttisi on kadonnut, soita heti sulkupalveluun: {hotline}, ympäri vuorokauden.',
    sv: 'Om du inte känner igen ärendet, logga in i tjänsten och se vad som har gjorts med ditt kort. Om ditt kort är försvunnet, ring genast spärrtjänsten: {hotline}, dygnet runt.',
    en: 'If you do not recognise this, sign in to the service and see what was done with your card. If your card is lost, call the revocation service at once: {hotline}, day and night.',
  },
  ifLost: {
    fi: 'Jos et tunnista asiaa, kirjaudu palveluun ja katso, mitä kortillesi on tehty. Jos korttisi on kadonnut, ilmoita siitä heti.',
    sv: 'Om du inte känner igen ärendet, logga in i tjänsten och se vad som har gjorts med ditt kort. Om ditt kort är försvunnet, anmäl det genast.',
    en: 'If you do not recognise this, sign in to the service and see what was done with your card. If your card is lost, report it at once.',
  },
  ofHolder: {
    fi: 'Mene palveluun kirjoittamalla selaimeen {service}. Tässä viestissä ei ole linkkejä. Emme koskaan kysy tunnuslukuja. Valitset palvelussa, mistä haluat viestejä.',
    sv: 'Gå till tjänsten genom att skriva {service} i webbläsaren. Detta meddelande har inga länkar. Vi frågar aldrig efter koder. I tjänsten väljer du vad du vill ha meddelanden om.',
    en: 'Go to the service by typing {service} into your browser. This message has no links. We never ask for PINs or codes. In the service you choose what you want messages about.',
  },
  ofStaff: {
    fi: 'Mene palveluun kirjoittamalla selaimeen {service}. Tässä viestissä ei ole linkkejä eikä kenenkään tietoja. Valitset palvelussa, haluatko viestejä työtehtävistä.',
    sv: 'Gå till tjänsten genom att skriva {service} i webbläsaren. Detta meddelande har inga länkar och inga uppgifter om någon. I tjänsten väljer du om du vill ha meddelanden om arbetsuppgifter.',
    en: 'Go to the service by typing {service} into your browser. This message has no links and nobody’s data. In the service you choose whether you want messages about your work.',
  },
  ofDigest: {
    fi: 'Viestissä ei ole kenenkään tietoja. Se lähtee arkiaamuisin, kun jotakin odottaa. Voit lopettaa koosteen Työjono-sivun lopussa.',
    sv: 'Meddelandet innehåller inga uppgifter om någon. Det skickas på vardagsmorgnar när något väntar. Du kan stänga av sammandraget i slutet av sidan Arbetskö.',
    en: 'This message has nobody’s data. It is sent on the mornings of working days on which something waits. You can switch the digest off at the end of the page Inbox.',
  },
  ofAddress: {
    fi: 'Jos et tunnista asiaa, sinun ei tarvitse tehdä mitään.',
    sv: 'Om du inte känner igen ärendet behöver du inte göra något.',
    en: 'If you do not recognise this, you do not need to do anything.',
  },
  oneLink: {
    fi: 'Tässä viestissä on yksi linkki, ja sen osoite alkaa https://{service}/. Emme koskaan kysy tunnuslukuja.',
    sv: 'Detta meddelande har en länk, och dess adress börjar med https://{service}/. Vi frågar aldrig efter koder.',
    en: 'This message has one link, and its address begins with https://{service}/. We never ask for PINs or codes.',
  },
} as const satisfies Record<string, Text>

const bodies: { readonly [Kind in NoticeKind]: Body } = {
  ...cardBodies,
  'inquiry-raised': {
    fi: 'Rekisteröintipiste epäilee asiakirjan aitoutta tai pyytää, että poliisi tunnistaa asiakkaan. Kysymys on toimiston luettelossa, kun kirjaudut palveluun kortillasi.',
    sv: 'Ett registreringsställe tvivlar på att en handling är äkta eller begär att polisen identifierar en kund. Frågan finns i kontorets lista när du loggar in i tjänsten med ditt kort.',
    en: 'A registration point doubts that a document is genuine, or requests identification by the police. The question is in the list of the office when you sign in to the service with your card.',
  },
  'inquiry-decided': {
    fi: 'Toimisto on ratkaissut rekisteröintipisteesi kysymyksen. Ratkaisu on pisteen luettelossa, kun kirjaudut palveluun kortillasi.',
    sv: 'Kontoret har avgjort en fråga från ditt registreringsställe. Avgörandet finns i ställets lista när du loggar in i tjänsten med ditt kort.',
    en: 'The office has decided a question of your registration point. The decision is in the list of the point when you sign in to the service with your card.',
  },
  'blanks-ordered': {
    fi: 'Rekisteröintipiste on tilannut korttiaihioita varastoonsa. Tilaus on toimiston luettelossa, kun kirjaudut palveluun kortillasi.',
    sv: 'Ett registreringsställe har beställt ämneskort till sitt lager. Beställningen finns i kontorets lista när du loggar in i tjänsten med ditt kort.',
    en: 'A registration point has ordered blank cards for its stock. The order is in the list of the office when you sign in to the service with your card.',
  },
  'blank-order-handled': {
    fi: 'Toimisto on lähettänyt rekisteröintipisteesi tilaamat korttiaihiot tai hylännyt tilauksen. Kirjaudu palveluun kortillasi ja avaa pisteen korttiaihiotilaukset. Kirjaa aihiot vastaanotetuiksi, kun ne saapuvat.',
    sv: 'Kontoret har skickat de ämneskort som ditt registreringsställe beställde, eller avslagit beställningen. Logga in i tjänsten med ditt kort och öppna ställets beställningar av ämneskort. Registrera ämneskorten som mottagna när de kommer.',
    en: 'The office has sent the blank cards that your registration point ordered, or refused the order. Sign in to the service with your card and open the point’s orders of blank cards. Record the cards as received when they arrive.',
  },
  'inbox-waits': ({ inbox }) => inboxLines(inbox),
  'mass-revocation-paused': {
    fi: 'Palvelu ei sulje poikkeuksellisen monta korttia tai varmennetta, ennen kuin kaksi henkilöä on selvittänyt syyn. Kirjaudu palveluun kortillasi ja avaa seuranta.',
    sv: 'Tjänsten spärrar inte ovanligt många kort eller certifikat förrän två personer har granskat orsaken. Logga in i tjänsten med ditt kort och öppna uppföljningen.',
    en: 'The service does not cancel unusually many cards or revoke unusually many certificates until two people have looked into the cause. Sign in to the service with your card and open the overview.',
  },
  'office-wrote': {
    fi: 'Olet lähettänyt viestin varmennepalvelun asiakaspalveluun. Vastaus on palvelussa: kirjaudu ja avaa Viestit asiakaspalvelulle. Tässä viestissä ei kerrota, mistä on kyse.',
    sv: 'Du har skickat ett meddelande till certifikattjänstens kundtjänst. Svaret finns i tjänsten: logga in och öppna Meddelanden till kundtjänsten. Detta meddelande berättar inte vad det gäller.',
    en: 'You sent a message to the customer service of the certificate service. The answer is in the service: sign in and open Your messages. This message does not say what it is about.',
  },
  'registrar-appointed': {
    fi: 'Voit nyt palvella rekisteröintipisteessä. Kirjaudu palveluun kortillasi, niin palvelupiste avautuu.',
    sv: 'Du kan nu betjäna på ett registreringsställe. Logga in i tjänsten med ditt kort, så öppnas servicedisken.',
    en: 'You can now serve at a registration point. Sign in to the service with your card, and the desk opens.',
  },
  'registrar-ended': {
    fi: 'Et voi enää palvella rekisteröintipisteessä, jonka rekisteröijä olit, ja istuntosi siellä on päätetty. Kysy syytä organisaatioltasi.',
    sv: 'Du kan inte längre betjäna på det registreringsställe där du var registrerare, och din session där har avslutats. Fråga din organisation om orsaken.',
    en: 'You can no longer serve at the registration point where you were a registrar, and your session there has ended. Ask your organisation why.',
  },
  'registrar-term-ends': {
    fi: 'Viimeinen päiväsi rekisteröijänä on {day}. Käy kertauskoulutus ajoissa ja pyydä organisaatiotasi hakemaan sinulle uusi nimeäminen.',
    sv: 'Din sista dag som registrerare är {day}. Gå repetitionsutbildningen i tid och be din organisation ansöka om ett nytt förordnande.',
    en: 'Your last day as a registrar is {day}. Take the refresher course in time, and ask your organisation to apply for a new appointment for you.',
  },
  'power-of-attorney-ends': {
    fi: 'Valtakirja, jolla toimit organisaation puolesta, päättyy pian. Viimeinen päivä on organisaation sivulla palvelussa. Sen jälkeen et voi nähdä etkä tehdä mitään organisaation puolesta. Voit liittää uuden valtakirjan omien organisaatioidesi sivulla jo nyt.',
    sv: 'Den fullmakt med vilken du handlar för en organisation upphör snart. Den sista dagen syns på organisationens sida i tjänsten. Därefter kan du inte se eller göra något för organisationen. Du kan bifoga en ny fullmakt redan nu på sidan för dina organisationer.',
    en: 'The power of attorney with which you act for an organisation ends soon. Its last day is on the page of the organisation in the service. After that day you cannot see or do anything for the organisation. You can already attach a new power of attorney, on the page of your organisations.',
  },
  'signatory-joined': {
    fi: 'Organisaatioon, jonka puolesta toimit, on tullut allekirjoittaja, yritys- ja yhteisötietojärjestelmän mukaan tai valtakirjalla. Hän allekirjoittaa sopimukset ja voi kutsua muita. Henkilöt näkyvät organisaation sivulla palvelussa. Jos jokin on väärin, ota yhteyttä toimistoon.',
    sv: 'En organisation som du handlar för har fått en firmatecknare, enligt företags- och organisationsdatasystemet eller med fullmakt. Firmatecknaren undertecknar avtal och kan bjuda in andra. Personerna syns på organisationens sida i tjänsten. Om något är fel, kontakta kontoret.',
    en: 'An organisation for which you act has a new signatory, according to the Business Information System or with a power of attorney. The signatory signs its agreements and can invite others. Its people are listed on the page of the organisation in the service. If anything is wrong, contact the office.',
  },
  'password-set': {
    fi: 'Vahvan tunnistautumisen jälkeen asetettiin käyttäjätunnus ja salasana, joilla organisaatiosi asioita voi lukea ja valmistella. Jos et tehnyt tätä itse, tunnistaudu palveluun, poista salasana ja ota yhteyttä toimistoon.',
    sv: 'Efter stark identifiering angavs ett användarnamn och ett lösenord, med vilka din organisations ärenden kan läsas och förberedas. Om du inte gjorde detta själv, identifiera dig i tjänsten, ta bort lösenordet och kontakta kontoret.',
    en: 'After strong identification a user name and password were set, with which the matters of your organisation can be read and prepared. If you did not do this yourself, sign in to the service, remove the password and contact the office.',
  },
  'password-removed': {
    fi: 'Salasanalla ei enää pääse palveluun. Kortilla ja Suomi.fi-tunnistuksella kirjaudut kuten ennenkin.',
    sv: 'Lösenordet ger inte längre tillgång till tjänsten. Med kort och Suomi.fi-identifikation loggar du in som förut.',
    en: 'You can no longer sign in with the password. With a card or Suomi.fi e-Identification you sign in as before.',
  },
  'password-turned-off': {
    fi: 'Käyttäjätunnuksellasi kokeiltiin monta väärää salasanaa, joten salasana on suljettu. Kortilla ja Suomi.fi-tunnistuksella kirjaudut kuten ennenkin, ja voit asettaa uuden salasanan.',
    sv: 'Många felaktiga lösenord provades med ditt användarnamn, och därför har lösenordet spärrats. Med kort och Suomi.fi-identifikation loggar du in som förut, och du kan ange ett nytt lösenord.',
    en: 'Many wrong passwords were tried with your user name, so the password is turned off. With a card or Suomi.fi e-Identification you sign in as before, and you can set a new password.',
  },
  'confirm-address': {
    fi: 'Varmennepalvelusta pyydettiin lähettämään viestejä tähän osoitteeseen. Jos pyyntö on sinun, vahvista osoite vuorokauden kuluessa avaamalla linkki',
    sv: 'Någon har bett certifikattjänsten skicka meddelanden till denna adress. Om det var du, bekräfta adressen inom ett dygn genom att öppna länken',
    en: 'Somebody requested messages from the certificate service to this address. If it was you, confirm the address within 24 hours by opening the link',
  },
  'address-changed': {
    fi: 'Osoite on poistettu tai vaihdettu toiseen. Jos et itse tehnyt sitä, kirjaudu palveluun: {service}.',
    sv: 'Adressen har tagits bort eller bytts ut. Om du inte själv gjorde det, logga in i tjänsten: {service}.',
    en: 'The address was removed or replaced. If you did not do it yourself, sign in to the service: {service}.',
  },
}
