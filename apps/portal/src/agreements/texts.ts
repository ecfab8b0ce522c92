import type { Texts } from '../texts/text.ts'

/** Agreements and delegations as their organisation drafts and signs them. */
export const agreementTexts = {
  heading: {
    fi: 'Sopimukset ja valtuutukset',
    sv: 'Avtal och fullmakter',
    en: 'Agreements and authorisations',
  },
  lead: {
    fi: 'Toimikorttisopimuksella organisaation henkilöt saavat kortteja. Valtuutuksella toisen organisaation rekisteröintipiste tilaa niitä. Ne allekirjoitetaan kortilla.',
    sv: 'Med kortavtalet får organisationens personer kort. Med en fullmakt beställer en annan organisations registreringsställe dem. De undertecknas med kort.',
    en: 'With a card agreement the organisation’s people get cards. With an authorisation another organisation’s registration point orders them. Both are signed with a card.',
  },
  open: {
    fi: 'Kaikki sopimukset ja valtuutukset',
    sv: 'Alla avtal och fullmakter',
    en: 'All agreements and authorisations',
  },
  documents: { fi: 'Asiakirjat', sv: 'Handlingar', en: 'Documents' },
  noDocuments: {
    fi: 'Täällä ei ole vielä laadittu asiakirjoja.',
    sv: 'Inga handlingar har ännu upprättats här.',
    en: 'No documents have been drafted here yet.',
  },
  draftedOn: { fi: 'Laadittu {{day}}', sv: 'Upprättad {{day}}', en: 'Drafted {{day}}' },
  givenBy: { fi: 'antaja {{name}}', sv: 'given av {{name}}', en: 'given by {{name}}' },
  rejected: { fi: 'Ei hyväksytty', sv: 'Inte godkänt', en: 'Not approved' },
  'because.agreement-ended': {
    fi: 'sopimus, jota tämä olisi muuttanut, on päätetty',
    sv: 'avtalet som detta skulle ha ändrat har avslutats',
    en: 'the agreement that this would have changed was ended',
  },
  'because.delegation-ended': {
    fi: 'valtuutus, jota tämä olisi muuttanut, on päätetty',
    sv: 'fullmakten som detta skulle ha ändrat har avslutats',
    en: 'the authorisation that this would have changed was ended',
  },
  newCardAgreement: {
    fi: 'Tee toimikorttisopimus',
    sv: 'Upprätta ett kortavtal',
    en: 'Make a card agreement',
  },
  newCardAgreementHelp: {
    fi: 'Laadi sopimus, lue se ja allekirjoita se kortilla. Se on voimassa, kun käsittelijä on hyväksynyt sen.',
    sv: 'Upprätta avtalet, läs det och underteckna det med kort. Det gäller när en handläggare har godkänt det.',
    en: 'Draft the agreement, read it and sign it with your card. It takes effect when a case officer has approved it.',
  },
  changeCardAgreement: {
    fi: 'Muuta toimikorttisopimusta',
    sv: 'Ändra kortavtalet',
    en: 'Change the card agreement',
  },
  changeCardAgreementHelp: {
    fi: 'Muutos tulee nykyisen sopimuksen tilalle. Nykyinen on voimassa, kunnes muutos on hyväksytty ja alkanut.',
    sv: 'Ändringen träder i det nuvarande avtalets ställe. Det gäller tills ändringen har godkänts och börjat gälla.',
    en: 'The change replaces the current agreement. The current one stays in force until the change has been approved and has begun.',
  },
  newDelegation: {
    fi: 'Valtuuta toisen organisaation piste',
    sv: 'Befullmäktiga en annan organisations registreringsställe',
    en: 'Authorise another organisation’s point',
  },
  newDelegationHelp: {
    fi: 'Piste tilaa kortteja organisaatiosi henkilöille. Allekirjoita valtuutus; toinen organisaatio hyväksyy sen kortilla, ja sitten käsittelijä.',
    sv: 'Stället beställer kort för din organisations personer. Underteckna fullmakten; den andra organisationen godkänner den med kort, och sedan en handläggare.',
    en: 'The point orders cards for your organisation’s people. Sign the authorisation; the other organisation accepts it by card, and then a case officer approves it.',
  },
  changeDelegation: {
    fi: 'Muuta valtuutusta',
    sv: 'Ändra fullmakten',
    en: 'Change the authorisation',
  },
  changeDelegationHelp: {
    fi: 'Muutos tulee nykyisen valtuutuksen tilalle. Valtuutettu organisaatio hyväksyy sen uudelleen kortilla, ja sitten käsittelijä. Nykyinen on voimassa, kunnes muutos on hyväksytty ja alkanut.',
    sv: 'Ändringen träder i den nuvarande fullmaktens ställe. Den befullmäktigade organisationen godkänner den på nytt med kort, och sedan en handläggare. Den nuvarande gäller tills ändringen har godkänts och börjat gälla.',
    en: 'The change replaces the current authorisation. The authorised organisation accepts it again with a card, and then a case officer approves it. The current one stays in force until the change has been approved and has begun.',
  },
  noPointsToChoose: {
    fi: 'Palvelussa ei ole nyt pistettä, jonka voisit valtuuttaa.',
    sv: 'Det finns nu inget ställe i tjänsten som du kan befullmäktiga.',
    en: 'There is no point in the service now that you could authorise.',
  },
  pointsHint: {
    fi: 'Valtuutus annetaan pisteen pitäjälle. Kun olet valinnut pisteen, näet vain saman pitäjän pisteet.',
    sv: 'Fullmakten ges till ställets upprätthållare. När du har valt ett ställe visas bara samma upprätthållares ställen.',
    en: 'The operator of the point is authorised. Once you have chosen a point, only points of the same operator are shown.',
  },
  changeDraft: { fi: 'Muuta luonnosta', sv: 'Ändra utkastet', en: 'Change the draft' },
  saveDraft: { fi: 'Tallenna luonnos', sv: 'Spara utkastet', en: 'Save the draft' },
  draft: { fi: 'Laadi asiakirja', sv: 'Upprätta dokumentet', en: 'Draft the document' },
  change: { fi: 'Muuta', sv: 'Ändra', en: 'Change' },
  changeWhat: {
    fi: 'Muuta: {{name}}, {{days}}',
    sv: 'Ändra: {{name}}, {{days}}',
    en: 'Change: {{name}}, {{days}}',
  },
  facts: { fi: 'Tiedot', sv: 'Uppgifter', en: 'Details' },
  factsOf: {
    fi: 'Tiedot: {{name}}, {{days}}',
    sv: 'Uppgifter: {{name}}, {{days}}',
    en: 'Details: {{name}}, {{days}}',
  },
  end: { fi: 'Päätä', sv: 'Avsluta', en: 'End' },
  endWhat: {
    fi: 'Päätä: {{name}}, {{days}}',
    sv: 'Avsluta: {{name}}, {{days}}',
    en: 'End: {{name}}, {{days}}',
  },
  backToList: {
    fi: 'Takaisin sopimuksiin ja valtuutuksiin',
    sv: 'Tillbaka till avtal och fullmakter',
    en: 'Back to agreements and authorisations',
  },
  'kind.agreement': { fi: 'Toimikorttisopimus', sv: 'Kortavtal', en: 'Card agreement' },
  'kind.agreement.change': {
    fi: 'Toimikorttisopimuksen muutos',
    sv: 'Ändring av kortavtalet',
    en: 'Change of the card agreement',
  },
  'kind.delegation': { fi: 'Valtuutus', sv: 'Fullmakt', en: 'Authorisation' },
  'kind.delegation.change': {
    fi: 'Valtuutuksen muutos',
    sv: 'Ändring av fullmakten',
    en: 'Change of the authorisation',
  },
  'changes.agreement': {
    fi: 'Muuttaa sopimusta, joka on voimassa alkaen',
    sv: 'Ändrar avtalet som gäller från och med',
    en: 'Changes the agreement in force from',
  },
  'changes.delegation': {
    fi: 'Muuttaa valtuutusta, joka on voimassa alkaen',
    sv: 'Ändrar fullmakten som gäller från och med',
    en: 'Changes the authorisation in force from',
  },
  'kind.end.agreement': {
    fi: 'Toimikorttisopimuksen päättäminen',
    sv: 'Uppsägning av kortavtalet',
    en: 'End of the card agreement',
  },
  'kind.end.delegation': {
    fi: 'Valtuutuksen päättäminen',
    sv: 'Uppsägning av fullmakten',
    en: 'End of the authorisation',
  },
  'state.drafted': {
    fi: 'Odottaa allekirjoitusta',
    sv: 'Väntar på underskrift',
    en: 'Waiting for a signature',
  },
  'state.signed': {
    fi: 'Odottaa valtuutettua',
    sv: 'Väntar på den befullmäktigade',
    en: 'Waiting for the authorised organisation',
  },
  'state.signed.forUs': {
    fi: 'Odottaa organisaatiotasi',
    sv: 'Väntar på din organisation',
    en: 'Needs your organisation’s attention',
  },
  'state.concluded': { fi: 'Allekirjoitettu', sv: 'Undertecknad', en: 'Signed' },
  'state.declined': { fi: 'Ei hyväksytty', sv: 'Inte godkänd', en: 'Declined' },
  'state.withdrawn': { fi: 'Peruttu', sv: 'Återkallad', en: 'Withdrawn' },
  'next.drafted': {
    fi: 'Lue asiakirja. Se ei ole voimassa, ennen kuin se on allekirjoitettu.',
    sv: 'Läs handlingen. Den gäller inte innan den har undertecknats.',
    en: 'Read the document. It has no effect until it is signed.',
  },
  'next.signed': {
    fi: 'Valtuutettu organisaatio näkee sen omassa tilissään ja hyväksyy sen kortilla.',
    sv: 'Den befullmäktigade organisationen ser den i sitt eget konto och godkänner den med kort.',
    en: 'The authorised organisation sees it in its own account and accepts it by card.',
  },
  'next.signed.forUs': {
    fi: 'Valtuutus annetaan organisaatiollesi. Se ei ole voimassa, ennen kuin organisaatiosi on hyväksynyt sen kortilla.',
    sv: 'Fullmakten ges till din organisation. Den gäller inte innan din organisation har godkänt den med kort.',
    en: 'The authorisation is given to your organisation. It has no effect until your organisation has accepted it with a card.',
  },
  'next.concluded': {
    fi: 'Se on voimassa, kun varmennepalvelun käsittelijä on hyväksynyt sen. Tila näkyy sopimusten ja valtuutusten luettelossa.',
    sv: 'Den gäller när certifikattjänstens handläggare har godkänt den. Läget syns i listan över avtal och fullmakter.',
    en: 'It takes effect when a case officer of the certificate service has approved it. See its status in the list of agreements and authorisations.',
  },
  'next.concluded.end': {
    fi: 'Se on päättynyt. Avoimet tilaukset, jotka perustuivat siihen, on pysäytetty. Jos se oli muutos, joka ei ollut alkanut, aiempi jatkuu.',
    sv: 'Det har upphört. Öppna beställningar som byggde på det har stoppats. Om det var en ändring som inte hade börjat gälla fortsätter det tidigare.',
    en: 'It has ended. Open orders that were based on it have been stopped. If it was a change that had not begun, the earlier one stays in force.',
  },
  'next.declined': {
    fi: 'Valtuutettu organisaatio ei hyväksynyt valtuutusta. Se ei tule voimaan.',
    sv: 'Den befullmäktigade organisationen godkände inte fullmakten. Den gäller inte.',
    en: 'The authorised organisation declined it. It will not take effect.',
  },
  'next.declined.forUs': {
    fi: 'Organisaatiosi ei hyväksynyt valtuutusta. Se ei tule voimaan.',
    sv: 'Din organisation godkände inte fullmakten. Den gäller inte.',
    en: 'Your organisation declined it. It will not take effect.',
  },
  'next.withdrawn': {
    fi: 'Asiakirja peruttiin ennen kuin se tuli voimaan.',
    sv: 'Handlingen återkallades innan den började gälla.',
    en: 'The document was withdrawn before it took effect.',
  },
  'done.drafted': {
    fi: 'Asiakirja on laadittu',
    sv: 'Handlingen är upprättad',
    en: 'The document has been drafted',
  },
  'done.signed': {
    fi: 'Valtuutus on allekirjoitettu',
    sv: 'Fullmakten är undertecknad',
    en: 'The document has been signed',
  },
  'done.concluded': {
    fi: 'Asiakirja on allekirjoitettu',
    sv: 'Handlingen är undertecknad',
    en: 'The document has been signed',
  },
  'done.declined': {
    fi: 'Valtuutusta ei hyväksytty',
    sv: 'Fullmakten godkändes inte',
    en: 'The authorisation was declined',
  },
  'done.withdrawn': {
    fi: 'Asiakirja on peruttu',
    sv: 'Handlingen är återkallad',
    en: 'The document has been withdrawn',
  },
  noPoints: { fi: 'Ei omia pisteitä', sv: 'Inga egna ställen', en: 'No points of its own' },
  endedBy: { fi: 'Päättäjä', sv: 'Uppsägande organisation', en: 'Ended by' },
  ended: { fi: 'Päätettävä', sv: 'Det som upphör', en: 'What ends' },
  begun: { fi: 'Voimassa alkaen', sv: 'Gäller från', en: 'In force from' },
  signatures: { fi: 'Allekirjoitukset', sv: 'Underskrifter', en: 'Signatures' },
  savePdf: { fi: 'Tallenna PDF', sv: 'Spara PDF', en: 'Save the PDF' },
  sign: { fi: 'Allekirjoita', sv: 'Underteckna', en: 'Sign' },
  signHelp: {
    fi: 'Allekirjoitat organisaation puolesta omalla kortillasi. Kortti voi olla myös poliisin henkilökortti tai tämän organisaation organisaatiokortti. Lue ensin PDF.',
    sv: 'Du undertecknar för organisationen med ditt eget kort. Det kan också vara polisens identitetskort eller den här organisationens organisationskort. Läs först PDF-filen.',
    en: 'You sign for the organisation with your own card. It may also be the police’s identity card or an organisation card of this organisation. Read the PDF first.',
  },
  accept: { fi: 'Hyväksy valtuutus', sv: 'Godkänn fullmakten', en: 'Accept the authorisation' },
  acceptHelp: {
    fi: 'Hyväksyt omalla kortillasi, että organisaatiosi pisteet tilaavat kortteja valtuuttajalle.',
    sv: 'Du godkänner för din organisation med ditt eget kort att din organisations ställen beställer kort för fullmaktsgivaren.',
    en: 'With your own card you accept that your organisation’s points order cards for the organisation that gives the authorisation.',
  },
  signByCard: {
    fi: 'Allekirjoita kortilla',
    sv: 'Underteckna med kort',
    en: 'Sign with a card',
  },
  signatorySigns: {
    fi: 'Asiakirjan allekirjoittaa se, jonka rooli on allekirjoittaja.',
    sv: 'Handlingen undertecknas av den vars roll är firmatecknare.',
    en: 'A person with the role of signatory signs it.',
  },
  'settle.declined': { fi: 'Älä hyväksy', sv: 'Godkänn inte', en: 'Decline' },
  'settle.withdrawn': {
    fi: 'Peru asiakirja',
    sv: 'Återkalla handlingen',
    en: 'Withdraw the document',
  },
  'settleHelp.declined': {
    fi: 'Valtuutus raukeaa. Valtuuttaja voi tehdä uuden.',
    sv: 'Fullmakten förfaller. Fullmaktsgivaren kan göra en ny.',
    en: 'The authorisation lapses. The organisation that gave it can make a new one.',
  },
  'settleHelp.withdrawn': {
    fi: 'Asiakirja jää luetteloon peruttuna. Voit laatia uuden.',
    sv: 'Handlingen blir kvar i listan som återkallad. Du kan göra en ny.',
    en: 'The document stays in the list as withdrawn. You can draft a new one.',
  },
  signedDocuments: {
    fi: 'Allekirjoitettu: tallenna PDF',
    sv: 'Undertecknad: spara PDF',
    en: 'Signed: save the PDF',
  },
} as const satisfies Texts
