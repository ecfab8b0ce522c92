import type { Text } from '#platform/texts.ts'

type FieldText = { readonly name: Text; readonly meaning: Text }

/** The purpose of each certificate field, in the three languages, with where it is decided. */
export const fieldTexts = {
  serial: {
    name: { fi: 'Sarjanumero', sv: 'Serienummer', en: 'Serial number' },
    meaning: {
      fi: 'Yksilöi varmenteen varmentajan sisällä. Satunnainen, jotta kukaan ei voi arvata sitä ennalta (RFC 5280 § 4.1.2.2).',
      sv: 'Identifierar certifikatet hos utfärdaren. Slumpmässigt, så att ingen kan gissa det i förväg (RFC 5280 § 4.1.2.2).',
      en: 'Tells the certificate from all others of its issuer. Random, so that nobody can guess it beforehand (RFC 5280 § 4.1.2.2).',
    },
  },
  signature: {
    name: { fi: 'Allekirjoitusalgoritmi', sv: 'Signaturalgoritm', en: 'Signature algorithm' },
    meaning: {
      fi: 'Millä varmentaja on allekirjoittanut varmenteen. RSA-puussa SHA-512, elliptisten käyrien puussa SHA-384 (FINEID S2 § 2).',
      sv: 'Det som utfärdaren har signerat certifikatet med. SHA-512 i RSA-trädet, SHA-384 i trädet med elliptiska kurvor (FINEID S2 § 2).',
      en: 'What the issuer signed the certificate with: SHA-512 in the RSA tree, SHA-384 in that of elliptic curves (FINEID S2 § 2).',
    },
  },
  issuer: {
    name: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
    meaning: {
      fi: 'Kuka varmenteen on myöntänyt, samoin tavuin kuin varmentajan omassa varmenteessa (RFC 5280 § 4.1.2.4).',
      sv: 'Vem som har utfärdat certifikatet, med samma oktetter som i utfärdarens eget certifikat (RFC 5280 § 4.1.2.4).',
      en: 'Who issued the certificate, byte for byte as in the issuer’s own certificate (RFC 5280 § 4.1.2.4).',
    },
  },
  validity: {
    name: { fi: 'Voimassaolo', sv: 'Giltighet', en: 'Validity' },
    meaning: {
      fi: 'Päättyy viimeisen päivän lopussa Suomen aikaa eikä jatku varmentajan omaa varmennetta pidempään (RFC 5280 § 4.1.2.5).',
      sv: 'Upphör vid slutet av den sista dagen finsk tid, och aldrig senare än utfärdarens eget certifikat (RFC 5280 § 4.1.2.5).',
      en: 'Ends with the last day in Finland, and never after the issuer’s own certificate (RFC 5280 § 4.1.2.5).',
    },
  },
  subject: {
    name: { fi: 'Kohde', sv: 'Innehavare', en: 'Subject' },
    meaning: {
      fi: 'Kenen varmenne on. Henkilötunnusta varmenteessa ei ole koskaan (EN 319 412-2 § 4.2.4, EN 319 412-3 § 4.2.1). Kysymysmerkki: saa puuttua.',
      sv: 'Vems certifikatet är. En personbeteckning står aldrig i ett certifikat (EN 319 412-2 § 4.2.4, EN 319 412-3 § 4.2.1). Frågetecken: får saknas.',
      en: 'Whose certificate it is. A personal identity code never stands in one (EN 319 412-2 § 4.2.4, EN 319 412-3 § 4.2.1). A question mark: it may be absent.',
    },
  },
  key: {
    name: { fi: 'Julkinen avain', sv: 'Offentlig nyckel', en: 'Public key' },
    meaning: {
      fi: 'Avain, jonka yksityisen puolen haltija on todistanut hallussaan olevaksi. Heikkoja ja muiden tuntemia avaimia ei varmenneta.',
      sv: 'Nyckeln, vars privata hälft innehavaren har visat sig ha. Svaga nycklar och nycklar som andra känner till certifieras inte.',
      en: 'The key, whose private half the holder was shown to have. Weak keys, and keys that others know, are not certified.',
    },
  },
  subjectKeyIdentifier: {
    name: { fi: 'Avaimen tunniste', sv: 'Nyckelns identifierare', en: 'Identifier of the key' },
    meaning: {
      fi: 'Tiiviste julkisesta avaimesta. Siitä näkee, mikä varmenteista on avaimen (RFC 5280 § 4.2.1.2).',
      sv: 'Ett hashvärde av den offentliga nyckeln. Av det syns vilket certifikat som hör till nyckeln (RFC 5280 § 4.2.1.2).',
      en: 'A digest of the public key. It tells which certificate belongs to the key (RFC 5280 § 4.2.1.2).',
    },
  },
  authorityKeyIdentifier: {
    name: {
      fi: 'Varmentajan avaimen tunniste',
      sv: 'Identifierare för utfärdarens nyckel',
      en: 'Identifier of the issuer’s key',
    },
    meaning: {
      fi: 'Millä varmentajan avaimista varmenne on allekirjoitettu: sama tunniste kuin varmentajan varmenteessa (RFC 5280 § 4.2.1.1).',
      sv: 'Vilken av utfärdarens nycklar certifikatet har signerats med: samma identifierare som i utfärdarens certifikat (RFC 5280 § 4.2.1.1).',
      en: 'Which of the issuer’s keys signed the certificate: the same identifier as in the issuer’s certificate (RFC 5280 § 4.2.1.1).',
    },
  },
  keyUsage: {
    name: { fi: 'Avaimen käyttö', sv: 'Nyckelanvändning', en: 'Key usage' },
    meaning: {
      fi: 'Mihin avainta saa käyttää. Tunnistautumiseen ja allekirjoitukseen on eri avaimet (RFC 5280 § 4.2.1.3, EN 319 412-2 § 4.3.2).',
      sv: 'Vad nyckeln får användas till. Identifiering och underskrift har var sin nyckel (RFC 5280 § 4.2.1.3, EN 319 412-2 § 4.3.2).',
      en: 'What the key may do. Authentication and signatures have a key each (RFC 5280 § 4.2.1.3, EN 319 412-2 § 4.3.2).',
    },
  },
  extKeyUsage: {
    name: { fi: 'Laajennettu käyttö', sv: 'Utökad användning', en: 'Extended key usage' },
    meaning: {
      fi: 'Mihin tarkoituksiin: kirjautuminen, työasema, palvelin, sähköposti, OCSP (RFC 5280 § 4.2.1.12).',
      sv: 'För vilka ändamål: inloggning, arbetsstation, server, e-post, OCSP (RFC 5280 § 4.2.1.12).',
      en: 'For which purposes: log-in, workstation, server, mail, OCSP (RFC 5280 § 4.2.1.12).',
    },
  },
  subjectAltName: {
    name: { fi: 'Muut nimet', sv: 'Alternativa namn', en: 'Alternative names' },
    meaning: {
      fi: 'Palvelimen DNS-nimet, sähköpostiosoite tai työaseman käyttäjätunnus (UPN) (RFC 5280 § 4.2.1.6).',
      sv: 'Serverns DNS-namn, e-postadressen eller användarnamnet på arbetsstationen (UPN) (RFC 5280 § 4.2.1.6).',
      en: 'DNS names of a server, a mailbox, or the account on a workstation (UPN) (RFC 5280 § 4.2.1.6).',
    },
  },
  basicConstraints: {
    name: { fi: 'Perusrajoitteet', sv: 'Grundläggande begränsningar', en: 'Basic constraints' },
    meaning: {
      fi: 'Saako avaimella allekirjoittaa varmenteita, ja montako varmentajaa sen alla voi olla (RFC 5280 § 4.2.1.9).',
      sv: 'Om nyckeln får signera certifikat, och hur många utfärdare det får finnas under den (RFC 5280 § 4.2.1.9).',
      en: 'Whether the key may sign certificates, and how many CAs may stand below it (RFC 5280 § 4.2.1.9).',
    },
  },
  certificatePolicies: {
    name: { fi: 'Varmennepolitiikka', sv: 'Certifikatpolicy', en: 'Certificate policy' },
    meaning: {
      fi: 'Minkä ehtojen mukaan varmenne on myönnetty, osoite, josta ehdot voi lukea, ja huomautus kolmella kielellä (RFC 5280 § 4.2.1.4).',
      sv: 'Enligt vilka villkor certifikatet har utfärdats, adressen där villkoren kan läsas, och en anmärkning på tre språk (RFC 5280 § 4.2.1.4).',
      en: 'By which terms the certificate was issued, where they can be read, and a notice in three languages (RFC 5280 § 4.2.1.4).',
    },
  },
  cRLDistributionPoints: {
    name: { fi: 'Sulkulistan osoite', sv: 'Spärrlistans adress', en: 'Address of the list' },
    meaning: {
      fi: 'Sulkulista, jolla varmenne olisi, jos se olisi suljettu. Pysyy samana varmenteen koko elämän (RFC 5280 § 4.2.1.13).',
      sv: 'Spärrlistan där certifikatet skulle stå om det var spärrat. Förblir densamma så länge certifikatet finns (RFC 5280 § 4.2.1.13).',
      en: 'The certificate revocation list on which the certificate would stand. It stays the same for the certificate’s whole life (RFC 5280 § 4.2.1.13).',
    },
  },
  authorityInfoAccess: {
    name: { fi: 'Tilapalvelu', sv: 'Statustjänst', en: 'Status service' },
    meaning: {
      fi: 'Mistä varmenteen tilan voi kysyä (OCSP) ja mistä varmentajan oman varmenteen saa (RFC 5280 § 4.2.2.1).',
      sv: 'Var man kan fråga om certifikatets status (OCSP) och var utfärdarens eget certifikat finns (RFC 5280 § 4.2.2.1).',
      en: 'Where its status can be asked (OCSP), and where the issuer’s own certificate is (RFC 5280 § 4.2.2.1).',
    },
  },
  qcStatements: {
    name: { fi: 'Hyväksytty varmenne', sv: 'Kvalificerat certifikat', en: 'Qualified certificate' },
    meaning: {
      fi: 'Ilmoitus siitä, että varmenne on hyväksytty (EN 319 412-5). Testivarmenteissa ilmoitusta ei ole.',
      sv: 'Uppgift om att certifikatet är kvalificerat (EN 319 412-5). Testcertifikat har ingen sådan uppgift.',
      en: 'That the certificate is qualified (EN 319 412-5). TEST certificates do not say so.',
    },
  },
  ocspNoCheck: {
    name: { fi: 'Tilaa ei kysytä', sv: 'Ingen statusfråga', en: 'No status check' },
    meaning: {
      fi: 'OCSP-vastaajan omaa varmennetta ei tarvitse tarkistaa: se on voimassa vain vähän aikaa (RFC 6960 § 4.2.2.2.1).',
      sv: 'OCSP-svararens eget certifikat behöver inte kontrolleras: det gäller bara en kort tid (RFC 6960 § 4.2.2.2.1).',
      en: 'The OCSP responder’s own certificate need not be asked about: its life is short (RFC 6960 § 4.2.2.2.1).',
    },
  },
} as const satisfies Readonly<Record<string, FieldText>>
