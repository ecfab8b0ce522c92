import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { ProfileId } from '#pki/ca/contract.ts'

/** The usual name of the certificates of a profile. */
export const profileName = (id: ProfileId, language: Language): string => names[id][language]

const names: Readonly<Record<ProfileId, Text>> = {
  'ca-root': {
    fi: 'Juurivarmentajan varmenne',
    sv: 'Certifikat för en rotutfärdare',
    en: 'Certificate of a root',
  },
  'ca-issuing': {
    fi: 'Myöntävän varmentajan varmenne',
    sv: 'Certifikat för en utfärdare',
    en: 'Certificate of an issuing CA',
  },
  'professional-authentication': {
    fi: 'Ammattikortin tunnistautumisvarmenne',
    sv: 'Yrkeskortets identifieringscertifikat',
    en: 'Authentication certificate of a professional card',
  },
  'professional-signature': {
    fi: 'Ammattikortin allekirjoitusvarmenne',
    sv: 'Yrkeskortets underskriftscertifikat',
    en: 'Signature certificate of a professional card',
  },
  'staff-authentication': {
    fi: 'Henkilöstökortin tunnistautumisvarmenne',
    sv: 'Personalkortets identifieringscertifikat',
    en: 'Authentication certificate of a staff card',
  },
  'staff-signature': {
    fi: 'Henkilöstökortin allekirjoitusvarmenne',
    sv: 'Personalkortets underskriftscertifikat',
    en: 'Signature certificate of a staff card',
  },
  'actor-authentication': {
    fi: 'Toimijakortin tunnistautumisvarmenne',
    sv: 'Aktörskortets identifieringscertifikat',
    en: 'Authentication certificate of an actor card',
  },
  'actor-signature': {
    fi: 'Toimijakortin allekirjoitusvarmenne',
    sv: 'Aktörskortets underskriftscertifikat',
    en: 'Signature certificate of an actor card',
  },
  'temporary-authentication': {
    fi: 'Ammattihenkilön tilapäinen tunnistautumisvarmenne',
    sv: 'Tillfälligt identifieringscertifikat för yrkesutbildade',
    en: 'Temporary authentication certificate of a professional',
  },
  'temporary-signature': {
    fi: 'Ammattihenkilön tilapäinen allekirjoitusvarmenne',
    sv: 'Tillfälligt underskriftscertifikat för yrkesutbildade',
    en: 'Temporary signature certificate of a professional',
  },
  'temporary-member-authentication': {
    fi: 'Henkilöstön ja toimijoiden tilapäinen tunnistautumisvarmenne',
    sv: 'Tillfälligt identifieringscertifikat för personal och aktörer',
    en: 'Temporary authentication certificate of staff and actors',
  },
  'temporary-member-signature': {
    fi: 'Henkilöstön ja toimijoiden tilapäinen allekirjoitusvarmenne',
    sv: 'Tillfälligt underskriftscertifikat för personal och aktörer',
    en: 'Temporary signature certificate of staff and actors',
  },
  'organisation-authentication': {
    fi: 'Organisaatiokortin tunnistautumisvarmenne (testikortti)',
    sv: 'Organisationskortets identifieringscertifikat (testkort)',
    en: 'Authentication certificate of an organisation card (test card)',
  },
  'organisation-signature': {
    fi: 'Organisaatiokortin allekirjoitusvarmenne (testikortti)',
    sv: 'Organisationskortets underskriftscertifikat (testkort)',
    en: 'Signature certificate of an organisation card (test card)',
  },
  'citizen-authentication': {
    fi: 'Kansalaisen kortin tunnistautumisvarmenne (testikortti)',
    sv: 'Medborgarkortets identifieringscertifikat (testkort)',
    en: 'Authentication certificate of a citizen card (test card)',
  },
  'citizen-signature': {
    fi: 'Kansalaisen kortin allekirjoitusvarmenne (testikortti)',
    sv: 'Medborgarkortets underskriftscertifikat (testkort)',
    en: 'Signature certificate of a citizen card (test card)',
  },
  server: { fi: 'Palvelinvarmenne', sv: 'Servercertifikat', en: 'Server certificate' },
  'system-signature': {
    fi: 'Järjestelmäallekirjoitusvarmenne',
    sv: 'Systemsignaturcertifikat',
    en: 'System-signature certificate',
  },
  'ocsp-responder': {
    fi: 'Tilavastausten allekirjoittajan varmenne',
    sv: 'Statussvararens certifikat',
    en: 'Certificate of an OCSP responder',
  },
}
