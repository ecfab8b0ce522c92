import type { Texts } from '../texts/text.ts'

/** Ends of employments that an organisation reports. */
export const employmentEndTexts = {
  heading: {
    fi: 'Työsuhteiden päättyminen',
    sv: 'Anställningar som upphör',
    en: 'Ends of employments',
  },
  open: {
    fi: 'Ilmoita työsuhteen päättymisestä ja katso tulevat päättymiset',
    sv: 'Anmäl att en anställning upphör och se kommande slut',
    en: 'Report the end of an employment, and see those to come',
  },
  lead: {
    fi: 'Kun työsuhde päättyy, organisaation kortti suljetaan ja keskeneräinen korttitilaus keskeytetään. Henkilö ei enää toimi rekisteröijänä organisaation pisteissä. Ammattikortti ei riipu työsuhteesta, eikä sitä suljeta.',
    sv: 'När en anställning upphör spärras organisationens kort, och en kortbeställning som pågår avbryts. Personen är inte längre registrerare vid organisationens ställen. Yrkeskortet beror inte på anställningen och spärras inte.',
    en: 'When an employment ends, the organisation’s card is cancelled and an order in progress is stopped. The person is no longer a registrar at the organisation’s points. A professional card does not depend on the employment and is not cancelled.',
  },
  reportOne: {
    fi: 'Ilmoita työsuhteen päättymisestä',
    sv: 'Anmäl att en anställning upphör',
    en: 'Report the end of an employment',
  },
  reportMany: {
    fi: 'Ilmoita monen päättymisestä tiedostolla',
    sv: 'Anmäl många med en fil',
    en: 'Report many from a file',
  },
  ofCards: {
    fi: 'Valitse henkilö korttiluettelosta',
    sv: 'Välj personen i listan över kort',
    en: 'Choose the person in the list of cards',
  },
  search: {
    fi: 'Henkilö tai yksikkö',
    sv: 'Person eller enhet',
    en: 'Person or unit',
  },
  none: {
    fi: 'Tällaisia ilmoituksia ei ole.',
    sv: 'Det finns inga sådana anmälningar.',
    en: 'There are no such reports.',
  },
  'state.planned': { fi: 'Tulossa', sv: 'Kommande', en: 'Planned' },
  'state.ended': { fi: 'Päättynyt', sv: 'Upphörd', en: 'Ended' },
  'state.withdrawn': { fi: 'Peruttu', sv: 'Återkallad', en: 'Withdrawn' },
  lastDayIs: {
    fi: 'viimeinen päivä {{day}}',
    sv: 'sista dag {{day}}',
    en: 'last day {{day}}',
  },
  reportedOn: {
    fi: 'ilmoitettu {{day}}',
    sv: 'anmäld {{day}}',
    en: 'reported on {{day}}',
  },
  reportedColumn: { fi: 'Ilmoitettu', sv: 'Anmäld', en: 'Reported' },
  nameless: {
    fi: 'Henkilötunnus alkaa {{born}}',
    sv: 'Personbeteckningen börjar {{born}}',
    en: 'Identity code begins {{born}}',
  },
  withdraw: { fi: 'Peru ilmoitus', sv: 'Återkalla anmälan', en: 'Withdraw the report' },
  withdrawWhose: {
    fi: 'Peru ilmoitus: {{name}}',
    sv: 'Återkalla anmälan: {{name}}',
    en: 'Withdraw the report: {{name}}',
  },
  withdrawSure: {
    fi: 'Perutaanko ilmoitus henkilön {{name}} työsuhteen päättymisestä?',
    sv: 'Ska anmälan om att anställningen för {{name}} upphör återkallas?',
    en: 'Withdraw the report that the employment of {{name}} ends?',
  },
  withdrawHelp: {
    fi: 'Organisaation kortti toimii edelleen.',
    sv: 'Organisationens kort fungerar även i fortsättningen.',
    en: 'The organisation’s card goes on working.',
  },
  withdrawn: {
    fi: 'Ilmoitus on peruttu: {{name}}',
    sv: 'Anmälan har återkallats: {{name}}',
    en: 'The report was withdrawn: {{name}}',
  },
  backToList: {
    fi: 'Takaisin ilmoituksiin',
    sv: 'Tillbaka till anmälningarna',
    en: 'Back to the reports',
  },
  identityCode: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Identity code' },
  whoHelp: {
    fi: 'Näet henkilön nimen ja kortin, ennen kuin vahvistat ilmoituksen.',
    sv: 'Du ser personens namn och kort innan du bekräftar anmälan.',
    en: 'You see the person’s name and card before you confirm the report.',
  },
  when: {
    fi: 'Milloin työsuhteen viimeinen päivä on?',
    sv: 'När är anställningens sista dag?',
    en: 'When is the last day of the employment?',
  },
  whenMissing: {
    fi: 'Valitse, milloin viimeinen päivä on',
    sv: 'Välj när sista dagen är',
    en: 'Choose when the last day is',
  },
  today: {
    fi: 'Tänään, tai työsuhde on jo päättynyt',
    sv: 'I dag, eller anställningen har redan upphört',
    en: 'Today, or the employment has already ended',
  },
  todayHint: {
    fi: 'Kortti suljetaan heti.',
    sv: 'Kortet spärras genast.',
    en: 'The card is cancelled at once.',
  },
  later: { fi: 'Myöhemmin', sv: 'Senare', en: 'Later' },
  laterHint: {
    fi: 'Kortti toimii viimeisen päivän loppuun.',
    sv: 'Kortet fungerar till slutet av sista dagen.',
    en: 'The card works to the end of the last day.',
  },
  lastDay: { fi: 'Viimeinen päivä', sv: 'Sista dag', en: 'Last day' },
  lastDayHint: {
    fi: 'Enintään vuoden päässä, esimerkiksi 31.1.2027',
    sv: 'Högst ett år framåt, till exempel 31.1.2027',
    en: 'Within a year, for example 31.1.2027',
  },
  continue: { fi: 'Jatka', sv: 'Fortsätt', en: 'Continue' },
  sureToday: {
    fi: 'Onko henkilön {{name}} työsuhde päättynyt?',
    sv: 'Har anställningen för {{name}} upphört?',
    en: 'Has the employment of {{name}} ended?',
  },
  sureLater: {
    fi: 'Päättyykö henkilön {{name}} työsuhde {{day}}?',
    sv: 'Upphör anställningen för {{name}} {{day}}?',
    en: 'Does the employment of {{name}} end on {{day}}?',
  },
  sureNobody: {
    fi: 'Organisaatiolla ei ole tämän henkilön korttia. Ilmoitetaanko silti?',
    sv: 'Organisationen har inget kort för den här personen. Anmäla ändå?',
    en: 'The organisation has no card of this person. Report anyway?',
  },
  effectToday: {
    fi: 'Tarkista henkilö ja kortti. Kortti suljetaan heti, eikä sitä voi perua.',
    sv: 'Kontrollera personen och kortet. Kortet spärras genast, och det kan inte ångras.',
    en: 'Check the person and the card. The card is cancelled at once, and this cannot be undone.',
  },
  effectLater: {
    fi: 'Tarkista henkilö ja kortti. Kortti toimii {{day}} loppuun ja suljetaan sitten. Voit perua ilmoituksen siihen asti.',
    sv: 'Kontrollera personen och kortet. Kortet fungerar till slutet av {{day}} och spärras sedan. Du kan återkalla anmälan till dess.',
    en: 'Check the person and the card. The card works to the end of {{day}} and is then cancelled. You can withdraw the report until then.',
  },
  effectNoCard: {
    fi: 'Tarkista henkilö. Korttia ei ole suljettavana.',
    sv: 'Kontrollera personen. Det finns inget kort att spärra.',
    en: 'Check the person. There is no card to cancel.',
  },
  effectNobody: {
    fi: 'Tarkista henkilötunnus: organisaatiolla ei ole sillä korttia eikä valmisteltua tilausta. Ilmoitus päättää rekisteröijän tehtävät ja keskeneräiset tilaukset, jos niitä on.',
    sv: 'Kontrollera personbeteckningen: organisationen har varken kort eller förberedd beställning för den. Anmälan avslutar uppdrag som registrerare och påbörjade beställningar, om det finns sådana.',
    en: 'Check the identity code: the organisation has neither a card nor a prepared order for it. The report ends the role of registrar and orders in progress, if there are any.',
  },
  name: { fi: 'Nimi', sv: 'Namn', en: 'Name' },
  card: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  unit: { fi: 'Yksikkö', sv: 'Enhet', en: 'Unit' },
  numberEnd: {
    fi: 'numero päättyy {{end}}',
    sv: 'numret slutar på {{end}}',
    en: 'number ends in {{end}}',
  },
  preparedOrders: {
    fi: 'Valmistellut tilaukset, jotka perutaan',
    sv: 'Förberedda beställningar som återkallas',
    en: 'Prepared orders that are withdrawn',
  },
  plannedFor: {
    fi: 'Ilmoitettu aiemmin, viimeinen päivä',
    sv: 'Anmäld tidigare, sista dag',
    en: 'Reported before, last day',
  },
  endedOn: {
    fi: 'Aiempi työsuhde päättyi',
    sv: 'En tidigare anställning upphörde',
    en: 'An earlier employment ended on',
  },
  confirm: {
    fi: 'Ilmoita työsuhteen päättymisestä',
    sv: 'Anmäl att anställningen upphör',
    en: 'Report the end of the employment',
  },
  ended: {
    fi: 'Ilmoitus on käsitelty',
    sv: 'Anmälan har behandlats',
    en: 'The report has been processed',
  },
  endedHelp: {
    fi: 'Suljettuja kortteja: {{cancelled}}. Peruttuja valmisteltuja tilauksia: {{withdrawn}}.',
    sv: 'Spärrade kort: {{cancelled}}. Återkallade förberedda beställningar: {{withdrawn}}.',
    en: 'Cards cancelled: {{cancelled}}. Prepared orders withdrawn: {{withdrawn}}.',
  },
  stopped: {
    fi: 'Keskeytettyjä korttitilauksia: {{count}}. Korttia ei luovuteta, eikä sinun tarvitse ilmoittaa uudelleen.',
    sv: 'Avbrutna kortbeställningar: {{count}}. Kortet lämnas inte ut, och du behöver inte anmäla på nytt.',
    en: 'Card orders stopped: {{count}}. The card is not handed over, and you need not report it again.',
  },
  nothingRested: {
    fi: 'Henkilöllä ei ollut organisaation korttia. Jos odotit toista, tarkista henkilötunnus.',
    sv: 'Personen hade inget kort från organisationen. Om du väntade dig ett annat svar, kontrollera personbeteckningen.',
    en: 'The person had no card of the organisation. If you expected one, check the identity code.',
  },
  planned: {
    fi: 'Ilmoitus on tallennettu',
    sv: 'Anmälan har sparats',
    en: 'The report has been saved',
  },
  plannedHelp: {
    fi: 'Viimeinen päivä on {{day}}. Kortti suljetaan sen jälkeen. Voit perua ilmoituksen luettelossa siihen asti.',
    sv: 'Sista dagen är {{day}}. Kortet spärras efter den. Du kan återkalla anmälan i listan till dess.',
    en: 'The last day is {{day}}. The card is cancelled after it. You can withdraw the report in the list until then.',
  },
  fileHelp: {
    fi: 'Lataa mallitiedosto, täytä se taulukkolaskennassa ja tallenna CSV-tiedostona. Yksi henkilö rivillä, enintään 10 000. Näet ensin, mitä kullekin riville tehdään.',
    sv: 'Ladda ner mallfilen, fyll i den i ett kalkylprogram och spara som CSV-fil. En person per rad, högst 10 000. Du ser först vad som görs med varje rad.',
    en: 'Download the template, fill it in in a spreadsheet and save it as a CSV file. One person per line, 10,000 at most. You first see what is done with each line.',
  },
  fileDayHelp: {
    fi: 'Viimeinen päivä on tämä päivä tai myöhempi, enintään vuoden päässä, muodossa 31.12.2026. Sama tiedosto toiseen kertaan ei muuta mitään.',
    sv: 'Sista dagen är dagens datum eller senare, högst ett år framåt, i formen 31.12.2026. Samma fil en gång till ändrar ingenting.',
    en: 'The last day is today or later, within a year, written as 31.12.2026. The same file once more changes nothing.',
  },
  templateName: {
    fi: 'paattyvat-tyosuhteet.csv',
    sv: 'anstallningar-som-upphor.csv',
    en: 'ends-of-employments.csv',
  },
  preview: {
    fi: 'Näin rivit käsitellään',
    sv: 'Så här behandlas raderna',
    en: 'What is done with the lines',
  },
  result: {
    fi: 'Rivit on käsitelty',
    sv: 'Raderna har behandlats',
    en: 'The lines were processed',
  },
  nothingToDo: {
    fi: 'Tiedostossa ei ole mitään ilmoitettavaa',
    sv: 'Filen innehåller inget att anmäla',
    en: 'There is nothing to report in the file',
  },
  counts: {
    fi: 'Päättyy tänään {{end}}, myöhemmin {{plan}}, päivä muuttuu {{move}}, ilmoitettu jo aiemmin {{already}}, virheitä {{fault}}.',
    sv: 'Upphör i dag {{end}}, senare {{plan}}, dagen ändras {{move}}, redan anmälda {{already}}, fel {{fault}}.',
    en: 'Ending today {{end}}, later {{plan}}, day changes {{move}}, reported before {{already}}, errors {{fault}}.',
  },
  resultHelp: {
    fi: 'Tänään päättyvien kortit suljetaan muutaman minuutin kuluessa.',
    sv: 'Korten för dem som slutar i dag spärras inom några minuter.',
    en: 'The cards of those who end today are cancelled within a few minutes.',
  },
  faultsLeftOut: {
    fi: 'Virheellisille riveille ei tehdä mitään.',
    sv: 'Med raderna som har fel görs ingenting.',
    en: 'Nothing is done with the lines that have errors.',
  },
  'outcome.end': { fi: 'päättyy tänään', sv: 'upphör i dag', en: 'ends today' },
  'outcome.plan': { fi: 'päättyy {{day}}', sv: 'upphör {{day}}', en: 'ends on {{day}}' },
  'outcome.move': {
    fi: 'uusi viimeinen päivä {{day}}',
    sv: 'ny sista dag {{day}}',
    en: 'new last day {{day}}',
  },
  'outcome.already': {
    fi: 'ilmoitettu jo aiemmin',
    sv: 'redan anmäld',
    en: 'reported before',
  },
  unknown: {
    fi: 'organisaatiolla ei ole henkilön korttia: tarkista henkilötunnus',
    sv: 'organisationen har inget kort för personen: kontrollera personbeteckningen',
    en: 'the organisation has no card of the person: check the identity code',
  },
  act: {
    fi: 'Ilmoita päättymiset ({{count}})',
    sv: 'Anmäl sluten ({{count}})',
    en: 'Report the ends ({{count}})',
  },
  actSure: {
    fi: 'Ilmoitetaanko työsuhteiden päättyminen ({{count}})?',
    sv: 'Ska anställningarnas slut ({{count}}) anmälas?',
    en: 'Report the ends of employments ({{count}})?',
  },
  actSureHelp: {
    fi: 'Tänään päättyviä {{end}}: niiden kortit suljetaan, eikä sitä voi perua. Myöhemmät voit perua viimeiseen päivään asti.',
    sv: 'Upphör i dag: {{end}}. Deras kort spärras, och det kan inte ångras. De senare kan du återkalla till och med sista dagen.',
    en: 'Ending today: {{end}}. Their cards are cancelled, and this cannot be undone. The later ones you can withdraw up to the last day.',
  },
  moreRows: {
    fi: 'Tässä on {{shown}} ensimmäistä riviä, virheet ensin. Kaikki {{count}} ovat tiedostossa, jonka voit tallentaa.',
    sv: 'Här visas de {{shown}} första raderna, felen först. Alla {{count}} finns i filen som du kan spara.',
    en: 'These are the first {{shown}} lines, errors first. All {{count}} are in the file that you can save.',
  },
  saveRows: {
    fi: 'Tallenna rivit (CSV)',
    sv: 'Spara raderna (CSV)',
    en: 'Save the lines (CSV)',
  },
  rowsName: { fi: 'rivit.csv', sv: 'rader.csv', en: 'lines.csv' },
  cardNumber: { fi: 'Kortin numero', sv: 'Kortnummer', en: 'Card number' },
  outcome: { fi: 'Käsittely', sv: 'Behandling', en: 'Outcome' },
} satisfies Texts
