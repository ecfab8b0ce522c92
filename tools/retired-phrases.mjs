/**
 * Phrases that people met on pages and in mails and did not understand, each with what to write instead
 * (docs/contributing/texts.md). `npm run check` refuses them in every text of the service; a sample is the
 * phrase as it stood.
 */
export const retiredPhrases = [
  // Finnish
  { phrase: /\btyöpäiv/i, instead: 'arkipäivä (ma–pe)', sample: 'neljä työpäivää kortin jälkeen' },
  {
    phrase: /Odottaa teitä|odota teitä|teidän |kokeilette|Kirjoittakaa/,
    instead: 'yksikön toinen persoona: organisaatiosi, kirjoita',
    sample: 'Mikään ei odota teitä',
  },
  {
    phrase: /Missä olet kirjautuneena'/,
    instead: 'Avoimet istunnot',
    sample: "fi: 'Missä olet kirjautuneena'",
  },
  { phrase: /Omat tiedot mukaan/, instead: 'Lataa omat tietosi', sample: 'Omat tiedot mukaan' },
  {
    phrase: /Tallenna todisteineen/,
    instead: 'Lataa loki ja sen aitoustodisteet',
    sample: 'Tallenna todisteineen',
  },
  {
    phrase: /vaatia oikaisua|Oikaisua voi vaatia|Pyydä oikaisua/,
    instead: 'tehdä oikaisuvaatimus (päätöksestä); tietojen oikaisu (GDPR)',
    sample: 'Voit vaatia oikaisua',
  },
  {
    phrase: /jotka päätös näki|palveli muuta kuin itseään|puuttui haltijalta/,
    instead: 'mitä tapahtui, ihmisen sanoin',
    sample: 'Perusteet ovat ne, jotka päätös näki',
  },
  {
    phrase: /Palvelu ei tunne ketään/,
    instead: 'Hakusanalla ei löytynyt ketään',
    sample: 'Palvelu ei tunne ketään näillä tiedoilla',
  },
  {
    phrase: /Suomi\.fi-tunnistautumi/,
    instead: 'Suomi.fi-tunnistus',
    sample: 'Suomi.fi-tunnistautumisessa',
  },
  {
    phrase: /Kirjoita osoite selaimeen itse/,
    instead: 'Mene palveluun kirjoittamalla selaimeen …',
    sample: 'Kirjoita osoite selaimeen itse: x',
  },
  {
    phrase: /yritystietojärjestelmä/,
    instead: 'yritys- ja yhteisötietojärjestelmä',
    sample: 'yritystietojärjestelmästä',
  },
  {
    phrase: /yritysrekister/,
    instead: 'yritys- ja yhteisötietojärjestelmä',
    sample: 'yritysrekisterin mukaan',
  },
  {
    phrase: /[Ll]istat on (?:jo )?vapautettu|[Mm]uutokset on (?:jo )?vapautettu/,
    instead: 'julkaisu on hyväksytty',
    sample: 'Listat on vapautettu',
  },
  {
    phrase: /\bte molemmat|ni båda/,
    instead: 'molemmat',
    sample: 'jotka te molemmat näitte',
  },
  { phrase: /Tilapäinen varmenne/, instead: 'tilapäisvarmenne', sample: 'Tilapäinen varmenne' },
  {
    phrase: /Viesteissä ei ole linkkejä/,
    instead: 'milloin viestissä on linkki',
    sample: 'Viesteissä ei ole linkkejä palveluun',
  },
  {
    phrase: /Yhteydenot/,
    instead: 'viestit; yksi asia on viestiketju',
    sample: 'Yhteydenotot',
  },
  {
    phrase: /oikaisupyyn/i,
    instead: 'oikaisuvaatimus (päätöksestä); tietojen oikaisu (GDPR)',
    sample: 'Oikaisupyyntö',
  },
  // Swedish
  { phrase: /arbetsdag/i, instead: 'vardag (mån–fre)', sample: 'fyra arbetsdagar' },
  {
    phrase: /förlorat? kort|\b[Ff]örlorat\b|Anmäl förlust|Brevet är borta|brev är borta/,
    instead: 'försvunnet',
    sample: 'Anmäl ett förlorat kort',
  },
  { phrase: /(?:kortet|brevet) är borta/i, instead: 'är försvunnet', sample: 'Om kortet är borta' },
  {
    phrase: /färdas var för sig/,
    instead: 'skickas separat',
    sample: 'Kortet och koden färdas var för sig',
  },
  {
    phrase: /[Rr]eservkort(?!\))/,
    instead: 'tillfälligt kort (DVV); reservkort once, in brackets',
    sample: 'Gör ett reservkort',
  },
  { phrase: /[Ll]adda ned\b/, instead: 'ladda ner', sample: 'Ladda ned PDF' },
  { phrase: /Betjäningsspråk/, instead: 'Servicespråk', sample: 'Betjäningsspråk' },
  {
    phrase: /syns i statusfrågor/,
    instead: 'gäller inom fem sekunder',
    sample: 'Spärrningen syns i statusfrågor',
  },
  {
    phrase: /känner ingen med/,
    instead: 'Sökningen gav inga träffar',
    sample: 'Tjänsten känner ingen med de här uppgifterna',
  },
  { phrase: /Gör handlingen/, instead: 'Upprätta dokumentet', sample: 'Gör handlingen' },
  {
    phrase: /[Åå]terta/,
    instead: 'återkalla',
    sample: 'Ansökan har återtagits',
  },
  { phrase: /\bduger\b/, instead: 'godkänns, du kan också använda', sample: 'Körkort duger inte' },
  { phrase: /frisläppt/, instead: 'godkänd', sample: 'Listorna är frisläppta' },
  {
    phrase: /[Ff]öretags(?:registr|datasyst)/,
    instead: 'företags- och organisationsdatasystemet',
    sample: 'enligt företagsregistret',
  },
  { phrase: /\b[Bb]yrån\b/, instead: 'kontoret', sample: 'Byrån svarar' },
  { phrase: /\bhittas inte/, instead: 'hittades inte', sample: 'Ärendet hittas inte' },
  { phrase: /\begentliga kort/, instead: 'det ordinarie kortet', sample: 'det egentliga kortet' },
  // English
  {
    phrase: /Waits for you'|Nothing waits for/,
    instead: 'Needs your attention',
    sample: "en: 'Waits for you'",
  },
  {
    phrase: /Suomi\.fi (?:identification|authentication)/,
    instead: 'Suomi.fi e-Identification',
    sample: 'sign in by Suomi.fi identification',
  },
  { phrase: /en: 'State'/, instead: 'Status', sample: "en: 'State'" },
  {
    phrase: /standing approval/i,
    instead: 'ACME enrolment approval',
    sample: 'standing approval',
  },
  {
    phrase: /What do you come for|Who comes\?|When do you come/,
    instead: 'What is your visit about? Your details. When would you like to come?',
    sample: 'What do you come for?',
  },
  {
    phrase: /Free time by|Finding the door/,
    instead: 'Appointment available by; Directions',
    sample: 'Free time by',
  },
  {
    phrase: /ask for a correction|correction may be asked/,
    instead: 'request a review (of a decision)',
    sample: 'how to ask for a correction',
  },
  {
    phrase: /looks at them too|To come'|Life of the card/,
    instead: 'including who viewed them; Not yet; Card history',
    sample: 'Life of the card',
  },
  {
    phrase: /shows in status answers/,
    instead: 'The card stops working within five seconds',
    sample: 'It shows in status answers within five seconds.',
  },
  {
    phrase: /Save with the proofs/,
    instead: 'Download with proof of authenticity',
    sample: 'Save with the proofs',
  },
  {
    phrase: /travel apart|you work on at once|\bcan not be\b/,
    instead: 'are sent separately; you can use … straight away; cannot be',
    sample: 'Card and code travel apart',
  },
  {
    phrase: /test card is priced|Cards of people|Set the program up|Keep the key now|One a line/,
    instead: 'chargeable; Staff cards; Set up your ACME client; Copy the key now; One per line',
    sample: 'a test card is priced',
  },
  {
    phrase: /patient and client data systems/,
    instead: 'patient and client information systems',
    sample: 'patient and client data systems',
  },
  {
    phrase: /en: .*business register/i,
    instead: 'Business Information System',
    sample: "en: 'The business register does not respond'",
  },
]
