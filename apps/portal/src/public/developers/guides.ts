import type { Text } from '../../texts/text.ts'

export type Guide = {
  /** Below `developers/`. */
  readonly path: string
  /** Its document below `docs/`. */
  readonly file: string
  readonly title: Text
  readonly description: Text
}

/** Documents of the repository that are pages of the developer site, in the order of its menu. */
export const guides: readonly Guide[] = [
  {
    path: 'quick-start',
    file: 'relying-parties/quick-start.md',
    title: { fi: 'Pika-aloitus', sv: 'Snabbstart', en: 'Quick start' },
    description: {
      fi: 'Virtuaalisesta testikortista ensimmäiseen kirjautumiseen viidessä minuutissa.',
      sv: 'Från ett virtuellt testkort till den första inloggningen på fem minuter.',
      en: 'From a virtual test card to the first log-in in five minutes.',
    },
  },
  {
    path: 'relying-parties',
    file: 'relying-parties/README.md',
    title: {
      fi: 'Korttien tarkistaminen',
      sv: 'Att kontrollera kort',
      en: 'Checking cards and signatures',
    },
    description: {
      fi: 'Mihin juurivarmenteisiin luottaa, miten polku ja tila tarkistetaan ja kenen kortti on.',
      sv: 'Vilka rotcertifikat man litar på, hur vägen och statusen kontrolleras och vems kortet är.',
      en: 'Which root CAs to trust, how to check path and status, and whose card it is.',
    },
  },
  {
    path: 'signing-api',
    file: 'relying-parties/signing-api.md',
    title: {
      fi: 'Allekirjoitusrajapinta (SCS)',
      sv: 'Signeringsgränssnittet (SCS)',
      en: 'Signing API (SCS)',
    },
    description: {
      fi: 'Kirjautuminen ja allekirjoitus verkkosivulla kortinlukijaohjelmistolla.',
      sv: 'Inloggning och underskrift på en webbsida med kortläsarprogrammet.',
      en: 'Log-in and signatures on a web page with the reader software.',
    },
  },
  {
    path: 'card-in-ci',
    file: 'relying-parties/card-in-ci.md',
    title: {
      fi: 'Kortti automaattisissa testeissä',
      sv: 'Kortet i automatiska tester',
      en: 'The card in CI',
    },
    description: {
      fi: 'Virtuaalikortti, tunnuslukujen syöttö ja testivarmentaja npm-pakettina, esimerkki Playwrightilla.',
      sv: 'Virtuellt kort, PIN-inmatning och testutfärdare som ett npm-paket, med exempel för Playwright.',
      en: 'A virtual card, PIN pad and test CA as an npm package, with an example for Playwright.',
    },
  },
  {
    path: 'workstations',
    file: 'relying-parties/log-on.md',
    title: {
      fi: 'Selaimet, työasemat ja ohjelmat',
      sv: 'Webbläsare, arbetsstationer och program',
      en: 'Browsers, workstations and programs',
    },
    description: {
      fi: 'Chromium, Firefox, PAM, Kerberos ja OpenSSL kortin kanssa.',
      sv: 'Chromium, Firefox, PAM, Kerberos och OpenSSL med kortet.',
      en: 'Chromium, Firefox, PAM, Kerberos and OpenSSL with a card.',
    },
  },
  {
    path: 'idp-look-up',
    file: 'relying-parties/idp-lookup.md',
    title: {
      fi: 'Henkilön haku tunnistuspalveluille',
      sv: 'Personsökning för identifieringstjänster',
      en: 'IdP look-up',
    },
    description: {
      fi: 'Tunnistuspalvelu hakee kortin haltijan henkilötunnuksen.',
      sv: 'En identifieringstjänst hämtar kortinnehavarens personbeteckning.',
      en: 'An identification service looks up the identity code of a card’s holder.',
    },
  },
  {
    path: 'acme',
    file: 'relying-parties/acme.md',
    title: {
      fi: 'Palvelinvarmenteet ACME-yhteyskäytännöllä',
      sv: 'Servercertifikat med ACME',
      en: 'Server certificates by ACME',
    },
    description: {
      fi: 'certbot, lego ja muut ohjelmat hakevat ja uusivat palvelinvarmenteen itse.',
      sv: 'certbot, lego och andra program hämtar och förnyar servercertifikatet självt.',
      en: 'certbot, lego and other programs get and renew a server certificate.',
    },
  },
  {
    path: 'kanta',
    file: 'relying-parties/kanta.md',
    title: { fi: 'Kantaan liittyvä järjestelmä', sv: 'System som ansluts till Kanta', en: 'Kanta' },
    description: {
      fi: 'Palvelin- ja järjestelmäallekirjoitusvarmenne käytössä, komento kerrallaan.',
      sv: 'Server- och systemsignaturcertifikat i bruk, kommando för kommando.',
      en: 'Server and system-signature certificates in use, command by command.',
    },
  },
  {
    path: 'hr-systems',
    file: 'relying-parties/hr-systems.md',
    title: { fi: 'Henkilöstöjärjestelmät', sv: 'Personalsystem', en: 'HR systems' },
    description: {
      fi: 'Työnantajan järjestelmä valmistelee tilaukset ja ilmoittaa lähtijöistä API-avaimella.',
      sv: 'Arbetsgivarens system förbereder beställningar och anmäler avgångar med en API-nyckel.',
      en: 'An employer’s system prepares orders and reports leavers with an API key.',
    },
  },
  {
    path: 'webhooks',
    file: 'relying-parties/webhooks.md',
    title: { fi: 'Webhookit', sv: 'Webhookar', en: 'Webhooks' },
    description: {
      fi: 'Allekirjoitettu viesti organisaation järjestelmälle, kun korteille, tilauksille tai laskuille tapahtuu jotakin.',
      sv: 'Ett signerat meddelande till organisationens system när något händer med kort, beställningar eller fakturor.',
      en: 'A signed message to an organisation’s program when something happens to cards, orders or invoices.',
    },
  },
  {
    path: 'demo-environment',
    file: 'relying-parties/demo-environment.md',
    title: {
      fi: 'Testiympäristö omalla koneella',
      sv: 'En testmiljö på den egna datorn',
      en: 'A test environment on a laptop',
    },
    description: {
      fi: 'Koko palvelu ja sen kumppanien simulaattorit yhdellä komennolla.',
      sv: 'Hela tjänsten och simulatorer av dess partner med ett kommando.',
      en: 'The whole service, with simulators of its partners, by one command.',
    },
  },
  {
    path: 'api',
    file: 'api/README.md',
    title: { fi: 'Rajapinta (API)', sv: 'Gränssnittet (API)', en: 'Using the API' },
    description: {
      fi: 'Pyynnöt ja vastaukset, kirjautuminen, toistetut pyynnöt ja virheet.',
      sv: 'Begäranden och svar, inloggning, upprepade begäranden och fel.',
      en: 'Requests and responses, sign-in, repeated requests and errors.',
    },
  },
]
