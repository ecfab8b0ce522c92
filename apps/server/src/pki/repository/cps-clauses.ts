/** The numbers in the statement come from where the service takes them. */
export type StatementFacts = {
  readonly organisation: string
  readonly crlIntervalHours: number
  /** A setting; the CRL itself says it. */
  readonly crlValidityHours: {
    readonly shipped: number
    readonly min: number
    readonly max: number
  }
  readonly responseValidityHours: number
  readonly guardNumber: number
  readonly guardPercent: number
  readonly guardMinutes: number
}

/**
 * One clause of RFC 3647 § 6. `table`: what the page shows beneath it from the reviewed file and the
 * profiles.
 */
export type Clause = {
  readonly number: string
  readonly title: string
  readonly text?: readonly string[]
  readonly table?: 'cas' | 'profiles'
}

const none = (what: string): readonly string[] => [`No stipulation: ${what}`]

/**
 * Certificate policy and certification practice statement of this service in one, in the outline of RFC 3647.
 * Each sentence is true of the code; where an organisation decides for itself, it says so.
 */
export const clausesOf = (facts: StatementFacts): readonly Clause[] => [
  { number: '1', title: 'Introduction' },
  {
    number: '1.1',
    title: 'Overview',
    text: [
      `This document is both the certificate policy and the certification practice statement of the certificate service of social and health care that ${facts.organisation} runs. It says which certificates are issued, to whom, how they are kept right and how they are taken away.`,
      'As long as the names of the CAs say TEST, their certificates prove nothing about anybody and must not be trusted outside tests. Everything else in this document is done as written.',
    ],
  },
  {
    number: '1.2',
    title: 'Document name and identification',
    text: [
      'Each CA below a root has its own policy identifier. Its certificates carry the identifier, with the address of a page that leads to this document.',
      'Some certificates have a policy of their own instead of their CA’s, such as temporary certificates of professionals, and those of staff and actors. The certificate of the CA then names these policies after its own. The page of each policy says which certificates have it.',
    ],
    table: 'cas',
  },
  {
    number: '1.3',
    title: 'PKI participants',
    text: [
      'Certification authorities (CAs): two trees, one of RSA keys and one of elliptic curves, each with an offline root and issuing CAs for cards, for temporary certificates, for services and for tests.',
      'Registration: registrars at registration points order cards and hand them over; each is appointed by a case officer who has seen the proof of training. Case officers decide on service certificates under dual control, two for each.',
      'Subscribers: professionals with a right to practise, staff of care providers and pharmacies, people who act for other bodies, and organisations for their servers and systems.',
      'Relying parties: people and organisations that let somebody in by a certificate or accept a signature.',
    ],
  },
  {
    number: '1.4',
    title: 'Certificate usage',
    text: [
      'A card has one certificate to log in with and one to sign with. A temporary certificate stands in for them on a spare card, and is not for identification services such as Suomi.fi. Service certificates authenticate servers or sign documents of systems.',
      'Any other use is at the user’s own risk. A certificate says who somebody is, not what they may see: the right of the moment is asked of the register.',
    ],
  },
  {
    number: '1.5',
    title: 'Policy administration',
    text: [
      `${facts.organisation} administers this document; its address is on the contact page of the service. The document is part of the software and changes with it: a new version is published when a practice changes, and never later.`,
    ],
  },
  {
    number: '1.6',
    title: 'Definitions and acronyms',
    text: [
      'CA: certification authority. CRL: certificate revocation list. OCSP: Online Certificate Status Protocol (RFC 6960). PIN1 logs in, PIN2 signs. Activation code: sets both PINs. Terhikki and Suosikki: registers of health care and social welfare professionals. OID: object identifier. HSM: hardware security module.',
    ],
  },

  { number: '2', title: 'Publication and repository responsibilities' },
  {
    number: '2.1',
    title: 'Repositories',
    text: [
      'The OCSP server publishes the CA certificates, CRLs, OCSP responses, profiles and this document over HTTP, to everybody. Its nodes have no state of their own, and there may be as many as are needed.',
    ],
  },
  {
    number: '2.2',
    title: 'Publication of certification information',
    text: [
      'Certificates of people are published in no directory unless the organisation that runs the service switches that on for a product, and never those of a person with non-disclosure for safety.',
    ],
  },
  {
    number: '2.3',
    title: 'Time or frequency of publication',
    text: [
      `A revocation shows in OCSP within five seconds and on the CRL within a minute. A CRL is issued at least every ${String(facts.crlIntervalHours)} hour and is valid for ${String(facts.crlValidityHours.shipped)} hours, or as the operator has set it, from ${String(facts.crlValidityHours.min)} to ${String(facts.crlValidityHours.max)} hours: the CRL says it. CRLs of roots are signed in a ceremony at least once a year and are valid for a year and a month.`,
    ],
  },
  {
    number: '2.4',
    title: 'Access controls on repositories',
    text: ['Everybody reads them without signing in. Only the service writes.'],
  },

  { number: '3', title: 'Identification and authentication' },
  {
    number: '3.1',
    title: 'Naming',
    text: [
      'The name of a person has country, registration number, given name, surname and title; of staff and actors the organisation and its unit; of those who have one the identification code (Doctor ID) as pseudonym attribute. Names are those of the population register. No personal identity code is in any certificate. The registration number stays when a name changes, and no two people share one.',
      'The name of a service has organisation, its OID, the long name of the national code service in the unit’s place, and a common name. There are no anonymous subjects.',
    ],
  },
  {
    number: '3.2',
    title: 'Initial identity validation',
    text: [
      'A person comes to a registration point with a valid passport or identity card. Its data are recorded, never a copy. Check digits of its machine readable zone are compared where they are read. A case officer decides on a document in doubt; a person without a document is identified by the police. The identity and the right to practise are checked in the registers.',
      'An organisation is looked up in the business register and the national code service. The person who opens its account signs for it according to the register, or brings a power of attorney that a case officer decides on.',
      'Possession of the key is proved by a signature: by the card that made the key, or by the certificate request (PKCS#10).',
    ],
  },
  {
    number: '3.3',
    title: 'Identification for re-key requests',
    text: [
      'A holder renews their own professional card after a sign-in with a valid card, and after any strong sign-in where the card was lost or is broken. A service certificate is not renewed: a new application is made.',
    ],
  },
  {
    number: '3.4',
    title: 'Identification for revocation requests',
    text: [
      'A holder signs in, or calls. The identity of a caller is certain or plausible; a card is cancelled at once on plausible identity too, and its holder is called back: a false revocation is cheaper than misuse. Any member of an organisation revokes its service certificates after a strong sign-in.',
    ],
  },

  { number: '4', title: 'Certificate life-cycle operational requirements' },
  {
    number: '4.1',
    title: 'Certificate application',
    text: [
      'Professionals apply in person or renew by themselves; employers’ registrars order for staff and actors, under an agreement in force; organisations, and suppliers whom they authorise, apply for service certificates.',
    ],
  },
  {
    number: '4.2',
    title: 'Certificate application processing',
    text: [
      'Rules decide on eligibility, and the facts and grounds of each decision are stored. The registrar signs the order with their own card; nobody orders for themselves. A renewal is decided by rules alone, at once, and says so. While a register does not respond, nothing is decided. Before a card is produced, the registers are checked once more. Two case officers decide on a service certificate.',
    ],
  },
  {
    number: '4.3',
    title: 'Certificate issuance',
    text: [
      'The bytes to be signed are built by the profile, linted, written to the database with their serial number, and only then signed by a process of its own, which lints them again and signs each serial number once. The signature is verified before the certificate leaves.',
    ],
  },
  {
    number: '4.4',
    title: 'Certificate acceptance',
    text: [
      'A card is read back and compared with its order before it is released. It is handed over in person to its identified holder, or sent home after a renewal; its activation accepts it.',
    ],
  },
  {
    number: '4.5',
    title: 'Key pair and certificate usage',
    text: [
      'A holder keeps card and PINs apart, lends the card to nobody and reports a loss at once. A relying party builds the path to a root that it trusts, checks validity and signatures, and asks for the status of each certificate at each use.',
    ],
  },
  {
    number: '4.6',
    title: 'Certificate renewal',
    text: ['No certificate is issued a second time for the same key.'],
  },
  {
    number: '4.7',
    title: 'Certificate re-key',
    text: [
      'A renewed card has new keys. A professional renews from ninety days before the last day, or as many as the operator has set, from thirty to 1826, or whenever the card no longer says what the registers say. The former card works until the new one is activated or used, and is then revoked as superseded.',
    ],
  },
  {
    number: '4.8',
    title: 'Certificate modification',
    text: ['A certificate is never changed. Other data mean another certificate.'],
  },
  {
    number: '4.9',
    title: 'Certificate revocation and suspension',
    text: [
      'A certificate is revoked when its card is lost, stolen, misused, broken, returned or replaced; when its data, the right or the employment has ended; when its holder has died; when its key is in danger or its subject asks. Both certificates of a card are revoked together, at once, at any hour, and for good. There is no suspension.',
      `The mass-revocation guard pauses the CRLs of a CA when unusually many certificates are revoked: more than ${String(facts.guardNumber)} of the CA, or ${String(facts.guardPercent)} % of its certificates, within ${String(facts.guardMinutes)} minutes. These revocations are not on its CRLs until two persons have released them. OCSP shows each of them at once all the same.`,
      'A revoked certificate stays on the CRL until its validity ends.',
    ],
  },
  {
    number: '4.10',
    title: 'Certificate status services',
    text: [
      `OCSP (RFC 6960, with and without a nonce) and CRLs (RFC 5280), full and sharded, day and night. An OCSP response is valid for at most ${String(facts.responseValidityHours)} hour. The status of a certificate that is not known is “unknown”. No expired response is sent.`,
    ],
  },
  {
    number: '4.11',
    title: 'End of subscription',
    text: [
      'When the right or the employment ends, the card is cancelled. A service certificate ends with its validity or its revocation.',
    ],
  },
  {
    number: '4.12',
    title: 'Key escrow and recovery',
    text: [
      'No private key of a subscriber is ever outside the card or the subscriber’s own system.',
    ],
  },

  { number: '5', title: 'Facility, management, and operational controls' },
  {
    number: '5.1',
    title: 'Physical controls',
    text: [
      'The organisation that runs the service decides on premises. The software requires that the medium of the roots is in a safe and that blank cards are counted and locked away.',
    ],
  },
  {
    number: '5.2',
    title: 'Procedural controls',
    text: [
      `Roles are separate: registrar, case officer, CA officer, hotline agent, auditor. A role is granted or ended under dual control, by two persons; an auditor has no other role. A root signs only with both custodians present, each with their own secret. Two persons release paused CRLs, and paused register changes that would take away unusually many cards.`,
    ],
  },
  {
    number: '5.3',
    title: 'Personnel controls',
    text: [
      'A registrar is appointed after training; a case officer has seen the proof of it. Everybody signs in with a card of the service. Further checks are for the organisation that runs the service.',
    ],
  },
  {
    number: '5.4',
    title: 'Audit logging procedures',
    text: [
      'Every operation, read access to personal data included, is recorded in the audit log in its own transaction: what cannot be recorded does not happen. The audit log is a hash chain; a checkpoint of it is signed at least every second while it grows. Anybody may store the checkpoints, and a stand-alone program verifies the audit log against them.',
    ],
  },
  {
    number: '5.5',
    title: 'Records archival',
    text: [
      'What an order says of a person is sealed, and erased ten years after the last day of the card, or as many as the operator has set, from seven to twenty. The audit log is retained as long as a card is valid and ten years more. A photo is erased ninety days after the last day of its card, or as many as the operator has set, up to 365; what was said in a call to the revocation service, after a year; an identity inquiry, after two.',
    ],
  },
  {
    number: '5.6',
    title: 'Key changeover',
    text: [
      'A new generation of CAs is created in a ceremony while the old ones can still issue for the full validity. The newest generation issues; older ones give the status of what they issued until their last certificate has ended.',
    ],
  },
  {
    number: '5.7',
    title: 'Compromise and disaster recovery',
    text: [
      'Restoring from a backup, a lost HSM, a compromised key and mass revocation have written procedures. The restoration is done by a test. After a crash, what was half issued is finished or voided; no serial number is used twice.',
    ],
  },
  {
    number: '5.8',
    title: 'CA or RA termination',
    text: [
      'Before the service ends, the organisation that runs it informs relying parties and subscribers, revokes all certificates that are still valid, and continues to publish the last CRLs and the audit log or hands them over as the law says.',
    ],
  },

  { number: '6', title: 'Technical security controls' },
  {
    number: '6.1',
    title: 'Key pair generation and installation',
    text: [
      'CA keys are created in the ceremony, according to the reviewed file: roots on a machine without network, issuing ones where they sign. Keys of a card are created on the card and can not leave it. Keys of services are created by their owners; weak and blocked keys are refused.',
    ],
    table: 'profiles',
  },
  {
    number: '6.2',
    title: 'Private key protection and cryptographic module engineering controls',
    text: [
      'An issuing key is in an HSM by PKCS#11, private, sensitive and not extractable, or in a file sealed with scrypt and AES-256-GCM. Only the signer reaches it, and the signer accepts the complete bytes to be signed, never a digest. Keys of roots are sealed with the secrets of both custodians together and are in no running process. The organisation that runs the service decides which kind of module is used.',
    ],
  },
  {
    number: '6.3',
    title: 'Other aspects of key pair management',
    text: [
      'Public keys are archived in the certificates. The maximum validity of each kind is in 6.1; that of CAs in 1.2.',
    ],
  },
  {
    number: '6.4',
    title: 'Activation data',
    text: [
      'A card and its activation code are sent separately: the letter leaves four working days after the card, or as many as the operator has set, from one to ten. The code is readable by nobody after it was mailed. PIN1 and PIN2 have 4 to 8 digits and are chosen by the holder; on a spare card PIN2 has 6 to 8. Both lock after five wrong attempts. The operator may set a longer minimum, up to six digits, and fewer attempts, down to three, for the cards that are made from then on; the longer minimum does not hold for spare cards.',
    ],
  },
  {
    number: '6.5',
    title: 'Computer security controls',
    text: [
      'Web, jobs, OCSP server and signer are separate processes. No chain of imports from the others ends at a CA key: a tool checks it on every change. An operation can not run without a permit that only the access control creates, at the moment of the operation.',
    ],
  },
  {
    number: '6.6',
    title: 'Life cycle technical controls',
    text: [
      'Every change passes the tests, boundaries and lints of the software. Dependencies are pinned with their digests.',
    ],
  },
  {
    number: '6.7',
    title: 'Network security controls',
    text: [
      'The signer has no network, only sockets on its own machine, one for each client role. Pages run no code from other sites. Machines connect by mutual TLS.',
    ],
  },
  {
    number: '6.8',
    title: 'Time-stamping',
    text: [
      'Documents that holders sign in the service get a time-stamp (RFC 3161) of a configured time-stamping authority. The service issues none itself.',
    ],
  },

  { number: '7', title: 'Certificate, CRL, and OCSP profiles' },
  {
    number: '7.1',
    title: 'Certificate profile',
    text: [
      'X.509 version 3 by RFC 5280. Serial numbers are positive and random. Each kind of certificate is described field by field under /profiles/ of this service, from the same data by which it is issued and linted.',
    ],
  },
  {
    number: '7.2',
    title: 'CRL profile',
    text: [
      'Version 2, with CRL number, authority key identifier and, for a shard, its issuing distribution point. Entries have a reason code, except where it would be unspecified.',
    ],
  },
  {
    number: '7.3',
    title: 'OCSP profile',
    text: [
      'Version 1. Each node signs responses with its own key, which the CA certified for OCSP signing with id-pkix-ocsp-nocheck, for thirty days at most.',
    ],
  },

  { number: '8', title: 'Compliance audit and other assessments' },
  {
    number: '8.1',
    title: 'Frequency or circumstances of assessment',
    text: none(
      'the organisation that runs the service decides. The auditor’s role reads the audit log at any time.',
    ),
  },
  {
    number: '8.2',
    title: 'Identity and qualifications of assessor',
    text: none('the organisation that runs the service chooses the assessor.'),
  },
  {
    number: '8.3',
    title: 'Assessor’s relationship to assessed entity',
    text: ['A person with the auditor’s role has no other role in the service.'],
  },
  {
    number: '8.4',
    title: 'Topics covered by assessment',
    text: [
      'The audit log, from any checkpoint on, can be exported and verified without trusting the service.',
    ],
  },
  {
    number: '8.5',
    title: 'Actions taken as a result of deficiency',
    text: [
      'A certificate that was issued wrongly is revoked. A practice that differs from this document is mended, or the document is.',
    ],
  },
  {
    number: '8.6',
    title: 'Communication of results',
    text: none('the organisation that runs the service decides.'),
  },

  { number: '9', title: 'Other business and legal matters' },
  {
    number: '9.1',
    title: 'Fees',
    text: [
      'The professional card is free. Other fees stand in the dated price list, which the public pages show; status and this document are free for everybody. There is no refund policy beyond credit notes for what was charged wrongly.',
    ],
  },
  {
    number: '9.2',
    title: 'Financial responsibility',
    text: none('the organisation that runs the service decides on it.'),
  },
  {
    number: '9.3',
    title: 'Confidentiality of business information',
    text: [
      'Applications and invoices of an organisation are shown to its members and to case officers.',
    ],
  },
  {
    number: '9.4',
    title: 'Privacy of personal information',
    text: [
      'The privacy notice on the public pages applies. Identity codes are stored encrypted; logs contain no personal data; a holder sees everything that was done with their own card and data.',
    ],
  },
  {
    number: '9.5',
    title: 'Intellectual property rights',
    text: ['The software and this document are under the EUPL 1.2.'],
  },
  {
    number: '9.6',
    title: 'Representations and warranties',
    text: [
      'The service warrants that a certificate says what the registers said when it was issued, and that a revocation shows within the limits of 2.3. A TEST CA warrants nothing.',
    ],
  },
  {
    number: '9.7',
    title: 'Disclaimers of warranties',
    text: ['What a relying party does without asking for the status is at its own risk.'],
  },
  {
    number: '9.8',
    title: 'Limitations of liability',
    text: none('the law decides.'),
  },
  { number: '9.9', title: 'Indemnities', text: none('the law decides.') },
  {
    number: '9.10',
    title: 'Term and termination',
    text: ['This document holds from its publication until another replaces it.'],
  },
  {
    number: '9.11',
    title: 'Individual notices and communications with participants',
    text: [
      'Holders are notified of every event of their card by e-mail, organisations at their contacts, everybody on the status page.',
    ],
  },
  {
    number: '9.12',
    title: 'Amendments',
    text: [
      'A change that would alter what a certificate means gets another policy identifier, and with it another generation of the CA.',
    ],
  },
  {
    number: '9.13',
    title: 'Dispute resolution provisions',
    text: ['A decision says how to ask for its correction.'],
  },
  { number: '9.14', title: 'Governing law', text: ['The law of Finland.'] },
  {
    number: '9.15',
    title: 'Compliance with applicable law',
    text: [
      'The acts on the population register and the certificate services (661/2009), on client data of social and health care (703/2023), on data protection (1050/2018) and on digital services (306/2019) are those that the service is made for.',
    ],
  },
  {
    number: '9.16',
    title: 'Miscellaneous provisions',
    text: none('there are none.'),
  },
  { number: '9.17', title: 'Other provisions', text: none('there are none.') },
]
