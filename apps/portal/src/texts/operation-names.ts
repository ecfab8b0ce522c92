import type { Texts } from './text.ts'

/** Every operation of the service, by its name in the audit log. */
export const operationTexts = {
  'orders.viewRenewal': {
    fi: 'Kortin uusimisen avaaminen',
    sv: 'Öppning av kortets förnyelse',
    en: 'Opening the renewal of a card',
  },
  'orders.renewCard': {
    fi: 'Kortin uusiminen',
    sv: 'Förnyelse av kort',
    en: 'Renewing a card',
  },
  'orders.viewOwnOrders': {
    fi: 'Omien tilausten katselu',
    sv: 'Visning av egna beställningar',
    en: 'Viewing own orders',
  },
  'orders.viewDecision': {
    fi: 'Päätöksen katselu',
    sv: 'Visning av beslut',
    en: 'Viewing a decision',
  },
  'cards.noteFirstUse': {
    fi: 'Kortin ensimmäinen käyttö',
    sv: 'Första användningen av kortet',
    en: 'First use of the card',
  },
  'cards.countUnreached': {
    fi: 'Perille menemättömän muistutuksen huomaaminen',
    sv: 'Notering av en påminnelse som inte nådde fram',
    en: 'Noticing a reminder that reached nobody',
  },
  'cards.remindOfUnusedCard': {
    fi: 'Käyttämättömästä kortista kysyminen',
    sv: 'Fråga om oanvänt kort',
    en: 'Asking about an unused card',
  },
  'access.signIn': { fi: 'Kirjautuminen', sv: 'Inloggning', en: 'Signing in' },
  'access.viewSession': {
    fi: 'Istunnon katselu',
    sv: 'Visning av session',
    en: 'Viewing a session',
  },
  'access.testCard': { fi: 'Kortin testaus', sv: 'Test av kort', en: 'Testing a card' },
  'access.signOut': { fi: 'Uloskirjautuminen', sv: 'Utloggning', en: 'Signing out' },
  'access.viewOwnSessions': {
    fi: 'Omien istuntojen katselu',
    sv: 'Visning av egna sessioner',
    en: 'Viewing own sessions',
  },
  'cases.writeForOrganisation': {
    fi: 'Organisaation yhteydenotto',
    sv: 'Organisationens ärende',
    en: 'Writing for an organisation',
  },
  'cases.viewOrganisationCases': {
    fi: 'Organisaation yhteydenottojen katselu',
    sv: 'Visning av organisationens ärenden',
    en: 'Viewing messages of an organisation',
  },
  'fees.disputeInvoice': {
    fi: 'Laskun riitauttaminen',
    sv: 'Bestridande av faktura',
    en: 'Disputing an invoice',
  },
  'fees.settleDispute': {
    fi: 'Riitautuksen ratkaiseminen',
    sv: 'Avgörande av bestridande',
    en: 'Deciding a dispute',
  },
  'fees.followDisputes': {
    fi: 'Perutun riitautuksen kirjaaminen',
    sv: 'Anteckning av återtaget bestridande',
    en: 'Noting a dispute that was taken back',
  },
  'fees.forgetDisputes': {
    fi: 'Riitautusten tekstien poistaminen',
    sv: 'Radering av texter om bestridanden',
    en: 'Erasing the texts of disputes',
  },
  'access.viewOwnPassword': {
    fi: 'Oman käyttäjätunnuksen katselu',
    sv: 'Visning av eget användarnamn',
    en: 'Viewing own user name',
  },
  'access.setOwnPassword': {
    fi: 'Oman salasanan asettaminen tai poistaminen',
    sv: 'Angivande eller borttagning av eget lösenord',
    en: 'Setting or removing own password',
  },
  'access.endOwnSession': {
    fi: 'Oman istunnon päättäminen',
    sv: 'Avslutande av egen session',
    en: 'Ending own session',
  },
  'access.endSessions': {
    fi: 'Istuntojen päättäminen',
    sv: 'Avslutande av sessioner',
    en: 'Ending sessions',
  },
  'permissions.bootstrap': {
    fi: 'Palvelun käyttöönotto',
    sv: 'Tjänstens ibruktagande',
    en: 'Beginning of the service',
  },
  'access.viewRoles': { fi: 'Roolien katselu', sv: 'Visning av roller', en: 'Viewing roles' },
  'access.proposeRole': {
    fi: 'Roolin ehdottaminen',
    sv: 'Förslag om roll',
    en: 'Proposing a role',
  },
  'access.decideProposal': {
    fi: 'Rooliehdotuksen päättäminen',
    sv: 'Beslut om rollförslag',
    en: 'Deciding a proposed role',
  },
  'dataExport.download': {
    fi: 'Omien tietojen lataaminen',
    sv: 'Hämtning av egna uppgifter',
    en: 'Downloading own data',
  },
  'products.viewPrices': {
    fi: 'Hintojen muutosten katselu',
    sv: 'Visning av prisändringar',
    en: 'Viewing changes of prices',
  },
  'products.proposePrices': {
    fi: 'Hinnan tai verokannan muutoksen ehdottaminen',
    sv: 'Förslag om ändring av pris eller momssats',
    en: 'Proposing a change of prices or VAT',
  },
  'products.decidePrices': {
    fi: 'Hinnan tai verokannan muutoksen päättäminen',
    sv: 'Beslut om ändring av pris eller momssats',
    en: 'Deciding a change of prices or VAT',
  },
  'incidents.view': {
    fi: 'Häiriöiden katselu',
    sv: 'Visning av störningar',
    en: 'Viewing incidents',
  },
  'incidents.write': {
    fi: 'Häiriöstä tiedottaminen',
    sv: 'Meddelande om en störning',
    en: 'Writing about an incident',
  },
  'cases.writeToOffice': {
    fi: 'Yhteydenotto toimistoon',
    sv: 'Skrivande till kontoret',
    en: 'Writing to the office',
  },
  'cases.viewOwnCases': {
    fi: 'Omien yhteydenottojen katselu',
    sv: 'Visning av egna ärenden',
    en: 'Viewing own messages',
  },
  'cases.viewCases': {
    fi: 'Yhteydenottojen katselu',
    sv: 'Visning av ärenden',
    en: 'Viewing messages',
  },
  'cases.handleCase': {
    fi: 'Yhteydenoton käsittely',
    sv: 'Handläggning av ärende',
    en: 'Handling a message',
  },
  'cases.follow': {
    fi: 'Yhteydenoton sulkeminen tai poistaminen määräajan jälkeen',
    sv: 'Avslutande eller radering av ärende efter tidsfrist',
    en: 'Closing or erasing a conversation after its time',
  },
  'complaints.fileComplaint': {
    fi: 'Reklamaatio viallisesta kortista',
    sv: 'Reklamation av ett felaktigt kort',
    en: 'Complaint about a faulty card',
  },
  'complaints.listComplaints': {
    fi: 'Reklamaatioiden katselu',
    sv: 'Visning av reklamationer',
    en: 'Viewing complaints',
  },
  'complaints.destroyFaultyCard': {
    fi: 'Viallisen kortin vastaanotto tai hävitys',
    sv: 'Mottagning eller förstöring av ett felaktigt kort',
    en: 'Taking in or destroying a faulty card',
  },
  'complaints.viewFigures': {
    fi: 'Reklamaatiolukujen katselu',
    sv: 'Visning av siffror om reklamationer',
    en: 'Viewing figures of complaints',
  },
  'identificationServices.lookUpPerson': {
    fi: 'Henkilön haku tunnistuspalvelulle',
    sv: 'Sökning av person för en identifieringstjänst',
    en: 'Finding a person for an identification service',
  },
  'hotline.findHolder': {
    fi: 'Haltijan haku sulkupalvelussa',
    sv: 'Sökning av innehavare i spärrtjänsten',
    en: 'Finding a holder in the revocation service',
  },
  'hotline.takeCall': {
    fi: 'Puhelu sulkupalveluun',
    sv: 'Samtal till spärrtjänsten',
    en: 'Call to the revocation service',
  },
  'hotline.viewCalls': {
    fi: 'Sulkupalvelun puhelujen katselu',
    sv: 'Visning av spärrtjänstens samtal',
    en: 'Viewing calls of the revocation service',
  },
  'hotline.noteFollowUp': {
    fi: 'Haltijan tavoittaminen puhelun jälkeen',
    sv: 'Uppföljning av ett samtal',
    en: 'Following a call up',
  },
  'hotline.forgetCaller': {
    fi: 'Soittajan tietojen poistaminen',
    sv: 'Radering av uppgifter om den som ringde',
    en: 'Erasing what was told of a caller',
  },
  'orders.searchVisitors': {
    fi: 'Asiakkaan hakeminen',
    sv: 'Sökning av kund',
    en: 'Looking for a visitor',
  },
  'identification.raiseInquiry': {
    fi: 'Henkilöllisyyden selvityksen pyytäminen',
    sv: 'Begäran om utredning av identitet',
    en: 'Raising an inquiry about identity',
  },
  'identification.viewInquiries': {
    fi: 'Henkilöllisyyden selvitysten katselu',
    sv: 'Visning av utredningar av identitet',
    en: 'Viewing inquiries about identity',
  },
  'identification.decideInquiry': {
    fi: 'Henkilöllisyyden selvityksen päättäminen',
    sv: 'Beslut om utredning av identitet',
    en: 'Deciding an inquiry about identity',
  },
  'identification.withdrawInquiry': {
    fi: 'Henkilöllisyyden selvityksen peruminen',
    sv: 'Återtagande av utredning av identitet',
    en: 'Withdrawing an inquiry about identity',
  },
  'identification.forgetInquiry': {
    fi: 'Henkilöllisyyden selvityksen poistaminen',
    sv: 'Radering av utredning av identitet',
    en: 'Erasing an inquiry about identity',
  },
  'organisations.viewOrganisations': {
    fi: 'Organisaatioiden katselu',
    sv: 'Visning av organisationer',
    en: 'Viewing organisations',
  },
  'organisations.addOrganisation': {
    fi: 'Organisaation kirjaaminen',
    sv: 'Registrering av en organisation',
    en: 'Entering an organisation',
  },
  'organisations.importOrganisations': {
    fi: 'Organisaatioiden siirto vanhasta järjestelmästä',
    sv: 'Överföring av organisationer från ett äldre system',
    en: 'Taking organisations over from an older system',
  },
  'organisations.followBusinesses': {
    fi: 'Organisaation toiminnan kysyminen yritysrekisteristä',
    sv: 'Förfrågan till företagsregistret om organisationen är verksam',
    en: 'Asking the business register whether an organisation still exists',
  },
  'organisations.changeOrganisation': {
    fi: 'Organisaation tietojen muuttaminen',
    sv: 'Ändring av en organisations uppgifter',
    en: 'Changing an organisation',
  },
  'organisations.proposeAgreement': {
    fi: 'Sopimuksen tai valtuutuksen kirjaaminen',
    sv: 'Registrering av ett avtal eller en fullmakt',
    en: 'Entering an agreement or authorisation',
  },
  'organisations.decideAgreement': {
    fi: 'Sopimuksen tai valtuutuksen hyväksyminen tai hylkääminen',
    sv: 'Godkännande eller avslag av ett avtal eller en fullmakt',
    en: 'Approving or rejecting an agreement or authorisation',
  },
  'organisations.endAgreement': {
    fi: 'Sopimuksen tai valtuutuksen päättäminen',
    sv: 'Avslutande av ett avtal eller en fullmakt',
    en: 'Ending an agreement or authorisation',
  },
  'organisations.listEmployers': {
    fi: 'Työnantajien hakeminen',
    sv: 'Sökning av arbetsgivare',
    en: 'Looking up employers',
  },
  'accounts.viewOwnAccounts': {
    fi: 'Omien organisaatioiden katselu',
    sv: 'Visning av egna organisationer',
    en: 'Viewing own organisations',
  },
  'accounts.lookUpAccount': {
    fi: 'Organisaation tilin tarkistaminen',
    sv: 'Kontroll av en organisations konto',
    en: 'Looking up an account',
  },
  'accounts.openAccount': {
    fi: 'Organisaation tilin avaaminen',
    sv: 'Öppnande av en organisations konto',
    en: 'Opening an account',
  },
  'accounts.joinAccount': {
    fi: 'Liittyminen organisaation tiliin allekirjoittajana',
    sv: 'Anslutning till en organisations konto som firmatecknare',
    en: 'Joining an account as signatory',
  },
  'accounts.viewAccount': {
    fi: 'Organisaation tilin katselu',
    sv: 'Visning av en organisations konto',
    en: 'Viewing an account',
  },
  'accounts.changeContacts': {
    fi: 'Organisaation yhteyshenkilöiden muuttaminen',
    sv: 'Ändring av en organisations kontaktpersoner',
    en: 'Changing the contacts of an organisation',
  },
  'accounts.changeUnits': {
    fi: 'Organisaation yksiköiden muuttaminen',
    sv: 'Ändring av en organisations enheter',
    en: 'Changing the units of an organisation',
  },
  'accounts.inviteMember': {
    fi: 'Organisaation edustajan kutsuminen',
    sv: 'Inbjudan av en företrädare för en organisation',
    en: 'Inviting a member',
  },
  'accounts.endMembership': {
    fi: 'Organisaation edustajan poistaminen',
    sv: 'Borttagande av en företrädare för en organisation',
    en: 'Ending a membership',
  },
  'accounts.viewInvitation': {
    fi: 'Kutsun katselu',
    sv: 'Visning av en inbjudan',
    en: 'Viewing an invitation',
  },
  'accounts.acceptInvitation': {
    fi: 'Kutsun hyväksyminen',
    sv: 'Godkännande av en inbjudan',
    en: 'Accepting an invitation',
  },
  'accounts.viewRequests': {
    fi: 'Tilipyyntöjen katselu',
    sv: 'Visning av kontoansökningar',
    en: 'Viewing requests for accounts',
  },
  'accounts.decideRequest': {
    fi: 'Tilipyynnön päättäminen',
    sv: 'Beslut om en kontoansökan',
    en: 'Deciding a request for an account',
  },
  'accounts.follow': {
    fi: 'Tilien jäsenyyksien seuranta',
    sv: 'Uppföljning av medlemskapen i konton',
    en: 'Following the memberships of accounts',
  },
  'employments.viewPrepared': {
    fi: 'Valmisteltujen tilausten katselu',
    sv: 'Visning av förberedda beställningar',
    en: 'Viewing prepared orders',
  },
  'employments.prepareOrder': {
    fi: 'Tilauksen valmistelu',
    sv: 'Förberedelse av en beställning',
    en: 'Preparing an order',
  },
  'employments.sendDrafts': {
    fi: 'Luonnosten lähettäminen rekisteröintipisteelle',
    sv: 'Sändning av utkast till registreringsstället',
    en: 'Sending drafts to the registration point',
  },
  'employments.endEmployment': {
    fi: 'Työsuhteen päättymisen ilmoittaminen',
    sv: 'Anmälan om att en anställning upphört',
    en: 'Telling that an employment has ended',
  },
  'employments.forget': {
    fi: 'Valmisteltujen tilausten unohtaminen',
    sv: 'Glömmande av förberedda beställningar',
    en: 'Forgetting prepared orders',
  },
  'registrars.view': {
    fi: 'Organisaation rekisteröijien katselu',
    sv: 'Visning av organisationens registrerare',
    en: 'Viewing the registrars of an organisation',
  },
  'registrars.apply': {
    fi: 'Rekisteröijähakemuksen valmistelu',
    sv: 'Förberedelse av en ansökan om registrerare',
    en: 'Preparing an application for a registrar',
  },
  'registrars.send': {
    fi: 'Rekisteröijän hakeminen tai nimeämisen päättäminen organisaation puolesta',
    sv: 'Ansökan om registrerare eller avslutande av förordnande för en organisation',
    en: 'Applying for a registrar, or ending one, for an organisation',
  },
  'registrars.viewQueue': {
    fi: 'Rekisteröijähakemusten katselu',
    sv: 'Visning av ansökningar om registrerare',
    en: 'Viewing applications for registrars',
  },
  'registrars.decide': {
    fi: 'Rekisteröijähakemuksen ratkaiseminen',
    sv: 'Avgörande av en ansökan om registrerare',
    en: 'Deciding an application for a registrar',
  },
  'registrars.follow': {
    fi: 'Rekisteröijien nimeämisten seuranta',
    sv: 'Uppföljning av registrerarnas förordnanden',
    en: 'Following the appointments of registrars',
  },
  'agreements.view': {
    fi: 'Sopimusten ja valtuutusten katselu',
    sv: 'Visning av avtal och fullmakter',
    en: 'Viewing agreements and authorisations',
  },
  'agreements.draft': {
    fi: 'Sopimuksen tai valtuutuksen laatiminen',
    sv: 'Utarbetande av ett avtal eller en fullmakt',
    en: 'Drafting an agreement or authorisation',
  },
  'agreements.sign': {
    fi: 'Sopimuksen tai valtuutuksen allekirjoittaminen',
    sv: 'Undertecknande av ett avtal eller en fullmakt',
    en: 'Signing an agreement or authorisation',
  },
  'agreements.viewSigned': {
    fi: 'Allekirjoitettujen sopimusten katselu',
    sv: 'Visning av undertecknade avtal',
    en: 'Viewing signed agreements',
  },
  'serviceCertificates.apply': {
    fi: 'Palveluvarmenteen hakeminen',
    sv: 'Ansökan om servicecertifikat',
    en: 'Applying for a service certificate',
  },
  'serviceCertificates.send': {
    fi: 'Palveluvarmennehakemuksen lähettäminen',
    sv: 'Sändning av ansökan om servicecertifikat',
    en: 'Sending an application for a service certificate',
  },
  'serviceCertificates.authorise': {
    fi: 'Toimittajan valtuuttaminen',
    sv: 'Fullmakt till en leverantör',
    en: 'Authorising a supplier',
  },
  'serviceCertificates.bringByLink': {
    fi: 'Varmennepyynnön tuominen linkillä',
    sv: 'Inlämning av begäran via länk',
    en: 'Bringing a request by link',
  },
  'serviceCertificates.viewQueue': {
    fi: 'Palveluvarmennehakemusten katselu',
    sv: 'Visning av ansökningar om servicecertifikat',
    en: 'Viewing applications for service certificates',
  },
  'serviceCertificates.decideApplication': {
    fi: 'Palveluvarmennehakemuksen päättäminen',
    sv: 'Beslut om ansökan om servicecertifikat',
    en: 'Deciding an application for a service certificate',
  },
  'serviceCertificates.issue': {
    fi: 'Palveluvarmenteen myöntäminen',
    sv: 'Utfärdande av servicecertifikat',
    en: 'Issuing a service certificate',
  },
  'serviceCertificates.remind': {
    fi: 'Palveluvarmenteen päättymisestä muistuttaminen',
    sv: 'Påminnelse om att ett servicecertifikat upphör',
    en: 'Reminding of a service certificate’s end',
  },
  'serviceCertificates.receiveCodes': {
    fi: 'Palveluvarmenteiden vertaaminen koodistopalveluun',
    sv: 'Jämförelse av servicecertifikat med kodtjänsten',
    en: 'Comparing service certificates with the code service',
  },
  'serviceCertificates.decideOutdated': {
    fi: 'Päätös tiedoiltaan vanhentuneesta palveluvarmenteesta',
    sv: 'Beslut om ett föråldrat servicecertifikat',
    en: 'Deciding an outdated service certificate',
  },
  'serviceCertificates.revokeOutdated': {
    fi: 'Tiedoiltaan vanhentuneen palveluvarmenteen sulkeminen päätettynä päivänä',
    sv: 'Spärrning av ett föråldrat servicecertifikat på beslutad dag',
    en: 'Revoking an outdated service certificate on its day',
  },
  'serviceCertificates.revoke': {
    fi: 'Palveluvarmenteen sulkeminen',
    sv: 'Spärrning av servicecertifikat',
    en: 'Revoking a service certificate',
  },
  'acme.viewApprovals': {
    fi: 'Ohjelmien hyväksyntöjen katselu',
    sv: 'Visning av godkännanden för program',
    en: 'Viewing approvals for programs',
  },
  'testCards.view': {
    fi: 'Testikorttien katselu',
    sv: 'Visning av testkort',
    en: 'Viewing test cards',
  },
  'testCards.order': {
    fi: 'Testikorttien tilaaminen',
    sv: 'Beställning av testkort',
    en: 'Ordering test cards',
  },
  'testCards.fetchFile': {
    fi: 'Testikortin tiedoston noutaminen',
    sv: 'Hämtning av ett testkorts fil',
    en: 'Fetching the file of a test card',
  },
  'testCards.revoke': {
    fi: 'Testikortin sulkeminen',
    sv: 'Spärrning av testkort',
    en: 'Revoking a test card',
  },
  'testCards.cancel': {
    fi: 'Testikortin peruminen',
    sv: 'Återtagande av ett testkort',
    en: 'Cancelling a test card',
  },
  'testCards.viewQueue': {
    fi: 'Testikorttitilausten katselu',
    sv: 'Visning av beställningar av testkort',
    en: 'Viewing orders of test cards',
  },
  'testCards.decide': {
    fi: 'Testikorttitilauksen päättäminen',
    sv: 'Beslut om beställning av testkort',
    en: 'Deciding an order of test cards',
  },
  'testCards.lapse': {
    fi: 'Noutamatta jääneen testikortin poistaminen',
    sv: 'Borttagning av ett testkort som inte hämtats',
    en: 'Removing a test card that nobody fetched',
  },
  'acme.requestApproval': {
    fi: 'Pysyvän hyväksynnän pyytäminen',
    sv: 'Begäran om stående godkännande',
    en: 'Requesting an enrolment approval',
  },
  'acme.endApproval': {
    fi: 'Pysyvän hyväksynnän päättäminen',
    sv: 'Avslutande av stående godkännande',
    en: 'Ending an enrolment approval',
  },
  'acme.createEabKey': {
    fi: 'ACME-tilin avaimen antaminen',
    sv: 'Utlämning av nyckel för ACME-konto',
    en: 'Giving the key of an ACME account',
  },
  'acme.endAccount': {
    fi: 'ACME-tilin lopettaminen',
    sv: 'Avslutande av ACME-konto',
    en: 'Ending an ACME account',
  },
  'acme.viewQueue': {
    fi: 'Pysyvien hyväksyntien katselu',
    sv: 'Visning av stående godkännanden',
    en: 'Viewing enrolment approvals',
  },
  'acme.decideApproval': {
    fi: 'Pysyvästä hyväksynnästä päättäminen',
    sv: 'Beslut om stående godkännande',
    en: 'Deciding an enrolment approval',
  },
  'acme.serve': {
    fi: 'ACME-pyyntö',
    sv: 'ACME-begäran',
    en: 'ACME request',
  },
  'acme.validate': {
    fi: 'Palvelimen nimen tarkistaminen',
    sv: 'Kontroll av servernamn',
    en: 'Validating the name of a server',
  },
  'orders.viewVisitor': {
    fi: 'Asiakkaan tietojen katselu',
    sv: 'Visning av kundens uppgifter',
    en: 'Viewing a visitor',
  },
  'orders.viewOrder': {
    fi: 'Tilauksen katselu',
    sv: 'Visning av beställning',
    en: 'Viewing an order',
  },
  'orders.listOrders': {
    fi: 'Tilausten selaaminen',
    sv: 'Bläddring bland beställningar',
    en: 'Listing orders',
  },
  'orders.draftOrder': {
    fi: 'Tilauksen laatiminen',
    sv: 'Utkast till beställning',
    en: 'Drafting an order',
  },
  'orders.confirmOrder': {
    fi: 'Tilauksen vahvistaminen',
    sv: 'Bekräftande av en beställning',
    en: 'Confirming an order',
  },
  'orders.viewConfirmation': {
    fi: 'Vahvistuksen katselu',
    sv: 'Visning av en bekräftelse',
    en: 'Viewing a confirmation',
  },
  'orders.placeOrder': { fi: 'Tilaaminen', sv: 'Beställning', en: 'Placing an order' },
  'orders.cancelOrder': {
    fi: 'Tilauksen peruminen',
    sv: 'Återtagande av beställning',
    en: 'Cancelling an order',
  },
  'orders.storePhoto': {
    fi: 'Valokuvan tallentaminen',
    sv: 'Sparande av foto',
    en: 'Storing a photo',
  },
  'orders.viewPhoto': { fi: 'Valokuvan katselu', sv: 'Visning av foto', en: 'Viewing a photo' },
  'orders.stopOrder': {
    fi: 'Tilauksen pysäyttäminen sopimuksen tai valtuutuksen päätyttyä',
    sv: 'Stopp av en beställning när avtalet eller fullmakten har upphört',
    en: 'Stopping an order whose agreement or authorisation has ended',
  },
  'orders.storeEmploymentCertificate': {
    fi: 'Palvelussuhdetodistuksen tallentaminen',
    sv: 'Lagring av anställningsintyg',
    en: 'Keeping an employment certificate',
  },
  'orders.viewEmploymentCertificate': {
    fi: 'Palvelussuhdetodistuksen katselu',
    sv: 'Visning av anställningsintyg',
    en: 'Viewing an employment certificate',
  },
  'orders.eraseExpired': {
    fi: 'Vanhentuneiden tilaustietojen poisto',
    sv: 'Radering av föråldrade beställningsuppgifter',
    en: 'Erasing what orders no longer need',
  },
  'cards.produceCard': {
    fi: 'Kortin valmistus',
    sv: 'Tillverkning av kort',
    en: 'Producing a card',
  },
  'cards.sendLetter': {
    fi: 'Aktivointikirjeen lähetys',
    sv: 'Utskick av aktiveringsbrev',
    en: 'Sending an activation letter',
  },
  'cards.viewLetters': {
    fi: 'Kirje-erien katselu',
    sv: 'Visning av brevpartier',
    en: 'Viewing letter batches',
  },
  'cards.retryLetters': {
    fi: 'Kirjeiden lähetyksen uusiminen',
    sv: 'Nytt försök att skicka brev',
    en: 'Trying to send letters again',
  },
  'cards.viewCard': { fi: 'Kortin katselu', sv: 'Visning av kort', en: 'Viewing a card' },
  'cards.viewOwnCards': {
    fi: 'Omien korttien katselu',
    sv: 'Visning av egna kort',
    en: 'Viewing own cards',
  },
  'cards.listCards': {
    fi: 'Korttien selaaminen',
    sv: 'Bläddring bland kort',
    en: 'Listing cards',
  },
  'cards.listUncollected': {
    fi: 'Noutamattomien korttien katselu',
    sv: 'Visning av kort som inte har hämtats',
    en: 'Viewing cards that nobody has fetched',
  },
  'cards.remindOfCard': {
    fi: 'Muistutus noutamattomasta kortista',
    sv: 'Påminnelse om ett kort som inte har hämtats',
    en: 'Reminding of a card that waits',
  },
  'cards.returnUncollected': {
    fi: 'Noutamattoman kortin palautus',
    sv: 'Återlämning av ett kort som inte har hämtats',
    en: 'Returning a card that nobody has fetched',
  },
  'cards.destroyUncollected': {
    fi: 'Noutamattoman kortin hävitys',
    sv: 'Förstöring av ett kort som inte har hämtats',
    en: 'Destroying a card that nobody has fetched',
  },
  'cards.handOverCard': {
    fi: 'Kortin luovutus',
    sv: 'Överlämning av kort',
    en: 'Handing a card over',
  },
  'cards.checkLetter': {
    fi: 'Aktivointikirjeen tarkistus',
    sv: 'Kontroll av aktiveringsbrev',
    en: 'Checking an activation letter',
  },
  'cards.reportActivation': {
    fi: 'Kortin aktivointi',
    sv: 'Aktivering av kort',
    en: 'Activating a card',
  },
  'cards.cancelCard': { fi: 'Kortin sulkeminen', sv: 'Spärrning av kort', en: 'Cancelling a card' },
  'cards.reportOwnCardLost': {
    fi: 'Oman kortin katoamisilmoitus',
    sv: 'Förlustanmälan av eget kort',
    en: 'Reporting own card lost',
  },
  'spareCards.viewSpareCardsOf': {
    fi: 'Asiakkaan varakorttien katselu',
    sv: 'Visning av kundens reservkort',
    en: 'Viewing a visitor’s spare cards',
  },
  'spareCards.produceSpareCard': {
    fi: 'Varakortin teko',
    sv: 'Tillverkning av reservkort',
    en: 'Making a spare card',
  },
  'spareCards.takeBackSpareCard': {
    fi: 'Varakortin palautus',
    sv: 'Återlämning av reservkort',
    en: 'Taking a spare card back',
  },
  'spareCards.handOverSpareCard': {
    fi: 'Varakortin luovutus',
    sv: 'Överlämning av reservkort',
    en: 'Handing over a spare card',
  },
  'spareCards.cancelSpareCard': {
    fi: 'Varakortin sulkeminen',
    sv: 'Spärrning av reservkort',
    en: 'Cancelling a spare card',
  },
  'spareCards.writeOffSpareCard': {
    fi: 'Varakortin poisto käytöstä',
    sv: 'Reservkort taget ur bruk',
    en: 'Writing off a spare card',
  },
  'spareCards.noteContact': {
    fi: 'Varakortin palautuksesta muistuttaminen',
    sv: 'Påminnelse om reservkort',
    en: 'Reminding of a spare card',
  },
  'spareCards.viewSpareCard': {
    fi: 'Varakortin katselu',
    sv: 'Visning av reservkort',
    en: 'Viewing a spare card',
  },
  'spareCards.listSpareCards': {
    fi: 'Varakorttien selaaminen',
    sv: 'Bläddring bland reservkort',
    en: 'Listing spare cards',
  },
  'spareCards.viewOwnSpareCards': {
    fi: 'Omien varakorttien katselu',
    sv: 'Visning av egna reservkort',
    en: 'Viewing one’s own spare cards',
  },
  'spareCards.follow': {
    fi: 'Varakortin seuranta',
    sv: 'Uppföljning av reservkort',
    en: 'Following up a spare card',
  },
  'certificates.issueCertificate': {
    fi: 'Varmenteen myöntäminen',
    sv: 'Utfärdande av certifikat',
    en: 'Issuing a certificate',
  },
  'certificates.enrolCertificate': {
    fi: 'Varmenteen myöntäminen järjestelmälle',
    sv: 'Utfärdande av certifikat till system',
    en: 'Issuing a certificate to a machine',
  },
  'certificates.registerClient': {
    fi: 'Järjestelmän rekisteröinti',
    sv: 'Registrering av system',
    en: 'Registering a machine',
  },
  'certificates.viewClients': {
    fi: 'Ohjelmien katselu',
    sv: 'Visning av program',
    en: 'Viewing programs',
  },
  'certificates.endClient': {
    fi: 'Järjestelmän rekisteröinnin päättäminen',
    sv: 'Avslutande av systemets registrering',
    en: 'Ending the registration of a machine',
  },
  'certificates.recover': {
    fi: 'Kesken jääneiden varmenteiden selvitys',
    sv: 'Utredning av halvfärdiga certifikat',
    en: 'Settling half-made certificates',
  },
  'revocation.importStatuses': {
    fi: 'Vanhan järjestelmän varmenteiden tilojen tuonti',
    sv: 'Import av certifikatstatus från ett äldre system',
    en: 'Importing statuses of an older system',
  },
  'crl.publishCrl': {
    fi: 'Sulkulistan julkaisu',
    sv: 'Publicering av spärrlista',
    en: 'Publishing a revocation list',
  },
  'crl.viewPauses': {
    fi: 'Pysäytettyjen sulkulistojen katselu',
    sv: 'Visning av pausade spärrlistor',
    en: 'Viewing paused revocation lists',
  },
  'crl.releasePause': {
    fi: 'Sulkulistojen vapautus',
    sv: 'Frisläppande av spärrlistor',
    en: 'Releasing revocation lists',
  },
  'cards.followRegisters': {
    fi: 'Rekisterimuutoksen vaikutus korttiin',
    sv: 'Registerändringens verkan på kortet',
    en: 'What a change of a register does to a card',
  },
  'registers.copyCodes': {
    fi: 'Koodistopalvelun kopiointi',
    sv: 'Kopiering av kodtjänsten',
    en: 'Copying the code service',
  },
  'registration.searchPoints': {
    fi: 'Rekisteröintipisteiden haku',
    sv: 'Sökning av registreringsställen',
    en: 'Searching registration points',
  },
  'registration.viewPoint': {
    fi: 'Rekisteröintipisteen tietojen katselu',
    sv: 'Visning av registreringsställe',
    en: 'Viewing a registration point',
  },
  'registration.enterPoint': {
    fi: 'Rekisteröintipisteen tietojen kirjaaminen',
    sv: 'Registrering av registreringsställets uppgifter',
    en: 'Entering a registration point',
  },
  'registration.setPrice': {
    fi: 'Rekisteröintipisteen hinnan asettaminen',
    sv: 'Fastställande av registreringsställets pris',
    en: 'Setting a price of a registration point',
  },
  'appointments.viewFreeSlots': {
    fi: 'Vapaiden aikojen katselu',
    sv: 'Visning av lediga tider',
    en: 'Viewing free times',
  },
  'appointments.bookAppointment': {
    fi: 'Käynnin varaaminen',
    sv: 'Bokning av besök',
    en: 'Booking an appointment',
  },
  'appointments.viewAppointment': {
    fi: 'Varauksen katselu',
    sv: 'Visning av bokning',
    en: 'Viewing an appointment',
  },
  'appointments.changeAppointment': {
    fi: 'Varauksen siirto tai peruutus',
    sv: 'Flyttning eller avbokning',
    en: 'Moving or cancelling an appointment',
  },
  'appointments.viewDay': {
    fi: 'Päivän käyntien katselu',
    sv: 'Visning av dagens besök',
    en: 'Viewing the visits of a day',
  },
  'appointments.receiveVisitor': {
    fi: 'Asiakkaan vastaanotto',
    sv: 'Mottagning av kund',
    en: 'Receiving a visitor',
  },
  'appointments.exportFees': {
    fi: 'Kuukauden käyntimaksujen lataaminen',
    sv: 'Nedladdning av månadens besöksavgifter',
    en: 'Downloading the visit fees of a month',
  },
  'appointments.remindOfVisit': {
    fi: 'Käynnistä muistuttaminen',
    sv: 'Påminnelse om besök',
    en: 'Reminding of a visit',
  },
  'appointments.forgetVisit': {
    fi: 'Kävijän tietojen poisto',
    sv: 'Radering av besökarens uppgifter',
    en: 'Erasing the data of a visitor',
  },
  'registers.followChanges': {
    fi: 'Rekisterimuutosten seuraaminen',
    sv: 'Bevakning av registerändringar',
    en: 'Following changes of registers',
  },
  'registers.viewRegisters': {
    fi: 'Rekisterien tilan katselu',
    sv: 'Visning av registrens läge',
    en: 'Viewing the state of the registers',
  },
  'registers.releaseChanges': {
    fi: 'Rekisterimuutosten vapauttaminen',
    sv: 'Frisläppande av registerändringar',
    en: 'Releasing changes of registers',
  },
  'registration.appointRegistrar': {
    fi: 'Rekisteröijän nimeäminen',
    sv: 'Utnämning av registrerare',
    en: 'Appointing a registrar',
  },
  'audit.viewAuditLog': {
    fi: 'Lokin katselu',
    sv: 'Visning av loggen',
    en: 'Viewing the audit log',
  },
  'audit.viewOwnAuditLog': {
    fi: 'Oman lokin katselu',
    sv: 'Visning av egen logg',
    en: 'Viewing own audit log',
  },
  'audit.viewCheckpoints': {
    fi: 'Tarkistuspisteiden katselu',
    sv: 'Visning av kontrollpunkter',
    en: 'Viewing checkpoints',
  },
  'audit.verifyAuditLog': {
    fi: 'Lokin tarkistus',
    sv: 'Kontroll av loggen',
    en: 'Checking the audit log',
  },
  'audit.exportAuditLog': {
    fi: 'Lokin vienti',
    sv: 'Export av loggen',
    en: 'Exporting the audit log',
  },
  'audit.eraseEntries': {
    fi: 'Vanhojen merkintöjen poisto',
    sv: 'Radering av gamla anteckningar',
    en: 'Erasing old entries',
  },
  'overview.viewStatistics': {
    fi: 'Tilastojen katselu',
    sv: 'Visning av statistiken',
    en: 'Viewing the statistics',
  },
  'overview.viewOverview': {
    fi: 'Seurannan katselu',
    sv: 'Visning av uppföljningen',
    en: 'Viewing the overview',
  },
  'documents.completeSignature': {
    fi: 'Asiakirjan allekirjoitus',
    sv: 'Undertecknande av ett dokument',
    en: 'Signing a document',
  },
  'documents.checkSignatures': {
    fi: 'Asiakirjan allekirjoitusten tarkistus',
    sv: 'Kontroll av ett dokuments underskrifter',
    en: 'Checking the signatures of a document',
  },
  'cards.openProduction': {
    fi: 'Kortin valmistus asemalla',
    sv: 'Tillverkning av kort vid station',
    en: 'Making a card at a station',
  },
  'cards.reportReaders': {
    fi: 'Aseman lukijoiden tila',
    sv: 'Läget för stationens läsare',
    en: 'State of a station’s readers',
  },
  'cards.fetchPrint': {
    fi: 'Kortin painotietojen haku',
    sv: 'Hämtning av kortets tryckdata',
    en: 'Fetching what is printed on a card',
  },
  'cards.viewProduction': {
    fi: 'Valmistuksen katselu',
    sv: 'Visning av tillverkningen',
    en: 'Viewing production',
  },
  'cards.retryProduction': {
    fi: 'Valmistuksen uusiminen',
    sv: 'Nytt försök att tillverka kort',
    en: 'Trying production again',
  },
  'blanks.viewStock': {
    fi: 'Varaston katselu',
    sv: 'Visning av lagret',
    en: 'Viewing the stock',
  },
  'blanks.receiveBlanks': {
    fi: 'Korttiaihioiden vastaanotto',
    sv: 'Mottagning av ämneskort',
    en: 'Receiving blanks',
  },
  'blanks.moveBlanks': {
    fi: 'Korttiaihioiden siirto',
    sv: 'Flyttning av ämneskort',
    en: 'Moving blanks',
  },
  'blanks.countBlanks': {
    fi: 'Korttiaihioiden laskenta',
    sv: 'Inventering av ämneskort',
    en: 'Counting blanks',
  },
  'blanks.rejectBlank': {
    fi: 'Korttiaihion hylkääminen',
    sv: 'Kassering av ämneskort',
    en: 'Rejecting a blank card',
  },
  'cards.unlockOwnCard': {
    fi: 'Oman kortin lukituksen avaaminen',
    sv: 'Upplåsning av eget kort',
    en: 'Unlocking own card',
  },
  'cards.viewLetterAddress': {
    fi: 'Kirjeen osoitteen katselu',
    sv: 'Visning av brevets adress',
    en: 'Viewing where a letter goes',
  },
  'cards.orderOwnNewCode': {
    fi: 'Uuden aktivointitunnusluvun tilaaminen itselle',
    sv: 'Beställning av ny aktiveringskod för sig själv',
    en: 'Ordering a new activation code for own card',
  },
  'cards.orderNewCode': {
    fi: 'Uuden aktivointitunnusluvun tilaaminen',
    sv: 'Beställning av ny aktiveringskod',
    en: 'Ordering a new activation code',
  },
  'cards.renewCodeOnCard': {
    fi: 'Uuden aktivointitunnusluvun käyttöönotto',
    sv: 'Ibruktagande av ny aktiveringskod',
    en: 'Taking a new activation code into use',
  },
  'notices.notify': {
    fi: 'Viestin lähettäminen',
    sv: 'Avsändande av meddelande',
    en: 'Sending a message',
  },
  'notices.viewOwnContact': {
    fi: 'Omien yhteystietojen katselu',
    sv: 'Visning av egna kontaktuppgifter',
    en: 'Viewing own contact data',
  },
  'notices.changeOwnContact': {
    fi: 'Omien yhteystietojen muuttaminen',
    sv: 'Ändring av egna kontaktuppgifter',
    en: 'Changing own contact data',
  },
  'notices.confirmAddress': {
    fi: 'Sähköpostiosoitteen vahvistaminen',
    sv: 'Bekräftelse av e-postadress',
    en: 'Confirming an e-mail address',
  },
  'notices.viewOwnNotices': {
    fi: 'Omien viestien katselu',
    sv: 'Visning av egna meddelanden',
    en: 'Viewing own messages',
  },
  'fees.viewFees': {
    fi: 'Maksujen ja laskujen katselu',
    sv: 'Visning av avgifter och fakturor',
    en: 'Viewing fees and invoices',
  },
  'charges.charge': { fi: 'Veloitus', sv: 'Debitering', en: 'Charging' },
  'fees.invoiceMonth': {
    fi: 'Kuukauden laskuttaminen',
    sv: 'Fakturering av en månad',
    en: 'Invoicing a month',
  },
  'fees.makeInvoice': { fi: 'Laskun teko', sv: 'Upprättande av faktura', en: 'Making an invoice' },
  'fees.deliverInvoice': {
    fi: 'Laskun lähetys',
    sv: 'Sändning av faktura',
    en: 'Sending an invoice',
  },
  'fees.sendInvoiceAgain': {
    fi: 'Laskun lähetys uudelleen',
    sv: 'Ny sändning av faktura',
    en: 'Sending an invoice again',
  },
  'fees.creditInvoice': {
    fi: 'Laskun hyvitys',
    sv: 'Kreditering av faktura',
    en: 'Crediting an invoice',
  },
  'fees.markInvoicePaid': {
    fi: 'Laskun maksun merkintä',
    sv: 'Anteckning om betalning av faktura',
    en: 'Marking payment of an invoice',
  },
  'fees.changeBilling': {
    fi: 'Laskutustietojen muuttaminen',
    sv: 'Ändring av faktureringsuppgifter',
    en: 'Changing billing',
  },
  'fees.moveCharges': {
    fi: 'Laskuttamattomien maksujen siirto',
    sv: 'Flyttning av ofakturerade avgifter',
    en: 'Moving charges that are not invoiced',
  },
  'fees.viewOwnFees': {
    fi: 'Oman organisaation maksujen ja laskujen katselu',
    sv: 'Visning av den egna organisationens avgifter och fakturor',
    en: 'Viewing fees and invoices of own organisation',
  },
  'fees.changeOwnBilling': {
    fi: 'Oman organisaation laskutustietojen muuttaminen',
    sv: 'Ändring av den egna organisationens faktureringsuppgifter',
    en: 'Changing billing of own organisation',
  },
  'fees.viewOperatorFees': {
    fi: 'Pisteiden maksujen katselu',
    sv: 'Visning av registreringsställenas avgifter',
    en: 'Viewing the fees of registration points',
  },
  'fees.changeSeller': {
    fi: 'Laskuttajan tietojen muuttaminen',
    sv: 'Ändring av uppgifterna om fakturautställaren',
    en: 'Changing who invoices',
  },
  'fees.invoiceOperatorMonth': {
    fi: 'Pisteiden kuukauden laskuttaminen',
    sv: 'Fakturering av registreringsställenas månad',
    en: 'Invoicing a month of registration points',
  },
  'fees.settleOperatorDispute': {
    fi: 'Rekisteröintipisteen laskun riitautuksen ratkaiseminen',
    sv: 'Avgörande om en bestridd faktura från ett registreringsställe',
    en: 'Deciding a dispute of an invoice of a registration point',
  },
  'fees.creditOperatorInvoice': {
    fi: 'Pisteen laskun hyvitys',
    sv: 'Kreditering av registreringsställets faktura',
    en: 'Crediting an invoice of a registration point',
  },
  'fees.markOperatorInvoicePaid': {
    fi: 'Pisteen laskun maksun merkintä',
    sv: 'Anteckning om betalning av registreringsställets faktura',
    en: 'Marking payment of an invoice of a registration point',
  },
  'fees.remindOfOperatorInvoice': {
    fi: 'Pisteen laskusta muistuttaminen',
    sv: 'Påminnelse om registreringsställets faktura',
    en: 'Reminding of an invoice of a registration point',
  },
  'relays.openRelay': {
    fi: 'Yhteyden avaaminen korttiin',
    sv: 'Öppnande av förbindelse till kort',
    en: 'Opening a relay to a card',
  },
  'relays.takeTurn': {
    fi: 'Kortin vastausten välitys',
    sv: 'Förmedling av kortets svar',
    en: 'Relaying answers of a card',
  },
} satisfies Texts

export type OperationName = keyof typeof operationTexts

export const isOperationName = (name: string): name is OperationName => name in operationTexts
