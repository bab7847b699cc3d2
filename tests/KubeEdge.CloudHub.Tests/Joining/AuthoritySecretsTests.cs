using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>The Secrets with the authority: created once, on a definite answer, and never changed.</summary>
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
    public async Task Start_NoSecrets_CreatesThemInTheOriginalsForm()
    {
        await using var hub = await StartAsync();

        await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcorekeydata") is not null, "both are there");

        using var key = ECDsa.Create();
        key.ImportECPrivateKey(Bytes("casecret", "cakeydata"), out _);
        using var authority = X509CertificateLoader.LoadCertificate(Bytes("casecret", "cadata"));
        using var pair = authority.CopyWithPrivateKey(key);
        Assert.Equal(hub.Authority.Certificate.RawData, authority.RawData);
        using var serverKey = ECDsa.Create();
        serverKey.ImportECPrivateKey(Bytes("cloudcoresecret", "cloudcorekeydata"), out _);
        using var server = X509CertificateLoader.LoadCertificate(Bytes("cloudcoresecret", "cloudcoredata"));
        using var serverPair = server.CopyWithPrivateKey(serverKey);
        Assert.Equal(authority.Subject, server.Issuer);
    }

    [Fact]
    public async Task Start_AnotherAuthorityIsThere_LeavesItAndGoesOnWithTheFiles()
    {
        Api.Apply("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"casecret","namespace":"kubeedge"},"data":{"cadata":"AQID","cakeydata":"BAUG"}}""");
        await using var hub = await StartAsync();

        await Api.UntilAsync(api => Data(api, "cloudcoresecret", "cloudcoredata") is not null, "the other is there");

        Assert.Equal(("AQID", "BAUG"), (Data(Api, "casecret", "cadata"), Data(Api, "casecret", "cakeydata")));
        Assert.Equal(hub.Authority.Certificate.RawData, (await JoinClient.GetAsync(hub.Join, "ca.crt")).Body);
    }

    [Theory]
    [InlineData("GET", 500)]
    [InlineData("GET", 503)]
    [InlineData("GET", 403)]
    [InlineData("POST", 500)]
    [InlineData("POST", 403)]
    public async Task Start_ApiAnswersErrors_WritesNothingUntilItAnswersProperly(string failing, int code)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new ConcurrentQueue<string>();
        var isFailing = true;
        Api.Fault = (method, path) =>
        {
            if (Volatile.Read(ref isFailing) && method == failing)
            {
                asked.TrySetResult();
                return code;
            }

            if (method is "PUT" or "PATCH" or "DELETE")
            {
                written.Enqueue(path);
            }

            return null;
        };
        using var authority = CertificateAuthority.LoadOrCreate(_folder.Path, TimeProvider.System);
        using var server = authority.IssueServer(["localhost"], []);
        using var client = new KubeClient(new KubeClientOptions { Server = Api.Address });
        var running = new AuthoritySecrets(new JoinSecrets(client), authority, clock, NullLogger<AuthoritySecrets>.Instance)
            .RunAsync(server, CancellationToken.None);
        await asked.Task.WaitAsync(_limit);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        Assert.Null(Data(Api, "casecret", "cadata"));

        Volatile.Write(ref isFailing, false);
        clock.Advance(TimeSpan.FromSeconds(5));

        await running.WaitAsync(_limit);
        Assert.NotNull(Data(Api, "cloudcoresecret", "cloudcoredata"));
        Assert.Equal(authority.Certificate.RawData, Bytes("casecret", "cadata"));
        Assert.Empty(written);
    }

    private Task<CloudRig> StartAsync() => CloudRig.StartAsync(_folder.Path, Api.Address, static options => options.HttpsPort = 0);

    private byte[] Bytes(string secret, string key) => Convert.FromBase64String(Data(Api, secret, key) ?? string.Empty);

    private static string? Data(FakeApi api, string secret, string key) =>
        (string?)api.List("secrets").FirstOrDefault(item => (string?)item["metadata"]?["name"] == secret)?["data"]?[key];
}
