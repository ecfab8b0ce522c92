/*
 * The keys that OpenSSL of Debian and Ubuntu could make from September 2006 to May 2008 (CVE-2008-0166).
 *
 * Its generator forgot to mix in what it was given. What came out depended on the process id, and on how many bytes (not
 * which) were given before: on the size of a word, its order of bytes, and whether there was a file of random bytes in
 * the home folder. This is that generator, and what OpenSSL 0.9.8 did with it to make a key.
 *
 *   cc -O2 -o debian-weak-keys debian-weak-keys.c -lcrypto
 *   ./debian-weak-keys <P-256|P-384|bits> <le32|le64|be32> <read|empty|missing> <first process id> <past the last>
 *
 * A line a key: the SHA-256 of its SubjectPublicKeyInfo, as a list of blocked keys has it. Needs OpenSSL 3 on x86-64.
 */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATE = 1023, DIGEST = 20, NEEDED = 32, PRIMES = 2048 };

static struct generator {
  uint8_t state[STATE], md[DIGEST];
  int filled, at, isPolled, isStirred, pid;
  uint64_t counts[2];
  double entropy;
} it;

static int wordSize, isBigEndian;
static BN_CTX *ctx;
static uint32_t primes[PRIMES];

static int putNumber(uint8_t *to, uint64_t value, int size) {
  for (int i = 0; i < size; i++) to[isBigEndian ? size - 1 - i : i] = (uint8_t)(value >> (8 * i));
  return size;
}

/* What was given is not looked at: that is the fault. */
static void give(int bytes, double entropy) {
  uint8_t local[DIGEST];
  int place = it.at;
  uint64_t count = it.counts[1];
  memcpy(local, it.md, DIGEST);
  it.at += bytes;
  if (it.at >= STATE) {
    it.at %= STATE;
    it.filled = STATE;
  } else if (it.at > it.filled) {
    it.filled = it.at;
  }
  it.counts[1] += (uint64_t)((bytes + DIGEST - 1) / DIGEST);
  for (int done = 0; done < bytes; done += DIGEST) {
    int part = bytes - done > DIGEST ? DIGEST : bytes - done;
    uint8_t hashed[2 * DIGEST + 16];
    int length = DIGEST;
    memcpy(hashed, local, DIGEST);
    for (int k = 0; k < part; k++) hashed[length++] = it.state[(place + k) % STATE];
    length += putNumber(hashed + length, it.counts[0], wordSize);
    length += putNumber(hashed + length, count++, wordSize);
    SHA1(hashed, (size_t)length, local);
    for (int k = 0; k < part; k++, place = (place + 1) % STATE) it.state[place] ^= local[k];
  }
  for (int k = 0; k < DIGEST; k++) it.md[k] ^= local[k];
  if (it.entropy < NEEDED) it.entropy += entropy;
}

/* From the system: random bytes, the process id, the user id and the time. */
static void poll(void) {
  give(NEEDED, NEEDED);
  for (int i = 0; i < 3; i++) give(wordSize, 0);
  it.isPolled = 1;
}

static void take(uint8_t *to, int wanted) {
  int half = DIGEST / 2;
  if (!it.isPolled) poll();
  int isReady = it.entropy >= NEEDED;
  if (!isReady) it.entropy = it.entropy > wanted ? it.entropy - wanted : 0;
  if (!it.isStirred) {
    for (int left = STATE; left > 0; left -= DIGEST) give(DIGEST, 0);
    it.isStirred = isReady;
  }
  int place = it.at, filled = it.filled;
  uint64_t counts[2] = {it.counts[0], it.counts[1]};
  uint8_t local[DIGEST], hashed[4 + 2 * DIGEST + 16];
  memcpy(local, it.md, DIGEST);
  it.at += (1 + (wanted - 1) / half) * half;
  if (it.at > filled) it.at %= filled;
  it.counts[0]++;
  for (int isFirst = it.pid != 0; wanted > 0; isFirst = 0) {
    int part = wanted >= half ? half : wanted, length = 0;
    wanted -= part;
    if (isFirst) length += putNumber(hashed, (uint64_t)it.pid, 4);
    memcpy(hashed + length, local, DIGEST);
    length += DIGEST;
    length += putNumber(hashed + length, counts[0], wordSize);
    length += putNumber(hashed + length, counts[1], wordSize);
    for (int k = 0; k < half; k++) hashed[length++] = it.state[(place + k) % filled];
    SHA1(hashed, (size_t)length, local);
    for (int k = 0; k < half; k++) {
      it.state[place] ^= local[k];
      place = place + 1 >= filled ? 0 : place + 1;
      if (k < part) *to++ = local[k + half];
    }
  }
  int length = putNumber(hashed, counts[0], wordSize);
  length += putNumber(hashed + length, counts[1], wordSize);
  memcpy(hashed + length, local, DIGEST);
  memcpy(hashed + length + DIGEST, it.md, DIGEST);
  SHA1(hashed, (size_t)length + 2 * DIGEST, it.md);
}

