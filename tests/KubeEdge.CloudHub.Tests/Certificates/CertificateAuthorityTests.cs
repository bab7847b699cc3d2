using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Certificates;

public sealed class CertificateAuthorityTests
{
    [Fact]
    public void LoadOrCreate_EmptyFolder_IsTheOriginalsShape()
    {
        using var directory = new TemporaryDirectory();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        var certificate = authority.Certificate;
        Assert.Equal("CN=KubeEdge", certificate.Subject);
        Assert.Equal(36400, Math.Round((certificate.NotAfter - certificate.NotBefore).TotalDays));
        Assert.Equal("1.2.840.10045.3.1.7", certificate.GetECDsaPublicKey()?.ExportParameters(false).Curve.Oid.Value);
        var constraints = Assert.Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.True(constraints is { Critical: true, CertificateAuthority: true, HasPathLengthConstraint: false });
        var usage = Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign, usage.KeyUsages);
        Assert.Single(certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>());
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----", File.ReadAllText(directory.File("ca.key")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File("ca.key")));
        }

        Assert.Equal(["ca.crt", "ca.key"], Directory.GetFiles(directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void LoadOrCreate_Again_IsTheSameAuthority()
    {
        using var directory = new TemporaryDirectory();
        using var first = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);
        using var second = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        Assert.Equal(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
    }

    [Fact]
    public async Task LoadOrCreate_ManyAtOnce_AllHaveTheSameAuthority()
    {
        using var directory = new TemporaryDirectory();
        var authorities = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System)))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Single(authorities.Select(authority => authority.Certificate.Thumbprint).Distinct());
        Assert.Equal(2, Directory.GetFiles(directory.Path).Length);
    }

    [Fact]
    public void LoadOrCreate_CutOffAfterTheKey_SignsTheSameKeyAgain()
    {
        using var directory = new TemporaryDirectory();
        using var first = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);
        using var node = first.IssueNode("edge-1");
        File.Delete(directory.File("ca.crt"));

        using var second = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        Assert.True(Verifies(node, second));
    }

    [Fact]
    public void LoadOrCreate_KeyIsMissing_RefusesAndKeepsTheCertificate()
    {
        using var directory = new TemporaryDirectory();
        CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System).Dispose();
        var before = File.ReadAllText(directory.File("ca.crt"));
        File.Delete(directory.File("ca.key"));

        var error = Assert.Throws<CertificateAuthorityException>(() => CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System));

        Assert.Contains("ca.key", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(directory.File("ca.crt")));
        Assert.False(File.Exists(directory.File("ca.key")));
    }

    [Theory]
    [InlineData("ca.crt")]
    [InlineData("ca.key")]
    public void LoadOrCreate_FileOfAnotherAuthorityOrGarbage_RefusesAndNamesTheFile(string file)
    {
        using var directory = new TemporaryDirectory();
        using var other = new TemporaryDirectory();
        CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System).Dispose();
        CertificateAuthority.LoadOrCreate(other.Path, TimeProvider.System).Dispose();

        foreach (var content in new[] { File.ReadAllText(other.File(file)), "garbage", "" })
        {
            File.WriteAllText(directory.File(file), content);
            var error = Assert.Throws<CertificateAuthorityException>(() => CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
            Assert.Equal(content, File.ReadAllText(directory.File(file)));
        }
    }

    [Fact]
    public void IssueServer_NamesAndAddresses_AreTheSubjectAlternativeNames()
    {
        using var directory = new TemporaryDirectory();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        using var certificate = authority.IssueServer(["", "cloud.example", " "], [IPAddress.Loopback]);

        var names = Assert.Single(certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Equal(["cloud.example"], names.EnumerateDnsNames());
        Assert.Equal([IPAddress.Loopback], names.EnumerateIPAddresses());
        Assert.Equal("CN=KubeEdge, O=KubeEdge", certificate.Subject);
        Assert.Equal("1.3.6.1.5.5.7.3.1", Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()).EnhancedKeyUsages[0].Value);
        Assert.True(Verifies(certificate, authority));
        Assert.Throws<ArgumentException>(() => authority.IssueServer([""], []));
    }

    [Fact]
    public void LoadOrIssueServer_IssuesAgainOnlyWhenTheNamesChange()
    {
        using var directory = new TemporaryDirectory();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        var first = authority.LoadOrIssueServer(["localhost", "127.0.0.1", ""]).Thumbprint;
        var same = authority.LoadOrIssueServer(["127.0.0.1", "LOCALHOST", "localhost"]).Thumbprint;
        using var changed = authority.LoadOrIssueServer(["127.0.0.1", "localhost", "cloud.example"]);

        Assert.Equal(first, same);
        Assert.NotEqual(first, changed.Thumbprint);
        Assert.True(Verifies(changed, authority));
        Assert.Equal(changed.Thumbprint, authority.LoadOrIssueServer(["127.0.0.1", "localhost", "cloud.example"]).Thumbprint);
    }

    [Fact]
    public void IssueNode_IsBoundToItsNameAndBackdated()
    {
        using var directory = new TemporaryDirectory();
        var clock = new ManualTimeProvider();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, clock);

        using var certificate = authority.IssueNode("edge-1");

        Assert.Equal("CN=system:node:edge-1, O=system:nodes", certificate.Subject);
        Assert.Equal("edge-1", NodeIdentity.NodeNameOf(certificate));
        Assert.Equal(clock.GetUtcNow().AddHours(-1), certificate.NotBefore.ToUniversalTime());
        Assert.Equal(clock.GetUtcNow().AddDays(365), certificate.NotAfter.ToUniversalTime());
        Assert.Equal("1.3.6.1.5.5.7.3.2", Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()).EnhancedKeyUsages[0].Value);
        Assert.Empty(certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Empty(certificate.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.Equal(
            Convert.ToHexString(authority.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.Span),
            Convert.ToHexString(certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier.GetValueOrDefault().Span));
        Assert.NotEqual(certificate.SerialNumber, authority.IssueNode("edge-1").SerialNumber);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Edge-1")]
    [InlineData("edge/1")]
    [InlineData("edge,O=system:masters")]
    [InlineData("-edge")]
    public void IssueNode_NotANodeName_Throws(string name)
    {
        using var directory = new TemporaryDirectory();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);

        Assert.Throws<ArgumentException>(() => authority.IssueNode(name));
    }

    [Fact]
    public void WriteNodeFiles_Again_KeepsAPairThatFits()
    {
        using var directory = new TemporaryDirectory();
        using var authority = CertificateAuthority.LoadOrCreate(directory.Path, TimeProvider.System);
        var node = directory.File("edge");

        authority.WriteNodeFiles(node, "edge-1");
        var first = File.ReadAllText(Path.Combine(node, "server.crt"));
        authority.WriteNodeFiles(node, "edge-1");
        Assert.Equal(first, File.ReadAllText(Path.Combine(node, "server.crt")));
        authority.WriteNodeFiles(node, "edge-2");

        using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(node, "server.crt"), Path.Combine(node, "server.key"));
        Assert.Equal("edge-2", NodeIdentity.NodeNameOf(certificate));
        Assert.Equal(authority.Certificate.ExportCertificatePem() + "\n", File.ReadAllText(Path.Combine(node, "rootCA.crt")));
    }

    private static bool Verifies(X509Certificate2 certificate, CertificateAuthority authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
