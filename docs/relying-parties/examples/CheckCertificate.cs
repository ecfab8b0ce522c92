// Checks the certificate of a card: path, policy, validity, and status by OCSP, for every certificate of the path.
//
//   mcs -r:System.Numerics.dll CheckCertificate.cs
//   mono CheckCertificate.exe certificate.pem all.pem 1.3.6.1.4.1.32473.1.351.5 \
//     1.3.6.1.4.1.32473.1.355.6 1.3.6.1.4.1.32473.1.355.8
//
// Our tests compile and run it with Debian's mono-mcs and mono-runtime, not with .NET. Mono has no ECDSA, so that
// `IsSignature` computes it, from public values only; in .NET, put ECDsa.VerifyData there.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

class Refused : Exception {
  public Refused(string why) : base(why) {}
}

class CheckCertificate {
  static readonly DateTime Now = DateTime.UtcNow;

  static int Main(string[] words) {
    if (words.Length < 3) throw new ArgumentException("Which policies?");
    try {
      var path = PathOf(Certificate.Read(words[0]).First(), Certificate.Read(words[1]));
      foreach (var each in path) if (!each.IsValidAt(Now)) throw new Refused("not valid now");
      // Other CAs under the same root CAs certify servers, and may certify test cards.
      if (!path[0].Policies.Intersect(words.Skip(2)).Any()) throw new Refused("not a policy of people");
      for (int at = 0; at + 1 < path.Count; at++) CheckStatus(path[at], path[at + 1]);
      Console.WriteLine("good, by a chain of " + (path.Count - 1));
      return 0;
    } catch (Refused refusal) {
      Console.WriteLine("refused: " + refusal.Message);
      return 1;
    }
  }

  /// From the certificate to a root CA of the file, by names and signatures.
  static List<Certificate> PathOf(Certificate certificate, List<Certificate> cas) {
    var path = new List<Certificate> { certificate };
    do {
      var last = path[path.Count - 1];
      var issuer = cas.FirstOrDefault(
        ca => ca.IsCa && ca.Subject.SequenceEqual(last.Issuer) && last.IsSignedBy(ca));
      if (issuer == null || path.Count > 3) throw new Refused("no path to a trusted root CA");
      path.Add(issuer);
    } while (!path[path.Count - 1].IsSelfIssued);
    return path;
  }

  static void CheckStatus(Certificate certificate, Certificate issuer) {
    var id = IdentityOf(certificate, issuer);
    var request = Der.Sequence(Der.Sequence(Der.Sequence(Der.Sequence(id))));
    var response = new Der(Post(certificate.OcspAddress, request));
    var status = response[0].Content[0];
    if (status != 0) throw new Refused("no status: " + status);
    var basic = new Der(response[1][0][1].Content);
    CheckSignature(basic, issuer);

    var data = basic[0];
    // The version is left out when it is 1.
    var singles = data[data[0].Tag == 0xa0 ? 3 : 2];
    // A response may name the certificate by several hash algorithms, and others beside it.
    var ours = singles.Children.Where(each => IsSame(each[0], new Der(id))).ToList();
    if (ours.Count == 0) throw new Refused("the response is about another certificate");
    var drift = TimeSpan.FromMinutes(5);
    foreach (var each in ours) {
      var next = each.Children.Skip(3).FirstOrDefault(one => one.Tag == 0xa0);
      if (each[2].Time > Now + drift || next == null || next[0].Time < Now - drift)
        throw new Refused("the response is out of date");
      if (each[1].Tag != 0x80) throw new Refused(each[1].Tag == 0xa1 ? "revoked" : "unknown");
    }
  }

  /// RFC 6960, § 4.1.1: CertID, by SHA-256.
  static byte[] IdentityOf(Certificate certificate, Certificate issuer) {
    using (var sha256 = SHA256.Create())
      return Der.Sequence(
        Der.Sequence(Der.Write(6, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1), Der.Write(5)),
        Der.Write(4, sha256.ComputeHash(issuer.Subject)),
        Der.Write(4, sha256.ComputeHash(issuer.KeyBits)),
        certificate.Serial);
  }

