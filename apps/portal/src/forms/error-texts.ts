import type { Texts } from '../texts/text.ts'

/** What a form says of a field. */
export const errorTexts = {
  'error.chipSerial': {
    fi: 'Anna sarjanumero: 20 merkkiä, numeroita ja kirjaimia A–F.',
    sv: 'Ange serienumret: 20 tecken, siffror och bokstäverna A–F.',
    en: 'Enter the serial: 20 characters, digits and the letters A–F.',
  },
  'error.contactlessId': {
    fi: 'Anna etälukutunniste: 8, 14 tai 20 merkkiä, numeroita ja kirjaimia A–F. Se ei ala numeroilla 88.',
    sv: 'Ange den kontaktlösa identifieraren: 8, 14 eller 20 tecken, siffror och bokstäverna A–F. Den börjar inte med 88.',
    en: 'Enter the contactless identifier: 8, 14 or 20 characters, digits and the letters A–F. It does not begin with 88.',
  },
  'error.blankAmount': {
    fi: 'Anna määrä, 1–1000 korttiaihiota.',
    sv: 'Ange antalet, 1–1000 ämneskort.',
    en: 'Enter the number, 1 to 1000 blank cards.',
  },
  'error.chipModel': {
    fi: 'Anna sirun malli lähetteestä.',
    sv: 'Ange chipmodellen från följesedeln.',
    en: 'Enter the chip model from the delivery note.',
  },
  'error.emailAddress': {
    fi: 'Anna sähköpostiosoite muodossa nimi@esimerkki.fi',
    sv: 'Ange e-postadressen i formen namn@exempel.fi',
    en: 'Enter the e-mail address in the form name@example.com',
  },
  'error.emailDomain': {
    fi: 'Kirjoita verkkotunnus, esimerkiksi sairaala.example.fi',
    sv: 'Skriv domänen, till exempel sjukhus.example.fi',
    en: 'Type the domain, for example hospital.example.fi',
  },
  'error.soughtTooShort': {
    fi: 'Anna ainakin kaksi merkkiä.',
    sv: 'Ange minst två tecken.',
    en: 'Enter at least two characters.',
  },
  'error.delivery': {
    fi: 'Valitse, minne kortti toimitetaan',
    sv: 'Välj vart kortet levereras',
    en: 'Choose where the card goes',
  },
  'error.point': {
    fi: 'Valitse rekisteröintipiste',
    sv: 'Välj registreringsställe',
    en: 'Choose a registration point',
  },
  'error.ownAddress': {
    fi: 'Vahvista, että osoitteesi on oikein, tai valitse rekisteröintipiste',
    sv: 'Bekräfta att din adress är rätt eller välj ett registreringsställe',
    en: 'Confirm that your address is right, or choose a registration point',
  },
  'error.ownTerms': {
    fi: 'Hyväksy käyttöehdot ennen lähettämistä',
    sv: 'Godkänn användarvillkoren innan du skickar',
    en: 'Accept the terms of use before you send',
  },
  'error.right': {
    fi: 'Valitse korttiin painettava ammattioikeus',
    sv: 'Välj yrkesrättigheten som trycks på kortet',
    en: 'Choose the right to practise that is printed on the card',
  },
  'error.documentType': {
    fi: 'Valitse asiakirja: passi tai henkilökortti',
    sv: 'Välj handling: pass eller identitetskort',
    en: 'Choose the document: passport or identity card',
  },
  'error.documentNumber': {
    fi: 'Anna asiakirjan numero, 4–20 kirjainta ja numeroa',
    sv: 'Ange handlingens nummer, 4–20 bokstäver och siffror',
    en: 'Enter the number of the document, 4 to 20 letters and digits',
  },
  'error.characters': {
    fi: 'Käytä kirjaimia, numeroita ja tavallisia välimerkkejä',
    sv: 'Använd bokstäver, siffror och vanliga skiljetecken',
    en: 'Use letters, digits and common punctuation',
  },
  'error.issuingCountry': {
    fi: 'Valitse asiakirjan myöntänyt valtio',
    sv: 'Välj staten som har utfärdat handlingen',
    en: 'Choose the state that issued the document',
  },
  'error.expires': {
    fi: 'Anna päivä, johon asti asiakirja on voimassa, muodossa 31.12.2030',
    sv: 'Ange dagen till vilken handlingen gäller i formen 31.12.2030',
    en: 'Enter the last day of the document as day.month.year, for example 31.12.2030',
  },
  'error.policeReference': {
    fi: 'Anna poliisin viite, 3–60 merkkiä',
    sv: 'Ange polisens referens, 3–60 tecken',
    en: 'Enter the reference of the police, 3 to 60 characters',
  },
  'error.decision': { fi: 'Valitse päätös', sv: 'Välj beslut', en: 'Choose the decision' },
  'error.message': {
    fi: 'Kirjoita viesti, enintään 4000 merkkiä',
    sv: 'Skriv meddelandet, högst 4000 tecken',
    en: 'Write the message, 4000 characters at most',
  },
  'error.subject': {
    fi: 'Kirjoita otsikko, 3–120 merkkiä',
    sv: 'Skriv rubriken, 3–120 tecken',
    en: 'Write the subject, 3 to 120 characters',
  },
  'error.caseKind': {
    fi: 'Valitse, mistä on kyse',
    sv: 'Välj vad det gäller',
    en: 'Choose what the matter is',
  },
  'error.caseStep': {
    fi: 'Valitse, mitä teet',
    sv: 'Välj vad du gör',
    en: 'Choose what you do',
  },
  'error.input': {
    fi: 'Kerro lyhyesti, 5–1000 merkkiä',
    sv: 'Berätta kort, 5–1000 tecken',
    en: 'Describe it briefly, in 5 to 1000 characters',
  },
  'error.policeUnit': {
    fi: 'Anna poliisiasema, jolta tunnistusta pyydetään',
    sv: 'Ange polisstationen som ombeds identifiera personen',
    en: 'Enter the police station that is asked to identify the person',
  },
  'error.photo': {
    fi: 'Valitse kuvaton kortti tai hyväksy kuvan rajaus',
    sv: 'Välj ett kort utan foto eller godkänn fotots beskärning',
    en: 'Choose a card without a photo, or confirm the framing of the photo',
  },
  'error.ownName': {
    fi: 'Kirjoita nimesi, enintään 100 merkkiä',
    sv: 'Skriv ditt namn, högst 100 tecken',
    en: 'Write your name, 100 characters at most',
  },
  'error.topic': {
    fi: 'Kirjoita aihe, 3–120 merkkiä',
    sv: 'Skriv ämnet, 3–120 tecken',
    en: 'Write the topic, 3 to 120 characters',
  },
  'error.name': {
    fi: 'Anna nimi, vähintään kaksi kirjainta',
    sv: 'Ange namnet, minst två bokstäver',
    en: 'Enter the name, at least two letters',
  },
  'error.email': {
    fi: 'Tarkista sähköpostiosoite',
    sv: 'Kontrollera e-postadressen',
    en: 'Check the e-mail address',
  },
  'error.phone': {
    fi: 'Tarkista puhelinnumero',
    sv: 'Kontrollera telefonnumret',
    en: 'Check the telephone number',
  },
  'error.contact': {
    fi: 'Anna sähköpostiosoite tai puhelinnumero',
    sv: 'Ange e-postadress eller telefonnummer',
    en: 'Enter an e-mail address or a telephone number',
  },
  'error.services': {
    fi: 'Valitse vähintään yksi palvelu',
    sv: 'Välj minst en tjänst',
    en: 'Choose at least one service',
  },
  'error.slot': { fi: 'Valitse aika', sv: 'Välj en tid', en: 'Choose a time' },
  'error.language': { fi: 'Valitse kieli', sv: 'Välj språk', en: 'Choose the language' },
  'error.street': {
    fi: 'Anna katuosoite, enintään 100 merkkiä',
    sv: 'Ange gatuadressen, högst 100 tecken',
    en: 'Enter the street address, 100 characters at most',
  },
  'error.postalCode': {
    fi: 'Anna postinumero, viisi numeroa',
    sv: 'Ange postnumret, fem siffror',
    en: 'Enter the postal code, five digits',
  },
  'error.postalCodeAbroad': {
    fi: 'Anna postinumero, kuten se siinä maassa kirjoitetaan',
    sv: 'Ange postnumret så som det skrivs i det landet',
    en: 'Enter the postal code as it is written in that country',
  },
  'error.country': { fi: 'Valitse maa', sv: 'Välj land', en: 'Choose the country' },
  'error.postOffice': {
    fi: 'Anna postitoimipaikka, enintään 60 merkkiä',
    sv: 'Ange postorten, högst 60 tecken',
    en: 'Enter the town or city, 60 characters at most',
  },
  'error.employer': {
    fi: 'Valitse työnantaja',
    sv: 'Välj arbetsgivare',
    en: 'Choose the employer',
  },
  'error.workTitle': {
    fi: 'Kirjoita nimike, enintään 64 merkkiä',
    sv: 'Skriv titeln, högst 64 tecken',
    en: 'Write the title, 64 characters at most',
  },
  'error.logsIn': {
    fi: 'Valitse, mitä työnantaja on ilmoittanut',
    sv: 'Välj vad arbetsgivaren har uppgett',
    en: 'Choose what the employer has declared',
  },
  'error.givenBy': {
    fi: 'Kirjoita, kuka ilmoituksen antoi',
    sv: 'Skriv vem som gav uppgiften',
    en: 'Write who gave the declaration',
  },
  'error.certificate': {
    fi: 'Liitä palvelussuhdetodistus, enintään 5 Mt',
    sv: 'Bifoga anställningsintyget, högst 5 MB',
    en: 'Attach the employment certificate, 5 MB at most',
  },
  'error.terms': {
    fi: 'Hakijan pitää hyväksyä käyttöehdot ennen tilausta',
    sv: 'Den sökande ska godkänna användarvillkoren före beställningen',
    en: 'The applicant must accept the terms of use before the order',
  },
  'error.identityCode': {
    fi: 'Anna koko henkilötunnus, esimerkiksi 131052-308T',
    sv: 'Ange hela personbeteckningen, till exempel 131052-308T',
    en: 'Enter the whole personal identity code, for example 131052-308T',
  },
  'error.day': {
    fi: 'Anna päivä muodossa 31.12.2030',
    sv: 'Ange dagen i formen 31.12.2030',
    en: 'Enter the day as day.month.year, for example 31.12.2030',
  },
  'error.dayPast': {
    fi: 'Päivä on mennyt: anna tämä päivä tai myöhempi',
    sv: 'Dagen har passerat: ange i dag eller en senare dag',
    en: 'The date is in the past: enter today or a later date',
  },
  'error.place': {
    fi: 'Kirjoita enintään 80 merkkiä',
    sv: 'Skriv högst 80 tecken',
    en: 'Write 80 characters at most',
  },
  'error.identifier': {
    fi: 'Anna koko tunniste, esimerkiksi 00000000-0000-4000-8000-000000000001',
    sv: 'Ange hela beteckningen, till exempel 00000000-0000-4000-8000-000000000001',
    en: 'Enter the whole identifier, for example 00000000-0000-4000-8000-000000000001',
  },
  'error.invoiceNumber': {
    fi: 'Anna laskun numero, esimerkiksi 100001.',
    sv: 'Ange fakturans nummer, till exempel 100001.',
    en: 'Enter the number of the invoice, for example 100001.',
  },
  'error.settleReason': {
    fi: 'Kirjoita perustelu, enintään 1 000 merkkiä.',
    sv: 'Skriv en motivering, högst 1 000 tecken.',
    en: 'Write the reason, 1,000 characters at most.',
  },
  'error.eInvoiceAddress': {
    fi: 'Anna osoite kirjaimin ja numeroin, esimerkiksi 003702048198',
    sv: 'Ange adressen med bokstäver och siffror, till exempel 003702048198',
    en: 'Enter the address in letters and digits, for example 003702048198',
  },
  'error.sellerTown': {
    fi: 'Anna postitoimipaikka, 2–35 merkkiä',
    sv: 'Ange postorten, 2–35 tecken',
    en: 'Enter the town or city, 2 to 35 characters',
  },
  'error.sellerStreet': {
    fi: 'Anna katuosoite, enintään 35 merkkiä',
    sv: 'Ange gatuadressen, högst 35 tecken',
    en: 'Enter the street address, 35 characters at most',
  },
  'error.iban': {
    fi: 'Anna IBAN-tilinumero, esimerkiksi FI21 1234 5600 0007 85',
    sv: 'Ange IBAN-kontonumret, till exempel FI21 1234 5600 0007 85',
    en: 'Enter the IBAN, for example FI21 1234 5600 0007 85',
  },
  'error.firstNumber': {
    fi: 'Anna kokonaisluku väliltä 100–999999999',
    sv: 'Ange ett heltal mellan 100 och 999999999',
    en: 'Enter a whole number from 100 to 999999999',
  },
  'error.bic': {
    fi: 'Anna pankin BIC, 8 tai 11 merkkiä, esimerkiksi NDEAFIHH',
    sv: 'Ange bankens BIC, 8 eller 11 tecken, till exempel NDEAFIHH',
    en: 'Enter the BIC of the bank, 8 or 11 characters, for example NDEAFIHH',
  },
  'error.billingReference': {
    fi: 'Viitteessä voi olla enintään 70 merkkiä',
    sv: 'Referensen kan ha högst 70 tecken',
    en: 'The reference can have 70 characters at most',
  },
  'error.costCentre': {
    fi: 'Kustannuspaikassa voi olla enintään 35 merkkiä',
    sv: 'Kostnadsstället kan ha högst 35 tecken',
    en: 'The cost centre can have 35 characters at most',
  },
  'error.businessId': {
    fi: 'Anna Y-tunnus, esimerkiksi 0204819-8',
    sv: 'Ange FO-numret, till exempel 0204819-8',
    en: 'Enter the business ID, for example 0204819-8',
  },
  'error.organisationName': {
    fi: 'Anna nimi, enintään 200 merkkiä',
    sv: 'Ange namnet, högst 200 tecken',
    en: 'Enter the name, 200 characters at most',
  },
  'error.pointName': {
    fi: 'Anna pisteen nimi, enintään 120 merkkiä',
    sv: 'Ange ställets namn, högst 120 tecken',
    en: 'Enter the name of the point, 120 characters at most',
  },
  'error.pointOperator': {
    fi: 'Anna pisteen pitäjä, enintään 120 merkkiä',
    sv: 'Ange upprätthållaren, högst 120 tecken',
    en: 'Enter the operator of the point, 120 characters at most',
  },
  'error.directions': {
    fi: 'Kirjoita enintään 400 merkkiä',
    sv: 'Skriv högst 400 tecken',
    en: 'Write 400 characters at most',
  },
  'error.spokenLanguages': {
    fi: 'Valitse vähintään yksi palvelukieli',
    sv: 'Välj minst ett servicespråk',
    en: 'Choose at least one language',
  },
  'error.hours': {
    fi: 'Anna ajat aikajärjestyksessä, esimerkiksi 8.00–11.30, 12.15–16.00',
    sv: 'Ange tiderna i tidsföljd, till exempel 8.00–11.30, 12.15–16.00',
    en: 'Enter the times in their order, for example 8:00–11:30, 12:15–16:00',
  },
  'error.desks': {
    fi: 'Anna asiakkaiden määrä, 1–50',
    sv: 'Ange antalet kunder, 1–50',
    en: 'Enter how many visitors, 1 to 50',
  },
  'error.slotMinutes': {
    fi: 'Anna ajan pituus, 5–120 minuuttia',
    sv: 'Ange tidens längd, 5–120 minuter',
    en: 'Enter the length of a slot, 5 to 120 minutes',
  },
  'error.reasonOfDay': {
    fi: 'Kirjoita syy, enintään 120 merkkiä',
    sv: 'Skriv orsaken, högst 120 tecken',
    en: 'Write the reason, 120 characters at most',
  },
  'error.euros': {
    fi: 'Anna summa euroina, esimerkiksi 40,50',
    sv: 'Ange summan i euro, till exempel 40,50',
    en: 'Enter the amount in euros, for example 40.50',
  },
  'error.percent': {
    fi: 'Anna prosentti, esimerkiksi 25,5',
    sv: 'Ange procenten, till exempel 25,5',
    en: 'Enter the percentage, for example 25.5',
  },
  'error.onOrOff': {
    fi: 'Valitse, onko asetus käytössä',
    sv: 'Välj om inställningen är på eller av',
    en: 'Choose on or off',
  },
  'error.serviceName': {
    fi: 'Kirjoita nimi, 3–80 merkkiä',
    sv: 'Skriv ett namn, 3–80 tecken',
    en: 'Write a name of 3–80 characters',
  },
  'error.serviceCode': {
    fi: 'Kirjoita tunnus: pieniä kirjaimia a–z, numeroita ja yhdysviivoja, 2–40 merkkiä, kirjain ensin',
    sv: 'Skriv en kod: små bokstäver a–z, siffror och bindestreck, 2–40 tecken, en bokstav först',
    en: 'Write a code: small letters a–z, digits and hyphens, 2–40 characters, a letter first',
  },
  'error.numbersWithinLimits': {
    fi: 'Anna kokonaisluku, joka on sallituissa rajoissa',
    sv: 'Ange ett heltal inom de tillåtna gränserna',
    en: 'Enter a whole number within the limits',
  },
  'error.listWithinLimits': {
    fi: 'Anna 1–10 eri kokonaislukua sallituissa rajoissa, pilkulla erotettuina',
    sv: 'Ange 1–10 olika heltal inom de tillåtna gränserna, åtskilda med komma',
    en: 'Enter one to ten different whole numbers within the limits, separated by commas',
  },
  'error.rightCodes': {
    fi: 'Anna oikeuksien koodit pilkulla erotettuina, esimerkiksi T20, T22',
    sv: 'Ange rättigheternas koder åtskilda med komma, till exempel T20, T22',
    en: 'Enter the codes of the rights, separated by commas, for example T20, T22',
  },
  'error.twoRightCodes': {
    fi: 'Anna kahden eri oikeuden koodit tai jätä kenttä tyhjäksi',
    sv: 'Ange koderna för två olika rättigheter eller lämna fältet tomt',
    en: 'Enter the codes of two different rights, or leave the field empty',
  },
  'error.costWhat': {
    fi: 'Kirjoita, mikä maksaa',
    sv: 'Skriv vad som kostar',
    en: 'Enter what the cost is',
  },
  'error.decisionBody': {
    fi: 'Kirjoita, kuka hinnasta päätti',
    sv: 'Skriv vem som beslutade om priset',
    en: 'Enter who decided the price',
  },
  'error.decisionSection': {
    fi: 'Kirjoita päätöksen pykälä, esimerkiksi 88 §',
    sv: 'Skriv beslutets paragraf, till exempel 88 §',
    en: 'Enter the section of the decision, for example 88 §',
  },
  'error.aboveCost': {
    fi: 'Hinta on suurempi kuin todennetut kustannukset',
    sv: 'Priset är högre än de verifierade kostnaderna',
    en: 'The price is above the verified cost',
  },
  'error.course': {
    fi: 'Kirjoita, mikä koulutus on suoritettu',
    sv: 'Skriv vilken utbildning som har genomförts',
    en: 'Write which training was completed',
  },
  'error.trainingCertificate': {
    fi: 'Kirjoita todistuksen numero tai nimi',
    sv: 'Skriv intygets nummer eller namn',
    en: 'Write the number or name of the certificate',
  },
  'error.points': {
    fi: 'Valitse vähintään yksi rekisteröintipiste',
    sv: 'Välj minst ett registreringsställe',
    en: 'Choose at least one registration point',
  },
  'error.units': {
    fi: 'Valitse vähintään yksi yksikkö',
    sv: 'Välj minst en enhet',
    en: 'Choose at least one unit',
  },
  'error.acceptedBy': {
    fi: 'Kirjoita, kuka valtuutuksen hyväksyi',
    sv: 'Skriv vem som godtog fullmakten',
    en: 'Write who accepted the authorisation',
  },
  'error.contactName': {
    fi: 'Kirjoita yhteyshenkilön nimi',
    sv: 'Skriv kontaktpersonens namn',
    en: 'Write the name of the contact',
  },
  'error.missedBecause': {
    fi: 'Valitse, miksi varakortti tehdään',
    sv: 'Välj varför det tillfälliga kortet görs',
    en: 'Choose why the spare card is made',
  },
  'error.reason': {
    fi: 'Valitse sulkemisen syy',
    sv: 'Välj orsaken till spärrningen',
    en: 'Choose the reason for cancelling',
  },
} satisfies Texts

type ErrorKey = Extract<keyof typeof errorTexts, `error.${string}`>

type ErrorName = ErrorKey extends `error.${infer Name}` ? Name : never

/** A field's message as the key of its text, translated when it is shown. */
export const errorText = (name: ErrorName): ErrorKey => `error.${name}`

export const isErrorKey = (text: string): text is ErrorKey =>
  text.startsWith('error.') && text in errorTexts