/* The file of random bytes is read, was there but empty, or was not there. */
static void begin(int pid, char file) {
  int statSize = wordSize == 8 ? 144 : 88;
  it = (struct generator){.pid = pid};
  if (file != 'm') give(statSize, 0);
  if (file == 'r') give(1024, 1024);
  else poll();
}

static void randomNumber(BIGNUM *to, int bits, int isPrimeToBe) {
  uint8_t bytes[1024];
  int size = (bits + 7) / 8, top = (bits - 1) % 8;
  give(wordSize, 0); /* the time */
  take(bytes, size);
  if (isPrimeToBe) {
    bytes[0] |= (uint8_t)(3 << (top - 1));
    bytes[size - 1] |= 1;
  }
  bytes[0] &= (uint8_t) ~(0xff << (top + 1));
  BN_bin2bn(bytes, size, to);
}

static void randomBelow(BIGNUM *to, const BIGNUM *limit) {
  do randomNumber(to, BN_num_bits(limit), 0);
  while (BN_cmp(to, limit) >= 0);
}

/* Random, and so much added that no small prime divides it or what is one less. */
static void candidate(BIGNUM *to, int bits) {
  uint32_t rests[PRIMES], added = 0;
  uint64_t limbs[64];
  int size = (bits + 63) / 64;
  randomNumber(to, bits, 1);
  BN_bn2lebinpad(to, (uint8_t *)limbs, size * 8);
  for (int i = 1; i < PRIMES; i += 4) {
    int end = i + 4 < PRIMES ? i + 4 : PRIMES;
    uint64_t product = 1, rest = 0, whole;
    for (int k = i; k < end; k++) product *= primes[k];
    for (int k = size - 1; k >= 0; k--)
      __asm__("divq %4" : "=a"(whole), "=d"(rest) : "0"(limbs[k]), "1"(rest), "r"(product) : "cc");
    for (int k = i; k < end; k++) rests[k] = (uint32_t)(rest % primes[k]);
  }
  for (int i = 1; i < PRIMES; i++)
    if ((rests[i] + added) % primes[i] <= 1) {
      added += 2;
      i = 0;
    }
  BN_add_word(to, added);
}

/* What a round of Miller and Rabin's test draws. */
static void drawWitness(const BIGNUM *number) {
  static BIGNUM *less, *drawn;
  if (!less) less = BN_new(), drawn = BN_new();
  BN_copy(less, number);
  BN_sub_word(less, 1);
  randomBelow(drawn, less);
}

/* Fermat's test, which numbers that nobody chose do not deceive; two at once, for speed. */
static void test(BIGNUM *const numbers[2], int arePrime[2]) {
  static BIGNUM *bases[2], *less[2], *powers[2];
  BN_MONT_CTX *mont[2];
  for (int i = 0; i < 2; i++) {
    if (!bases[i]) bases[i] = BN_new(), less[i] = BN_new(), powers[i] = BN_new();
    mont[i] = BN_MONT_CTX_new();
    BN_MONT_CTX_set(mont[i], numbers[i], ctx);
    BN_copy(less[i], numbers[i]);
    BN_sub_word(less[i], 1);
    BN_copy(bases[i], less[i]);
    BN_sub_word(bases[i], 1);
  }
  BN_mod_exp_mont_consttime_x2(powers[0], bases[0], less[0], numbers[0], mont[0], powers[1], bases[1],
                               less[1], numbers[1], mont[1], ctx);
  for (int i = 0; i < 2; i++) {
    arePrime[i] = BN_is_one(powers[i]);
    BN_MONT_CTX_free(mont[i]);
  }
}

