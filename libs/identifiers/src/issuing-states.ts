/**
 * The states that issue passports and identity cards: ISO 3166-1 alpha-2, and the three letters of a machine
 * readable zone, which are those of alpha-3 except for Kosovo (ICAO Doc 9303-3, section 5).
 */
// cspell:disable
const states: readonly string[] =
  `ADAND AEARE AFAFG AGATG ALALB AMARM AOAGO ARARG ATAUT AUAUS AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR
  BHBHR BIBDI BJBEN BNBRN BOBOL BRBRA BSBHS BTBTN BWBWA BYBLR BZBLZ CACAN CDCOD CFCAF CGCOG CHCHE CICIV
  CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST
  EGEGY ERERI ESESP ETETH FIFIN FJFJI FMFSM FRFRA GAGAB GBGBR GDGRD GEGEO GHGHA GMGMB GNGIN GQGNQ GRGRC
  GTGTM GWGNB GYGUY HKHKG HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR ININD IQIRQ IRIRN ISISL ITITA JMJAM
  JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KZKAZ LALAO LBLBN LCLCA LILIE LKLKA
  LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC
  MRMRT MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NENER NGNGA NINIC NLNLD NONOR NPNPL NRNRU NZNZL
  OMOMN PAPAN PEPER PGPNG PHPHL PKPAK PLPOL PSPSE PTPRT PWPLW PYPRY QAQAT ROROU RSSRB RURUS RWRWA SASAU
  SBSLB SCSYC SDSDN SESWE SGSGP SISVN SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SYSYR SZSWZ
  TDTCD TGTGO THTHA TJTJK TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA USUSA UYURY
  UZUZB VAVAT VCVCT VEVEN VNVNM VUVUT WSWSM XKRKS YEYEM ZAZAF ZMZMB ZWZWE`.split(/\s+/)
// cspell:enable

/** ISO 3166-1 alpha-2, in alphabetical order. */
export const issuingStates: readonly string[] = states.map((pair) => pair.slice(0, 2)).toSorted()

/**
 * ISO 3166-1 alpha-2 of an issuer in a machine readable zone, without fillers; undefined when there is no
 * such state.
 */
export const issuingStateOf = (written: string): string | undefined => twoLetters.get(written)

/** Germany writes one letter; British passports of other kinds of nationality have their own letters. */
const twoLetters: ReadonlyMap<string, string> = new Map([
  ...states.map((pair) => [pair.slice(2), pair.slice(0, 2)] as const),
  ['D', 'DE'],
  ...['GBD', 'GBN', 'GBO', 'GBP', 'GBS'].map((written) => [written, 'GB'] as const),
])
