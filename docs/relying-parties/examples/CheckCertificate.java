import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the certificate of a card: path, policy, validity, and status by OCSP, for every certificate of the path.
 * java CheckCertificate.java certificate.pem all.pem 1.3.6.1.4.1.32473.1.351.5 \
 *   1.3.6.1.4.1.32473.1.355.6 1.3.6.1.4.1.32473.1.355.8
 */
class CheckCertificate {
  public static void main(String[] words) throws Exception {
    X509Certificate certificate = read(words[0]).get(0);
    List<X509Certificate> caCertificates = read(words[1]);
    Set<String> policies = Set.copyOf(Arrays.asList(words).subList(2, words.length));
    // An empty set would accept any policy.
    if (policies.isEmpty()) throw new IllegalArgumentException("Which policies?");

    var anchors =
        caCertificates.stream()
            .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
            .map(root -> new TrustAnchor(root, null))
            .collect(Collectors.toSet());
    var wanted = new X509CertSelector();
    wanted.setCertificate(certificate);
    var parameters = new PKIXBuilderParameters(anchors, wanted);
    // Other CAs under the same root CAs certify servers, and may certify test cards: accept only the policies of people.
    parameters.setInitialPolicies(policies);
    parameters.setExplicitPolicyRequired(true);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(caCertificates)));

    CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
    var status = (PKIXRevocationChecker) builder.getRevocationChecker();
    // By OCSP, and by the CRL if OCSP does not respond; never a soft fail.
    status.setOptions(EnumSet.noneOf(PKIXRevocationChecker.Option.class));
    parameters.addCertPathChecker(status);

    try {
      CertPath path = builder.build(parameters).getCertPath();
      System.out.println("good, by a chain of " + path.getCertificates().size());
    } catch (CertPathBuilderException refusal) {
      System.out.println("refused: " + Objects.requireNonNullElse(refusal.getCause(), refusal));
      System.exit(1);
    }
  }

  private static List<X509Certificate> read(String file) throws Exception {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
