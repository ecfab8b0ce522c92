import { inboxKinds } from '@sotevarmenne/api/words'
import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'
import { named } from '../texts/words.ts'

/** What waits for a case officer, and who has it. */
export const inboxTexts = {
  heading: menuTexts.inbox,
  lead: {
    fi: 'Kaikki, mikä odottaa ratkaisua tai vastausta. Kiireellisin on ensin.',
    sv: 'Allt som väntar på ett avgörande eller ett svar. Det mest brådskande först.',
    en: 'Everything that waits for a decision or an answer. The most urgent is first.',
  },
  sums: {
    fi: 'Odottaa {{waiting}}, myöhässä {{overdue}}, sinulla {{mine}}',
    sv: 'Väntar {{waiting}}, försenade {{overdue}}, hos dig {{mine}}',
    en: '{{waiting}} waiting, {{overdue}} overdue, {{mine}} yours',
  },
  empty: {
    fi: 'Mikään ei odota.',
    sv: 'Ingenting väntar.',
    en: 'Nothing is waiting.',
  },
  kind: { fi: 'Mitä', sv: 'Vad', en: 'What' },
  allKinds: { fi: 'Kaikki', sv: 'Allt', en: 'Everything' },
  counted: { fi: '{{kind}} ({{count}})', sv: '{{kind}} ({{count}})', en: '{{kind}} ({{count}})' },
  assigned: { fi: 'Kenellä', sv: 'Hos vem', en: 'Who has it' },
  'assigned.all': { fi: 'Kaikki', sv: 'Alla', en: 'All' },
  'assigned.mine': { fi: 'Minulla', sv: 'Hos mig', en: 'Me' },
  'assigned.nobody': { fi: 'Ei kenelläkään', sv: 'Hos ingen', en: 'Nobody' },
  due: { fi: 'Määräaika', sv: 'Tidsfrist', en: 'Deadline' },
  'due.any': { fi: 'Kaikki', sv: 'Alla', en: 'Any' },
  'due.overdue': { fi: 'Myöhässä', sv: 'Försenade', en: 'Overdue' },
  since: {
    fi: 'odottanut {{day}} alkaen',
    sv: 'väntar sedan {{day}}',
    en: 'waiting since {{day}}',
  },
  dueOn: {
    fi: 'viimeistään {{day}}',
    sv: 'senast {{day}}',
    en: 'by {{day}}',
  },
  overdue: { fi: 'Myöhässä', sv: 'Försenad', en: 'Overdue' },
  another: {
    fi: 'Toinen henkilö päättää',
    sv: 'En annan person beslutar',
    en: 'Another person decides',
  },
  yours: { fi: 'Sinulla', sv: 'Hos dig', en: 'You have it' },
  has: { fi: 'Käsittelijä: {{name}}', sv: 'Handläggare: {{name}}', en: 'Officer: {{name}}' },
  hasOnPage: {
    fi: 'Tämä asia on otettu käsittelyyn: {{name}}.',
    sv: 'Ärendet har tagits till handläggning: {{name}}.',
    en: '{{name}} has taken this.',
  },
  yoursOnPage: {
    fi: 'Tämä asia on sinulla.',
    sv: 'Du har detta ärende.',
    en: 'You have taken this.',
  },
  nobodyOnPage: {
    fi: 'Kukaan ei ole ottanut tätä käsittelyyn.',
    sv: 'Ingen har tagit detta till handläggning.',
    en: 'Nobody has taken this.',
  },
  take: { fi: 'Ota', sv: 'Ta', en: 'Take' },
  takeOver: { fi: 'Ota itselle', sv: 'Ta över', en: 'Take over' },
  putBack: { fi: 'Palauta', sv: 'Lämna tillbaka', en: 'Put back' },
  handOn: { fi: 'Siirrä', sv: 'Lämna vidare', en: 'Hand on' },
  named: { fi: '{{action}}: {{item}}', sv: '{{action}}: {{item}}', en: '{{action}}: {{item}}' },
  handOnTitle: {
    fi: 'Kenelle siirrät asian?',
    sv: 'Till vem lämnar du ärendet?',
    en: 'To whom do you hand this on?',
  },
  handOnText: {
    fi: '{{item}}. Muutkin voivat yhä ratkaista sen.',
    sv: '{{item}}. Andra kan fortfarande avgöra det.',
    en: '{{item}}. Others can still decide it.',
  },
  officer: { fi: 'Käsittelijä', sv: 'Handläggare', en: 'Officer' },
  taken: { fi: 'Asia on nyt sinulla', sv: 'Du har nu ärendet', en: 'You have it now' },
  handedOn: {
    fi: 'Asia on siirretty: {{name}}',
    sv: 'Ärendet har lämnats till {{name}}',
    en: 'Handed on to {{name}}',
  },
  isPutBack: {
    fi: 'Asia on palautettu työjonoon',
    sv: 'Ärendet är tillbaka i arbetskön',
    en: 'Put back into the inbox',
  },
  ...named('kind', inboxKinds),
  digest: {
    fi: 'Kooste sähköpostiin',
    sv: 'Sammandrag per e-post',
    en: 'Digest by e-mail',
  },
  digestHelp: {
    fi: 'Arkiaamuisin saat viestin siitä, montako asiaa odottaa, mistä alkaen vanhin on odottanut, minkä määräaika on ylittynyt ja mitä on sinulla. Viestissä ei ole henkilötietoja. Jos mitään ei odota, viestiä ei lähetetä.',
    sv: 'På vardagsmorgnar får du ett meddelande om hur många ärenden som väntar, sedan när det äldsta har väntat, vilka tidsfrister som har gått ut och vad du har. Meddelandet innehåller inga personuppgifter. Om inget väntar skickas inget.',
    en: 'On the mornings of working days you get a message with how many items wait, since when the oldest has waited, what is past its deadline and what is yours. It has no personal data. When nothing waits, nothing is sent.',
  },
  digestOn: { fi: 'Kooste on käytössä', sv: 'Sammandraget är på', en: 'The digest is on' },
  digestOff: { fi: 'Kooste ei ole käytössä', sv: 'Sammandraget är av', en: 'The digest is off' },
  switchOn: { fi: 'Ota kooste käyttöön', sv: 'Sätt på sammandraget', en: 'Switch the digest on' },
  switchOff: { fi: 'Lopeta kooste', sv: 'Stäng av sammandraget', en: 'Switch the digest off' },
  digestNoAddress: {
    fi: 'Sinulla ei ole vahvistettua sähköpostiosoitetta, joten mitään ei lähetetä.',
    sv: 'Du har ingen bekräftad e-postadress, så inget skickas.',
    en: 'You have no confirmed e-mail address, so nothing is sent.',
  },
  digestAddAddress: {
    fi: 'Lisää sähköpostiosoite ilmoitusten sivulla',
    sv: 'Lägg till en e-postadress på sidan för aviseringar',
    en: 'Add an e-mail address on the page of notices',
  },
} satisfies Texts
