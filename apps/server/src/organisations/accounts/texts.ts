export const texts = {
  accountNotFound: {
    title: {
      fi: 'Organisaation tiliä ei löydy',
      sv: 'Organisationens konto hittades inte',
      en: 'The account of the organisation was not found',
    },
    advice: {
      fi: 'Et toimi tämän organisaation puolesta. Pyydä kutsu siltä, joka hoitaa sen asioita.',
      sv: 'Du handlar inte för den här organisationen. Be om en inbjudan av den som sköter dess ärenden.',
      en: 'You do not act for this organisation. Ask the person who looks after its matters to invite you.',
    },
  },
  notInThisRole: {
    title: {
      fi: 'Roolisi organisaatiossa ei riitä tähän',
      sv: 'Din roll i organisationen räcker inte till detta',
      en: 'Your role in the organisation is not enough for this',
    },
    advice: {
      fi: 'Pyydä organisaation pääkäyttäjää tai allekirjoittajaa tekemään se.',
      sv: 'Be organisationens administratör eller firmatecknare göra det.',
      en: 'Ask an administrator or signatory of the organisation to do it.',
    },
  },
  rightToSignLost: {
    title: {
      fi: 'Yritys- ja yhteisötietojärjestelmän mukaan et enää yksin allekirjoita organisaation puolesta',
      sv: 'Enligt företags- och organisationsdatasystemet tecknar du inte längre ensam organisationens namn',
      en: 'According to the Business Information System you can no longer sign alone for the organisation',
    },
    advice: {
      fi: 'Uusi allekirjoittaja liittyy tiliin itse omien organisaatioidensa sivulla. Jos tieto on väärä, korjaa se yritys- ja yhteisötietojärjestelmään.',
      sv: 'En ny firmatecknare ansluter sig själv till kontot på sidan för sina organisationer. Om uppgiften är fel ska den rättas i företags- och organisationsdatasystemet.',
      en: 'A new signatory joins the account themselves, on the page of their organisations. If the information is wrong, have it corrected in the Business Information System.',
    },
  },
  powerOfAttorneyOver: {
    title: {
      fi: 'Valtakirjasi voimassaolo on päättynyt',
      sv: 'Din fullmakt gäller inte längre',
      en: 'Your power of attorney has ended',
    },
    advice: {
      fi: 'Tarkista organisaatio omien organisaatioidesi sivulla ja liitä uusi valtakirja. Käsittelijä päättää.',
      sv: 'Kontrollera organisationen på sidan för dina organisationer och bifoga en ny fullmakt. En handläggare beslutar.',
      en: 'Look up the organisation on the page of your organisations and attach a new power of attorney. A case officer decides.',
    },
  },
  lastDayWrong: {
    title: {
      fi: 'Valtakirjan viimeinen päivä puuttuu, on ohi tai on yli kahden vuoden päässä',
      sv: 'Fullmaktens sista dag saknas, har passerat eller är mer än två år bort',
      en: 'The last day of the power of attorney is missing, has passed or is more than two years away',
    },
    advice: {
      fi: 'Kirjoita valtakirjan viimeinen päivä, enintään kaksi vuotta tästä päivästä.',
      sv: 'Skriv fullmaktens sista dag, högst två år från i dag.',
      en: 'Write the last day of the power of attorney, two years from today at most.',
    },
  },
  accountExists: {
    title: {
      fi: 'Organisaatiolla on jo tili',
      sv: 'Organisationen har redan ett konto',
      en: 'The organisation already has an account',
    },
    advice: {
      fi: 'Pyydä kutsu siltä, joka hoitaa organisaation asioita. Jos allekirjoitat organisaation puolesta, tarkista tili uudelleen ja liity siihen.',
      sv: 'Be om en inbjudan av den som sköter organisationens ärenden. Om du tecknar organisationens namn, kontrollera kontot på nytt och anslut dig till det.',
      en: 'Ask the person who looks after its matters to invite you. If you sign for the organisation, look up the account again and join it.',
    },
  },
  noAccountYet: {
    title: {
      fi: 'Organisaatiolla ei vielä ole tiliä',
      sv: 'Organisationen har ännu inget konto',
      en: 'The organisation has no account yet',
    },
    advice: {
      fi: 'Tarkista organisaatio uudelleen ja avaa sille tili.',
      sv: 'Kontrollera organisationen på nytt och öppna ett konto för den.',
      en: 'Look up the organisation again and open an account for it.',
    },
  },
  signatoryAlready: {
    title: {
      fi: 'Olet jo organisaation allekirjoittaja',
      sv: 'Du är redan firmatecknare i organisationen',
      en: 'You are already a signatory of the organisation',
    },
    advice: {
      fi: 'Avaa organisaatio omien organisaatioidesi luettelosta.',
      sv: 'Öppna organisationen i listan över dina organisationer.',
      en: 'Open the organisation in the list of those you act for.',
    },
  },
  signatoryStays: {
    title: {
      fi: 'Vain allekirjoittaja voi poistaa allekirjoittajan',
      sv: 'Bara en firmatecknare kan ta bort en firmatecknare',
      en: 'Only a signatory can remove a signatory',
    },
    advice: {
      fi: 'Pääkäyttäjä voi poistaa allekirjoittajan vasta, kun tämän oikeus on yritys- ja yhteisötietojärjestelmän mukaan päättynyt. Valtakirjalla toimivan poistaa allekirjoittaja.',
      sv: 'En administratör kan ta bort en firmatecknare först när rätten enligt företags- och organisationsdatasystemet har upphört. Den som handlar med fullmakt tas bort av en firmatecknare.',
      en: 'An administrator can remove a signatory only once the right has ended according to the Business Information System. A person with a power of attorney is removed by a signatory.',
    },
  },
  powerOfAttorneyNeeded: {
    title: {
      fi: 'Tarvitaan valtakirja',
      sv: 'En fullmakt behövs',
      en: 'A power of attorney is needed',
    },
    advice: {
      fi: 'Yritys- ja yhteisötietojärjestelmän mukaan et yksin allekirjoita organisaation puolesta. Liitä valtakirja PDF-tiedostona.',
      sv: 'Enligt företags- och organisationsdatasystemet tecknar du inte ensam organisationens namn. Bifoga en fullmakt som PDF-fil.',
      en: 'According to the Business Information System you cannot sign alone for the organisation. Attach a power of attorney as a PDF file.',
    },
  },
  powerOfAttorneyNotAPdf: {
    title: {
      fi: 'Valtakirja ei ole PDF-tiedosto',
      sv: 'Fullmakten är inte en PDF-fil',
      en: 'The power of attorney is not a PDF file',
    },
    advice: {
      fi: 'Tallenna valtakirja PDF-muodossa ja liitä se uudelleen.',
      sv: 'Spara fullmakten i PDF-format och bifoga den på nytt.',
      en: 'Save the power of attorney as PDF and attach it again.',
    },
  },
  alreadyRequested: {
    title: {
      fi: 'Olet jo pyytänyt tiliä tälle organisaatiolle',
      sv: 'Du har redan ansökt om ett konto för den här organisationen',
      en: 'You have already requested an account for this organisation',
    },
    advice: {
      fi: 'Pyyntö odottaa käsittelijän päätöstä.',
      sv: 'Ansökan väntar på handläggarens beslut.',
      en: 'The request is waiting for a case officer’s decision.',
    },
  },
  invitedAlready: {
    title: {
      fi: 'Tähän osoitteeseen on jo lähetetty kutsu',
      sv: 'En inbjudan har redan skickats till adressen',
      en: 'An invitation has already been sent to this address',
    },
    advice: {
      fi: 'Peru aiempi kutsu, jos haluat lähettää uuden.',
      sv: 'Återkalla den tidigare inbjudan om du vill skicka en ny.',
      en: 'Withdraw the earlier invitation if you want to send a new one.',
    },
  },
  tooManyInvitations: {
    title: {
      fi: 'Kutsuja on lähetetty liikaa vuorokauden aikana',
      sv: 'För många inbjudningar har skickats under ett dygn',
      en: 'Too many invitations have been sent within a day',
    },
    advice: {
      fi: 'Jatka huomenna.',
      sv: 'Fortsätt i morgon.',
      en: 'Continue tomorrow.',
    },
  },
  invitationNotFound: {
    title: {
      fi: 'Kutsua ei löydy',
      sv: 'Inbjudan hittades inte',
      en: 'The invitation was not found',
    },
    advice: {
      fi: 'Se on jo hyväksytty tai peruttu, tai linkki on vajaa. Avaa linkki sähköpostista uudelleen tai pyydä uusi kutsu.',
      sv: 'Den har redan godkänts eller återkallats, eller så är länken ofullständig. Öppna länken i e-posten på nytt eller be om en ny inbjudan.',
      en: 'It has already been accepted or withdrawn, or the link is incomplete. Open the link in the e-mail again, or ask for a new invitation.',
    },
  },
  invitationExpired: {
    title: {
      fi: 'Kutsu on vanhentunut',
      sv: 'Inbjudan har gått ut',
      en: 'The invitation has expired',
    },
    advice: {
      fi: 'Pyydä kutsujaa lähettämään uusi.',
      sv: 'Be den som bjöd in dig att skicka en ny.',
      en: 'Ask the person who invited you to send a new one.',
    },
  },
  memberAlready: {
    title: {
      fi: 'Toimit jo tämän organisaation puolesta',
      sv: 'Du handlar redan för den här organisationen',
      en: 'You already act for this organisation',
    },
    advice: {
      fi: 'Jos roolisi muuttuu, nykyinen päätetään ensin.',
      sv: 'Om din roll ändras avslutas den nuvarande först.',
      en: 'If your role changes, the current one is ended first.',
    },
  },
  inviterGone: {
    title: {
      fi: 'Kutsuja ei enää voi kutsua organisaation puolesta',
      sv: 'Den som bjöd in dig kan inte längre bjuda in för organisationen',
      en: 'The person who invited you can no longer invite for the organisation',
    },
    advice: {
      fi: 'Pyydä kutsu toiselta organisaation edustajalta.',
      sv: 'Be om en inbjudan av någon annan i organisationen.',
      en: 'Ask somebody else of the organisation for an invitation.',
    },
  },
  memberNotFound: {
    title: {
      fi: 'Henkilö ei enää toimi organisaation puolesta',
      sv: 'Personen handlar inte längre för organisationen',
      en: 'The person no longer acts for the organisation',
    },
    advice: {
      fi: 'Lataa sivu uudelleen.',
      sv: 'Ladda sidan på nytt.',
      en: 'Load the page again.',
    },
  },
  lastWhoInvites: {
    title: {
      fi: 'Viimeistä, joka voi kutsua muita, ei voi poistaa',
      sv: 'Den sista som kan bjuda in andra kan inte tas bort',
      en: 'The last one who can invite others cannot be removed',
    },
    advice: {
      fi: 'Kutsu ensin toinen pääkäyttäjä.',
      sv: 'Bjud först in en annan administratör.',
      en: 'Invite another administrator first.',
    },
  },
  requestNotFound: {
    title: {
      fi: 'Pyyntöä ei löydy',
      sv: 'Ansökan hittades inte',
      en: 'The request was not found',
    },
    advice: {
      fi: 'Joku on jo päättänyt sen. Lataa luettelo uudelleen.',
      sv: 'Någon har redan beslutat om den. Ladda listan på nytt.',
      en: 'Somebody has already decided on it. Load the list again.',
    },
  },
  reasonMissing: {
    title: {
      fi: 'Hylkäyksen perustelu puuttuu',
      sv: 'Motiveringen till avslaget saknas',
      en: 'The reason for the rejection is missing',
    },
    advice: {
      fi: 'Kirjoita hakijalle, miksi pyyntö hylätään.',
      sv: 'Skriv till sökanden varför ansökan avslås.',
      en: 'Tell the applicant why the request is rejected.',
    },
  },
} as const
