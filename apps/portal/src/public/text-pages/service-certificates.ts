import type { TextPage } from './text-page.ts'

export const serviceCertificates: TextPage = {
  path: 'service-certificates',
  title: { fi: 'Palveluvarmenteet', sv: 'Servicecertifikat', en: 'Service certificates' },
  description: {
    fi: 'Varmenne palvelimelle tai allekirjoittavalle järjestelmälle: kuka hakee, mitä tarvitaan ja kuinka kauan se on voimassa.',
    sv: 'Certifikat för en server eller ett system som undertecknar: vem som ansöker, vad som behövs och hur länge det gäller.',
    en: 'A certificate for a server or a system that signs: who applies, what is needed, and how long it is valid.',
  },
  content: [
    {
      blocks: [
        {
          list: [
            {
              fi: 'Palvelinvarmenne suojaa yhteyden palvelimeen. Se tarvitaan Kantaan liittymiseen ja on voimassa enintään vuoden.',
              sv: 'Ett servercertifikat skyddar förbindelsen till en server. Det behövs för att ansluta sig till Kanta och gäller i högst ett år.',
              en: 'A server certificate protects the connection to a server. It is needed to join Kanta and is valid for a year at most.',
            },
            {
              fi: 'Järjestelmäallekirjoitusvarmenteella järjestelmä allekirjoittaa asiakirjoja, joita kukaan ei allekirjoita omalla kortillaan. Se on voimassa enintään kaksi vuotta.',
              sv: 'Med ett systemsignaturcertifikat undertecknar ett system handlingar som ingen undertecknar med sitt kort. Det gäller i högst två år.',
              en: 'With a system-signature certificate a system signs documents that nobody signs with a card. It is valid for two years at most.',
            },
            {
              fi: 'Kummastakin on testiversio testijärjestelmille.',
              sv: 'Av vardera finns en testversion för testsystem.',
              en: 'Both have a test version for test systems.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Kuka hakee', sv: 'Vem som ansöker', en: 'Who applies' },
      blocks: [
        {
          fi: 'Palvelunantaja tai apteekki omilla OID-tunnuksillaan, tai järjestelmätoimittaja palvelunantajan valtuutuksella; järjestelmäallekirjoitusvarmennetta toisen OID-tunnuksella hakee vain rekisterissä oleva Kanta-välittäjä. Hakemus tehdään organisaation tilillä: [Organisaatiolle](for-organisations).',
          sv: 'En tjänstetillhandahållare eller ett apotek med sina egna OID-koder, eller en leverantör med tjänstetillhandahållarens fullmakt; ett systemsignaturcertifikat med någon annans OID söks bara av en Kanta-förmedlare som finns i registret. Ansökan görs i organisationens konto: [För organisationer](for-organisations).',
          en: 'A care provider or a pharmacy with its own OIDs, or a supplier under the provider’s authorisation; a system-signature certificate with another’s OID is applied for by a registered Kanta intermediary only. The application is made in the organisation’s account: [For organisations](for-organisations).',
        },
      ],
    },
    {
      heading: { fi: 'Näin haet varmennetta', sv: 'Så ansöker du', en: 'How to apply' },
      blocks: [
        {
          steps: [
            {
              fi: 'Tee hakemus. Organisaation OID ja pitkä nimi tarkistetaan kansallisesta koodistosta. Yksityinen palvelunantaja liittää järjestelmän vaatimustenmukaisuustodistuksen.',
              sv: 'Gör ansökan. Organisationens OID och långa namn kontrolleras mot den nationella kodservern. En privat tjänstetillhandahållare bifogar systemets intyg om överensstämmelse.',
              en: 'Make the application. The organisation’s OID and long name are checked against the national code service. A private provider attaches the system’s certificate of conformity.',
            },
            {
              fi: 'Tuo varmennepyyntö (PKCS#10), tai anna teknisen yhteyshenkilön tuoda se linkistä. Linkki on voimassa 14 päivää ja näyttää vain tämän hakemuksen.',
              sv: 'Lämna certifikatbegäran (PKCS#10), eller låt den tekniska kontaktpersonen lämna den via en länk. Länken gäller i 14 dagar och visar bara den här ansökan.',
              en: 'Bring the certificate request (PKCS#10), or have the technical contact bring it by a link. The link is valid for 14 days and shows this application only.',
            },
            {
              fi: 'Kaksi käsittelijää päättää hakemuksesta.',
              sv: 'Två handläggare beslutar om ansökan.',
              en: 'Two case officers decide on the application.',
            },
            {
              fi: 'Varmenne tulee yhteiseen sähköpostilaatikkoon ja tekniselle yhteyshenkilölle. Muistutamme {{live:setting-service-certificate-reminders}} ennen sen loppua.',
              sv: 'Certifikatet kommer till den gemensamma e-postlådan och till den tekniska kontaktpersonen. Vi påminner {{live:setting-service-certificate-reminders}} innan det upphör.',
              en: 'The certificate comes to the shared mailbox and to the technical contact. We remind you {{live:setting-service-certificate-reminders}} before its end.',
            },
          ],
        },
        {
          fi: 'Varmennetta ei uusita: tee uusi hakemus, johon vanhan tiedot kopioituvat. Hinnan näet [hinnastosta](prices).',
          sv: 'Ett certifikat förnyas inte: gör en ny ansökan, dit den gamlas uppgifter kopieras. Priset ser du i [prislistan](prices).',
          en: 'A certificate is not renewed: make a new application, into which the details of the old one are copied. The price is in the [price list](prices).',
        },
      ],
    },
    {
      heading: { fi: 'Sulkeminen', sv: 'Spärrning', en: 'Revocation' },
      blocks: [
        {
          fi: 'Jos avain on vaarantunut, organisaation edustaja sulkee varmenteen organisaation tilillä heti ja lopullisesti, myös varmenteen, jonka toimittaja on hakenut sen OID-tunnuksella. Apua saat sulkupalvelusta: [yhteystiedot](contact).',
          sv: 'Om nyckeln är i fara spärrar organisationens företrädare certifikatet i organisationens konto, genast och för gott, även ett certifikat som en leverantör har ansökt om med dess OID. Hjälp får du av spärrtjänsten: [kontakt](contact).',
          en: 'If the key may be compromised, a representative of the organisation revokes the certificate in its account, at once and for good, also one that a supplier applied for with its OID. The revocation service helps: [contact](contact).',
        },
      ],
    },
  ],
}
