/**
 * Retired words, each with what to write instead (docs/glossary.md is the list of those that are right).
 * `npm run check` holds both lists over everything that git tracks.
 */

/** Never right: in no name, comment, text, document or test. `except`: standard terms that contain the word. */
export const neverRight = [
  { word: /\bdeeds?\b/i, instead: 'operation', sample: 'the deed is refused' },
  { word: /\bdoers?\b/i, instead: 'actor, or roles', sample: 'the doer of an entry' },
  { word: /\baskers?\b/i, instead: 'client, signer client, or requester', sample: 'each asker' },
  {
    word: /\boctets?\b/i,
    instead: 'byte',
    except: /octet[- ]?strings?|octet-stream|octet_string|octet_length|"[^"]*octets?[^"]*"/gi,
    sample: 'the octets of a CRL',
  },
  { word: /\banew\b/i, instead: 'again', sample: 'signed anew' },
  { word: /\bwhoever\b/i, instead: 'the user who, anyone who', sample: 'whoever asks' },
  { word: /\bovertaken\b/i, instead: 'outdated', sample: 'an overtaken certificate' },
  { word: /\bbrakes?\b/i, instead: 'mass-revocation guard', sample: 'the brake of CRLs' },
  { word: /\b(?:the|an) own\b/i, instead: 'its own, your own', sample: 'the own card' },
  {
    word: /\bcard door\b|\bdoor of the signer\b|\bdoor for programs\b/i,
    instead: 'client-certificate sign-in, signer socket, enrolment API',
    sample: 'at the card door',
  },
  {
    word: /\bprint house\b/i,
    instead: 'card and letter bureau',
    sample: 'sent to the print house',
  },
  { word: /\bexample world\b/i, instead: 'demo environment', sample: 'the example world' },
  {
    word: /\brevocation line\b/i,
    instead: 'hotline; on pages: revocation service',
    sample: 'calls to the revocation line',
  },
  { word: /\bolder authorit(?:y|ies)\b/i, instead: 'legacy CA', sample: 'an older authority' },
  { word: /\bknown bad keys?\b/i, instead: 'blocked key', sample: 'a known bad key' },
  { word: /\baudit trail\b/i, instead: 'audit log', sample: 'the audit trail' },
  {
    word: /\bstatus (?:node|process)(?:es|s)?\b/i,
    instead: 'OCSP process',
    sample: 'a status node',
  },
]

/**
 * Ordinary English that is no name here: patterns over the words of an identifier, a file name, an error code, an event, a
 * setting or a metric (`publishList` is read as `publish list`). `except`: names in which the word has its plain sense.
 */
