using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>The Secrets with the authority: in the original's form, created once, on a definite answer, and never changed.</summary>
public sealed class AuthoritySecretsTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _folder = new();
    private FakeApi? _api;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _api = await FakeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_FolderHasAnAuthorityAndTheApiNone_PublishesItInTheOriginalsForm()
    {
        using var own = CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System);
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();
        Assert.True(hub.Source.TryGet(out _));

        await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcorekeydata") is not null, "both are there");

        Assert.Equal(own.Certificate.RawData, Bytes("casecret", "cadata"));
        Assert.All(Api.List("secrets"), static secret => Assert.Equal("Opaque", (string?)secret["type"]));
        using var serverKey = ECDsa.Create();
        serverKey.ImportECPrivateKey(Bytes("cloudcoresecret", "cloudcorekeydata"), out _);
        using var server = X509CertificateLoader.LoadCertificate(Bytes("cloudcoresecret", "cloudcoredata"));
        using var serverPair = server.CopyWithPrivateKey(serverKey);
        Assert.Equal(own.Certificate.Subject, server.Issuer);

        // As an independent reader sees them.
        Write("ca.der", Bytes("casecret", "cadata"));
        Write("ca-key.der", Bytes("casecret", "cakeydata"));
        Write("server.der", Bytes("cloudcoresecret", "cloudcoredata"));
        await OpensslAsync("x509", "-inform", "DER", "-in", _folder.File("ca.der"), "-out", _folder.File("ca.pem"));
        await OpensslAsync("x509", "-inform", "DER", "-in", _folder.File("server.der"), "-out", _folder.File("server.pem"));
        Assert.Equal(
            await OpensslAsync("x509", "-in", _folder.File("ca.pem"), "-noout", "-pubkey"),
            await OpensslAsync("ec", "-inform", "DER", "-in", _folder.File("ca-key.der"), "-pubout"));
        Assert.Contains(
            "OK",
            await OpensslAsync("verify", "-purpose", "sslserver", "-CAfile", _folder.File("ca.pem"), _folder.File("server.pem")),
            StringComparison.Ordinal);
    }

    /// <summary>An authority as the original makes it: serial 1024, SEC1 key with curve and public key, 121 bytes.</summary>
    [Fact]
    public async Task Start_SecretOfTheOriginal_IsTakenOverAndSignsTheSameTokens()
    {
        await OpensslAsync("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", _folder.File("o.key"));
        await OpensslAsync(
            "req", "-x509", "-new", "-key", _folder.File("o.key"), "-subj", "/CN=KubeEdge", "-set_serial", "1024", "-days", "36500",
            "-addext", "keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign",
            "-addext", "extendedKeyUsage=serverAuth,clientAuth", "-outform", "DER", "-out", _folder.File("o.der"));
        await OpensslAsync("ec", "-in", _folder.File("o.key"), "-outform", "DER", "-out", _folder.File("o-key.der"));
        var certificate = await File.ReadAllBytesAsync(_folder.File("o.der"));
        var key = await File.ReadAllBytesAsync(_folder.File("o-key.der"));
        Assert.Equal(121, key.Length);
        Api.Apply($$$"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"casecret","namespace":"kubeedge"},"type":"Opaque",
             "data":{"cadata":"{{{Convert.ToBase64String(certificate)}}}","cakeydata":"{{{Convert.ToBase64String(key)}}}"}}
            """);
        await using var hub = new AuthorityRig(Api.Address, _folder.File("authority"));
        await hub.StartAsync();

        var authority = await hub.GetAsync();

        Assert.Equal(certificate, authority.Certificate.RawData);
        Assert.Equal(key, authority.ExportKey());
        using var node = authority.IssueNode("edge-1");
        await File.WriteAllTextAsync(_folder.File("node.pem"), node.ExportCertificatePem());
        Assert.Contains(
            "OK",
            await OpensslAsync("verify", "-purpose", "sslclient", "-CAfile", Path.Combine(hub.Folder, "ca.crt"), _folder.File("node.pem")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AnotherAuthorityIsInTheApi_GoesOnWithTheFilesAndNamesBoth()
    {
        await using (var other = new AuthorityRig(Api.Address))
        {
            await other.StartAsync();
            await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "both are there");
        }

        var before = Secrets();
        using var own = CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System);
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();

        var line = await hub.Log.LineAsync(LogLevel.Error, AuthorityFiles.Fingerprint(own.Certificate));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Bytes("casecret", "cadata"))), line, StringComparison.Ordinal);
        Assert.Equal(own.Certificate.RawData, (await hub.GetAsync()).Certificate.RawData);
        await hub.Source.StopAsync(CancellationToken.None).WaitAsync(_limit);
        Assert.Equal(line, hub.Source.Problem);
        Assert.Equal(before, Secrets());
    }

    [Fact]
    public async Task Start_ApiHoldsNoUsableAuthority_GoesOnWithTheFilesAndPublishesNoServerCertificateBesideIt()
    {
        Api.Apply("""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"casecret","namespace":"kubeedge"},
             "data":{"cadata":"AQID","cakeydata":"BAUG"}}
            """);
        var before = Secrets();
        CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System).Dispose();
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();

        await hub.Log.LineAsync(LogLevel.Error, "kubeedge/casecret holds no usable authority");

        Assert.Equal(before, Secrets());
        Assert.True(hub.Source.TryGet(out _));
    }

    [Theory]
    [InlineData("GET", 500)]
    [InlineData("GET", 503)]
    [InlineData("GET", 403)]
    [InlineData("POST", 500)]
    [InlineData("POST", 403)]
    public async Task Start_WithFilesWhileTheApiAnswersErrors_ServesAndWritesNothingUntilItAnswersProperly(string failing, int code)
    {
        var written = new ConcurrentQueue<string>();
        var isFailing = true;
        Api.Fault = (method, path) =>
        {
            if (Volatile.Read(ref isFailing) && method == failing)
            {
                return code;
            }

            if (method is "PUT" or "PATCH" or "DELETE")
            {
                written.Enqueue(path);
            }

            return null;
        };
        CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System).Dispose();
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();
        Assert.True(hub.Source.TryGet(out var authority));
        await hub.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(Api.List("secrets"));

        Volatile.Write(ref isFailing, false);
        hub.Clock.Advance(TimeSpan.FromSeconds(5));

        await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "both are there");
        Assert.Equal(authority.Certificate.RawData, Bytes("casecret", "cadata"));
        Assert.Empty(written);
    }

    /// <summary>The original writes a host name into its certificate as an address of no length, which nobody can read.</summary>
    [Fact]
    public async Task Start_ServerCertificateOfTheOriginalCannotBeRead_IssuesItsOwn()
    {
        using var folder = new TemporaryDirectory();
        using var theirs = AuthorityFiles.LoadOrCreate(folder.Path, TimeProvider.System);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=KubeEdge", serverKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, 0x02, 0x87, 0x00], critical: false));
        using var signed = request.Create(theirs, theirs.NotBefore, theirs.NotAfter, [1, 2, 3]);
        using var server = signed.CopyWithPrivateKey(serverKey);
        Assert.Null(Record.Exception(() => AuthoritySecret.ReadServer(AuthoritySecret.OfServer(server))?.Dispose()));
        foreach (var secret in (KubeObject[])[AuthoritySecret.OfAuthority(theirs), AuthoritySecret.OfServer(server)])
        {
            Api.Apply(secret.ToNode().ToJsonString());
        }

        await using var hub = new AuthorityRig(Api.Address, _folder.File("authority"));
        await hub.StartAsync();

        using var own = (await hub.GetAsync()).LoadOrIssueServer(["localhost"]);
        Assert.True(own.MatchesHostname("localhost"));
    }

    private static async Task<string> OpensslAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var openssl = Process.Start(start)
            ?? throw new InvalidOperationException("openssl did not start");
        var errors = openssl.StandardError.ReadToEndAsync();
        var output = await openssl.StandardOutput.ReadToEndAsync().WaitAsync(_limit);
        await openssl.WaitForExitAsync().WaitAsync(_limit);
        Assert.True(openssl.ExitCode == 0, await errors);
        return output;
    }

    private static string? Data(FakeApi api, string secret, string key) =>
        (string?)api.List("secrets").FirstOrDefault(item => (string?)item["metadata"]?["name"] == secret)?["data"]?[key];

    private byte[] Bytes(string secret, string key) => Convert.FromBase64String(Data(Api, secret, key) ?? string.Empty);

    private string Secrets() => string.Join('\n', Api.List("secrets").Select(static secret => secret.ToJsonString()));

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder.File(name), content);
}
