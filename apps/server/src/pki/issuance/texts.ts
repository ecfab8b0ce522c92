/** Titles of problems, and what the client's operator can do. */
export const texts = {
  clientNotFound: {
    title: {
      fi: 'Asiakasjärjestelmän oikeus on päättynyt',
      sv: 'Klientsystemets rätt har upphört',
      en: 'The right of the client has ended',
    },
    advice: {
      fi: 'Pyydä varmennepalvelua rekisteröimään järjestelmä uudelleen.',
      sv: 'Be certifikattjänsten registrera systemet på nytt.',
      en: 'Ask the certificate service to register the system again.',
    },
  },
  clientNotApproved: {
    title: {
      fi: 'Kaksi käsittelijää ei ole allekirjoittanut asiakasjärjestelmän sääntöjä',
      sv: 'Två handläggare har inte undertecknat klientsystemets regler',
      en: 'Two case officers have not signed the rules of the client',
    },
    advice: {
      fi: 'Pyydä varmennepalvelua rekisteröimään järjestelmä uudelleen.',
      sv: 'Be certifikattjänsten registrera systemet på nytt.',
      en: 'Ask the certificate service to register the system again.',
    },
  },
  batchDiffers: {
    title: {
      fi: 'Samalla tunnisteella on lähetetty toinen erä',
      sv: 'Ett annat parti har skickats med samma nyckel',
      en: 'Another batch has been sent with the same key',
    },
    advice: {
      fi: 'Lähetä muuttuneet ja uudet rivit eränä, jolla on uusi tunniste.',
      sv: 'Skicka ändrade och nya rader som ett parti med en ny nyckel.',
      en: 'Send changed and new rows as a batch with a new key.',
    },
  },
  requestMalformed: {
    title: {
      fi: 'Varmennepyyntöä ei voi lukea',
      sv: 'Certifikatbegäran kan inte läsas',
      en: 'The certificate request cannot be read',
    },
    advice: {
      fi: 'Lähetä PKCS#10-pyyntö PEM-muodossa tai base64-koodattuna, allekirjoitettuna SHA-256:lla tai vahvemmalla.',
      sv: 'Skicka en PKCS#10-begäran i PEM-format eller base64-kodad, undertecknad med SHA-256 eller starkare.',
      en: 'Send a PKCS#10 request in PEM or base64, signed with SHA-256 or stronger.',
    },
  },
  nameNotAllowed: {
    title: {
      fi: 'Pyynnössä on nimi, jota järjestelmä ei saa pyytää',
      sv: 'Begäran innehåller ett namn som systemet inte får begära',
      en: 'The request has a name that this client may not request',
    },
    advice: {
      fi: 'Poista nimi pyynnöstä, tai pyydä varmennepalvelua lisäämään se järjestelmän sääntöihin.',
      sv: 'Ta bort namnet ur begäran eller be certifikattjänsten lägga till det i systemets regler.',
      en: 'Leave the name out, or ask the certificate service to add it to the rules of the client.',
    },
  },
  nameMissing: {
    title: {
      fi: 'Pyynnössä ei ole nimeä',
      sv: 'Begäran innehåller inget namn',
      en: 'The request has no name',
    },
    advice: {
      fi: 'Lisää pyyntöön palvelimen DNS-nimi tai järjestelmän nimi.',
      sv: 'Lägg till serverns DNS-namn eller systemets namn i begäran.',
      en: 'Add the server’s DNS name or the system’s name to the request.',
    },
  },
  requestUnreadable: {
    title: {
      fi: 'Tämä ei ole varmennepyyntö',
      sv: 'Detta är ingen certifikatbegäran',
      en: 'This is not a certificate request',
    },
    advice: {
      fi: 'Liitä koko pyyntö, myös rivit, joissa lukee BEGIN ja END CERTIFICATE REQUEST.',
      sv: 'Klistra in hela begäran, också raderna med BEGIN och END CERTIFICATE REQUEST.',
      en: 'Paste the whole request, with the lines that say BEGIN and END CERTIFICATE REQUEST.',
    },
  },
  privateKeyInRequest: {
    title: {
      fi: 'Tekstissä on yksityinen avain',
      sv: 'Texten innehåller en privat nyckel',
      en: 'The text contains a private key',
    },
    advice: {
      fi: 'Avainta ei tallennettu, mutta se on nyt lähetetty verkon yli. Tee uusi avain ja liitä siitä tehty varmennepyyntö.',
      sv: 'Nyckeln sparades inte, men den har nu skickats över nätet. Skapa en ny nyckel och klistra in dess certifikatbegäran.',
      en: 'The key was not stored, but it has now been sent over the network. Make a new key, and paste its certificate request.',
    },
  },
  caCertificateRequested: {
    title: {
      fi: 'Pyynnössä pyydetään varmentajan varmennetta',
      sv: 'Begäran gäller ett utfärdarcertifikat',
      en: 'The request is for a CA certificate',
    },
    advice: {
      fi: 'Tee pyyntö ilman asetuksia CA:TRUE, keyCertSign ja cRLSign.',
      sv: 'Skapa begäran utan inställningarna CA:TRUE, keyCertSign och cRLSign.',
      en: 'Make the request without CA:TRUE, keyCertSign and cRLSign.',
    },
  },
  keyNotReadable: {
    title: {
      fi: 'Julkista avainta ei voi lukea',
      sv: 'Den publika nyckeln kan inte läsas',
      en: 'The public key cannot be read',
    },
    advice: {
      fi: 'Tee uusi avain ajantasaisella ohjelmalla tai laitteella: P-256, P-384 tai RSA, vähintään 2048 bittiä.',
      sv: 'Skapa en ny nyckel med ett aktuellt program eller en aktuell enhet: P-256, P-384 eller RSA med minst 2048 bitar.',
      en: 'Make a new key with an up-to-date program or device: P-256, P-384, or RSA of at least 2048 bits.',
    },
  },
  keyTooWeak: {
    title: {
      fi: 'Avain on liian heikko, väärää lajia tai muidenkin tiedossa',
      sv: 'Nyckeln är för svag, av fel slag eller känd av andra',
      en: 'The key is too weak, of the wrong kind, or known to others',
    },
    advice: {
      fi: 'Tee uusi avain: P-256, P-384 tai RSA, vähintään 2048 bittiä.',
      sv: 'Skapa en ny nyckel: P-256, P-384 eller RSA med minst 2048 bitar.',
      en: 'Make a new key: P-256, P-384, or RSA of at least 2048 bits.',
    },
  },
  keyFamilyNotServed: {
    title: {
      fi: 'Palvelulla ei ole varmentajaa tämän lajisille avaimille',
      sv: 'Tjänsten har ingen utfärdare för nycklar av det här slaget',
      en: 'The service has no CA for keys of this kind',
    },
    advice: {
      fi: 'Tee uusi avain lajista, jolla on varmentaja: P-256 tai P-384 RSA:n sijaan, tai päinvastoin.',
      sv: 'Skapa en ny nyckel av ett slag som har en utfärdare: P-256 eller P-384 i stället för RSA, eller tvärtom.',
      en: 'Make a new key of a kind that has a CA: P-256 or P-384 instead of RSA, or the other way round.',
    },
  },
  keyAlreadyUsed: {
    title: {
      fi: 'Avaimella on jo varmenne',
      sv: 'Nyckeln har redan ett certifikat',
      en: 'The key already has a certificate',
    },
    advice: {
      fi: 'Tee jokaista varmennetta varten uusi avain.',
      sv: 'Skapa en ny nyckel för varje certifikat.',
      en: 'Make a new key for each certificate.',
    },
  },
  badProofOfPossession: {
    title: {
      fi: 'Pyyntöä ei ole allekirjoitettu omalla avaimellaan',
      sv: 'Begäran är inte undertecknad med sin egen nyckel',
      en: 'The request is not signed with its own key',
    },
  },
  subjectNotAcceptable: {
    title: {
      fi: 'Nimi ei sovi varmenteeseen',
      sv: 'Namnet passar inte i ett certifikat',
      en: 'The name is not suitable for a certificate',
    },
  },
  validityNotAcceptable: {
    title: {
      fi: 'Voimassaoloaika ei ole sallittu',
      sv: 'Giltighetstiden är inte tillåten',
      en: 'The validity period is not allowed',
    },
  },
  requestDiffers: {
    title: {
      fi: 'Samalla pyynnön tunnisteella on tehty toinen pyyntö',
      sv: 'En annan begäran har gjorts med samma beteckning',
      en: 'A different request has been made under the same identifier',
    },
  },
  lintFailed: {
    title: {
      fi: 'Varmenne rikkoisi varmenteiden sääntöjä',
      sv: 'Certifikatet skulle bryta mot reglerna för certifikat',
      en: 'The certificate would break the rules for certificates',
    },
    advice: {
      fi: 'Katso rikotut säännöt vastauksen kohdasta facts.',
      sv: 'Se de brutna reglerna under facts i svaret.',
      en: 'See the broken rules under facts in the response.',
    },
  },
  signerUnavailable: {
    title: {
      fi: 'Allekirjoituspalvelu ei vastaa juuri nyt',
      sv: 'Signeringstjänsten svarar inte just nu',
      en: 'The signer is not responding right now',
    },
    advice: {
      fi: 'Lähetä sama pyyntö hetken kuluttua uudelleen. Saat sillä yhden ja saman varmenteen.',
      sv: 'Skicka samma begäran igen om en stund. Den ger ett och samma certifikat.',
      en: 'Send the same request again in a moment. You will get one and the same certificate.',
    },
  },
  clockSkew: {
    title: {
      fi: 'Palvelun kellot ovat eri ajassa',
      sv: 'Tjänstens klockor går olika',
      en: 'The clocks of the service show different times',
    },
    advice: {
      fi: 'Lähetä sama pyyntö myöhemmin uudelleen. Ylläpito korjaa kellot.',
      sv: 'Skicka samma begäran igen senare. Driften rättar klockorna.',
      en: 'Send the same request again later. Operations will correct the clocks.',
    },
  },
  signerRefused: {
    title: {
      fi: 'Allekirjoituspalvelu hylkäsi varmenteen',
      sv: 'Signeringstjänsten avvisade certifikatet',
      en: 'The signer refused the certificate',
    },
  },
} as const
