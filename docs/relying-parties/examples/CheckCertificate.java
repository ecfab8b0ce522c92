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
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges a certificate of a card: chain, validity, and status by OCSP, at every step.
 * java CheckCertificate.java certificate.pem all.pem
 */
class CheckCertificate {
  public static void main(String[] files) throws Exception {
    X509Certificate certificate = read(files[0]).get(0);
    List<X509Certificate> authorities = read(files[1]);

    var anchors =
        authorities.stream()
            .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
            .map(root -> new TrustAnchor(root, null))
            .collect(Collectors.toSet());
    var wanted = new X509CertSelector();
    wanted.setCertificate(certificate);
    var parameters = new PKIXBuilderParameters(anchors, wanted);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(authorities)));

    CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
    var status = (PKIXRevocationChecker) builder.getRevocationChecker();
    // By OCSP, and by the list where OCSP does not answer; never "it will be all right".
    status.setOptions(EnumSet.noneOf(PKIXRevocationChecker.Option.class));
    parameters.addCertPathChecker(status);

    try {
      CertPath path = builder.build(parameters).getCertPath();
      System.out.println("good, by a chain of " + path.getCertificates().size());
    } catch (CertPathBuilderException refusal) {
      System.out.println("refused: " + refusal.getCause());
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