  /// Whether the parameters of the hash algorithm are NULL or absent says nothing.
  static bool IsSame(Der one, Der other) {
    return one[0][0].Content.SequenceEqual(other[0][0].Content)
      && Enumerable.Range(1, 3).All(at => one[at].Content.SequenceEqual(other[at].Content));
  }

  /// By the CA itself, or by a responder that it certified for this.
  static void CheckSignature(Der basic, Certificate issuer) {
    var signer = issuer;
    if (basic.Children.Count > 3) {
      var responder = new Certificate(basic[3][0][0].Whole);
      if (!responder.Whole.SequenceEqual(issuer.Whole)) {
        if (!responder.Issuer.SequenceEqual(issuer.Subject) || !responder.IsSignedBy(issuer))
          throw new Refused("the responder is not of the CA");
        if (!responder.IsOcspResponder || !responder.IsValidAt(Now))
          throw new Refused("the responder may not sign");
        signer = responder;
      }
    }
    if (!signer.IsSignature(basic[0].Whole, basic[1], basic[2]))
      throw new Refused("the response has a wrong signature");
  }

  static byte[] Post(string address, byte[] body) {
    var request = (HttpWebRequest)WebRequest.Create(address);
    request.Method = "POST";
    request.ContentType = "application/ocsp-request";
    request.Timeout = 10000;
    using (var stream = request.GetRequestStream()) stream.Write(body, 0, body.Length);
    using (var response = request.GetResponse())
    using (var read = new MemoryStream()) {
      response.GetResponseStream().CopyTo(read);
      return read.ToArray();
    }
  }
}

class Certificate {
  public readonly byte[] Whole;
  readonly Der certificate;
  readonly Der[] fields;

  public Certificate(byte[] der) {
    Whole = der;
    certificate = new Der(der);
    // Version 3: serial, algorithm, issuer, validity, subject, key, extensions.
    fields = certificate[0].Children.Skip(1).ToArray();
  }

  public static List<Certificate> Read(string file) {
    return Regex
      .Matches(File.ReadAllText(file), "-----BEGIN CERTIFICATE-----(.*?)-----END", RegexOptions.Singleline)
      .Cast<Match>()
      .Select(match => new Certificate(Convert.FromBase64String(match.Groups[1].Value)))
      .ToList();
  }

  public byte[] Serial { get { return fields[0].Whole; } }
  public byte[] Issuer { get { return fields[2].Whole; } }
  public byte[] Subject { get { return fields[4].Whole; } }
  public byte[] KeyBits { get { return fields[5][1].Bits; } }
  public bool IsSelfIssued { get { return Issuer.SequenceEqual(Subject); } }

  public bool IsValidAt(DateTime now) {
    return fields[3][0].Time <= now && now <= fields[3][1].Time;
  }

  public bool IsCa {
    get {
      var constraints = Extension("2.5.29.19");
      return constraints != null && constraints.Children.Any(each => each.Tag == 1 && each.Content[0] != 0);
    }
  }

  public IEnumerable<string> Policies {
    get {
      var policies = Extension("2.5.29.32");
      return policies == null ? new string[0] : policies.Children.Select(each => each[0].Oid);
    }
  }

  public bool IsOcspResponder {
    get {
      var usages = Extension("2.5.29.37");
      return usages != null && usages.Children.Any(each => each.Oid == "1.3.6.1.5.5.7.3.9");
    }
  }

  public string OcspAddress {
    get {
      var access = Extension("1.3.6.1.5.5.7.1.1");
      var ocsp = access == null ? null : access.Children.FirstOrDefault(each => each[0].Oid == "1.3.6.1.5.5.7.48.1");
      if (ocsp == null) throw new Refused("no address for its status");
      return Encoding.ASCII.GetString(ocsp[1].Content);
    }
  }

  Der Extension(string oid) {
    var extensions = fields.FirstOrDefault(each => each.Tag == 0xa3);
    var found = extensions == null ? null : extensions[0].Children.FirstOrDefault(each => each[0].Oid == oid);
    return found == null ? null : new Der(found.Children.Last().Content);
  }