export const noNames = [
  {
    words:
      /\b(?:publish|sign|signed|held|paused|newest|tbs|published|served|freshness of|older|legacy) lists?\b/,
    instead: 'CRL: publishCrl, pausedCrls',
    sample: 'publishList',
  },
  {
    words: /\b(?:questions?)\b/,
    instead: 'request',
    except:
      /\b(?:identification|employer|photo|work|declaration|spare|broken|right|typed|order|terminal) questions?\b|^questions?$/,
    sample: 'quickQuestion',
  },
  { words: /\banswers?\b/, instead: 'response', except: /answer to reset/, sample: 'answerForm' },
  {
    words: /\bpapers?\b/,
    instead: 'agreement, delegation, or document',
    except: /^(?:on |photo )?papers?$|\b(?:confirm|confirmed by|rule) paper$|^paper mail$/,
    sample: 'decidePaper',
  },
  {
    words: /\bthreads?\b/,
    instead: 'case',
    except:
      /^threads?$|main thread|\b(?:signing|database|worker|start|stop|in a) thread\b|thread (?:id|ends?)/,
    sample: 'threadStep',
  },
  {
    words: /\bhandlers? (?:card|appointed|decides)|\b(?:is|last|another|other|by) handlers?\b/,
    instead: 'case officer',
    sample: 'isHandler',
  },
  {
    words:
      /\b(?:holds?) (?:id|row|unknown|waiting|ceremony)\b|\b(?:release|find open|insert|lock|view|shown) holds?\b/,
    instead: 'pause, pending release',
    sample: 'releaseHold',
  },
  { words: /\bstory\b/, instead: 'scenario', sample: 'storySteps' },
  { words: /\bjourneys?\b/, instead: 'end-to-end test', sample: 'officeJourney' },
  { words: /\bworlds?\b/, instead: 'demo environment, test environment', sample: 'exampleWorld' },
  { words: /\bjournal\b/, instead: 'signing log', sample: 'openJournal' },
  {
    words: /\b(?:told|tells?|telling)\b/,
    instead: 'notify, report, or input',
    sample: 'tellHolder',
  },
  { words: /\b(?:hears?|heard)\b/, instead: 'subscribe, receive', sample: 'hearCodes' },
  { words: /\b(?:asks?|asked|asking)\b/, instead: 'request, query, call', sample: 'askStatus' },
  {
    words: /\bmade\b/,
    instead: 'created, produced, issued',
    except: /made up/,
    sample: 'cardMade',
  },
  { words: /\bmost\b/, instead: 'max', except: /most (?:recent|helpful)/, sample: 'mostFindings' },
  { words: /\bleast\b/, instead: 'min', except: /^at least$/, sample: 'leastDigits' },
  { words: /\blongest\b/, instead: 'max', except: /longest silence/, sample: 'longestChain' },
  { words: /\busual\b/, instead: 'default', except: /^usual$|unusual/, sample: 'usualBodyLimit' },
  { words: /\brest milliseconds\b/, instead: 'delay', sample: 'restMilliseconds' },
  { words: /\bkept\b/, instead: 'stored, retained, or operator', sample: 'keptInvoices' },
  { words: /\bkeepers?\b/, instead: 'point operator', sample: 'keeperId' },
  { words: /\bdoors?\b/, instead: 'listener, enrolment API, sign-in', sample: 'machineDoor' },
  { words: /\btrails?\b/, instead: 'audit log', sample: 'exportTrail' },
  {
    words: /\bauthorit(?:y|ies)\b/,
    instead: 'CA',
    except: /authority (?:key|info|information|access)|time stamp authorit/,
    sample: 'olderAuthority',
  },
  {
    words: /\bmandates?\b/,
    instead: 'power of attorney',
    except: /suomi fi mandate/,
    sample: 'readMandate',
  },
  { words: /\bbookings?\b/, instead: 'appointment', sample: 'cancelBooking' },
  {
    words: /\bclosing reason|\bclosed? (?:spare )?cards?\b|\bcards? (?:closed|not closable)\b/,
    instead: 'cancel a card, revoke a certificate',
    sample: 'closeCard',
  },
  { words: /\bjudge[sd]?\b/, instead: 'check', sample: 'judgeRequest' },
  { words: /\bverdicts?\b/, instead: 'status word, assessment', sample: 'cardVerdict' },
  {
    words: /\barrows?\b/,
    instead: 'dependency, crash point',
    except: /arrow (?:down|up|left|right|key|function)/,
    sample: 'issuingArrow',
  },
  { words: /\bstand ins?\b/, instead: 'simulator', sample: 'standInRegisters' },
  { words: /\bstanding approvals?\b/, instead: 'enrolment approval', sample: 'standingApproval' },
  { words: /\bbinding keys?\b/, instead: 'EAB key', sample: 'bindingKey' },
  {
    words: /\bnamed certificates?\b/,
    instead: 'supplier-requested certificate',
    sample: 'namedCertificate',
  },
  {
    words: /\bpossession not proved\b|\bclocks differ\b|\bknown to others\b/,
    instead: 'bad-proof-of-possession, clock-skew, blocked key',
    sample: 'possession-not-proved',
  },
  {
    words: /\bin lanes\b|^(?:believe|gather)$/,
    instead: 'concurrency, ttlCache, batch',
    sample: 'inLanes',
  },
  {
    words:
      /\b(?:person|card|letter|unit|client|ticket|link|proposal|challenge|attempt|checkpoint|blank|confirmation|relay) (?:unknown|not known)\b/,
    instead: '…-not-found',
    sample: 'person-unknown',
  },
  {
    words: /\bstatus (?:url|port|process|hands|load)\b|\bsotevarmenne status\b/,
    instead: 'OCSP_PORT, VALIDATION_URL, OCSP process',
    sample: 'statusUrl',
  },
  {
    words: /\b(?:gave|given?|giving) up\b/,
    instead: 'abandoned, rejected, voided, failed for good',
    except: /given up wrong/,
    sample: 'given-up',
  },
  {
    words: /\bmass held\b|\b(?:are|crls?) held\b|\bheld (?:by|crls?)\b/,
    instead: 'paused',
    except: /^held by$/,
    sample: 'mass-held',
  },
  {
    words: /\bmaking (?:keys|for oneself)\b|\bnothing to make\b/,
    instead: 'production',
    sample: 'making-keys',
  },
  {
    words: /\bclosed (?:now|before|by caller)\b|\bclose (?:for good|at end)\b/,
    instead: 'cancel a card',
    sample: 'closed-by-caller',
  },
  {
    words: /\bline (?:aloud|calls)\b|\bwhat waits\b/,
    instead: 'hotline; inbox, next tasks',
    sample: 'line-aloud',
  },
]