/* A composite fails its first round. So the second of two candidates is drawn before the first is checked. */
static void prime(BIGNUM *to, int bits) {
  static BIGNUM *numbers[2];
  int rounds = bits >= 1300 ? 2 : bits >= 850 ? 3 : bits >= 650 ? 4 : 5;
  int arePrime[2] = {0, 0};
  struct generator afterFirst = it;
  if (!numbers[0]) numbers[0] = BN_new(), numbers[1] = BN_new();
  while (!arePrime[0] && !arePrime[1]) {
    for (int i = 0; i < 2; i++) {
      candidate(numbers[i], bits);
      drawWitness(numbers[i]);
      if (i == 0) afterFirst = it;
    }
    test(numbers, arePrime);
  }
  if (arePrime[0]) it = afterFirst;
  BN_copy(to, numbers[arePrime[0] ? 0 : 1]);
  for (int round = 1; round < rounds; round++) drawWitness(to);
}

static int putHeader(uint8_t *to, uint8_t tag, int length) {
  to[0] = tag;
  if (length < 128) {
    to[1] = (uint8_t)length;
    return 2;
  }
  to[1] = 0x82;
  to[2] = (uint8_t)(length >> 8);
  to[3] = (uint8_t)length;
  return 4;
}

static int rsaKey(uint8_t *to, int bits) {
  static const uint8_t algorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                      0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};
  static const uint8_t exponent[] = {0x02, 0x03, 0x01, 0x00, 0x01};
  BIGNUM *p = BN_new(), *q = BN_new(), *n = BN_new();
  do prime(p, (bits + 1) / 2);
  while (BN_mod_word(p, 65537) == 1);
  do prime(q, bits - (bits + 1) / 2);
  while (BN_mod_word(q, 65537) == 1 || BN_cmp(p, q) == 0);
  BN_mul(n, p, q, ctx);
  int modulus = bits / 8 + 1, numbers = 4 + modulus + (int)sizeof exponent, string = 1 + 4 + numbers;
  int length = putHeader(to, 0x30, (int)sizeof algorithm + 4 + string);
  memcpy(to + length, algorithm, sizeof algorithm);
  length += (int)sizeof algorithm;
  length += putHeader(to + length, 0x03, string);
  to[length++] = 0;
  length += putHeader(to + length, 0x30, numbers);
  length += putHeader(to + length, 0x02, modulus);
  BN_bn2binpad(n, to + length, modulus);
  length += modulus;
  memcpy(to + length, exponent, sizeof exponent);
  BN_free(p), BN_free(q), BN_free(n);
  return length + (int)sizeof exponent;
}

static int ecKey(uint8_t *to, int curve) {
  static const uint8_t p256[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};
  static const uint8_t p384[] = {0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
                                 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00};
  static EC_GROUP *group;
  static EC_POINT *point;
  BIGNUM *secret = BN_new();
  int is256 = curve == NID_X9_62_prime256v1, length = is256 ? sizeof p256 : sizeof p384;
  if (!group) group = EC_GROUP_new_by_curve_name(curve), point = EC_POINT_new(group);
  randomBelow(secret, EC_GROUP_get0_order(group));
  EC_POINT_mul(group, point, secret, NULL, NULL, ctx);
  memcpy(to, is256 ? p256 : p384, (size_t)length);
  BN_free(secret);
  return length +
         (int)EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, to + length, 200, ctx);
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int curve = !strcmp(argv[1], "P-256") ? NID_X9_62_prime256v1 : !strcmp(argv[1], "P-384") ? NID_secp384r1 : 0;
  isBigEndian = argv[2][0] == 'b';
  wordSize = strstr(argv[2], "64") ? 8 : 4;
  ctx = BN_CTX_new();
  for (uint32_t n = 2, found = 0; found < PRIMES; n++) {
    uint32_t i = 0;
    while (i < found && n % primes[i] != 0) i++;
    if (i == found) primes[found++] = n;
  }
  for (int pid = atoi(argv[4]); pid < atoi(argv[5]); pid++) {
    uint8_t key[2200], digest[SHA256_DIGEST_LENGTH];
    begin(pid, argv[3][0]);
    int length = curve ? ecKey(key, curve) : rsaKey(key, atoi(argv[1]));
    SHA256(key, (size_t)length, digest);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) printf("%02x", digest[i]);
    printf(" CVE-2008-0166 %s %s %s %d\n", argv[1], argv[2], argv[3], pid);
    fflush(stdout);
  }
}