  public bool IsSignedBy(Certificate ca) {
    return ca.IsSignature(certificate[0].Whole, certificate[1], certificate[2]);
  }

  /// By the key of this certificate: ECDSA on P-256 or P-384, or RSA (PKCS #1 v1.5), with SHA-2.
  public bool IsSignature(byte[] signed, Der algorithm, Der signature) {
    var key = fields[5][0];
    switch (algorithm[0].Oid) {
      case "1.2.840.10045.4.3.2": return IsEcdsa(key, Hash("SHA256", signed), signature.Bits);
      case "1.2.840.10045.4.3.3": return IsEcdsa(key, Hash("SHA384", signed), signature.Bits);
      case "1.2.840.10045.4.3.4": return IsEcdsa(key, Hash("SHA512", signed), signature.Bits);
      case "1.2.840.113549.1.1.11": return IsRsa(key, signed, "SHA256", signature.Bits);
      case "1.2.840.113549.1.1.12": return IsRsa(key, signed, "SHA384", signature.Bits);
      case "1.2.840.113549.1.1.13": return IsRsa(key, signed, "SHA512", signature.Bits);
      default: return false;
    }
  }

  static byte[] Hash(string algorithm, byte[] signed) {
    using (var hash = HashAlgorithm.Create(algorithm)) return hash.ComputeHash(signed);
  }

  bool IsRsa(Der key, byte[] signed, string hash, byte[] signature) {
    if (key[0].Oid != "1.2.840.113549.1.1.1") return false;
    var numbers = new Der(KeyBits);
    using (var rsa = new RSACryptoServiceProvider()) {
      rsa.ImportParameters(new RSAParameters {
        Modulus = numbers[0].Content.SkipWhile(each => each == 0).ToArray(),
        Exponent = numbers[1].Content,
      });
      return rsa.VerifyData(signed, hash, signature);
    }
  }

  bool IsEcdsa(Der key, byte[] hash, byte[] signature) {
    if (key[0].Oid != "1.2.840.10045.2.1") return false;
    var curve = Curve.Named(key[1].Oid);
    var pair = new Der(signature);
    return curve != null && curve.IsSignature(KeyBits, hash, pair[0].Number, pair[1].Number);
  }
}

/// ECDSA (FIPS 186-5, § 6.4.2) on a curve with a = -3.
class Curve {
  readonly int bytes;
  readonly BigInteger p, n, b;
  readonly BigInteger[] g;

  Curve(int bytes, string p, string n, string b, string x, string y) {
    this.bytes = bytes;
    this.p = Hex(p);
    this.n = Hex(n);
    this.b = Hex(b);
    g = new[] { Hex(x), Hex(y) };
  }

  /// SEC 2, § 2.4.2 and 2.5.1.
  public static Curve Named(string oid) {
    switch (oid) {
      case "1.2.840.10045.3.1.7":
        return new Curve(32,
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
          "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
          "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
          "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
      case "1.3.132.0.34":
        return new Curve(48,
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
          "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
          "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
          "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
          "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f");
      default:
        return null;
    }
  }

  public bool IsSignature(byte[] key, byte[] hash, BigInteger r, BigInteger s) {
    if (r < 1 || r >= n || s < 1 || s >= n || key.Length != 1 + 2 * bytes || key[0] != 4) return false;
    var q = new[] { Der.Unsigned(key.Skip(1).Take(bytes)), Der.Unsigned(key.Skip(1 + bytes)) };
    if (Mod(q[1] * q[1] - (q[0] * q[0] * q[0] - 3 * q[0] + b)) != 0) return false;
    var e = Der.Unsigned(hash.Take(bytes));
    var w = Inverse(s, n);
    var sum = Add(Multiply(e * w % n, g), Multiply(r * w % n, q));
    return sum != null && sum[0] % n == r;
  }

  BigInteger[] Multiply(BigInteger times, BigInteger[] point) {
    BigInteger[] sum = null;
    for (; times > 0; times >>= 1, point = Add(point, point)) if (!times.IsEven) sum = Add(sum, point);
    return sum;
  }

  /// Null is the point at infinity.
  BigInteger[] Add(BigInteger[] one, BigInteger[] other) {
    if (one == null) return other;
    if (other == null) return one;
    bool isSameX = one[0] == other[0];
    if (isSameX && Mod(one[1] + other[1]) == 0) return null;
    var slope = isSameX
      ? Mod((3 * one[0] * one[0] - 3) * Inverse(2 * one[1], p))
      : Mod((other[1] - one[1]) * Inverse(Mod(other[0] - one[0]), p));
    var x = Mod(slope * slope - one[0] - other[0]);
    return new[] { x, Mod(slope * (one[0] - x) - one[1]) };
  }

  BigInteger Mod(BigInteger number) {
    var rest = number % p;
    return rest.Sign < 0 ? rest + p : rest;
  }

  static BigInteger Inverse(BigInteger number, BigInteger modulus) {
    BigInteger a = number % modulus, m = modulus, x = 1, y = 0;
    while (a > 1) {
      var quotient = a / m;
      var rest = a - quotient * m;
      a = m;
      m = rest;
      var next = x - quotient * y;
      x = y;
      y = next;
    }
    return x.Sign < 0 ? x + modulus : x;
  }

  static BigInteger Hex(string digits) {
    return BigInteger.Parse("0" + digits, NumberStyles.HexNumber);
  }
}

/// One DER element (X.690). Malformed input ends in an exception.
class Der {
  public readonly int Tag;
  public readonly byte[] Whole;
  public readonly byte[] Content;

