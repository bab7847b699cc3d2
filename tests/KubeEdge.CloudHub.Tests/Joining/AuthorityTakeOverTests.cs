using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Tests.Support;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>A hub whose folder has no authority, and what it makes of each answer of the API.</summary>
public sealed class AuthorityTakeOverTests : IAsyncLifetime
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
    public async Task Start_ApiHasNone_MakesOneAndUsesWhatTheApiThenHas()
    {
        await using var hub = new AuthorityRig(Api.Address);
        await hub.StartAsync();

        var authority = await hub.GetAsync();

        Assert.Equal(Convert.ToBase64String(authority.Certificate.RawData), Data(Api, "casecret", "cadata"));
        Assert.Equal(Convert.ToBase64String(authority.ExportKey()), Data(Api, "casecret", "cakeydata"));
        await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "the server's certificate is there too");
        Assert.Equal(["ca.crt", "ca.key", "server.crt", "server.key"], hub.Files);
        Assert.Null(hub.Source.Problem);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(hub.Folder, "ca.key")));
        }
    }

    [Fact]
    public async Task Start_ApiHasOne_TakesOverAuthorityAndServerCertificate()
    {
        byte[] first;
        await using (var former = new AuthorityRig(Api.Address))
        {
            await former.StartAsync();
            first = (await former.GetAsync()).Certificate.RawData;
            await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "both are there");
        }

        await using var hub = new AuthorityRig(Api.Address);
        await hub.StartAsync();
        var authority = await hub.GetAsync();

        Assert.Equal(first, authority.Certificate.RawData);
        using var server = authority.LoadOrIssueServer(["localhost", "127.0.0.1"]);
        Assert.Equal(Data(Api, "cloudcoresecret", "cloudcoredata"), Convert.ToBase64String(server.RawData));
        await hub.Log.LineAsync(LogLevel.Information, AuthorityFiles.Fingerprint(authority.Certificate));
    }

    [Fact]
    public async Task Start_ServerCertificateIsForOtherNames_IssuesItsOwnAndLeavesThat()
    {
        await using (var former = new AuthorityRig(Api.Address, configure: options => options.AdvertiseAddresses = ["cloud.example"]))
        {
            await former.StartAsync();
            await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "both are there");
        }

        var shared = Data(Api, "cloudcoresecret", "cloudcoredata");
        await using var hub = new AuthorityRig(Api.Address);
        await hub.StartAsync();
        using var server = (await hub.GetAsync()).LoadOrIssueServer(["localhost", "127.0.0.1"]);

        Assert.True(server.MatchesHostname("localhost"));
        Assert.NotEqual(shared, Convert.ToBase64String(server.RawData));
        Assert.Equal(shared, Data(Api, "cloudcoresecret", "cloudcoredata"));
    }

    /// <summary>The calls of a start in their order, each with errors and, for the creation, an answer that got lost.</summary>
    [Theory]
    [InlineData("read", 500)]
    [InlineData("read", 503)]
    [InlineData("read", 403)]
    [InlineData("read", 401)]
    [InlineData("read", 429)]
    [InlineData("create", 500)]
    [InlineData("create", 503)]
    [InlineData("create", 403)]
    [InlineData("create", 422)]
    [InlineData("create-lost-answer", 500)]
    [InlineData("create-lost-answer", 504)]
    [InlineData("namespace", 500)]
    [InlineData("namespace", 403)]
    [InlineData("create-after-namespace", 500)]
    [InlineData("read-back", 500)]
    [InlineData("read-back", 404)]
    [InlineData("conflict-then-read", 500)]
    [InlineData("conflict-then-read", 404)]
    public async Task Start_ApiFailsAtOneCall_WaitsWithoutAnAuthorityAndThenSharesOneWithAnother(string call, int code)
    {
        var isFailing = true;
        var (reads, creations) = (0, 0);
        var address = await Api.AddFrontAsync((method, path, body) => Task.FromResult<int?>(
            !Volatile.Read(ref isFailing) ? null : (call, method, Kind(path)) switch
            {
                ("read", "GET", "casecret") => code,
                ("create", "POST", "secrets") => code,
                ("create-lost-answer", "POST", "secrets") => CarryOut(body, code),
                ("namespace" or "create-after-namespace", "POST", "secrets") when ++creations == 1 => 404,
                ("namespace", "POST", "secrets") => 404,
                ("create-after-namespace", "POST", "secrets") => code,
                ("namespace", "POST", "namespaces") => code,
                ("read-back", "GET", "casecret") when ++reads > 1 => code,
                ("conflict-then-read", "POST", "secrets") => 409,
                ("conflict-then-read", "GET", "casecret") when ++reads > 1 => code,
                _ => null,
            }));
        await using var hub = new AuthorityRig(address);
        await hub.StartAsync();

        var problem = await hub.WaitsAsync();
        Assert.Contains("casecret", problem, StringComparison.Ordinal);
        await hub.Log.LineAsync(LogLevel.Warning, problem);
        Assert.Empty(hub.Files);

        // Another hub, whose calls all go well, is not held up, and is the one that the first then agrees with.
        await using var other = new AuthorityRig(Api.Address);
        await other.StartAsync();
        var authority = (await other.GetAsync()).Certificate.RawData;
        var stored = Secret("casecret");
        hub.Clock.Advance(TimeSpan.FromSeconds(0.5));
        if (call is not ("create-lost-answer" or "create" or "create-after-namespace" or "namespace"))
        {
            await hub.WaitsAsync(1);
            Assert.Empty(hub.Files);
            Volatile.Write(ref isFailing, false);
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(authority, (await hub.GetAsync()).Certificate.RawData);
        Assert.Equal(stored, Secret("casecret"));
    }

    [Fact]
    public async Task Start_NoApi_WaitsLongerAndLongerAndStopsAtOnce()
    {
        var nowhere = new Uri("http://127.0.0.1:1");
        await using var hub = new AuthorityRig(nowhere);
        await hub.StartAsync();
        foreach (var pause in (double[])[0.5, 1, 2, 4, 8, 16, 30, 30])
        {
            await hub.WaitsAsync(pause);
            hub.Clock.Advance(TimeSpan.FromSeconds(pause));
        }

        var waiting = hub.Source.GetAsync();
        await hub.Source.StopAsync(CancellationToken.None).WaitAsync(_limit);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(_limit));
        Assert.Empty(hub.Files);
        Assert.Throws<InvalidOperationException>(() => hub.Source.Authority);
    }

    /// <summary>Both have read that there is none before either creates one; then either is first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Start_TwoAtOnce_EndWithOneAuthority(int winner)
    {
        const TaskCreationOptions Later = TaskCreationOptions.RunContinuationsAsynchronously;
        var arrived = new TaskCompletionSource[] { new(Later), new(Later) };
        var hubs = new AuthorityRig[2];
        for (var i = 0; i < 2; i++)
        {
            var number = i;
            var address = await Api.AddFrontAsync(async (method, path, _) =>
            {
                if (method == "POST" && Kind(path) == "secrets")
                {
                    arrived[number].TrySetResult();
                    await Task.WhenAll(arrived[0].Task, arrived[1].Task).WaitAsync(_limit);
                    if (number != winner)
                    {
                        await Api.UntilAsync(api => Data(api, "casecret", "cadata") is not null, "one is there");
                    }
                }

                return null;
            });
            hubs[i] = new AuthorityRig(address);
        }

        await using var one = hubs[0];
        await using var two = hubs[1];
        await Task.WhenAll(one.StartAsync(), two.StartAsync());

        var authorities = await Task.WhenAll(one.GetAsync(), two.GetAsync());

        Assert.Equal(authorities[0].Certificate.RawData, authorities[1].Certificate.RawData);
        Assert.Equal(authorities[0].ExportKey(), authorities[1].ExportKey());
        Assert.Equal(Convert.ToBase64String(authorities[0].Certificate.RawData), Data(Api, "casecret", "cadata"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_ManyAtOnce_EndWithOneAuthority(bool shareTheFolder)
    {
        var folder = shareTheFolder ? _folder.File("authority") : null;
        var hubs = Enumerable.Range(0, 8).Select(_ => new AuthorityRig(Api.Address, folder)).ToArray();
        try
        {
            await Task.WhenAll(hubs.Select(hub => hub.StartAsync()));
            var all = await Task.WhenAll(hubs.Select(hub => hub.GetAsync()));

            Assert.Single(all.Select(authority => authority.Certificate.Thumbprint).Distinct());
            Assert.Equal(Convert.ToBase64String(all[0].Certificate.RawData), Data(Api, "casecret", "cadata"));
        }
        finally
        {
            foreach (var hub in hubs)
            {
                await hub.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("key-only", false)]
    [InlineData("key-only", true)]
    [InlineData("certificate-only", true)]
    public async Task Start_FolderHasAPartOfTheAuthority_IsMadeWhole(string part, bool isInApi)
    {
        using (var former = CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System))
        {
            if (isInApi)
            {
                Put(former.Pair);
            }
        }

        var key = await File.ReadAllTextAsync(_folder.File("ca.key"));
        var certificate = await File.ReadAllTextAsync(_folder.File("ca.crt"));
        File.Delete(_folder.File(part == "key-only" ? "ca.crt" : "ca.key"));
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();
        await hub.GetAsync();

        Assert.Equal(key, await File.ReadAllTextAsync(_folder.File("ca.key")));
        Assert.Equal(isInApi, certificate == await File.ReadAllTextAsync(_folder.File("ca.crt")));
        Assert.Equal(Data(Api, "casecret", "cakeydata"), Convert.ToBase64String((await hub.GetAsync()).ExportKey()));
    }

    [Theory]
    [InlineData("ca.crt", true, "belongs to another authority")]
    [InlineData("ca.key", true, "belongs to another authority")]
    [InlineData("ca.key", false, "has no key")]
    public async Task Start_FolderHasAPartOfAnotherAuthority_ChangesNothingAndSaysWhich(string missing, bool isInApi, string expected)
    {
        CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System).Dispose();
        File.Delete(_folder.File(missing));
        if (isInApi)
        {
            using var theirs = Foreign();
            Put(theirs);
        }

        var before = Secret("casecret");
        await using var hub = new AuthorityRig(Api.Address, _folder.Path);
        await hub.StartAsync();

        Assert.Contains(expected, await hub.WaitsAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Secret("casecret"));
        Assert.False(File.Exists(_folder.File(missing)));
    }

    [Theory]
    [InlineData("no-key")]
    [InlineData("not-base64")]
    [InlineData("garbage")]
    [InlineData("other-key")]
    [InlineData("pkcs8")]
    [InlineData("rsa")]
    [InlineData("no-authority")]
    public async Task Start_SecretHoldsNoUsableAuthority_WaitsAndLeavesIt(string kind)
    {
        using var good = Foreign();
        using var rsa = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = good.GetECDsaPrivateKey() ?? throw new InvalidOperationException();
        using var rsaAuthority = new CertificateRequest("CN=KubeEdge", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(good.NotBefore, good.NotAfter);
        using var leaf = new CertificateRequest("CN=KubeEdge", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(good.NotBefore, good.NotAfter);
        Put(kind switch
        {
            "no-key" => (good.RawData, null),
            "not-base64" or "other-key" => (good.RawData, other.ExportECPrivateKey()),
            "garbage" => ([1, 2, 3], key.ExportECPrivateKey()),
            "pkcs8" => (good.RawData, key.ExportPkcs8PrivateKey()),
            "rsa" => (rsaAuthority.RawData, rsa.ExportRSAPrivateKey()),
            _ => (leaf.RawData, key.ExportECPrivateKey()),
        });
        if (kind == "not-base64")
        {
            Api.Apply("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"casecret","namespace":"kubeedge"},
                 "data":{"cadata":"*","cakeydata":7}}
                """);
        }

        var before = Secret("casecret");
        await using var hub = new AuthorityRig(Api.Address);
        await hub.StartAsync();

        Assert.Contains("kubeedge/casecret holds no usable authority", await hub.WaitsAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Secret("casecret"));
        Assert.Empty(hub.Files);
    }

    [Fact]
    public async Task Start_AuthorityIsNotShared_AsksTheApiNothing()
    {
        var asked = false;
        Api.Fault = (_, _) =>
        {
            asked = true;
            return 500;
        };
        await using var hub = new AuthorityRig(Api.Address, configure: static options => options.AuthorityInApi = false);
        await hub.StartAsync();

        Assert.True(hub.Source.TryGet(out _));
        Assert.Equal(["ca.crt", "ca.key"], hub.Files);
        await hub.Source.StopAsync(CancellationToken.None).WaitAsync(_limit);
        Assert.False(asked);
    }

    private static X509Certificate2 Foreign()
    {
        using var folder = new TemporaryDirectory();
        return AuthorityFiles.LoadOrCreate(folder.Path, TimeProvider.System);
    }

    private static string Kind(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string? Data(FakeApi api, string secret, string key) =>
        (string?)api.List("secrets").FirstOrDefault(item => (string?)item["metadata"]?["name"] == secret)?["data"]?[key];

    private string? Secret(string name) =>
        Api.List("secrets").FirstOrDefault(item => (string?)item["metadata"]?["name"] == name)?.ToJsonString();

    private int CarryOut(string body, int code)
    {
        Api.Apply(body);
        return code;
    }

    private void Put(X509Certificate2 authority)
    {
        using var key = authority.GetECDsaPrivateKey() ?? throw new InvalidOperationException();
        Put((authority.RawData, key.ExportECPrivateKey()));
    }

    private void Put((byte[] Certificate, byte[]? Key) authority) => Api.Apply(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = "casecret", ["namespace"] = "kubeedge" },
        ["data"] = new JsonObject
        {
            ["cadata"] = Convert.ToBase64String(authority.Certificate),
            ["cakeydata"] = authority.Key is null ? null : Convert.ToBase64String(authority.Key),
        },
    }.ToJsonString());
}
