export const texts = {
  approvalNotFound: {
    title: {
      fi: 'Pysyvää hyväksyntää ei löydy',
      sv: 'Det stående godkännandet hittades inte',
      en: 'The ACME enrolment approval was not found',
    },
    advice: {
      fi: 'Avaa organisaation palveluvarmenteet ja valitse hyväksyntä sieltä.',
      sv: 'Öppna organisationens servicecertifikat och välj godkännandet där.',
      en: 'Open the organisation’s service certificates and choose the approval there.',
    },
  },
  stepNotPossible: {
    title: {
      fi: 'Hyväksynnän tila on muuttunut',
      sv: 'Godkännandets status har ändrats',
      en: 'The status of the approval has changed',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja katso, mitä sille voi nyt tehdä.',
      sv: 'Ladda sidan på nytt och se vad som nu kan göras.',
      en: 'Load the page again and see what can be done with it now.',
    },
  },
  networkTooLarge: {
    title: {
      fi: 'Verkko on liian suuri',
      sv: 'Nätet är för stort',
      en: 'The network is too large',
    },
    advice: {
      fi: 'IPv4-verkko voi olla enintään /24 ja IPv6-verkko enintään /64. Luettele palvelinten omat verkot.',
      sv: 'Ett IPv4-nät får vara högst /24 och ett IPv6-nät högst /64. Räkna upp servrarnas egna nät.',
      en: 'An IPv4 network can be /24 at most, and an IPv6 network /64. List the networks of the servers themselves.',
    },
  },
  approvalNotInForce: {
    title: {
      fi: 'Hyväksyntä ei ole voimassa',
      sv: 'Godkännandet är inte i kraft',
      en: 'The approval is not in force',
    },
    advice: {
      fi: 'Avaimen saa, kun kaksi käsittelijää on hyväksynyt pyynnön.',
      sv: 'Nyckeln ges när två handläggare har godkänt begäran.',
      en: 'A key is given when two case officers have approved the request.',
    },
  },
  tooManyKeys: {
    title: {
      fi: 'Avaimia on annettu tänään liikaa',
      sv: 'För många nycklar har getts i dag',
      en: 'Too many keys have been given today',
    },
    advice: {
      fi: 'Käytä jo annettuja avaimia tai yritä huomenna uudelleen.',
      sv: 'Använd de nycklar som redan getts eller försök på nytt i morgon.',
      en: 'Use the keys already given, or try again tomorrow.',
    },
  },
  acmeAccountNotFound: {
    title: {
      fi: 'ACME-tiliä ei löydy',
      sv: 'ACME-kontot hittades inte',
      en: 'The ACME account was not found',
    },
    advice: {
      fi: 'Lataa sivu uudelleen.',
      sv: 'Ladda sidan på nytt.',
      en: 'Load the page again.',
    },
  },
}
