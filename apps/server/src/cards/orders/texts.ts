import type { Text } from '#platform/texts.ts'

/** The text of a refusal, and what the person can do. */
type RefusalText = { readonly title: Text; readonly advice: Text }

export const texts = {
  employmentCertificateMissing: {
    title: {
      fi: 'Palvelussuhdetodistus puuttuu',
      sv: 'Anställningsintyget saknas',
      en: 'The employment certificate is missing',
    },
    advice: {
      fi: 'Kun kortin tilaa toisen organisaation rekisteröijä, työnantaja antaa todistuksen. Liitä se tilaukseen.',
      sv: 'När en annan organisations registrerare beställer kortet ger arbetsgivaren ett intyg. Bifoga det.',
      en: 'When a registrar of another organisation orders the card, the employer gives a certificate. Attach it to the order.',
    },
  },
  employmentCertificateNotFound: {
    title: {
      fi: 'Palvelussuhdetodistusta ei löytynyt',
      sv: 'Anställningsintyget hittades inte',
      en: 'The employment certificate was not found',
    },
    advice: {
      fi: 'Liitä todistus uudelleen.',
      sv: 'Bifoga intyget på nytt.',
      en: 'Attach it again.',
    },
  },
  documentNotReadable: {
    title: {
      fi: 'Tiedosto ei ole PDF eikä kuva',
      sv: 'Filen är varken PDF eller bild',
      en: 'The file is neither a PDF nor a picture',
    },
    advice: {
      fi: 'Liitä se PDF-, JPEG- tai PNG-tiedostona.',
      sv: 'Bifoga den som PDF, JPEG eller PNG.',
      en: 'Attach it as PDF, JPEG or PNG.',
    },
  },
  declarationMissing: {
    title: {
      fi: 'Työnantajan ilmoitus puuttuu',
      sv: 'Arbetsgivarens uppgift saknas',
      en: 'The employer’s declaration is missing',
    },
    advice: {
      fi: 'Kirjaa, kirjautuuko henkilö työssään asiakas- tai potilastietojärjestelmiin, kuka sen ilmoitti ja milloin.',
      sv: 'Anteckna om personen i arbetet loggar in i klient- eller patientdatasystem, vem som uppgav det och när.',
      en: 'Write down whether the person logs in to client or patient systems in that work, who said so and when.',
    },
  },
  declaredInTheFuture: {
    title: {
      fi: 'Ilmoituksen päivä on tulevaisuudessa',
      sv: 'Uppgiftens dag är i framtiden',
      en: 'The day of the declaration is in the future',
    },
    advice: {
      fi: 'Kirjaa päivä, jona ilmoitus annettiin.',
      sv: 'Anteckna den dag då uppgiften gavs.',
      en: 'Write down the day on which it was given.',
    },
  },
  orderNotFound: {
    title: {
      fi: 'Tilausta ei löydy',
      sv: 'Beställningen hittades inte',
      en: 'The order was not found',
    },
    advice: {
      fi: 'Tilaukset näkyvät siinä rekisteröintipisteessä, jossa ne on tehty.',
      sv: 'En beställning syns vid det registreringsställe där den gjordes.',
      en: 'Orders are shown at the registration point where they were made.',
    },
  },
  orderNotADraft: {
    title: {
      fi: 'Tilaus on jo allekirjoitettu tai peruttu',
      sv: 'Beställningen är redan underskriven eller återkallad',
      en: 'The order has already been signed or cancelled',
    },
    advice: {
      fi: 'Katso tilauksen tila henkilön tiedoista.',
      sv: 'Se beställningens status i personens uppgifter.',
      en: 'See the status of the order on the person’s page.',
    },
  },
  draftedByAnother: {
    title: {
      fi: 'Tilauksen on laatinut toinen rekisteröijä',
      sv: 'En annan registrerare har gjort utkastet',
      en: 'Another registrar drafted the order',
    },
    advice: {
      fi: 'Tilauksen allekirjoittaa rekisteröijä, joka tunnisti henkilön. Tarvittaessa tee uusi tilaus.',
      sv: 'Registreraren som identifierade personen undertecknar. Gör vid behov en ny beställning.',
      en: 'The registrar who identified the person signs the order. Make a new order if needed.',
    },
  },
  correctedOrderNotFound: {
    title: {
      fi: 'Korjattavaa tilausta ei löydy',
      sv: 'Beställningen som ska rättas hittades inte',
      en: 'The order to be corrected was not found',
    },
    advice: {
      fi: 'Korjattava tilaus on saman henkilön, tehty tässä pisteessä, ja se on peruttu. Tee tilaus uudelleen henkilön sivulta.',
      sv: 'Beställningen som rättas gäller samma person, är gjord på detta ställe och är återkallad. Gör beställningen på nytt på personens sida.',
      en: 'The order to be corrected must be for the same person, made at this point, and cancelled. Make the order again on the person’s page.',
    },
  },
  notConfirmed: {
    title: {
      fi: 'Hakija ei ole vielä vahvistanut tilausta',
      sv: 'Sökanden har inte bekräftat beställningen än',
      en: 'The applicant has not confirmed the order yet',
    },
    advice: {
      fi: 'Näytä tilaus hakijalle. Allekirjoitat, kun hakija on vahvistanut sen näytöllä tai paperilla.',
      sv: 'Visa beställningen för sökanden. Du undertecknar när sökanden har bekräftat den på skärmen eller på papper.',
      en: 'Show the order to the applicant. You sign when the applicant has confirmed it on the screen or on paper.',
    },
  },
  anotherTextWasShown: {
    title: {
      fi: 'Näytetty tilaus on toinen kuin tallennettu',
      sv: 'Den visade beställningen är en annan än den sparade',
      en: 'The order that was shown is not the one that was saved',
    },
    advice: {
      fi: 'Palaa lomakkeelle ja laadi tilaus uudelleen, niin hakija vahvistaa oikean tekstin.',
      sv: 'Gå tillbaka till formuläret och gör beställningen på nytt, så bekräftar sökanden rätt text.',
      en: 'Go back to the form and draft the order again, so that the applicant confirms the right text.',
    },
  },
  noSignatureDrawn: {
    title: {
      fi: 'Allekirjoitus puuttuu',
      sv: 'Underskriften saknas',
      en: 'There is no signature',
    },
    advice: {
      fi: 'Pyydä hakijaa kirjoittamaan nimensä koko alueelle, tai vahvista näppäimistöllä tai paperilla.',
      sv: 'Be sökanden skriva sitt namn på hela ytan, eller bekräfta med tangentbordet eller på papper.',
      en: 'Ask the applicant to write the name over the whole field, or confirm by keyboard or on paper.',
    },
  },
  confirmationNotStored: {
    title: {
      fi: 'Vahvistusta ei voi näyttää',
      sv: 'Bekräftelsen kan inte visas',
      en: 'The confirmation can’t be shown',
    },
    advice: {
      fi: 'Tilaus on tehty ennen vahvistuksia tai uusittu itse, tai sen osoite on poistettu turvakiellon vuoksi. Vahvistuksen tiiviste on tilauksen tiedoissa ja lokissa.',
      sv: 'Beställningen är äldre än bekräftelserna eller en egen förnyelse, eller så har adressen tagits bort på grund av spärrmarkering. Bekräftelsens kondensat finns i beställningens uppgifter och i loggen.',
      en: 'The order is older than confirmations or a renewal by its holder, or its address was erased for non-disclosure. The digest of the confirmation is in the order’s data and in the audit log.',
    },
  },
  draftLapsed: {
    title: {
      fi: 'Luonnos on vanhentunut',
      sv: 'Utkastet är för gammalt',
      en: 'The draft is too old',
    },
    advice: {
      fi: 'Tilaus allekirjoitetaan vuorokauden kuluessa tunnistamisesta. Tunnista henkilö ja tee tilaus uudelleen.',
      sv: 'En beställning skrivs under inom ett dygn efter identifieringen. Identifiera personen och gör beställningen på nytt.',
      en: 'An order is signed within 24 hours of the identification. Identify the person and make the order again.',
    },
  },
  homeDeliveryNotPossible: {
    title: {
      fi: 'Korttia ei voi lähettää kotiin',
      sv: 'Kortet kan inte skickas hem',
      en: 'The card cannot be sent home',
    },
    advice: {
      fi: 'Kortti ja kirje lähetetään kotiin vain väestötietojärjestelmän osoitteeseen. Tarkista osoite tai valitse nouto rekisteröintipisteestä.',
      sv: 'Kortet och brevet skickas hem bara till adressen i befolkningsdatasystemet. Kontrollera adressen eller välj avhämtning på registreringsstället.',
      en: 'Card and letter are sent home only to the address in the population register. Check the address, or choose collection at the registration point.',
    },
  },
  signatureNotAccepted: {
    title: {
      fi: 'Allekirjoitusta ei voitu hyväksyä',
      sv: 'Underskriften kunde inte godkännas',
      en: 'The signature could not be accepted',
    },
    advice: {
      fi: 'Allekirjoita omalla voimassa olevalla kortillasi, jolla olet kirjautunut. Mitään ei tilattu.',
      sv: 'Skriv under med ditt eget giltiga kort, det som du loggade in med. Inget beställdes.',
      en: 'Sign with your own valid card, the one you signed in with. Nothing was ordered.',
    },
  },
  factsChanged: {
    title: {
      fi: 'Rekisterin tiedot ovat muuttuneet',
      sv: 'Uppgifterna i registret har ändrats',
      en: 'The register’s data have changed',
    },
    advice: {
      fi: 'Tilaus ei enää vastaa rekistereitä. Hae henkilön tiedot ja tee tilaus uudelleen.',
      sv: 'Beställningen motsvarar inte längre registren. Hämta personens uppgifter och gör den på nytt.',
      en: 'The order no longer matches the registers. Look up the person and make the order again.',
    },
  },
  orderNotCancellable: {
    title: {
      fi: 'Tilausta ei voi enää perua',
      sv: 'Beställningen kan inte längre återkallas',
      en: 'The order can no longer be cancelled',
    },
    advice: {
      fi: 'Valmistettu kortti suljetaan kortin sivulla.',
      sv: 'Ett tillverkat kort spärras på kortets sida.',
      en: 'A produced card is cancelled on the card’s page.',
    },
  },
  cardAlreadyInProduction: {
    title: {
      fi: 'Kortti on jo valmistuksessa',
      sv: 'Kortet är redan under tillverkning',
      en: 'The card is already in production',
    },
    advice: {
      fi: 'Odota kortin valmistumista ja sulje se tarvittaessa.',
      sv: 'Vänta tills kortet är tillverkat och spärra det vid behov.',
      en: 'Wait until it is produced, and cancel it if needed.',
    },
  },
} as const satisfies { readonly [refusal: string]: RefusalText }
