import type { Texts } from '../texts/text.ts'

/** The page of registers: whether they respond, what their changes did, what is paused. */
export const registerTexts = {
  heading: {
    fi: 'Rekisterit ja muut järjestelmät',
    sv: 'Register och andra system',
    en: 'Registers and other systems',
  },
  feeds: { fi: 'Muutostiedot', sv: 'Ändringsuppgifter', en: 'Change feeds' },
  feedsHelp: {
    fi: 'Palvelu kysyy muutokset joka minuutti ja toimii niiden mukaan.',
    sv: 'Tjänsten frågar efter ändringar varje minut och handlar enligt dem.',
    en: 'The service fetches changes every minute and applies them.',
  },
  'register.rights': {
    fi: 'Terhikki ja Suosikki',
    sv: 'Terhikki och Suosikki',
    en: 'Terhikki and Suosikki',
  },
  'register.population': {
    fi: 'Väestötietojärjestelmä',
    sv: 'Befolkningsdatasystemet',
    en: 'Population register',
  },
  answeredAt: {
    fi: 'Vastasi viimeksi {{time}}',
    sv: 'Svarade senast {{time}}',
    en: 'Last answered {{time}}',
  },
  neverAnswered: {
    fi: 'Ei ole vielä vastannut',
    sv: 'Har inte svarat ännu',
    en: 'Has not answered yet',
  },
  newestChange: {
    fi: 'uusin muutos {{time}}',
    sv: 'senaste ändring {{time}}',
    en: 'newest change {{time}}',
  },
  events: {
    fi: 'luettuja muutoksia {{count}}',
    sv: 'lästa ändringar {{count}}',
    en: 'changes read {{count}}',
  },
  toQuery: {
    fi: '{{count}} henkilöä tarkistamatta',
    sv: '{{count}} personer ännu inte kontrollerade',
    en: '{{count}} people still to be checked',
  },
  setAside: {
    fi: 'Sivuun siirretyt muutokset',
    sv: 'Ändringar som lagts åt sidan',
    en: 'Changes set aside',
  },
  setAsideHelp: {
    fi: 'Näitä ei voi lukea, joten ne eivät vaikuta mihinkään. Ilmoita tunnus rekisterille: korjattu muutos otetaan huomioon, kun rekisteri lähettää sen uudelleen.',
    sv: 'De här kan inte läsas och har därför ingen verkan. Meddela registret beteckningen: en rättad ändring beaktas när registret skickar den på nytt.',
    en: 'These cannot be read, so they have no effect. Report the id to the register: a corrected change takes effect when the register sends it again.',
  },
  'setAside.malformed-identity-code': {
    fi: 'henkilötunnus on virheellinen',
    sv: 'personbeteckningen är felaktig',
    en: 'the personal identity code is malformed',
  },
  'setAside.malformed-event': {
    fi: 'muutos ei ole sovitussa muodossa',
    sv: 'ändringen är inte i avtalad form',
    en: 'the change is not in the agreed form',
  },
  'trouble.no-connection': {
    fi: 'yhteyttä ei saatu',
    sv: 'ingen förbindelse',
    en: 'no connection',
  },
  'trouble.no-response-in-time': {
    fi: 'vastaus ei tullut ajoissa',
    sv: 'svaret kom inte i tid',
    en: 'no response in time',
  },
  'trouble.error-response': {
    fi: 'vastasi virheellä',
    sv: 'svarade med ett fel',
    en: 'answered with an error',
  },
  'trouble.unreadable-response': {
    fi: 'vastausta ei voi lukea',
    sv: 'svaret kan inte läsas',
    en: 'the answer can’t be read',
  },
  'state.responding': { fi: 'Vastaa', sv: 'Svarar', en: 'Responds' },
  'state.silent': { fi: 'Ei vastaa', sv: 'Svarar inte', en: 'Does not answer' },
  'state.still': { fi: 'Pysähtynyt', sv: 'Står stilla', en: 'Stalled' },
  'system.responding': { fi: 'Vastaa', sv: 'Svarar', en: 'Responds' },
  'system.failed': {
    fi: 'Viimeisin yritys epäonnistui',
    sv: 'Senaste försöket misslyckades',
    en: 'Last attempt failed',
  },
  'system.failing': { fi: 'Ei vastaa', sv: 'Svarar inte', en: 'Does not respond' },
  'system.unused': { fi: 'Ei vielä käytetty', sv: 'Inte använt ännu', en: 'Not used yet' },
  others: { fi: 'Muut järjestelmät', sv: 'Andra system', en: 'Other systems' },
  othersHelp: {
    fi: 'Tila perustuu siihen, miten järjestelmä on viimeksi vastannut palvelulle. Kymmenen minuutin jälkeen häiriö näkyy myös julkisella tilasivulla.',
    sv: 'Läget visar hur systemet senast har svarat tjänsten. Efter tio minuter syns störningen också på den offentliga statussidan.',
    en: 'The state is how the system last responded to the service. After ten minutes a failure is also shown on the public status page.',
  },
  failingSince: {
    fi: 'ei vastausta {{time}} alkaen',
    sv: 'inget svar sedan {{time}}',
    en: 'no response since {{time}}',
  },
  triedAt: {
    fi: 'yritetty viimeksi {{time}}',
    sv: 'senaste försöket {{time}}',
    en: 'last tried {{time}}',
  },
  copy: {
    fi: 'Koodistopalvelun kopio',
    sv: 'Kopia av kodtjänsten',
    en: 'Copy of the code service',
  },
  copyAge: {
    fi: 'Organisaatiot tarkistetaan tästä kopiosta. Se otetaan kerran päivässä.',
    sv: 'Organisationer kontrolleras i den här kopian. Den tas en gång om dagen.',
    en: 'Organisations are looked up in this copy. It is taken once a day.',
  },
  noCopy: {
    fi: 'Kopiota ei ole vielä otettu.',
    sv: 'Ingen kopia har tagits ännu.',
    en: 'No copy has been taken yet.',
  },
  takenAt: { fi: 'Otettu', sv: 'Tagen', en: 'Taken' },
  entries: {
    fi: 'Organisaatioita ja yksiköitä',
    sv: 'Organisationer och enheter',
    en: 'Organisations and units',
  },
  differenceOfCopy: {
    fi: 'Edellisestä kopiosta muuttunut',
    sv: 'Ändrat från föregående kopia',
    en: 'Changed since the previous copy',
  },
  difference: {
    fi: 'uusia {{added}}, muuttuneita {{changed}}, poistuneita {{removed}}',
    sv: 'nya {{added}}, ändrade {{changed}}, borttagna {{removed}}',
    en: '{{added}} new, {{changed}} changed, {{removed}} removed',
  },
  leftOut: { fi: 'Kopioimatta jäi', sv: 'Kopierades inte', en: 'Not copied' },
  'codeList.kanta-intermediaries': {
    fi: 'Kanta-välittäjät',
    sv: 'Kanta-förmedlare',
    en: 'Kanta intermediaries',
  },
  'trouble.copy-not-trusted': {
    fi: 'siitä puuttuu liian paljon',
    sv: 'för mycket saknas i den',
    en: 'too much is missing from it',
  },
  'copy.fresh': { fi: 'Tuore', sv: 'Färsk', en: 'Fresh' },
  'copy.old': { fi: 'Vanha', sv: 'Gammal', en: 'Old' },
  changes: { fi: 'Mitä muutokset tekivät', sv: 'Vad ändringarna gjorde', en: 'What changes did' },
  changesHelp: {
    fi: 'Kortit, joiden tiedot eivät enää pidä paikkaansa. Toteutuneet ja rauenneet 30 päivän ajalta.',
    sv: 'Kort vars uppgifter inte längre stämmer. Verkställda och förfallna under 30 dagar.',
    en: 'Cards whose data is no longer correct. Applied and lapsed changes of the last 30 days.',
  },
  noChanges: {
    fi: 'Muutoksia ei ole ollut.',
    sv: 'Det har inte skett några ändringar.',
    en: 'There have been no changes.',
  },
  changesTable: {
    fi: 'Muutokset lajeittain',
    sv: 'Ändringarna enligt slag',
    en: 'Changes by kind',
  },
  kind: { fi: 'Muutos', sv: 'Ändring', en: 'Change' },
  'kind.right-ended': {
    fi: 'Ammattioikeus päättyi: kortti suljetaan',
    sv: 'Yrkesrättigheten upphörde: kortet spärras',
    en: 'Right to practise ended: the card is cancelled',
  },
  'kind.right-restricted': {
    fi: 'Ammattioikeus päättyy ennen korttia: uutta tarjotaan',
    sv: 'Yrkesrättigheten upphör före kortet: ett nytt erbjuds',
    en: 'Right ends before the card: a new one is offered',
  },
  'kind.number-changed': {
    fi: 'Rekisterinumero muuttui: uutta korttia tarjotaan',
    sv: 'Registernumret ändrades: ett nytt kort erbjuds',
    en: 'Registration number changed: a new card is offered',
  },
  'kind.name-changed': {
    fi: 'Nimi muuttui: uutta korttia tarjotaan',
    sv: 'Namnet ändrades: ett nytt kort erbjuds',
    en: 'Name changed: a new card is offered',
  },
  'kind.holder-died': {
    fi: 'Haltija kuoli: kortti suljetaan',
    sv: 'Innehavaren avled: kortet spärras',
    en: 'Holder died: the card is cancelled',
  },
  'is.waiting': { fi: 'Odottaa', sv: 'Väntar', en: 'Waiting' },
  'is.paused': { fi: 'Pysäytetty', sv: 'Pausade', en: 'Paused' },
  'is.applied': { fi: 'Toteutunut', sv: 'Verkställda', en: 'Applied' },
  'is.gone': { fi: 'Rauennut', sv: 'Förfallna', en: 'Lapsed' },
  pausedChanges: { fi: 'Pysäytetyt muutokset', sv: 'Pausade ändringar', en: 'Paused changes' },
  changesPaused: {
    fi: 'Kortteja ei suljeta ennen kuin kaksi henkilöä on katsonut',
    sv: 'Korten spärras inte förrän två personer har granskat',
    en: 'Cards are not cancelled until two people have looked',
  },
  pausedHelp: {
    fi: 'Rekisterin muutokset sulkisivat poikkeuksellisen monta korttia. Tarkista rekisterin ylläpidosta, onko tieto oikea. Jos se on väärä, älä tee mitään: muutokset raukeavat, kun rekisteri korjaa tiedon.',
    sv: 'Registrets ändringar skulle spärra ovanligt många kort. Kontrollera med registret om uppgiften är rätt. Är den fel, gör ingenting: ändringarna förfaller när registret rättar uppgiften.',
    en: 'Changes in the register would cancel unusually many cards. Check with the register whether they are right. If they are wrong, do nothing: they lapse when the register corrects them.',
  },
  cards: { fi: 'Kortteja', sv: 'Kort', en: 'Cards' },
  agree: {
    fi: 'Hyväksy korttien sulkeminen',
    sv: 'Godkänn att korten spärras',
    en: 'Approve the cancellation of the cards',
  },
  agreeConfirm: {
    fi: 'Hyväksytäänkö muutokset?',
    sv: 'Vill du godkänna ändringarna?',
    en: 'Approve the changes?',
  },
  agreeConfirmHelp: {
    fi: '{{count}} korttia suljetaan, jos rekisteri vahvistaa tiedon vielä kerran. Sulkemista ei voi perua.',
    sv: '{{count}} kort spärras, om registret bekräftar uppgiften en gång till. Spärrningen kan inte ångras.',
    en: '{{count}} cards are cancelled if the register confirms it once more. Cancelling cannot be undone.',
  },
  laterNotCovered: {
    fi: 'Hyväksyntä ei koske niitä {{count}} korttia, joiden muutos tuli ensimmäisen hyväksynnän jälkeen.',
    sv: 'Godkännandet gäller inte de {{count}} kort vars ändring kom efter det första godkännandet.',
    en: 'This does not cover the {{count}} cards whose change came after the first person approved.',
  },
  'releaseHelp.awaits-second': {
    fi: 'Kortit, jotka näit, suljetaan, kun toinen henkilö on hyväksynyt sen.',
    sv: 'Korten som du såg spärras när en annan person har godkänt det.',
    en: 'The cards that you saw are cancelled when another person has approved.',
  },
  'release.released': {
    fi: 'Muutokset on hyväksytty',
    sv: 'Ändringarna är godkända',
    en: 'The changes are approved',
  },
  'releaseHelp.released': {
    fi: 'Jokainen tarkistetaan rekisteristä vielä kerran. Sen jälkeen kortit suljetaan minuutin kuluessa.',
    sv: 'Registret tillfrågas en gång till om var och en. Därefter spärras korten inom en minut.',
    en: 'Each is checked in the register once more. After that the cards are cancelled within a minute.',
  },
} as const satisfies Texts
