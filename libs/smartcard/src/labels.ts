import type { CardLanguage, KeyPurpose } from './words.ts'

/** What programs show for the objects on the card, in the holder's language. */
export type Labels = {
  readonly key: Readonly<Record<KeyPurpose, string>>
  readonly certificate: Readonly<Record<KeyPurpose | 'issuer' | 'root', string>>
}

/**
 * The label of a card with temporary certificates, in its holder's language. Nobody knows its activation
 * code.
 */
export const spareCardLabels: Readonly<Record<CardLanguage, string>> = {
  fi: 'VARAKORTTI',
  sv: 'RESERVKORT',
  en: 'SPARE CARD',
}

export const isSpareCard = (label: string): boolean =>
  Object.values(spareCardLabels).includes(label)

/**
 * PIN labels are the same in every language: programs append them to the token's name, which has 32 bytes.
 */
export const pinLabels: Readonly<Record<KeyPurpose, string>> = {
  authentication: 'PIN1',
  signature: 'PIN2',
}

/** Where the activation code is an object of its own. */
export const codeLabel = 'PUK'

export const labels: Readonly<Record<CardLanguage, Labels>> = {
  fi: {
    key: { authentication: 'todentamisavain', signature: 'allekirjoitusavain' },
    certificate: {
      authentication: 'todentamisvarmenne',
      signature: 'allekirjoitusvarmenne',
      issuer: 'varmentajan varmenne',
      root: 'juurivarmenne',
    },
  },
  sv: {
    key: { authentication: 'autentiseringsnyckel', signature: 'signaturnyckel' },
    certificate: {
      authentication: 'autentiseringscertifikat',
      signature: 'signaturcertifikat',
      issuer: 'utfärdarens certifikat',
      root: 'rotcertifikat',
    },
  },
  en: {
    key: { authentication: 'authentication key', signature: 'signature key' },
    certificate: {
      authentication: 'authentication certificate',
      signature: 'signature certificate',
      issuer: 'issuer certificate',
      root: 'root certificate',
    },
  },
}
