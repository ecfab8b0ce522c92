/** Texts for the desk when a document is not accepted, and for the office about identity inquiries. */
export const texts = {
  documentExpired: {
    title: {
      fi: 'Tunnistusasiakirja on vanhentunut',
      sv: 'Identitetshandlingen har gått ut',
      en: 'The identity document has expired',
    },
    advice: {
      fi: 'Tunnista henkilö voimassa olevalla passilla tai henkilökortilla.',
      sv: 'Identifiera personen med ett giltigt pass eller identitetskort.',
      en: 'Identify the person with a valid passport or identity card.',
    },
  },
  documentNumberWrong: {
    title: {
      fi: 'Asiakirjan numero on väärin',
      sv: 'Handlingens nummer är fel',
      en: 'The number of the document is wrong',
    },
    advice: {
      fi: 'Tarkista numero asiakirjasta. Suomen passin numerossa on kaksi kirjainta ja seitsemän numeroa, muissa passeissa enintään yhdeksän merkkiä.',
      sv: 'Kontrollera numret i handlingen. Ett finskt passnummer har två bokstäver och sju siffror, andra passnummer högst nio tecken.',
      en: 'Check the number in the document. A Finnish passport number has two letters and seven digits; others have nine characters at most.',
    },
  },
  documentValidTooLong: {
    title: {
      fi: 'Asiakirjan viimeinen voimassaolopäivä on liian myöhäinen',
      sv: 'Handlingens sista giltighetsdag är för sen',
      en: 'The last day of the document is too late',
    },
    advice: {
      fi: 'Tarkista päivä asiakirjasta. Suomalainen passi tai henkilökortti on voimassa enintään viisi vuotta, muun maan noin kymmenen vuotta.',
      sv: 'Kontrollera dagen i handlingen. Ett finländskt pass eller identitetskort gäller i högst fem år, ett från ett annat land i ungefär tio år.',
      en: 'Check the day in the document. Finnish passports and identity cards are valid for five years at most, those of other countries for about ten.',
    },
  },
  documentCountryNotAccepted: {
    title: {
      fi: 'Tämän maan henkilökortti ei kelpaa',
      sv: 'Ett identitetskort från detta land godkänns inte',
      en: 'An identity card from this country is not accepted',
    },
    advice: {
      fi: 'Henkilökortti kelpaa ETA-maasta, Sveitsistä ja San Marinosta, passi kaikista maista.',
      sv: 'Identitetskort godkänns från EES-länder, Schweiz och San Marino, pass från alla länder.',
      en: 'Identity cards are accepted from EEA countries, Switzerland and San Marino, passports from all countries.',
    },
  },
  machineReadableZoneWrong: {
    title: {
      fi: 'Asiakirjan koneellisesti luettavat rivit eivät täsmää',
      sv: 'Handlingens maskinläsbara rader stämmer inte',
      en: 'The machine-readable lines of the document do not match',
    },
    advice: {
      fi: 'Lue rivit uudelleen. Jos tarkistusnumerot ovat asiakirjassa itsessään väärin, siirrä asia käsittelijälle.',
      sv: 'Läs raderna på nytt. Om kontrollsiffrorna är fel i själva handlingen, för ärendet till handläggaren.',
      en: 'Read the lines again. If the check digits are wrong on the document itself, refer the matter to a case officer.',
    },
  },
  notAnIdentityDocument: {
    title: {
      fi: 'Asiakirja ei ole passi eikä henkilökortti',
      sv: 'Handlingen är varken pass eller identitetskort',
      en: 'The document is neither a passport nor an identity card',
    },
    advice: {
      fi: 'Viisumi, oleskelulupa tai miehistötodistus ei kelpaa. Pyydä passi tai henkilökortti.',
      sv: 'Visum, uppehållstillstånd eller besättningsintyg godkänns inte. Be om pass eller identitetskort.',
      en: 'A visa, residence permit or crew certificate is not accepted. Ask for a passport or an identity card.',
    },
  },
  documentNotAsRead: {
    title: {
      fi: 'Asiakirjan tiedot poikkeavat koneellisesti luetuista',
      sv: 'Handlingens uppgifter avviker från de maskinlästa',
      en: 'The details entered differ from those read by machine',
    },
    advice: {
      fi: 'Tarkista asiakirjan tyyppi, numero, maa ja viimeinen voimassaolopäivä.',
      sv: 'Kontrollera handlingens typ, nummer, land och sista giltighetsdag.',
      en: 'Check the type, number, country and last day of the document.',
    },
  },
  documentOfAnother: {
    title: {
      fi: 'Asiakirja on toisen henkilön',
      sv: 'Handlingen tillhör en annan person',
      en: 'The document belongs to another person',
    },
    advice: {
      fi: 'Syntymäaika ei ole asiakkaan. Tarkista, että haettu henkilö ja asiakirja kuuluvat yhteen.',
      sv: 'Födelsetiden är inte kundens. Kontrollera att den sökta personen och handlingen hör ihop.',
      en: 'The date of birth is not the visitor’s. Check that the person looked up and the document belong together.',
    },
  },
  documentInDoubt: {
    title: {
      fi: 'Asiakirja on käsittelijän tutkittavana',
      sv: 'Handlingen granskas av en handläggare',
      en: 'A case officer is examining the document',
    },
    advice: {
      fi: 'Odota päätöstä tai tunnista henkilö toisella asiakirjalla.',
      sv: 'Vänta på beslutet eller identifiera personen med en annan handling.',
      en: 'Wait for the decision, or identify the person with another document.',
    },
  },
  documentRejected: {
    title: {
      fi: 'Asiakirja on hylätty',
      sv: 'Handlingen har underkänts',
      en: 'The document has been rejected',
    },
    advice: {
      fi: 'Tunnista henkilö toisella asiakirjalla tai pyydä poliisia tunnistamaan hänet.',
      sv: 'Identifiera personen med en annan handling eller be polisen identifiera personen.',
      en: 'Identify the person with another document, or ask the police to identify the person.',
    },
  },
  policeVerificationUnknown: {
    title: {
      fi: 'Poliisin tunnistusta ei ole tai se on vanhentunut',
      sv: 'Polisens identifiering finns inte eller har gått ut',
      en: 'There is no identification by the police, or it has expired',
    },
    advice: {
      fi: 'Tarkista viite. Käsittelijä kirjaa poliisin tunnistuksen, ja se kelpaa määräajan.',
      sv: 'Kontrollera referensen. Handläggaren för in polisens identifiering, och den gäller en viss tid.',
      en: 'Check the reference. A case officer enters the identification by the police, and it is valid for a limited time.',
    },
  },
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löydy',
      sv: 'Personen hittades inte',
      en: 'The person was not found',
    },
    advice: {
      fi: 'Hae henkilö ensin henkilötunnuksella.',
      sv: 'Sök först personen med personbeteckningen.',
      en: 'First look up the person by personal identity code.',
    },
  },
  inquiryAboutOneself: {
    title: {
      fi: 'Asia koskee sinua itseäsi',
      sv: 'Ärendet gäller dig själv',
      en: 'The matter is your own',
    },
    advice: {
      fi: 'Toinen rekisteröijä palvelee sinua.',
      sv: 'En annan registrerare betjänar dig.',
      en: 'Another registrar serves you.',
    },
  },
  inquiryOpen: {
    title: {
      fi: 'Sama asia on jo käsittelijällä',
      sv: 'Samma ärende är redan hos handläggaren',
      en: 'A case officer already has the same matter',
    },
    advice: {
      fi: 'Odota päätöstä. Päätös näkyy asiakkaan sivulla.',
      sv: 'Vänta på beslutet. Det visas på kundens sida.',
      en: 'Wait for the decision. The decision is shown on the visitor’s page.',
    },
  },
  inquiryNotFound: {
    title: {
      fi: 'Selvityspyyntöä ei löydy',
      sv: 'Utredningen hittades inte',
      en: 'The inquiry was not found',
    },
    advice: {
      fi: 'Se voi olla toisen pisteen tai jo poistettu. Tarkista luettelosta.',
      sv: 'Den kan höra till ett annat ställe eller ha raderats. Se listan.',
      en: 'It may belong to another point or have been deleted. Check the list.',
    },
  },
  inquiryNotOpen: {
    title: {
      fi: 'Asia on jo päätetty',
      sv: 'Ärendet är redan avgjort',
      en: 'The matter has already been decided',
    },
    advice: {
      fi: 'Lataa sivu uudelleen, niin näet päätöksen.',
      sv: 'Ladda sidan på nytt så ser du beslutet.',
      en: 'Reload the page to see the decision.',
    },
  },
  policeReferenceMissing: {
    title: {
      fi: 'Poliisin viite ja päivä puuttuvat',
      sv: 'Polisens referens och dag saknas',
      en: 'The reference and day of the police are missing',
    },
    advice: {
      fi: 'Kirjaa poliisin ilmoituksen viite ja päivä, jona henkilö tunnistettiin.',
      sv: 'För in referensen i polisens meddelande och dagen då personen identifierades.',
      en: 'Enter the reference of the police and the day on which the person was identified.',
    },
  },
  policeDayImpossible: {
    title: {
      fi: 'Poliisin tunnistuksen päivä ei kelpaa',
      sv: 'Dagen för polisens identifiering godkänns inte',
      en: 'The day of the identification by the police is not accepted',
    },
    advice: {
      fi: 'Päivä ei ole tulevaisuudessa, eikä siitä ole kulunut enempää kuin tunnistuksen voimassaoloaika (palvelun asetukset).',
      sv: 'Dagen är inte i framtiden och inte längre tillbaka än identifieringens giltighetstid (tjänstens inställningar).',
      en: 'The day is not in the future, and no longer ago than the validity of the identification (service settings).',
    },
  },
}
