import type { FinishRefusal, StartRefusal } from '@sotevarmenne/smartcard/personaliser'
import type { ReadBackFinding } from '@sotevarmenne/smartcard/read-back'
import type { CardTrouble } from '@sotevarmenne/smartcard/words'
import type { Text } from '#platform/texts.ts'
import type { IssueRefusal } from '../../pki/issuance/contract.ts'

/** Faults that can be found when a card is produced on a blank card. */
type FindingKind = (
  | ReadBackFinding
  | CardTrouble
  | Exclude<StartRefusal, { kind: 'card-not-blank' | 'card-not-taken' }>
  | FinishRefusal
  | Exclude<IssueRefusal, { kind: 'signer-unavailable' | 'clock-skew' }>
  | { readonly kind: 'key-missing' }
)['kind']

type Said = { readonly title: Text; readonly advice?: Text }

/** Text of a finding for the desk. An unknown kind from an older version is shown as a faulty card. */
export const findingTextOf = (kind: string): Said =>
  (findingTexts as { readonly [kind: string]: Said | undefined })[kind] ?? faulty

const faulty: Said = {
  title: {
    fi: 'Kortin siru ei toiminut niin kuin pitäisi',
    sv: 'Kortets chip fungerade inte som det ska',
    en: 'The chip of the card did not work as it should',
  },
}
const removed: Said = {
  title: {
    fi: 'Kortti poistettiin lukijasta kesken valmistuksen',
    sv: 'Kortet togs ut ur läsaren under tillverkningen',
    en: 'The card was taken out of the reader during production',
  },
}
const wrongKey: Said = {
  title: {
    fi: 'Kortilla on eri avain kuin se, jolle varmenne myönnettiin',
    sv: 'På kortet finns en annan nyckel än den som certifikatet utfärdades för',
    en: 'The card has a different key from the one that was certified',
  },
}
const wrongCertificate: Said = {
  title: {
    fi: 'Kortilla on varmenne, joka ei kuulu siihen',
    sv: 'På kortet finns ett certifikat som inte hör till det',
    en: 'The card has a certificate that does not belong to it',
  },
}
const anotherCard: Said = {
  title: {
    fi: 'Lukijassa on eri kortti kuin se, jota valmistettiin',
    sv: 'I läsaren finns ett annat kort än det som tillverkades',
    en: 'The card in the reader is not the one that was being made',
  },
}
const wrongPrint: Said = {
  title: {
    fi: 'Sirulla on väärät kortin tiedot',
    sv: 'Chippet har fel uppgifter om kortet',
    en: 'The chip has wrong data about the card',
  },
}
const wrongPins: Said = {
  title: {
    fi: 'Kortin tunnuslukujen rajat ovat väärät',
    sv: 'Gränserna för kortets koder är fel',
    en: 'The limits of the card’s PINs are wrong',
  },
}
const wrongCode: Said = {
  title: {
    fi: 'Aktivointitunnusluku ei avaa korttia',
    sv: 'Aktiveringskoden öppnar inte kortet',
    en: 'The activation code does not open the card',
  },
}
const wrongFiles: Said = {
  title: {
    fi: 'Sirun tiedostot tai niiden käyttöoikeudet ovat väärät',
    sv: 'Chippets filer eller deras åtkomsträttigheter är fel',
    en: 'The files of the chip or their access rules are wrong',
  },
}
const notCertified: Said = {
  title: {
    fi: 'Kortille ei voitu myöntää varmennetta',
    sv: 'Inget certifikat kunde utfärdas för kortet',
    en: 'No certificate could be issued for the card',
  },
  advice: {
    fi: 'Ilmoita palvelun ylläpidolle: uusi korttiaihio ei auta.',
    sv: 'Meddela tjänstens förvaltning: ett nytt ämneskort hjälper inte.',
    en: 'Tell the operator of the service: another blank card does not help.',
  },
}
const wrongData: Said = {
  title: {
    fi: 'Tilauksen tiedoista ei voi tehdä varmennetta',
    sv: 'Av beställningens uppgifter kan inget certifikat göras',
    en: 'A certificate cannot be made from the data of the order',
  },
  advice: {
    fi: 'Sulje kortti, tarkista tiedot rekistereistä ja tilaa uusi kortti.',
    sv: 'Spärra kortet, kontrollera uppgifterna i registren och beställ ett nytt kort.',
    en: 'Cancel the card, check the data in the registers and order a new card.',
  },
}

/** Text for the desk, by kind. */
export const findingTexts: { readonly [Kind in FindingKind]: Said } = {
  'card-removed': removed,
  'card-refused': faulty,
  'card-unreadable': faulty,
  'key-missing': faulty,
  'plan-not-possible': notCertified,
  'another-card': anotherCard,
  'wrong-card-number': wrongPrint,
  'wrong-label': wrongPrint,
  'wrong-language': wrongPrint,
  'access-rules-not-in-force': wrongFiles,
  'wrong-access-rule': wrongFiles,
  'missing-file': wrongFiles,
  'leftover-file': wrongFiles,
  'wrong-key': wrongKey,
  'certificate-of-another-card': wrongCertificate,
  'certificate-of-another-key': wrongCertificate,
  'wrong-certificate': wrongCertificate,
  'wrong-pin-limits': wrongPins,
  'wrong-activation-code': wrongCode,
  'pin-not-blocked': wrongPins,
  'key-does-not-sign': faulty,
  'wrong-admin-key': wrongPins,
  'leftover-code': wrongPins,
  'wrong-content': wrongFiles,
  'key-not-readable': notCertified,
  'key-too-weak': notCertified,
  'key-already-used': notCertified,
  'bad-proof-of-possession': wrongKey,
  'subject-not-acceptable': wrongData,
  'validity-not-acceptable': wrongData,
  'request-differs': notCertified,
  'lint-failed': wrongData,
  'signer-refused': notCertified,
}
