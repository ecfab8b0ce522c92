export const texts = {
  applicationNotFound: {
    title: {
      fi: 'Hakemusta ei löydy',
      sv: 'Ansökan hittades inte',
      en: 'The application was not found',
    },
    advice: {
      fi: 'Avaa organisaation hakemukset ja valitse se sieltä.',
      sv: 'Öppna organisationens ansökningar och välj den där.',
      en: 'Open the applications of the organisation and choose it there.',
    },
  },
  stepNotPossible: {
    title: {
      fi: 'Hakemuksen tila on muuttunut',
      sv: 'Ansökans status har ändrats',
      en: 'The status of the application has changed',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja katso, mitä sille voi nyt tehdä.',
      sv: 'Ladda sidan på nytt och se vad som nu kan göras.',
      en: 'Load the page again and see what can be done with it now.',
    },
  },
  namesMissing: {
    title: {
      fi: 'Nimi puuttuu',
      sv: 'Namnet saknas',
      en: 'The name is missing',
    },
    advice: {
      fi: 'Kirjoita palvelimen nimet tai järjestelmän nimi.',
      sv: 'Skriv serverns namn eller systemets namn.',
      en: 'Write the names of the server or the name of the system.',
    },
  },
  tooManyNames: {
    title: {
      fi: 'Nimiä on liikaa',
      sv: 'Namnen är för många',
      en: 'There are too many names',
    },
    advice: {
      fi: 'Palvelimella voi olla enintään sata nimeä, järjestelmällä yksi. Hae muille oma varmenne.',
      sv: 'En server kan ha högst hundra namn, ett system ett. Ansök om ett eget certifikat för de övriga.',
      en: 'A server has at most a hundred names, a system one. Apply for another certificate for the rest.',
    },
  },
  nameTwice: {
    title: {
      fi: 'Sama nimi on kahdesti',
      sv: 'Samma namn finns två gånger',
      en: 'The same name is listed twice',
    },
    advice: {
      fi: 'Poista toinen.',
      sv: 'Ta bort det ena.',
      en: 'Remove one of them.',
    },
  },
  nameIsWildcard: {
    title: {
      fi: 'Jokerimerkkiä ei voi käyttää',
      sv: 'Jokertecken kan inte användas',
      en: 'Wildcards cannot be used',
    },
    advice: {
      fi: 'Luettele jokainen nimi kokonaisena.',
      sv: 'Räkna upp varje namn i sin helhet.',
      en: 'List each name in full.',
    },
  },
  nameIsInternal: {
    title: {
      fi: 'Nimi on sisäisen verkon nimi',
      sv: 'Namnet är ett namn i ett internt nät',
      en: 'The name is one of an internal network',
    },
    advice: {
      fi: 'Käytä nimeä, joka on julkisessa nimipalvelussa, esimerkiksi palvelin.example.fi.',
      sv: 'Använd ett namn som finns i den offentliga namntjänsten, till exempel server.example.fi.',
      en: 'Use a name that is in the public domain name system, for example server.example.fi.',
    },
  },
  addressNotCertified: {
    title: {
      fi: 'IP-osoitetta ei voi varmentaa',
      sv: 'IP-adressen kan inte certifieras',
      en: 'The IP address cannot be certified',
    },
    advice: {
      fi: 'Varmenteessa voi olla vain IP-osoitteita, joita tämä palvelu varmentaa. DNS-nimi riittää ilman osoitetta.',
      sv: 'Ett certifikat kan bara ha IP-adresser som denna tjänst certifierar. DNS-namnet räcker utan adress.',
      en: 'A certificate can have only IP addresses that this service certifies. The DNS name is enough without an address.',
    },
  },
  addressWithoutName: {
    title: {
      fi: 'Pelkkä IP-osoite ei riitä',
      sv: 'Enbart en IP-adress räcker inte',
      en: 'An IP address alone is not enough',
    },
    advice: {
      fi: 'Lisää vähintään yksi palvelimen DNS-nimi.',
      sv: 'Lägg till minst ett DNS-namn på servern.',
      en: 'Add at least one DNS name of the server.',
    },
  },
  nameIsPublicSuffix: {
    title: {
      fi: 'Nimi on verkkotunnuspääte, jonka alle kuka tahansa voi rekisteröidä nimiä',
      sv: 'Namnet är en domänändelse under vilken vem som helst kan registrera namn',
      en: 'The name is a suffix under which anybody can register names',
    },
    advice: {
      fi: 'Kirjoita oma verkkotunnuksesi, esimerkiksi sairaala.co.uk, ei pelkkää päätettä co.uk.',
      sv: 'Skriv din egen domän, till exempel sjukhus.co.uk, inte bara ändelsen co.uk.',
      en: 'Write your own domain, for example hospital.co.uk, not the suffix co.uk alone.',
    },
  },
  nameMalformed: {
    title: {
      fi: 'Nimi ei ole oikeaa muotoa',
      sv: 'Namnet har fel form',
      en: 'The name does not have the right form',
    },
    advice: {
      fi: 'Palvelimen nimessä on pieniä kirjaimia, numeroita, viivoja ja pisteitä. Järjestelmän nimessä on enintään 64 merkkiä.',
      sv: 'En servers namn har små bokstäver, siffror, bindestreck och punkter. Ett systems namn har högst 64 tecken.',
      en: 'The name of a server has lower-case letters, digits, hyphens and dots. That of a system has at most 64 characters.',
    },
  },
  nameLikeIdentityCode: {
    title: {
      fi: 'Nimi näyttää henkilötunnukselta',
      sv: 'Namnet ser ut som en personbeteckning',
      en: 'The name looks like a personal identity code',
    },
    advice: {
      fi: 'Varmenteessa ei ole henkilötunnuksia. Käytä toista nimeä.',
      sv: 'Ett certifikat har inga personbeteckningar. Använd ett annat namn.',
      en: 'A certificate has no identity codes. Use another name.',
    },
  },
  notAnOid: {
    title: {
      fi: 'OID-yksilöintitunnus ei ole oikeaa muotoa',
      sv: 'OID-identifieraren har fel form',
      en: 'The OID does not have the right form',
    },
    advice: {
      fi: 'Valitse se luettelosta.',
      sv: 'Välj den i listan.',
      en: 'Choose it in the list.',
    },
  },
  applicantCeased: {
    title: {
      fi: 'Hakija on lakannut yritys- ja yhteisötietojärjestelmän mukaan',
      sv: 'Sökanden har upphört enligt företags- och organisationsdatasystemet',
      en: 'According to the Business Information System the applicant has ceased',
    },
    advice: {
      fi: 'Pyydä organisaatiota, jolle OID kuuluu, hakemaan itse tai valtuuttamaan toinen toimittaja.',
      sv: 'Be den organisation som OID:n hör till att själv ansöka eller att ge en annan leverantör fullmakt.',
      en: 'Ask the organisation whose OID it is to apply itself, or to authorise another supplier.',
    },
  },
  oidOfAnother: {
    title: {
      fi: 'OID kuuluu toiselle organisaatiolle',
      sv: 'OID:n hör till en annan organisation',
      en: 'The OID is another organisation’s',
    },
    advice: {
      fi: 'Pyydä organisaatiota valtuuttamaan tilillään oma organisaatiosi varmenteiden hakemiseen.',
      sv: 'Be organisationen ge din organisation fullmakt på sitt konto att ansöka om certifikat.',
      en: 'Ask the organisation to authorise yours, in its account, to apply for certificates.',
    },
  },
  authorisationNotBegun: {
    title: {
      fi: 'Valtuutus ei ole vielä alkanut',
      sv: 'Fullmakten har inte börjat gälla',
      en: 'The authorisation has not begun',
    },
    advice: {
      fi: 'Odota sen ensimmäistä päivää.',
      sv: 'Vänta till dess första dag.',
      en: 'Wait for its first day.',
    },
  },
  authorisationEnded: {
    title: {
      fi: 'Valtuutus on päättynyt',
      sv: 'Fullmakten har upphört',
      en: 'The authorisation has ended',
    },
    advice: {
      fi: 'Pyydä organisaatiolta uusi valtuutus.',
      sv: 'Be organisationen om en ny fullmakt.',
      en: 'Ask the organisation for a new authorisation.',
    },
  },
  copyNotOfToday: {
    title: {
      fi: 'Koodistopalvelun tämän päivän tietoja ei ole vielä',
      sv: 'Dagens uppgifter från kodtjänsten finns inte ännu',
      en: 'Today’s data from the code service are not available yet',
    },
    advice: {
      fi: 'Yritä hetken päästä uudelleen.',
      sv: 'Försök om en stund igen.',
      en: 'Try again in a moment.',
    },
  },
  oidNotCoded: {
    title: {
      fi: 'OID ei ole koodistopalvelussa',
      sv: 'OID:n finns inte i kodtjänsten',
      en: 'The OID is not in the code service',
    },
    advice: {
      fi: 'Tarkista OID, tai lisää yksikkö ensin SOTE-organisaatiorekisteriin.',
      sv: 'Kontrollera OID:n, eller lägg först till enheten i SOTE-organisationsregistret.',
      en: 'Check the OID, or have the unit entered in the register of organisations first.',
    },
  },
  oidNotBegun: {
    title: {
      fi: 'OID ei ole vielä voimassa',
      sv: 'OID:n är inte i kraft ännu',
      en: 'The OID is not valid yet',
    },
    advice: {
      fi: 'Lähetä hakemus, kun se on koodistopalvelussa voimassa.',
      sv: 'Skicka ansökan när den är i kraft i kodtjänsten.',
      en: 'Send the application when it is valid in the code service.',
    },
  },
  oidEnded: {
    title: {
      fi: 'OID on päättynyt',
      sv: 'OID:n har upphört',
      en: 'The OID has ended',
    },
    advice: {
      fi: 'Valitse yksikkö, joka on koodistopalvelussa voimassa.',
      sv: 'Välj en enhet som är i kraft i kodtjänsten.',
      en: 'Choose a unit that is valid in the code service.',
    },
  },
  nameChanged: {
    title: {
      fi: 'Nimi on muuttunut koodistopalvelussa',
      sv: 'Namnet har ändrats i kodtjänsten',
      en: 'The name has changed in the code service',
    },
    advice: {
      fi: 'Lähetä hakemus uudelleen: se lähtee uudella nimellä.',
      sv: 'Skicka ansökan på nytt: den skickas med det nya namnet.',
      en: 'Send the application again: it is sent with the new name.',
    },
  },
  organisationRenamed: {
    title: {
      fi: 'Organisaation nimi on muuttunut yritys- ja yhteisötietojärjestelmässä',
      sv: 'Organisationens namn har ändrats i företags- och organisationsdatasystemet',
      en: 'The organisation’s name has changed in the Business Information System',
    },
    advice: {
      fi: 'Lähetä hakemus uudelleen: se lähtee uudella nimellä.',
      sv: 'Skicka ansökan på nytt: den skickas med det nya namnet.',
      en: 'Send the application again: it is sent with the new name.',
    },
  },
  conformityMissing: {
    title: {
      fi: 'Vaatimustenmukaisuustodistus puuttuu',
      sv: 'Intyget över överensstämmelse saknas',
      en: 'The certificate of conformity is missing',
    },
    advice: {
      fi: 'Yksityinen palvelunantaja liittää hakemukseen järjestelmän vaatimustenmukaisuustodistuksen.',
      sv: 'En privat tillhandahållare bifogar intyget över systemets överensstämmelse.',
      en: 'A private provider attaches the certificate of conformity of its system.',
    },
  },
  intermediaryNotNamed: {
    title: {
      fi: 'Toisen OID-tunnuksella järjestelmäallekirjoitusvarmennetta hakee Kanta-välittäjä',
      sv: 'Ett systemsignaturcertifikat med någon annans OID söks av en Kanta-förmedlare',
      en: 'A Kanta intermediary applies for a system-signature certificate with another organisation’s OID',
    },
    advice: {
      fi: 'Merkitse yhteyshenkilön organisaatio Kanta-välittäjäksi. Muutoin hakemuksen tekee järjestelmää hallinnoiva palvelunantaja.',
      sv: 'Ange att kontaktpersonens organisation är Kanta-förmedlare. Annars ansöker den tillhandahållare som förvaltar systemet.',
      en: 'Mark the contact’s organisation as a Kanta intermediary. Otherwise the provider that administers the system applies.',
    },
  },
  intermediaryNotRegistered: {
    title: {
      fi: 'Organisaatio ei ole tänään Kanta-välittäjien rekisterissä',
      sv: 'Organisationen finns i dag inte i registret över Kanta-förmedlare',
      en: 'The organisation is not in the register of Kanta intermediaries today',
    },
    advice: {
      fi: 'Valitse Kanta-välittäjä luettelosta. Rekisteriä ylläpitää koodistopalvelu.',
      sv: 'Välj Kanta-förmedlaren i listan. Registret förs av kodtjänsten.',
      en: 'Choose the Kanta intermediary from the list. The code service maintains the register.',
    },
  },
  intermediaryDoesNotApply: {
    title: {
      fi: 'Nimetty Kanta-välittäjä on toinen kuin hakija',
      sv: 'Den namngivna Kanta-förmedlaren är någon annan än sökanden',
      en: 'The named Kanta intermediary is not the applicant',
    },
    advice: {
      fi: 'Toisen OID-tunnuksella hakee Kanta-välittäjä itse, omalla tilillään.',
      sv: 'Med någon annans OID ansöker Kanta-förmedlaren själv, från sitt eget konto.',
      en: 'With another organisation’s OID the Kanta intermediary itself applies, from its own account.',
    },
  },
  programEnded: {
    title: {
      fi: 'Ohjelman tili tai sen pysyvä hyväksyntä on päättynyt',
      sv: 'Programmets konto eller dess stående godkännande har upphört',
      en: 'The account of the program, or its ACME enrolment approval, has ended',
    },
    advice: {
      fi: 'Varmennetta ei myönnetä, eikä siitä veloiteta.',
      sv: 'Inget certifikat utfärdas och inget debiteras.',
      en: 'No certificate is issued, and nothing is charged.',
    },
  },
  notSignedByTwo: {
    title: {
      fi: 'Hyväksynnästä puuttuvat kahden käsittelijän allekirjoitukset',
      sv: 'Två handläggares underskrifter på godkännandet saknas',
      en: 'The approval lacks the signatures of two case officers',
    },
    advice: {
      fi: 'Hyväksyntä on ajalta, jolloin sitä ei vielä allekirjoitettu. Se on käsiteltävä uudelleen.',
      sv: 'Godkännandet är från den tid då det inte undertecknades. Det måste behandlas på nytt.',
      en: 'It dates from the time before approvals were signed. It has to be decided again.',
    },
  },
  approvalOutdated: {
    title: {
      fi: 'Tiedot ovat muuttuneet hyväksynnän jälkeen',
      sv: 'Uppgifterna har ändrats efter godkännandet',
      en: 'The data have changed since the approval',
    },
    advice: {
      fi: 'Allekirjoitetussa hyväksynnässä on toinen organisaation tai yksikön nimi tai muu tieto. Tiedot on hyväksyttävä uudelleen.',
      sv: 'I det undertecknade godkännandet står ett annat namn på organisationen eller enheten, eller andra uppgifter. Uppgifterna måste godkännas på nytt.',
      en: 'The signed approval has a different name of the organisation or unit, or other different data. The data have to be approved again.',
    },
  },
  signatureMissing: {
    title: {
      fi: 'Allekirjoitus puuttuu',
      sv: 'Underskriften saknas',
      en: 'The signature is missing',
    },
    advice: {
      fi: 'Allekirjoita päätöksesi kortillasi.',
      sv: 'Skriv under ditt beslut med ditt kort.',
      en: 'Sign your decision with your card.',
    },
  },
  approvalSignatureNotAccepted: {
    title: {
      fi: 'Allekirjoitusta ei voitu hyväksyä',
      sv: 'Underskriften kunde inte godkännas',
      en: 'The signature could not be accepted',
    },
    advice: {
      fi: 'Allekirjoita omalla voimassa olevalla kortillasi, jolla olet kirjautunut. Päätöstä ei tallennettu.',
      sv: 'Skriv under med ditt eget giltiga kort, det som du loggade in med. Beslutet sparades inte.',
      en: 'Sign with your own valid card, the one you signed in with. The decision was not saved.',
    },
  },
  anotherTextWasSigned: {
    title: {
      fi: 'Tiedot ovat muuttuneet sen jälkeen, kun avasit sivun',
      sv: 'Uppgifterna har ändrats sedan du öppnade sidan',
      en: 'The data have changed since you opened the page',
    },
    advice: {
      fi: 'Lataa sivu uudelleen, lue tiedot ja allekirjoita sitten. Päätöstä ei tallennettu.',
      sv: 'Ladda om sidan, läs uppgifterna och skriv sedan under. Beslutet sparades inte.',
      en: 'Reload the page, read the data and then sign. The decision was not saved.',
    },
  },
  conformityNotAPdf: {
    title: {
      fi: 'Todistus ei ole PDF-tiedosto',
      sv: 'Intyget är inte en PDF-fil',
      en: 'The certificate of conformity is not a PDF file',
    },
    advice: {
      fi: 'Tallenna se PDF-muodossa ja liitä se uudelleen.',
      sv: 'Spara det i PDF-format och bifoga det på nytt.',
      en: 'Save it as PDF and attach it again.',
    },
  },
  requestMissing: {
    title: {
      fi: 'Varmennepyyntö puuttuu',
      sv: 'Certifikatbegäran saknas',
      en: 'The certificate request is missing',
    },
    advice: {
      fi: 'Tuo se itse tai lähetä linkki tekniselle yhteyshenkilölle.',
      sv: 'Lägg till den själv eller skicka länken till den tekniska kontaktpersonen.',
      en: 'Submit it yourself, or send the link to the technical contact.',
    },
  },
  requestMalformed: {
    title: {
      fi: 'Varmennepyyntöä ei voi lukea',
      sv: 'Certifikatbegäran kan inte läsas',
      en: 'The certificate request cannot be read',
    },
    advice: {
      fi: 'Tee se uudelleen ohjeen komennolla. SHA-1-allekirjoitusta ei hyväksytä.',
      sv: 'Skapa den på nytt med kommandot i anvisningen. En SHA-1-underskrift godkänns inte.',
      en: 'Make it again with the command in the instructions. A signature with SHA-1 is not accepted.',
    },
  },
  badProofOfPossession: {
    title: {
      fi: 'Pyyntöä ei ole allekirjoitettu omalla avaimellaan',
      sv: 'Begäran är inte undertecknad med sin egen nyckel',
      en: 'The request is not signed with its own key',
    },
    advice: {
      fi: 'Tee pyyntö sillä avaimella, jota palvelin käyttää.',
      sv: 'Skapa begäran med den nyckel som servern använder.',
      en: 'Make the request with the key that the server uses.',
    },
  },
  nameNotAllowed: {
    title: {
      fi: 'Pyynnössä on nimi, jota hakemuksessa ei ole',
      sv: 'Begäran har ett namn som inte finns i ansökan',
      en: 'The request has a name that is not in the application',
    },
    advice: {
      fi: 'Jätä se pois pyynnöstä tai lisää se hakemukseen.',
      sv: 'Lämna bort det ur begäran eller lägg till det i ansökan.',
      en: 'Leave it out of the request, or add it to the application.',
    },
  },
  nameMissing: {
    title: {
      fi: 'Pyynnössä ei ole nimeä',
      sv: 'Begäran har inget namn',
      en: 'The request has no name',
    },
    advice: {
      fi: 'Tee pyyntö hakemuksen nimille.',
      sv: 'Skapa begäran för ansökans namn.',
      en: 'Make the request for the names in the application.',
    },
  },
  nameNotRequested: {
    title: {
      fi: 'Pyynnöstä puuttuu hakemuksen nimi',
      sv: 'Ett av ansökans namn saknas i begäran',
      en: 'A name in the application is missing from the request',
    },
    advice: {
      fi: 'Tee pyyntö kaikille hakemuksen nimille.',
      sv: 'Skapa begäran för alla ansökans namn.',
      en: 'Make the request for all the names in the application.',
    },
  },
  tooManyLinks: {
    title: {
      fi: 'Linkkejä on lähetetty liikaa vuorokauden aikana',
      sv: 'För många länkar har skickats under ett dygn',
      en: 'Too many links have been sent within a day',
    },
    advice: {
      fi: 'Viimeisin linkki on voimassa. Lähetä uusi huomenna.',
      sv: 'Den senaste länken gäller. Skicka en ny i morgon.',
      en: 'The last link is valid. Send a new one tomorrow.',
    },
  },
  linkNotFound: {
    title: {
      fi: 'Linkki ei avaa hakemusta',
      sv: 'Länken öppnar ingen ansökan',
      en: 'The link does not open any application',
    },
    advice: {
      fi: 'Se on käytetty, uusi on lähetetty sen tilalle, tai se on vajaa. Pyydä hakijalta uusi linkki.',
      sv: 'Den har använts, en ny har skickats i dess ställe, eller så är den ofullständig. Be sökanden om en ny länk.',
      en: 'It has been used, a new one has been sent in its place, or it is incomplete. Ask the applicant for a new link.',
    },
  },
  linkExpired: {
    title: {
      fi: 'Linkki on vanhentunut',
      sv: 'Länken har gått ut',
      en: 'The link has expired',
    },
    advice: {
      fi: 'Pyydä hakijalta uusi linkki.',
      sv: 'Be sökanden om en ny länk.',
      en: 'Ask the applicant for a new one.',
    },
  },
  reasonMissing: {
    title: {
      fi: 'Perustelu puuttuu',
      sv: 'Motiveringen saknas',
      en: 'The reason is missing',
    },
    advice: {
      fi: 'Kirjoita hakijalle perustelu.',
      sv: 'Skriv en motivering till sökanden.',
      en: 'Tell the applicant why.',
    },
  },
  /** How the code service differs from a certificate, as one sentence. */
  codeChanges: {
    'oid-ended': {
      fi: 'OID ei ole voimassa koodistopalvelussa {day} alkaen.',
      sv: 'OID:n gäller inte i kodtjänsten från och med {day}.',
      en: 'The OID has not been valid in the code service since {day}.',
    },
    'organisation-ended': {
      fi: 'Organisaatio, johon yksikkö kuuluu, ei ole voimassa koodistopalvelussa {day} alkaen.',
      sv: 'Organisationen som enheten hör till gäller inte i kodtjänsten från och med {day}.',
      en: 'The organisation that the unit belongs to has not been valid in the code service since {day}.',
    },
    'organisation-changed': {
      fi: 'Yksikkö kuuluu koodistopalvelussa toiselle organisaatiolle ({businessId}) {day} alkaen.',
      sv: 'Enheten hör i kodtjänsten till en annan organisation ({businessId}) från och med {day}.',
      en: 'In the code service the unit has belonged to another organisation ({businessId}) since {day}.',
    },
    'name-changed': {
      fi: 'Nimi on koodistopalvelussa ”{name}” {day} alkaen.',
      sv: 'Namnet är i kodtjänsten ”{name}” från och med {day}.',
      en: 'The name in the code service has been “{name}” since {day}.',
    },
  },
  outdatedNotFound: {
    title: {
      fi: 'Varmenne ei ole luettelossa',
      sv: 'Certifikatet finns inte i listan',
      en: 'The certificate is not on the list',
    },
    advice: {
      fi: 'Avaa luettelo uudelleen.',
      sv: 'Öppna listan på nytt.',
      en: 'Open the list again.',
    },
  },
  outdatedDecided: {
    title: {
      fi: 'Varmenne ei enää odota päätöstä',
      sv: 'Certifikatet väntar inte längre på beslut',
      en: 'The certificate is no longer waiting for a decision',
    },
    advice: {
      fi: 'Siitä on jo päätetty, se on suljettu, sen voimassaolo on päättynyt tai koodistopalvelun tieto on muuttunut. Lataa sivu uudelleen.',
      sv: 'Beslut har fattats, certifikatet har spärrats, dess giltighet har upphört eller kodtjänstens uppgift har ändrats. Ladda sidan på nytt.',
      en: 'It has already been decided on or revoked, it has expired, or the data in the code service have changed. Load the page again.',
    },
  },
  dayNotPossible: {
    title: {
      fi: 'Varmennetta ei voi sulkea sinä päivänä',
      sv: 'Certifikatet kan inte spärras den dagen',
      en: 'The certificate cannot be revoked on that day',
    },
    advice: {
      fi: 'Valitse päivä tästä päivästä varmenteen viimeiseen päivään.',
      sv: 'Välj en dag från och med i dag till certifikatets sista dag.',
      en: 'Choose a day from today to the certificate’s last day.',
    },
  },
  daysBackwards: {
    title: {
      fi: 'Viimeinen päivä on ennen ensimmäistä',
      sv: 'Den sista dagen är före den första',
      en: 'The last day is before the first',
    },
    advice: {
      fi: 'Korjaa päivät.',
      sv: 'Rätta dagarna.',
      en: 'Correct the days.',
    },
  },
  authorisedNotFound: {
    title: {
      fi: 'Valtuutettavaa organisaatiota ei löydy',
      sv: 'Organisationen som ska få fullmakten hittades inte',
      en: 'The organisation to be authorised was not found',
    },
    advice: {
      fi: 'Tarkista asiakasnumero ja Y-tunnus. Molempien on oltava saman organisaation, ja sillä on oltava tili.',
      sv: 'Kontrollera kundnumret och FO-numret. Båda ska höra till samma organisation, och den ska ha ett konto.',
      en: 'Check the customer number and the business ID. Both must belong to the same organisation, and it must have an account.',
    },
  },
  authorisingOneself: {
    title: {
      fi: 'Organisaatio ei voi valtuuttaa itseään',
      sv: 'En organisation kan inte ge fullmakt åt sig själv',
      en: 'An organisation cannot authorise itself',
    },
    advice: {
      fi: 'Omilla OID-tunnuksilla voi hakea ilman valtuutusta.',
      sv: 'Med egna OID:n kan man ansöka utan fullmakt.',
      en: 'An organisation can apply with its own OIDs without an authorisation.',
    },
  },
  oidNotOwn: {
    title: {
      fi: 'OID ei ole organisaation oma',
      sv: 'OID:n är inte organisationens egen',
      en: 'The OID is not the organisation’s own',
    },
    advice: {
      fi: 'Valtuuttaa voi vain omilla OID-tunnuksilla. Saatua valtuutusta ei voi antaa eteenpäin.',
      sv: 'Fullmakt kan ges bara för egna OID:n. En fullmakt som man har fått kan inte ges vidare.',
      en: 'An authorisation can be given only for the organisation’s own OIDs. A received authorisation cannot be passed on.',
    },
  },
  authorisationNotFound: {
    title: {
      fi: 'Voimassa olevaa valtuutusta ei löydy',
      sv: 'En gällande fullmakt hittades inte',
      en: 'No authorisation in force was found',
    },
    advice: {
      fi: 'Se on jo päätetty. Lataa sivu uudelleen.',
      sv: 'Den har redan avslutats. Ladda sidan på nytt.',
      en: 'It has already ended. Load the page again.',
    },
  },
} as const
