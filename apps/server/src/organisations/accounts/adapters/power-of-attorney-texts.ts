/** The texts of the model, in the language of its reader. */
export const powerOfAttorneyTexts = {
  fi: {
    sender: 'Sote-varmennepalvelu',
    title: 'Valtakirja organisaation tiliin',
    summary:
      'Tällä valtakirjalla organisaatio antaa henkilön edustaa sitä Sote-varmennepalvelun verkkoasioinnissa. Liitä allekirjoitettu valtakirja tilipyyntöön.',
    sections: [
      {
        heading: 'Valtuuttaja',
        fields: ['Organisaation nimi', 'Y-tunnus', 'Osoite'],
      },
      { heading: 'Valtuutettu', fields: ['Nimi', 'Syntymäaika', 'Sähköposti'] },
      {
        heading: 'Voimassaolo',
        fields: ['Ensimmäinen päivä', 'Viimeinen päivä, enintään kahden vuoden kuluttua'],
      },
    ],
    grantTitle: 'Mihin valtuutetaan',
    grant:
      'Valtuutettu saa avata organisaation tilin tai liittyä siihen, allekirjoittaa toimikorttisopimuksia ja valtuutuksia, hakea ja sulkea palveluvarmenteita, tilata testikortteja ja kutsua tilille muita. Valtuuttaja voi perua valtakirjan milloin tahansa ilmoittamalla siitä asiakaspalvelulle.',
    signatureTitle: 'Allekirjoitus',
    signature:
      'Allekirjoittajina ovat ne, jotka saavat yritys- ja yhteisötietojärjestelmän tai julkisyhteisön hallintosäännön mukaan edustaa organisaatiota.',
    signatureFields: [
      'Paikka ja päivä',
      'Allekirjoitus ja nimenselvennys',
      'Allekirjoitus ja nimenselvennys',
    ],
  },
  sv: {
    sender: 'Certifikattjänsten för social- och hälsovården',
    title: 'Fullmakt för organisationens konto',
    summary:
      'Med denna fullmakt låter organisationen en person företräda den i certifikattjänstens e-tjänst. Bifoga den undertecknade fullmakten till kontoansökan.',
    sections: [
      { heading: 'Fullmaktsgivare', fields: ['Organisationens namn', 'FO-nummer', 'Adress'] },
      { heading: 'Befullmäktigad', fields: ['Namn', 'Födelsedatum', 'E-post'] },
      {
        heading: 'Giltighetstid',
        fields: ['Första dagen', 'Sista dagen, högst två år framåt'],
      },
    ],
    grantTitle: 'Vad fullmakten omfattar',
    grant:
      'Den befullmäktigade får öppna organisationens konto eller ansluta sig till det, underteckna kortavtal och fullmakter, ansöka om och spärra servicecertifikat, beställa testkort och bjuda in andra till kontot. Fullmaktsgivaren kan när som helst återkalla fullmakten genom att meddela kundtjänsten.',
    signatureTitle: 'Underskrift',
    signature:
      'Undertecknas av dem som enligt företags- och organisationsdatasystemet eller det offentliga samfundets förvaltningsstadga får företräda organisationen.',
    signatureFields: [
      'Ort och datum',
      'Underskrift och namnförtydligande',
      'Underskrift och namnförtydligande',
    ],
  },
  en: {
    sender: 'Certificate services for social welfare and healthcare',
    title: 'Power of attorney for the account of an organisation',
    summary:
      'With this power of attorney the organisation lets a person represent it in the e-service of the certificate services. Attach it, signed, to the request for the account.',
    sections: [
      {
        heading: 'Organisation',
        fields: ['Name of the organisation', 'Business ID', 'Address'],
      },
      { heading: 'Authorised person', fields: ['Name', 'Date of birth', 'E-mail'] },
      { heading: 'Validity', fields: ['First day', 'Last day, at most two years ahead'] },
    ],
    grantTitle: 'What it covers',
    grant:
      'The authorised person may open the account of the organisation or join it, sign card agreements and authorisations, apply for and revoke service certificates, order test cards and invite others to the account. The organisation can withdraw the power of attorney at any time by notifying customer service.',
    signatureTitle: 'Signature',
    signature:
      'Signed by those who may represent the organisation according to the Business Information System or the administrative rules of the public body.',
    signatureFields: [
      'Place and date',
      'Signature and name in block letters',
      'Signature and name in block letters',
    ],
  },
} as const
