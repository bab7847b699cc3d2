using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Beehive.Checks;

namespace KubeEdge.Beehive.Tests.Checks;

public sealed class CertificateCheckTests : IDisposable
{
    private static readonly DateTimeOffset _from = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _until = _from.AddDays(365);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-check-");
    private readonly string _authority;
    private readonly string _certificate;
    private readonly string _key;

    public CertificateCheckTests()
    {
        (_authority, _certificate, _key) = Write("a");
    }

    [Fact]
    public void Pair_Good_Passes() => Assert.Equal(CheckStatus.Passed, At(_from.AddDays(1)).Status);

    [Fact]
    public void Pair_Soon_Warns() => Assert.Equal(CheckStatus.Warning, At(_until.AddDays(-1)).Status);

    [Fact]
    public void Pair_Expired_SaysUntilWhen()
    {
        var result = At(_until.AddDays(1));

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains("was good until 2031-01-01", result.Finding, StringComparison.Ordinal);
        Assert.Contains("join again", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_NotYet_BlamesTheClock() => Assert.Contains("set the clock", At(_from.AddDays(-1)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Pair_OtherKey_IsNoPair()
    {
        var result = CertificateCheck.Pair(_authority, _certificate, Write("b").Key, _from.AddDays(1));

        Assert.Contains("are no pair", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_OtherAuthority_SaysSo()
    {
        var result = CertificateCheck.Pair(Write("b").Authority, _certificate, _key, _from.AddDays(1));

        Assert.Contains("does not come from the authority", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_Missing_NamesTheFile()
    {
        var result = CertificateCheck.Pair(_authority, _certificate, "none.key", _from);

        Assert.Contains("none.key is not there", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Authority_NoCertificate_SaysSo()
    {
        File.WriteAllText(_authority, "nothing");

        Assert.Contains("is no certificate", CertificateCheck.Authority(_authority, _from).Finding, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CheckResult At(DateTimeOffset now) => CertificateCheck.Pair(_authority, _certificate, _key, now);

    private (string Authority, string Certificate, string Key) Write(string name)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=authority {name}", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(_from, _until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest($"CN=node {name}", key, HashAlgorithmName.SHA256);
        using var certificate = leaf.Create(authority, _from, _until, [1]);
        return (
            Put($"{name}.ca", authority.ExportCertificatePem()),
            Put($"{name}.crt", certificate.ExportCertificatePem()),
            Put($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
