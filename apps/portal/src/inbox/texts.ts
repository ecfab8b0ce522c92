import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

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
  'kind.account-request': { fi: 'Tilipyyntö', sv: 'Kontoansökan', en: 'Account request' },
  'kind.organisation-agreement': {
    fi: 'Sopimus tai valtuutus',
    sv: 'Avtal eller delegering',
    en: 'Agreement or delegation',
  },
  'kind.registrar-application': {
    fi: 'Rekisteröijähakemus',
    sv: 'Ansökan om registrerare',
    en: 'Registrar application',
  },
  'kind.certificate-application': {
    fi: 'Palveluvarmennehakemus',
    sv: 'Ansökan om servicecertifikat',
    en: 'Service certificate application',
  },
  'kind.enrolment-approval': {
    fi: 'Pysyvä hyväksyntä (ACME)',
    sv: 'Stående godkännande (ACME)',
    en: 'ACME enrolment approval',
  },
  'kind.outdated-certificate': {
    fi: 'Vanhentunut varmenne',
    sv: 'Föråldrat certifikat',
    en: 'Outdated certificate',
  },
  'kind.test-card-order': {
    fi: 'Testikorttitilaus',
    sv: 'Beställning av testkort',
    en: 'Order of test cards',
  },
  'kind.blank-order': {
    fi: 'Korttiaihiotilaus',
    sv: 'Beställning av ämneskort',
    en: 'Order of blank cards',
  },
  'kind.payment': {
    fi: 'Maksu ilman laskua',
    sv: 'Betalning utan faktura',
    en: 'Payment without invoice',
  },
  'kind.identity-inquiry': {
    fi: 'Henkilöllisyyden selvitys',
    sv: 'Utredning av identitet',
    en: 'Identity inquiry',
  },
  'kind.message': { fi: 'Viesti', sv: 'Meddelande', en: 'Message' },
  'kind.price-change': { fi: 'Hintaehdotus', sv: 'Prisförslag', en: 'Proposed prices' },
  'kind.point-price': {
    fi: 'Rekisteröintipisteen hinta',
    sv: 'Registreringsställets pris',
    en: 'Price of a registration point',
  },
  'kind.right-rules-change': {
    fi: 'Ehdotus ammattioikeuksien säännöiksi',
    sv: 'Förslag till regler för yrkesrättigheter',
    en: 'Proposed rules for rights to practise',
  },
  'kind.setting-change': {
    fi: 'Ehdotus palvelun asetukseksi',
    sv: 'Förslag till inställning',
    en: 'Proposed service setting',
  },
  'kind.point-service-change': {
    fi: 'Ehdotus rekisteröintipisteiden palveluksi',
    sv: 'Förslag till tjänst för registreringsställena',
    en: 'Proposed service of registration points',
  },
  'kind.role-change': { fi: 'Rooliehdotus', sv: 'Förslag till roll', en: 'Proposed role' },
  'kind.paused-crls': {
    fi: 'Pysäytetyt sulkulistat',
    sv: 'Pausade spärrlistor',
    en: 'Paused revocation lists',
  },
  'kind.paused-register-changes': {
    fi: 'Pysäytetyt rekisterimuutokset',
    sv: 'Pausade registerändringar',
    en: 'Paused register changes',
  },
} satisfies Texts