  public Der(byte[] bytes, int at = 0) {
    Tag = bytes[at];
    int length = bytes[at + 1], from = at + 2;
    if (length > 0x84) throw new Refused("malformed DER");
    if (length > 0x7f) {
      int count = length & 0x7f;
      length = bytes.Skip(from).Take(count).Aggregate(0, (sum, each) => checked(sum * 256 + each));
      from += count;
    }
    if (length > bytes.Length - from) throw new Refused("malformed DER");
    Content = bytes.Skip(from).Take(length).ToArray();
    Whole = bytes.Skip(at).Take(from - at + length).ToArray();
  }

  public List<Der> Children {
    get {
      var children = new List<Der>();
      for (int at = 0; at < Content.Length; at += children[children.Count - 1].Whole.Length)
        children.Add(new Der(Content, at));
      return children;
    }
  }

  public Der this[int at] { get { return Children[at]; } }
  public BigInteger Number { get { return new BigInteger(Content.Reverse().ToArray()); } }
  /// Of a BIT STRING of whole bytes.
  public byte[] Bits { get { return Content.Skip(1).ToArray(); } }

  public DateTime Time {
    get {
      var text = Encoding.ASCII.GetString(Content);
      // RFC 5280, § 4.1.2.5.1: two digits from 50 on are of the last century.
      if (Tag == 0x17) text = (text[0] < '5' ? "20" : "19") + text;
      return DateTime.ParseExact(text, "yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }
  }

  public string Oid {
    get {
      var arcs = new List<BigInteger>();
      BigInteger arc = 0;
      foreach (var each in Content) {
        arc = arc * 128 + (each & 0x7f);
        if (each > 0x7f) continue;
        if (arcs.Count == 0) {
          BigInteger first = arc < 80 ? arc / 40 : 2;
          arcs.Add(first);
          arc -= first * 40;
        }
        arcs.Add(arc);
        arc = 0;
      }
      return string.Join(".", arcs);
    }
  }

  public static BigInteger Unsigned(IEnumerable<byte> bytes) {
    return new BigInteger(bytes.Reverse().Concat(new byte[] { 0 }).ToArray());
  }

  public static byte[] Sequence(params byte[][] elements) {
    return Write(0x30, elements.SelectMany(each => each).ToArray());
  }

  public static byte[] Write(byte tag, params byte[] content) {
    var length = content.Length < 0x80
      ? new[] { (byte)content.Length }
      : content.Length < 0x100
        ? new byte[] { 0x81, (byte)content.Length }
        : new byte[] { 0x82, (byte)(content.Length >> 8), (byte)content.Length };
    return new[] { tag }.Concat(length).Concat(content).ToArray();
  }
}
