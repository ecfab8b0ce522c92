import type { Texts } from '../texts/text.ts'

/** How an auditor finds people and things in the log, and reads what happened to them. */
export const auditReviewTexts = {
  findHeading: {
    fi: 'Etsi henkilö, kortti, tilaus tai organisaatio',
    sv: 'Sök person, kort, beställning eller organisation',
    en: 'Find a person, card, order or organisation',
  },
  sought: { fi: 'Hakusana', sv: 'Sökord', en: 'Search for' },
  soughtHint: {
    fi: 'Nimi, henkilötunnus, kortin numero, varmenteen sarjanumero, tilausnumero tai organisaation nimi tai Y-tunnus',
    sv: 'Namn, personbeteckning, kortnummer, certifikatets serienummer, beställningsnummer eller organisationens namn eller FO-nummer',
    en: 'Name, personal identity code, card number, serial number of a certificate, order number, or name or business ID of an organisation',
  },
  on: { fi: 'Päivä', sv: 'Dag', en: 'Day' },
  onHint: {
    fi: 'Jos tiedät, milloin jotain tehtiin, esimerkiksi 24.11.2026',
    sv: 'Om du vet när något gjordes, till exempel 24.11.2026',
    en: 'If you know when something was done, for example 24.11.2026',
  },
  find: { fi: 'Etsi', sv: 'Sök', en: 'Find' },
  found: { fi: 'Löytyneet', sv: 'Sökresultat', en: 'Found' },
  nothingFound: {
    fi: 'Hakusanalla ei löytynyt mitään. Tarkista kirjoitusasu, tai etsi ilman päivää.',
    sv: 'Sökordet gav inga träffar. Kontrollera stavningen, eller sök utan dag.',
    en: 'Nothing was found. Check the spelling, or search without the day.',
  },
  isCut: {
    fi: 'Kaikki eivät mahdu luetteloon. Tarkenna hakua.',
    sv: 'Alla ryms inte i listan. Precisera sökningen.',
    en: 'There are more than are listed. Narrow the search.',
  },
  bornIn: { fi: 's. {{year}}', sv: 'f. {{year}}', en: 'b. {{year}}' },
  historyOfPerson: {
    fi: 'Mitä henkilön tiedoille ja korteille on tehty',
    sv: 'Vad som har gjorts med personens uppgifter och kort',
    en: 'What was done with the person’s data and cards',
  },
  doneByPerson: {
    fi: 'Mitä henkilö on itse tehnyt',
    sv: 'Vad personen själv har gjort',
    en: 'What the person did',
  },
  doneByProgram: {
    fi: 'Mitä järjestelmä on tehnyt',
    sv: 'Vad systemet har gjort',
    en: 'What the program did',
  },
  card: { fi: 'Kortti {{number}}', sv: 'Kort {{number}}', en: 'Card {{number}}' },
  spareCard: {
    fi: 'Varakortti {{number}}',
    sv: 'Tillfälligt kort {{number}}',
    en: 'Spare card {{number}}',
  },
  cardNotProduced: {
    fi: 'Kortti, jota ei ole valmistettu',
    sv: 'Kort som inte har tillverkats',
    en: 'Card not yet produced',
  },
  ordered: { fi: 'tilattu {{day}}', sv: 'beställt {{day}}', en: 'ordered {{day}}' },
  order: { fi: 'Tilaus', sv: 'Beställning', en: 'Order' },
  certificate: {
    fi: 'Varmenne {{serial}}',
    sv: 'Certifikat {{serial}}',
    en: 'Certificate {{serial}}',
  },
  'kind.organisation': { fi: 'Organisaatio', sv: 'Organisation', en: 'Organisation' },
  'kind.program': { fi: 'Järjestelmä', sv: 'System', en: 'Program' },

  filterHeading: { fi: 'Rajaa lokia', sv: 'Avgränsa loggen', en: 'Filter the log' },
  showsViews: {
    fi: 'Näytä myös katselut',
    sv: 'Visa även visningar',
    en: 'Show views too',
  },
  folded: {
    fi: '{{operation}}: {{count}} kertaa peräkkäin',
    sv: '{{operation}}: {{count}} gånger i rad',
    en: '{{operation}}: {{count}} times in a row',
  },

  unfold: { fi: 'Näytä merkinnät', sv: 'Visa anteckningarna', en: 'Show the entries' },
  concerns: { fi: 'koskee: {{name}}', sv: 'gäller: {{name}}', en: 'about: {{name}}' },

  historyHeading: { fi: 'Tapahtumat', sv: 'Händelser', en: 'What happened' },
  historyOf: {
    fi: 'Tapahtumat: {{name}}',
    sv: 'Händelser: {{name}}',
    en: 'What happened: {{name}}',
  },
  historyHelp: {
    fi: 'Vanhin ensin. Jokainen tapahtuma on lokin merkintä, ja sen todiste tulostuu mukana.',
    sv: 'Den äldsta först. Varje händelse är en anteckning i loggen, och beviset skrivs ut med den.',
    en: 'Oldest first. Each event is an entry of the audit log; its proof is printed with it.',
  },
  noHistory: {
    fi: 'Lokissa ei ole tällaisia merkintöjä.',
    sv: 'Loggen har inga sådana anteckningar.',
    en: 'The audit log has no such entries.',
  },
  print: { fi: 'Tulosta', sv: 'Skriv ut', en: 'Print' },
  saveProofs: { fi: 'Tallenna todisteet', sv: 'Spara bevisen', en: 'Save the proofs' },
  loadAllFirst: {
    fi: 'Näytä kaikki tapahtumat ennen tulostamista.',
    sv: 'Visa alla händelser innan du skriver ut.',
    en: 'Show all events before printing.',
  },
  checkpoint: { fi: 'Allekirjoitettu loki', sv: 'Undertecknad logg', en: 'Signed audit log' },
  checkpointSize: { fi: 'Merkintöjä', sv: 'Anteckningar', en: 'Entries' },
  signature: { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' },
  proofOf: {
    fi: 'Merkintä {{entryId}}, nro {{position}}. Suola {{salt}}. Sisartiivisteet: {{path}}',
    sv: 'Anteckning {{entryId}}, nr {{position}}. Salt {{salt}}. Syskonkondensat: {{path}}',
    en: 'Entry {{entryId}}, no. {{position}}. Salt {{salt}}. Sibling hashes: {{path}}',
  },
  openEntry: { fi: 'Merkintä', sv: 'Anteckning', en: 'Entry' },
  openEntryOf: {
    fi: 'Merkintä: {{sentence}}',
    sv: 'Anteckning: {{sentence}}',
    en: 'Entry: {{sentence}}',
  },
  toSearch: {
    fi: 'Takaisin lokiin',
    sv: 'Tillbaka till loggen',
    en: 'Back to the audit log',
  },
  apiKey: {
    fi: 'Järjestelmä API-avaimella ({{organisation}})',
    sv: 'System med API-nyckel ({{organisation}})',
    en: 'A program with an API key ({{organisation}})',
  },
  theService: { fi: 'Palvelu', sv: 'Tjänsten', en: 'The service' },
  unknownPerson: {
    fi: 'Henkilö {{id}}',
    sv: 'Person {{id}}',
    en: 'Person {{id}}',
  },
} satisfies Texts
