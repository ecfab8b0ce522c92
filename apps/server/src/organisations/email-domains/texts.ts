export const texts = {
  domainNotAcceptable: {
    title: {
      fi: 'Verkkotunnus ei kelpaa',
      sv: 'Domänen kan inte användas',
      en: 'The domain cannot be used',
    },
    advice: {
      fi: 'Kirjoita osoitteen @-merkin jälkeinen osa, esimerkiksi sairaala.example.fi. Sisäisen verkon nimi ja jokerimerkki eivät kelpaa. Jos verkkotunnuksessa on ä tai ö, kirjoita se xn---muodossa.',
      sv: 'Skriv den del av adressen som följer efter @, till exempel sjukhus.example.fi. Namn i interna nät och jokertecken går inte. Om domänen har å, ä eller ö, skriv den i formen xn--.',
      en: 'Type the part of the address after the @, for example hospital.example.fi. Names of internal networks and wildcards cannot be used. If the domain has a letter such as ä, type it in its xn-- form.',
    },
  },
  tooManyDomains: {
    title: {
      fi: 'Verkkotunnuksia on liikaa',
      sv: 'Domänerna är för många',
      en: 'There are too many domains',
    },
    advice: {
      fi: 'Organisaatiolla voi olla 50 verkkotunnusta. Lopeta ensin yksi, jota ei enää käytetä.',
      sv: 'En organisation kan ha 50 domäner. Avsluta först en som inte längre används.',
      en: 'An organisation can have 50 domains. First end one that is no longer used.',
    },
  },
  domainNotFound: {
    title: {
      fi: 'Verkkotunnusta ei löydy',
      sv: 'Domänen hittades inte',
      en: 'The domain was not found',
    },
    advice: {
      fi: 'Avaa organisaation tietojen sivu uudelleen.',
      sv: 'Öppna sidan med organisationens uppgifter på nytt.',
      en: 'Open the page of the organisation’s details again.',
    },
  },
  domainEnded: {
    title: {
      fi: 'Verkkotunnuksen käyttö on lopetettu',
      sv: 'Domänen har avslutats',
      en: 'The domain has been ended',
    },
    advice: {
      fi: 'Lisää verkkotunnus uudelleen, jos sitä käytetään taas. Se tarvitsee uuden tietueen.',
      sv: 'Lägg till domänen på nytt om den används igen. Den behöver en ny post.',
      en: 'Add the domain again if it is used again. It needs a new record.',
    },
  },
  recordNotFound: {
    title: {
      fi: 'Nimipalvelussa ei ole tietuetta',
      sv: 'Posten finns inte i namntjänsten',
      en: 'The record is not in the DNS',
    },
    advice: {
      fi: 'Tarkista tietueen nimi ja arvo. Uusi tietue näkyy nimipalvelussa usein vasta tunnin kuluttua; yritä sitten uudelleen.',
      sv: 'Kontrollera postens namn och värde. En ny post syns ofta i namntjänsten först efter en timme; försök då igen.',
      en: 'Check the name and the value of the record. A new record often takes an hour to show in the DNS; try again then.',
    },
  },
  mailboxMalformed: {
    title: {
      fi: 'Sähköpostiosoite ei ole oikeaa muotoa',
      sv: 'E-postadressen har fel form',
      en: 'The e-mail address does not have the right form',
    },
    advice: {
      fi: 'Kirjoita työsähköpostin osoite muodossa etunimi.sukunimi@sairaala.example.fi.',
      sv: 'Skriv arbetets e-postadress i formen fornamn.efternamn@sjukhus.example.fi.',
      en: 'Type the work e-mail address in the form name@hospital.example.fi.',
    },
  },
  mailboxNotAscii: {
    title: {
      fi: 'Sähköpostiosoitteen alkuosassa on kirjain, jota varmenteessa ei voi olla',
      sv: 'E-postadressens första del har en bokstav som inte kan finnas i certifikatet',
      en: 'The part of the e-mail address before the @ has a letter that a certificate cannot contain',
    },
    advice: {
      fi: 'Kirjaimia å, ä ja ö ei voi käyttää ennen @-merkkiä. Käytä työnantajan antamaa osoitetta ilman niitä, tai tilaa kortti ilman sähköpostiosoitetta.',
      sv: 'Bokstäverna å, ä och ö kan inte användas före @. Använd en adress utan dem som arbetsgivaren har gett, eller beställ kortet utan e-postadress.',
      en: 'Letters such as å, ä and ö cannot be used before the @. Use an address without them that the employer gave, or order the card without an e-mail address.',
    },
  },
  mailboxLikeIdentityCode: {
    title: {
      fi: 'Sähköpostiosoitteessa on henkilötunnukselta näyttävä osa',
      sv: 'E-postadressen har en del som ser ut som en personbeteckning',
      en: 'A part of the e-mail address looks like a personal identity code',
    },
    advice: {
      fi: 'Varmenteessa ei ole henkilötunnuksia. Käytä toista osoitetta.',
      sv: 'Ett certifikat har inga personbeteckningar. Använd en annan adress.',
      en: 'A certificate has no personal identity codes. Use another address.',
    },
  },
  workEmailNotOffered: {
    title: {
      fi: 'Tämän kortin varmenteessa ei voi olla sähköpostiosoitetta',
      sv: 'Certifikatet på det här kortet kan inte ha en e-postadress',
      en: 'The certificate of this card cannot have an e-mail address',
    },
    advice: {
      fi: 'Tilaa kortti ilman sähköpostiosoitetta.',
      sv: 'Beställ kortet utan e-postadress.',
      en: 'Order the card without an e-mail address.',
    },
  },
  workEmailDomainNotProved: {
    title: {
      fi: 'Sähköpostiosoitteen verkkotunnus ei ole työnantajan käytössä',
      sv: 'E-postadressens domän är inte i bruk hos arbetsgivaren',
      en: 'The domain of the e-mail address is not in use by the employer',
    },
    advice: {
      fi: 'Tarkista osoite. Työnantaja lisää verkkotunnuksen ja osoittaa sen hallinnan organisaation tiedoissa tässä palvelussa. Kortin voi tilata myös ilman osoitetta.',
      sv: 'Kontrollera adressen. Arbetsgivaren lägger till domänen och bevisar kontrollen över den bland organisationens uppgifter i den här tjänsten. Kortet kan också beställas utan adress.',
      en: 'Check the address. The employer adds the domain and proves control of it in the organisation’s details in this service. The card can also be ordered without an address.',
    },
  },
  dnsUnavailable: {
    title: {
      fi: 'Nimipalvelu ei vastaa',
      sv: 'Namntjänsten svarar inte',
      en: 'The DNS does not respond',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen. Jos tämä jatkuu, tarkista verkkotunnuksen nimipalvelimet.',
      sv: 'Försök igen om en stund. Om detta fortsätter, kontrollera domänens namnservrar.',
      en: 'Try again in a moment. If this goes on, check the name servers of the domain.',
    },
  },
} as const
